/*
 * Mail files of accounts that are gone.  The row is made by a trigger, so that
 * no way of deleting an account forgets its files.
 */
#ifndef STORAGE_MAIL_GARBAGE_H
#define STORAGE_MAIL_GARBAGE_H

#include "core/ctx.h"

struct mail_garbage {
	int64_t		 account;
	const char	*address;
	const char	*mail_dir;	/* below mail/ */
	const char	*deleted;	/* RFC 3339 */
	bool		 expired;	/* HOURS have passed */
	bool		 taken;		/* there is another account of that address */
};

/* Oldest first. */
enum status db_mail_garbage_list(struct ctx *cx, int64_t hours, struct mail_garbage **out,
    size_t *count) NODISCARD;

/* The files are gone. */
enum status db_mail_garbage_forget(struct ctx *cx, int64_t account) NODISCARD;

#endif
