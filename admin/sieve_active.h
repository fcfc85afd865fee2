/*
 * The Sieve script that somebody has switched on.  What we make of filters and
 * the vacation response is none (webmail/sieve_made.h).
 */
#ifndef ADMIN_SIEVE_ACTIVE_H
#define ADMIN_SIEVE_ACTIVE_H

#include "admin/operation.h"

/* get/active-user-sieve/ADDRESS: [SCRIPT]; one's own for what is no address. */
enum status sieve_active_get(struct operation_call *call);

#endif
