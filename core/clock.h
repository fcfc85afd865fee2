/*
 * The time.  Wall clock in microseconds since 1970 UTC, which tests can set,
 * and a steady clock in milliseconds for deadlines, which nobody can.
 */
#ifndef CORE_CLOCK_H
#define CORE_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Microseconds since 1970-01-01T00:00:00Z. */
int64_t clock_now(void);

/* Seconds since 1970. */
time_t clock_seconds(void);

/* For tests: from now on clock_now() answers this; 0 ends it. */
void clock_set(int64_t microseconds);

/* Milliseconds of a clock that never jumps; for deadlines. */
int64_t clock_steady(void);

/* "2026-11-20T10:42:00Z" (RFC 3339) into OUT. */
void clock_rfc3339(time_t t, char out[static 21]);

/* "Fri, 20 Nov 2026 10:42:00 GMT" (RFC 9110, 5.6.7) into OUT. */
void clock_http(time_t t, char out[static 30]);

#endif
