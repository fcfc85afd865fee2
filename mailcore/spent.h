/*
 * How much of the processor a service had, to tell one that hangs from one
 * that has too much to do.
 */
#ifndef MAILCORE_SPENT_H
#define MAILCORE_SPENT_H

#include <stdint.h>
#include <sys/types.h>

/* Milliseconds, of ROOT, of what it started and still runs, and of what they buried. */
int64_t spent_ms(pid_t root);

#endif
