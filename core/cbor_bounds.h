/*
 * CBOR (RFC 8949) before a library reads it: libcbor makes room for as many
 * members as a map claims to have.
 */
#ifndef CORE_CBOR_BOUNDS_H
#define CORE_CBOR_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Do well-formed items fill the bytes (none: yes), of definite lengths, nested
 * four deep at most, and does none claim more than there is?
 */
bool cbor_is_bounded(const void *p, size_t len);

#endif
