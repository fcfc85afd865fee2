/*
 * What libh2o 2.2.5 leaves open in HTTP/2, closed from outside: the library
 * calls its own exported functions through the dynamic linker, so functions of
 * the same name in our program come first and call the library's (guard.c).
 */
#ifndef HTTPD_GUARD_H
#define HTTPD_GUARD_H

#include <h2o.h>

/* Find the library's functions; ends the program when one is missing. */
void guard_open(void);

/* How often each wrapper ran; a wrapper that never runs guards nothing. */
struct guard_hits {
	unsigned long	headers, resets, rst_frames, frames, errors;
};
extern struct guard_hits guard_hits;

/* Where the stream of an HTTP/2 request is, and how much of its body is there. */
enum guard_phase { GUARD_OTHER, GUARD_HEADERS, GUARD_BODY, GUARD_RESPONSE };
enum guard_phase guard_phase(h2o_req_t *req, size_t *received);

/*
 * Fields in an HPACK block (RFC 7541, section 6), counted without decoding;
 * -1 when it is broken.
 */
int guard_count_fields(const uint8_t *block, size_t len);

#endif
