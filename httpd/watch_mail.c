/*
 * The watcher's sessions with the mail server, one for each account that has a
 * live client, and its looks at accounts elsewhere.  The only calls that wait are
 * those that open a session; one is opened per turn of the loop, with a short
 * deadline, so that news of others go on.
 */
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/log.h"
#include "httpd/watch.h"
#include "storage/account.h"
#include "storage/collection.h"
#include "storage/mail_token.h"

#define OPEN_MS		3000	/* for a session with the mail server */

/*
 * A worker that died took news along that it had not told yet (storage/owed.h):
 * what moved without a word is told now.
 */
static void
check_collections(struct watcher *w, struct session *s)
{
	int64_t changes;
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_collection_changes(&cx, s->account, &changes) == OK) {
		if (s->changes != 0 && changes != s->changes && !s->heard)
			watch_tell_news(w, s->account, arena_printf(cx.arena,
			    "CalendarEvent=0-%lld ContactCard=0-%lld", (long long)changes,
			    (long long)changes));
		s->changes = changes;
		s->heard = false;
	}
	ctx_close(&cx);
}

/*
 * Mail elsewhere is looked for by a worker now and then.  Not heard by IDLE from
 * here: what another provider's server says is read in workers only.
 */
static void
look_elsewhere(struct watcher *w, struct session *s, int64_t now)
{
	struct listener *listener = watch_listener(w, s->account);
	struct outside *list;
	size_t count;
	struct ctx cx;

	s->outside_at = now + w->conf->outside_poll * 1000;
	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_outside_list(&cx, s->account, &list, &count) != OK) {
		log_warn("outside", "%s", cx.fault_text);
		count = 0;
	}
	s->outside_count = 0;
	for (size_t i = 0; i < count && i < OUTSIDE_MAX; i++) {
		struct control c = { .kind = CONTROL_SYNC, .account = list[i].account, .fd = -1 };

		if (!list[i].active)
			continue;
		s->outside[s->outside_count++] = list[i].account;
		/* A front that does not take it now does so the next time. */
		if (listener != NULL && list[i].wait == 0)
			(void)!control_send(listener->fd, &c);
	}
	ctx_close(&cx);
}

/* Our own Dovecot, over the loopback, as the account, by a token that lives for minutes. */
static enum status
sign_in(struct watcher *w, struct ctx *cx, struct session *s)
{
	const char *bind = w->conf->bind;
	bool everywhere = strcmp(bind, "*") == 0 || strcmp(bind, "::") == 0 ||
	    strcmp(bind, "0.0.0.0") == 0;
	struct mail_token token = { 0 };
	struct account account;
	struct imap_login login;
	enum status st;

	if ((st = db_account_get(cx, s->account, &account)) != OK)
		return st;
	if (!account_may_sign_in(&account))
		return fault(cx, ERR_NOT_FOUND, "account %lld may not sign in",
		    (long long)s->account);
	if ((st = db_mail_token_renew(cx, s->account, &token)) != OK)
		return st;
	login = (struct imap_login){
		.account = s->account,
		.at = { .host = everywhere ? "127.0.0.1" : bind,
			.port = conf_port(w->conf, 143), .tls = STREAM_PLAIN },
		.user = account.address,
		.secret = token.token,
		.mechanism = MAIL_XOAUTH2,
	};
	st = imap_idle_open(cx, &login, &s->idle);
	hash_wipe(&token, sizeof token);
	return st;
}

static void
open_session(struct watcher *w, struct session *s, int64_t now)
{
	struct ctx cx;
	enum status st;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	cx.deadline = now + OPEN_MS;
	if ((st = sign_in(w, &cx, s)) == OK) {
		s->wait = 0;
		watch_tell_sync(w, s);
	} else {
		if (s->wait == 0)
			log_event(LOG_WARN_, "watch", "account", "%lld", (long long)s->account,
			    "msg", "%s", cx.fault_text, NULL);
		s->idle = NULL;
		s->gone = st == ERR_NOT_FOUND;
		s->wait = watch_longer(s->wait);
	}
	ctx_close(&cx);
	s->open_at = clock_steady() + s->wait;
}

static void
heed(struct watcher *w, struct session *s, enum imap_news news)
{
	switch (news) {
	case IMAP_NEWS_NONE:
		return;
	case IMAP_NEWS_MOVED:
		watch_tell_sync(w, s);
		return;
	case IMAP_NEWS_GONE:
		imap_idle_close(s->idle);
		s->idle = NULL;
		s->wait = 0;
		s->open_at = clock_steady() + RETRY_MIN_MS;
		return;
	}
}

static void
drop_unwatched(struct watcher *w, int64_t now)
{
	for (struct session **at = &w->sessions, *s; (s = *at) != NULL;) {
		if (s->end_at == 0 || s->end_at > now) {
			at = &s->next;
			continue;
		}
		*at = s->next;
		imap_idle_close(s->idle);
		free(s);
	}
}

/* What one session needs by now. */
static void
session_work(struct watcher *w, struct session *s, int64_t now, bool *opened, int64_t *due)
{
	if (s->end_at == 0 && w->tick_at <= now)
		check_collections(w, s);
	if (s->idle != NULL && w->tick_at <= now)
		heed(w, s, imap_idle_tick(s->idle));
	if (s->sync_owed) {
		watch_tell_sync(w, s);
		if (s->sync_owed)
			watch_sooner(due, now + RETRY_MIN_MS);
	}
	if (s->end_at != 0) {
		watch_sooner(due, s->end_at);
		return;
	}
	if (s->outside_at <= now)
		look_elsewhere(w, s, now);
	watch_sooner(due, s->outside_at);
	if (s->idle != NULL || s->gone)
		return;
	if (s->open_at <= now && !*opened) {
		*opened = true;
		open_session(w, s, now);
	}
	if (s->idle == NULL)
		watch_sooner(due, s->open_at);
}

void
watch_mail_work(struct watcher *w, int64_t now, int64_t *due)
{
	bool opened = false;

	drop_unwatched(w, now);
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		session_work(w, s, now, &opened, due);
}

void
watch_mail_read(struct watcher *w, struct session *s)
{
	heed(w, s, imap_idle_read(s->idle));
}
