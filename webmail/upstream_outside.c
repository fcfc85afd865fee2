/*
 * Accounts elsewhere: the password is opened for as long as a session is made,
 * and nowhere else; where its person signed in at the provider there is a token
 * instead (upstream_token.h).  Their servers are somebody's word, so connections go
 * through core/guard.h and always under TLS with a verified certificate.
 */
#include <string.h>

#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "storage/outside.h"
#include "webmail/upstream.h"
#include "webmail/upstream_token.h"

#define AGAIN_LEAST	5	/* seconds after a failure, doubled with each */
#define AGAIN_MOST	300
#define REFUSED_LEAST	60	/* after a login that was refused: servers count these */
#define REFUSED_MOST	3600

static struct stream_to
place_of(const struct ctx *cx, const struct outside_server *at)
{
	return (struct stream_to){
		.host = at->host, .port = at->port, .guarded = true,
		.tls = at->starttls ? STREAM_STARTTLS : STREAM_TLS,
		.ca_file = *cx->conf->fetch_authorities != '\0' ? cx->conf->fetch_authorities : NULL,
	};
}

static enum status
find(struct ctx *cx, int64_t account, struct outside *o)
{
	enum status st = db_outside_find(cx, account, o);

	return st != OK || o->active ? st : fault(cx, ERR_NOT_FOUND, "that account is switched off");
}

struct opening {
	struct outside	 o;
	char		*secret;	/* to be wiped */
	struct upstream_token token;
	bool		 refused;	/* the token that we had */
	bool		 held_back;
};

static enum status
open_secret(struct ctx *cx, void *arg, const char **secret)
{
	struct opening *op = arg;
	enum status st;

	if (op->o.wait > 0) {
		op->held_back = true;
		return fault(cx, ERR_BUSY, "%s", op->o.fault != NULL ? op->o.fault :
		    "the server did not answer a moment ago");
	}
	if (op->o.grant != 0) {
		st = upstream_token(cx, &op->token, op->refused);
		op->secret = op->token.token;
	} else {
		st = db_outside_password(cx, op->o.account, &op->secret);
	}
	*secret = op->secret;
	return st;
}

static void
note(struct ctx *cx, const struct outside *o, enum status st)
{
	int least = st == ERR_UNAUTHENTICATED ? REFUSED_LEAST : AGAIN_LEAST;
	int most = st == ERR_UNAUTHENTICATED ? REFUSED_MOST : AGAIN_MOST;
	int wait = o->failures < 10 ? least << o->failures : most;
	const char *why = cx->fault_text;

	if (st == ERR_INTERNAL || st == ERR_NOT_FOUND || why == NULL)
		return;
	log_event(LOG_WARN_, "outside", "account", "%lld", (long long)o->account, "msg", "%s",
	    why, NULL);
	ctx_forgive(cx);
	if (db_outside_note(cx, o->account, why, wait < most ? wait : most) != OK)
		ctx_forgive(cx);
	(void)!fault(cx, st, "%s", why);
}

enum status
outside_imap(struct ctx *cx, int64_t account, struct imap **imap)
{
	struct opening op = { .secret = NULL };
	struct imap_login login;
	enum status st;

	if ((st = find(cx, account, &op.o)) != OK)
		return st;
	login = (struct imap_login){
		.account = account, .at = place_of(cx, &op.o.imap), .user = op.o.login,
		.mechanism = op.o.grant != 0 ? MAIL_BEARER : MAIL_PLAIN,
	};
	op.token.grant = op.o.grant;
	st = imap_lease_by(cx, &login, open_secret, &op, imap);
	if (st == ERR_UNAUTHENTICATED && op.token.token != NULL && !op.token.fresh) {
		/* Taken back before its end: once more with another. */
		ctx_forgive(cx);
		op.refused = true;
		st = imap_lease_by(cx, &login, open_secret, &op, imap);
	}
	if (op.secret != NULL)
		hash_wipe(op.secret, strlen(op.secret));
	if (st == OK && op.secret != NULL && op.o.fault != NULL)
		return db_outside_note(cx, account, NULL, 0);
	if (st != OK && !op.held_back)
		note(cx, &op.o, st);
	return st;
}

/* Wiped with the work: the caller connects. */
static void
wipe(void *secret)
{
	hash_wipe(secret, strlen(secret));
}

static enum status
another(struct ctx *cx, void *arg, const char **secret)
{
	struct upstream_token *token = arg;
	enum status st = token->fresh ? fault(cx, ERR_UNAUTHENTICATED, "the token was not taken") :
	    upstream_token(cx, token, true);

	if (st != OK)
		return st;
	ctx_on_end(cx, wipe, token->token);
	*secret = token->token;
	return OK;
}

static enum status
smtp_token(struct ctx *cx, const struct outside *o, struct smtp_login *login)
{
	struct upstream_token *token = arena_alloc(cx->arena, sizeof *token);
	enum status st;

	*token = (struct upstream_token){ .grant = o->grant };
	if ((st = upstream_token(cx, token, false)) != OK)
		return st;
	ctx_on_end(cx, wipe, token->token);
	login->secret = token->token;
	login->mechanism = MAIL_BEARER;
	login->another = another;
	login->another_arg = token;
	return OK;
}

enum status
outside_smtp(struct ctx *cx, int64_t account, struct smtp_login *login)
{
	struct outside o;
	char *secret;
	enum status st;

	if ((st = find(cx, account, &o)) != OK)
		return st;
	*login = (struct smtp_login){
		.at = place_of(cx, &o.smtp), .helo = conf_mail_host(cx->conf, cx->arena),
		.user = o.login, .mechanism = MAIL_PLAIN,
	};
	if (o.grant != 0)
		return smtp_token(cx, &o, login);
	if ((st = db_outside_password(cx, account, &secret)) != OK)
		return st;
	ctx_on_end(cx, wipe, secret);
	login->secret = secret;
	return OK;
}
