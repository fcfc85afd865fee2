/*
 * For `hayloft index verify`: what the index has, and where it contradicts itself.
 */
#ifndef STORAGE_MAIL_VERIFY_H
#define STORAGE_MAIL_VERIFY_H

#include "core/ctx.h"

struct mail_copy {
	int64_t		 uid;
	const char	*keywords;	/* separated by spaces */
};

/* All of a mailbox, by UID. */
enum status db_mail_copies(struct ctx *cx, int64_t account, int64_t mailbox,
    struct mail_copy **out, size_t *count) NODISCARD;

/* In words, none when all is right; at most 100. */
enum status db_mail_contradictions(struct ctx *cx, int64_t account, const char ***out,
    size_t *count) NODISCARD;

#endif
