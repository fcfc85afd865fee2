/*
 * News of change (PostgreSQL LISTEN/NOTIFY).  A worker that changes what a
 * client may be watching says so in the same transaction; the watcher hears it
 * after the commit and never before.
 *
 * Payload on channel "hayloft": "ACCOUNT TYPE=STATE TYPE=STATE …", the types
 * and states of JMAP (RFC 8620, section 7.1).  A type of our own, NOTIFY_ACCESS,
 * is no news for clients: it ends what the account has open, so that everybody
 * has to show again that he may have it.
 *
 * Payload on MAIL_CHANNEL: "ACCOUNT", whose mail came or went (migration 0029).
 */
#ifndef STORAGE_NOTIFY_H
#define STORAGE_NOTIFY_H

#include "core/ctx.h"

#define MAIL_CHANNEL	"hayloft_mail"

#define NOTIFY_ACCESS	"Access"

/* Another one, for the watcher alone: who is told by Web Push changed. */
#define NOTIFY_PUSH	"PushSubscription"

struct notify {
	int64_t		 account;
	size_t		 count;
	struct {
		const char	*type, *state;
	} changed[16];
};

/* Tell that TYPE of ACCOUNT is now at STATE; no spaces or "=" in either. */
enum status db_notify(struct ctx *cx, int64_t account, const char *type, const char *state) NODISCARD;

/* Of several at once: "TYPE=STATE TYPE=STATE …". */
enum status db_notify_words(struct ctx *cx, int64_t account, const char *words) NODISCARD;

/* A way to sign in was taken away. */
enum status db_notify_access(struct ctx *cx, int64_t account) NODISCARD;

/* Start to listen on this connection, to both. */
enum status db_listen(struct ctx *cx) NODISCARD;

/* Read one payload; ERR_INVALID when it is not of the form above. */
enum status db_notify_parse(struct ctx *cx, const char *payload, struct notify *out) NODISCARD;

#endif
