/*
 * The account's mail server: our own Dovecot and Postfix, signed in to with a
 * short-lived token (storage/mail_token.h); or that of another provider
 * (storage/outside.h), with the login and the password that its owner gave us.
 */
#ifndef WEBMAIL_UPSTREAM_H
#define WEBMAIL_UPSTREAM_H

#include "imapclient/pool.h"
#include "imapclient/sieve.h"
#include "imapclient/smtp.h"

/*
 * A session for an account until CX ends; CX may be of another principal (the
 * internal sync).  ERR_NOT_FOUND when there is no such account or it may not
 * sign in.  Of a server elsewhere the words of a fault name it and what is wrong,
 * and hold nothing that it said.
 */
enum status upstream_imap(struct ctx *cx, int64_t account, struct imap **imap) NODISCARD;

/* How to reach submission as an account. */
enum status upstream_smtp(struct ctx *cx, int64_t account, struct smtp_login *login) NODISCARD;

/*
 * How to send what this machine itself has to say: by a port of Postfix's
 * (postfix-master.cf) that signs it and takes any sender.
 */
struct smtp_login upstream_way_out(const struct conf *conf);

/* A session with the scripts of an account, until CX ends. */
enum status upstream_sieve(struct ctx *cx, int64_t account, struct sieve **sieve) NODISCARD;

/*
 * upstream_outside.c: the same for an account elsewhere.  After a failure nobody
 * tries again for a while, which is ERR_BUSY with the same words: a server that
 * is away must not hold our workers, and one that was shown a wrong password
 * must not lock its user out.
 */
enum status outside_imap(struct ctx *cx, int64_t account, struct imap **imap) NODISCARD;
enum status outside_smtp(struct ctx *cx, int64_t account, struct smtp_login *login) NODISCARD;

#endif
