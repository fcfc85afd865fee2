/*
 * Short-lived random tokens with which our own processes sign in to Dovecot
 * and Postfix as an account (XOAUTH2).  A worker keeps one per account and
 * uses it until it is about to expire.
 */
#ifndef STORAGE_MAIL_TOKEN_H
#define STORAGE_MAIL_TOKEN_H

#include "core/ctx.h"
#include "core/hash.h"

#define MAIL_TOKEN_SECONDS	600

struct mail_token {
	int64_t	 account;
	char	 token[TOKEN_LEN + 1];
	int64_t	 expires;	/* clock_steady() milliseconds */
};

/*
 * Leave in *TOKEN one that is good for a minute at least: the one that is
 * there, when it is of this account, or a new one.  Zero the struct to ask for
 * the first one, or after the mail server refused it.  Dovecot sees a new one
 * after the commit, so this does not run inside a transaction.
 */
enum status db_mail_token_renew(struct ctx *cx, int64_t account, struct mail_token *token) NODISCARD;

#endif
