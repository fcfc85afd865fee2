#include <string.h>

#include "core/conf.h"
#include "storage/account.h"
#include "storage/mail_token.h"
#include "webmail/upstream.h"

/* Where our own services listen, from here. */
static const char *
reach(const struct conf *conf)
{
	if (strcmp(conf->bind, "*") == 0 || strcmp(conf->bind, "0.0.0.0") == 0)
		return "127.0.0.1";
	return strcmp(conf->bind, "::") == 0 ? "::1" : conf->bind;
}

/* One for this process: requests of an account come to the same worker as a rule. */
static struct mail_token token;

static enum status
renew(struct ctx *cx, void *arg, const char **secret)
{
	const int64_t *account = arg;
	enum status st;

	if ((st = db_mail_token_renew(cx, *account, &token)) != OK)
		return st;
	*secret = token.token;
	return OK;
}

/* *USER is NULL for an account elsewhere. */
static enum status
find_user(struct ctx *cx, int64_t account, const char **user)
{
	struct account a;
	enum status st;

	*user = NULL;
	if (cx->who.account == account && cx->who.address != NULL) {
		*user = cx->who.address;
		return OK;
	}
	if ((st = db_account_get(cx, account, &a)) != OK)
		return st;
	if (strcmp(a.kind, "outside") == 0)
		return OK;
	if (!account_has_mail(&a))
		return fault(cx, ERR_NOT_FOUND, "account %lld may not sign in",
		    (long long)account);
	*user = a.address;
	return OK;
}

enum status
upstream_imap(struct ctx *cx, int64_t account, struct imap **imap)
{
	struct imap_login login = {
		.account = account,
		/* Dovecot trusts this machine; the token never leaves it. */
		.at = { .host = reach(cx->conf), .port = conf_port(cx->conf, 143),
			.tls = STREAM_PLAIN },
		.mechanism = MAIL_XOAUTH2,
	};
	enum status st;

	if ((st = find_user(cx, account, &login.user)) != OK)
		return st;
	if (login.user == NULL)
		return outside_imap(cx, account, imap);
	st = imap_lease_by(cx, &login, renew, &account, imap);
	if (st == ERR_UNAUTHENTICATED) {
		/* The token may be from before a restart of the database: once more with another. */
		ctx_forgive(cx);
		hash_wipe(&token, sizeof token);
		st = imap_lease_by(cx, &login, renew, &account, imap);
	}
	return st;
}

enum status
upstream_smtp(struct ctx *cx, int64_t account, struct smtp_login *login)
{
	const char *secret, *ca = NULL;
	enum status st;

	if (*cx->conf->tls_certificate == '\0')
		ca = conf_root_path(cx->conf, cx->arena, "tls/ca.crt");
	*login = (struct smtp_login){
		.at = { .host = reach(cx->conf), .port = conf_port(cx->conf, 587),
			.tls = STREAM_STARTTLS, .name = cx->conf->host, .ca_file = ca },
		.helo = cx->conf->host,
		.mechanism = MAIL_XOAUTH2,
	};
	if ((st = find_user(cx, account, &login->user)) != OK)
		return st;
	if (login->user == NULL)
		return outside_smtp(cx, account, login);
	if ((st = renew(cx, &account, &secret)) != OK)
		return st;
	login->secret = secret;
	return OK;
}

struct smtp_login
upstream_way_out(const struct conf *conf)
{
	return (struct smtp_login){
		.at = { .host = "127.0.0.1", .port = conf_port(conf, 590), .tls = STREAM_PLAIN },
		.helo = conf->host,
	};
}

enum status
upstream_sieve(struct ctx *cx, int64_t account, struct sieve **sieve)
{
	struct sieve_login login = {
		.at = { .host = reach(cx->conf), .port = conf_port(cx->conf, 4190),
			.tls = STREAM_PLAIN },
		.mechanism = MAIL_XOAUTH2,
	};
	enum status st;

	if ((st = find_user(cx, account, &login.user)) != OK)
		return st;
	if (login.user == NULL)
		return fault(cx, ERR_DENIED, "an account elsewhere has no filters here");
	if ((st = renew(cx, &account, &login.secret)) != OK)
		return st;
	st = sieve_open(cx, &login, sieve);
	if (st == ERR_UNAUTHENTICATED) {
		/* The token may be from before a restart of the database: once more with another. */
		ctx_forgive(cx);
		hash_wipe(&token, sizeof token);
		if ((st = renew(cx, &account, &login.secret)) == OK)
			st = sieve_open(cx, &login, sieve);
	}
	return st;
}
