/*
 * The account's mail server: our own Dovecot and Postfix, signed in to with a
 * short-lived token (storage/mail_token.h).
 */
#ifndef WEBMAIL_UPSTREAM_H
#define WEBMAIL_UPSTREAM_H

#include "imapclient/pool.h"
#include "imapclient/sieve.h"
#include "imapclient/smtp.h"

/*
 * A session for an account until CX ends; CX may be of another principal (the
 * internal sync).  ERR_NOT_FOUND when there is no such account or it may not
 * sign in.
 */
enum status upstream_imap(struct ctx *cx, int64_t account, struct imap **imap) NODISCARD;

/* How to reach submission as an account. */
enum status upstream_smtp(struct ctx *cx, int64_t account, struct smtp_login *login) NODISCARD;

/* A session with the scripts of an account, until CX ends. */
enum status upstream_sieve(struct ctx *cx, int64_t account, struct sieve **sieve) NODISCARD;

#endif
