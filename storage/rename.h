/*
 * An account gets another address.  Its mail, calendars and contacts stand
 * under its number and stay.
 */
#ifndef STORAGE_RENAME_H
#define STORAGE_RENAME_H

#include "core/ctx.h"

/*
 * ADDRESS is in the same domain.  What leads to the old address leads to the
 * new one; with KEEP the old one becomes an alias.  Sign-ins end.  ERR_EXISTS
 * when the address is taken.
 */
enum status db_account_rename(struct ctx *cx, int64_t account, const char *address,
    bool keep) NODISCARD;

#endif
