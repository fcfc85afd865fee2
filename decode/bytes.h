/*
 * Numbers as PKWARE and Microsoft write them: the lowest byte first.  The caller
 * has seen to it that the bytes are there.
 */
#ifndef DECODE_BYTES_H
#define DECODE_BYTES_H

#include <stdint.h>

static inline uint16_t
bytes_u16(const char *p)
{
	return (uint16_t)((unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8);
}

static inline uint32_t
bytes_u32(const char *p)
{
	return bytes_u16(p) | (uint32_t)bytes_u16(p + 2) << 16;
}

#endif
