/*
 * mailcow's calls that make a person's programs begin anew.
 */
#ifndef ADMIN_FORGET_H
#define ADMIN_FORGET_H

#include "admin/operation.h"

/* delete/sogo_profile: how the page is set for the mailboxes that are named. */
enum status forget_profile(struct operation_call *call);

/* delete/eas_cache: there is no ActiveSync here yet, so nothing to forget; which it says. */
enum status forget_eas(struct operation_call *call);

#endif
