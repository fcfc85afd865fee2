/*
 * Mails that we write ourselves, in the words of an administrator: settings of
 * one shape (sender, subject, text and HTML), with placeholders (core/placeholder.h)
 * that differ.  An empty text means our own words.
 */
#ifndef STORAGE_WORDING_H
#define STORAGE_WORDING_H

#include "core/ctx.h"

struct wording_kind {
	const char		*setting;	/* "quarantine" */
	const char *const	*names;		/* of placeholders; ends with NULL */
	const char		*needed;	/* which a body must have; NULL: none */
};

/* NULL: there is none of that name. */
const struct wording_kind *wording_kind(const char *setting);

struct wording {
	const char	*sender, *subject, *plain, *html;	/* "" where nothing was said */
};

/* What was said of KIND; of the mail about a full mailbox also our own words. */
enum status db_wording(struct ctx *cx, const struct wording_kind *kind, struct wording *out) NODISCARD;

#endif
