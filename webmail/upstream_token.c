#include <string.h>

#include "core/hash.h"
#include "core/http.h"
#include "core/log.h"
#include "fetch/token.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/mail_grant.h"
#include "storage/mail_provider.h"
#include "webmail/upstream_token.h"

#define SECONDS_LEAST	60	/* that a token must be good for */
#define WAIT_MS		10000	/* for another process that asks for one */

static enum status
sign_in_again(struct ctx *cx, const struct mail_provider *p)
{
	ctx_forgive(cx);
	return fault(cx, ERR_UNAUTHENTICATED, "sign in again at %s", p->name);
}

/* It is over: remembered, so that nobody asks the provider again. */
static enum status
end(struct ctx *cx, const struct mail_grant *g, const struct mail_provider *p)
{
	enum status st;

	ctx_forgive(cx);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_mail_grant_end(cx, g->id)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = g->account, .event = "mail-grant.end",
	    .object = p->name, .actor = "mail provider" })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	return sign_in_again(cx, p);
}

static enum status
renew(struct ctx *cx, struct mail_grant *g, const struct mail_provider *p)
{
	struct token_server at = { .url = p->token, .client = p->client };
	struct token_answer got;
	char *secret, *body;
	enum status st;

	if ((st = db_mail_provider_secret(cx, p->id, &secret)) != OK)
		return st;
	at.secret = secret;
	body = arena_printf(cx->arena, "grant_type=refresh_token&refresh_token=%s",
	    http_escape(cx->arena, g->refresh));
	st = token_ask(cx, &at, body, &got);
	hash_wipe(body, strlen(body));
	if (secret != NULL)
		hash_wipe(secret, strlen(secret));
	if (st == ERR_UNAUTHENTICATED)
		return end(cx, g, p);
	if (st != OK) {
		const char *why = cx->fault_text;

		log_event(LOG_WARN_, "mail-grant", "grant", "%lld", (long long)g->id, "msg", "%s", why, NULL);
		ctx_forgive(cx);
		return fault(cx, st, "%s: %s", p->name, why);
	}
	g->access = got.access;
	if (got.refresh != NULL)
		g->refresh = got.refresh;
	g->left = got.seconds;
	return db_mail_grant_renewed(cx, g);
}

static bool
is_good(const struct mail_grant *g, const char *refused)
{
	return *g->access != '\0' && g->left >= SECONDS_LEAST &&
	    (refused == NULL || strcmp(g->access, refused) != 0);
}

static enum status
look(struct ctx *cx, int64_t id, struct mail_grant *g, struct mail_provider *p)
{
	enum status st;

	if ((st = db_mail_grant_find(cx, id, g)) != OK ||
	    (st = db_mail_provider_find(cx, g->provider, p)) != OK)
		return st;
	if (!p->active)
		return fault(cx, ERR_DENIED, "signing in at %s is switched off here", p->name);
	return g->ended || *g->refresh == '\0' ? sign_in_again(cx, p) : OK;
}

enum status
upstream_token(struct ctx *cx, struct upstream_token *t, bool refused)
{
	const char *old = refused ? t->token : NULL;
	struct mail_provider p;
	struct mail_grant g;
	enum status st;

	if ((st = look(cx, t->grant, &g, &p)) != OK)
		return st;
	if (!is_good(&g, old)) {
		if ((st = db_mail_grant_lock(cx, t->grant, WAIT_MS)) != OK)
			return st;
		/* Somebody may have been quicker. */
		st = look(cx, t->grant, &g, &p);
		if (st == OK && !is_good(&g, old)) {
			st = renew(cx, &g, &p);
			t->fresh = true;
		}
		db_mail_grant_unlock(cx, t->grant);
		if (st != OK)
			return st;
	}
	hash_wipe(g.refresh, strlen(g.refresh));
	t->token = g.access;
	return OK;
}
