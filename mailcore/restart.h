/*
 * How long to wait before a service is started again: not at all the first
 * time, then longer and longer while it keeps dying, up to half a minute.  A
 * service that lived for a minute has its record wiped.
 */
#ifndef MAILCORE_RESTART_H
#define MAILCORE_RESTART_H

#include <stdint.h>

#define RESTART_CALM_MS		60000
#define RESTART_DELAY_MAX_MS	30000

struct restart {
	unsigned	deaths;		/* in a row, without a calm minute between */
};

/* It died after it had lived LIVED_MS: the delay in milliseconds. */
int restart_delay(struct restart *restart, int64_t lived_ms);

#endif
