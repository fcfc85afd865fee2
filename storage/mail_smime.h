/*
 * What was found of messages' S/MIME signatures.  It stands in the email's row, as
 * text of which storage looks only for SMIME_VERIFIED and SMIME_VERIFIED_THEN.
 */
#ifndef STORAGE_MAIL_SMIME_H
#define STORAGE_MAIL_SMIME_H

#include "core/ctx.h"

#define SMIME_UNREAD		"{}"		/* nobody asked yet */
#define SMIME_VERIFIED		"\"status\":\"signed/verified\""
#define SMIME_VERIFIED_THEN	"\"delivered\":\"signed/verified\""

/* Emails with SMIME_UNREAD, newest first, at most MAX. */
enum status db_mail_smime_unread(struct ctx *cx, int64_t account, int64_t max, int64_t **ids,
    size_t *count) NODISCARD;

/* FOUND of an email.  CHANGED: clients knew otherwise, and hear of it. */
enum status db_mail_smime_put(struct ctx *cx, int64_t account, int64_t email, const char *found,
    bool changed) NODISCARD;

#endif
