/*
 * Sends what subscribers are to know.  A subscriber gets what changed since he
 * was told last, of the types that he wants, in one message.  A push service
 * that says he is gone ends his subscription; one that is away is asked again,
 * later and later, and given up after a day or so.
 */
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/log.h"
#include "core/webpush.h"
#include "fetch/fetch.h"
#include "storage/db.h"
#include "storage/outside.h"
#include "storage/push_subscription.h"
#include "storage/vapid.h"
#include "webmail/identity.h"
#include "webmail/push.h"

#define TIMEOUT_MS	10000
#define FAILURES_MOST	12
#define RETRY_MIN_MS	(60 * 1000)
#define RETRY_MAX_MS	(6 * 3600 * 1000)

static enum status
states_of(struct ctx *cx, int64_t account, json_t **out)
{
	struct mail_states s;
	struct identity *identities;
	const char *identity;
	size_t count;
	enum status st;

	if ((st = db_mail_states(cx, account, &s)) != OK ||
	    (st = db_identity_list(cx, account, &identities, &count)) != OK ||
	    (st = identity_state(cx, account, identities, count, &identity)) != OK)
		return st;
	*out = json_keep(cx->arena, json_pack("{s:s}", "Identity", identity));
	for (size_t i = 0; mail_state_name(i) != NULL; i++)
		json_object_set_new(*out, mail_state_name(i), jmap_state_json(mail_state_at(&s, i)));
	return OK;
}

enum status
push_states(struct ctx *cx, int64_t account, json_t **out)
{
	struct outside *list;
	enum status st;
	size_t count;

	if ((st = states_of(cx, account, out)) != OK ||
	    (st = db_outside_list(cx, account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		json_t *there;

		if (!list[i].active)
			continue;
		if ((st = states_of(cx, list[i].account, &there)) != OK)
			return st;
		json_object_set(*out, arena_printf(cx->arena, "a%lld", (long long)list[i].account),
		    there);
	}
	return OK;
}

/* ---- One message ---------------------------------------------------------------------- */

enum outcome { TOLD, GONE, AWAY };

static enum status
headers_for(struct ctx *cx, const struct push_subscription *s, struct header list[static 4],
    struct header **first)
{
	struct webpush_key key;
	const char *vapid;
	enum status st;

	if ((st = db_vapid_key(cx, &key)) != OK)
		return st;
	st = webpush_vapid(cx, &key, s->url, arena_printf(cx->arena, "mailto:postmaster@%s",
	    conf_mail_host(cx->conf, cx->arena)), &vapid);
	hash_wipe(&key, sizeof key);
	list[0] = (struct header){ "ttl", "86400", &list[1] };
	list[1] = (struct header){ "urgency", "normal", &list[2] };
	list[2] = (struct header){ "authorization", vapid, &list[3] };
	list[3] = s->p256dh != NULL ? (struct header){ "content-encoding", "aes128gcm", NULL } :
	    (struct header){ "content-type", "application/json", NULL };
	*first = list;
	return st;
}

static enum status
send_to(struct ctx *cx, const struct push_subscription *s, const json_t *what, enum outcome *out)
{
	struct fetch f = { .url = s->url, .method = "POST", .timeout = TIMEOUT_MS,
		.https_only = true };
	struct header list[4];
	struct webpush_peer peer;
	struct fetched got = { 0 };
	size_t len;
	const char *text = json_write(cx, what, &len), *body = text;
	enum status st;

	if (s->p256dh != NULL && ((st = webpush_peer_read(cx, s->p256dh, s->auth, &peer)) != OK ||
	    (st = webpush_encrypt(cx, &peer, text, len, &body, &len)) != OK))
		return st;
	if ((st = headers_for(cx, s, list, &f.headers)) != OK)
		return st;
	f.body = body;
	f.body_len = len;
	st = fetch_url(cx, &f, &got);
	if (st == ERR_INTERNAL)
		return st;
	if (st != OK || got.code < 200 || got.code > 299)
		log_event(LOG_INFO_, "push", "subscription", "%lld", (long long)s->id, "msg", "%s",
		    st != OK && cx->fault_text != NULL ? cx->fault_text :
		    arena_printf(cx->arena, "it answers %d", got.code), NULL);
	ctx_forgive(cx);
	/* RFC 8030, section 7.3; and an address that we may not call never was one. */
	*out = st == OK && got.code >= 200 && got.code <= 299 ? TOLD :
	    st == ERR_DENIED || st == ERR_INVALID || got.code == 404 || got.code == 410 ? GONE : AWAY;
	return OK;
}

static enum status
note(struct ctx *cx, int64_t account, struct push_subscription *s, enum outcome outcome)
{
	struct task again = { .account = account, .kind = TASK_PUSH_RETRY };
	int64_t wait;

	s->failures = outcome == AWAY ? s->failures + 1 : 0;
	if (outcome == GONE || s->failures > FAILURES_MOST)
		return db_push_remove(cx, account, s->id);
	if (outcome == AWAY) {
		wait = (int64_t)RETRY_MIN_MS << (s->failures - 1);
		enum status st = db_push_note(cx, account, s);

		again.due = clock_seconds() * 1000 + (wait < RETRY_MAX_MS ? wait : RETRY_MAX_MS);
		return st != OK ? st : db_task_add(cx, &again);
	}
	return db_push_note(cx, account, s);
}

/* ---- Tasks ------------------------------------------------------------------------------- */

/* Of one account: the states in NOW that TOLD has not, of TYPES (NULL: all), into CHANGED. */
static void
add_news(struct ctx *cx, const char *account, const json_t *types, const json_t *told, json_t *now,
    json_t *changed)
{
	json_t *of_account = json_keep(cx->arena, json_object()), *state;
	const char *type;

	json_object_foreach(now, type, state)
		if (json_is_object(state))
			add_news(cx, type, types, json_object_get(told, type), state, changed);
		else if ((types == NULL || jmap_wants(types, type)) &&
		    !json_equal(state, json_object_get(told, type)))
			json_object_set(of_account, type, state);
	if (json_object_size(of_account) > 0)
		json_object_set(changed, account, of_account);
}

/* What he wants to know and does not; NULL: nothing. */
static json_t *
news_for(struct ctx *cx, int64_t account, const struct push_subscription *s, json_t *now)
{
	json_t *told = json_keep(cx->arena, json_loads(s->told, 0, NULL));
	json_t *types = s->types != NULL ? json_loads(s->types, 0, NULL) : NULL;
	json_t *changed = json_keep(cx->arena, json_object());

	if (types != NULL)
		json_keep(cx->arena, types);
	add_news(cx, arena_printf(cx->arena, "a%lld", (long long)account), types, told, now, changed);
	if (json_object_size(changed) == 0)
		return NULL;
	return json_keep(cx->arena, json_pack("{s:s, s:O}", "@type", "StateChange", "changed", changed));
}

enum status
push_tell(struct ctx *cx, const struct task *task)
{
	struct push_subscription *all;
	enum outcome outcome;
	json_t *now, *news;
	size_t count;
	enum status st;

	if ((st = push_states(cx, task->account, &now)) != OK ||
	    (st = db_push_list(cx, task->account, &all, &count)) != OK)
		return st;
	db_rollback(cx);
	for (size_t i = 0; i < count; i++) {
		if (!all[i].verified || (news = news_for(cx, task->account, &all[i], now)) == NULL)
			continue;
		if ((st = send_to(cx, &all[i], news, &outcome)) != OK)
			return st;
		if (outcome == TOLD)
			all[i].told = json_write(cx, now, NULL);
		if ((st = db_begin(cx)) != OK ||
		    (st = note(cx, task->account, &all[i], outcome)) != OK ||
		    (st = db_commit(cx)) != OK)
			return st;
	}
	return OK;
}

enum status
push_verify(struct ctx *cx, const struct task *task)
{
	struct push_subscription *all;
	enum outcome outcome;
	json_t *what;
	size_t count;
	enum status st;

	if ((st = db_push_list(cx, task->account, &all, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (all[i].id != task->ref || all[i].verified)
			continue;
		what = json_keep(cx->arena, json_pack("{s:s, s:o, s:s}", "@type",
		    "PushVerification", "pushSubscriptionId", jmap_id_json('p', all[i].id),
		    "verificationCode", all[i].code));
		if ((st = send_to(cx, &all[i], what, &outcome)) != OK)
			return st;
		if (outcome == AWAY && task->attempts < 5)
			return fault(cx, ERR_UPSTREAM, "the push service is away");
		return outcome == TOLD ? OK : db_push_remove(cx, task->account, all[i].id);
	}
	return OK;
}
