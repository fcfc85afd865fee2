/*
 * What of an email only clients read, packed into a column: Zstandard (RFC 8878)
 * with a dictionary of what nearly all have in common, less than half the size.
 */
#ifndef STORAGE_MAIL_PACK_H
#define STORAGE_MAIL_PACK_H

#include "core/ctx.h"

struct mail_detail {
	const char	*subject;	/* NULL: none */
	const char	*head;		/* JSON: from, to, … as [[name, address], …]; messageId, …; sentAt */
	const char	*structure;	/* JSON: BODYSTRUCTURE as a tree of EmailBodyPart */
	const char	*preview;
};

/* On ARENA. */
void *mail_pack(struct arena *arena, const struct mail_detail *d, size_t *len);

/* ERR_INTERNAL for bytes that are none of ours. */
enum status mail_unpack(struct ctx *cx, const void *data, size_t len, struct mail_detail *out) NODISCARD;

#endif
