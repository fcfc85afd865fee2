/*
 * Hears of change and tells the fronts.  Two sources: the database, where
 * whoever changes a row says so (storage/notify.h), and the mail server, of
 * which it watches the accounts that have a live client, one session each.
 *
 * Nothing is heard while a connection is away.  So after each gap (a restart
 * of the database, of the mail server, of this process) every watched account
 * is synced once and its clients are told the present states: hearing a thing
 * twice costs little, missing it leaves a page stale for ever.
 *
 * The only calls that wait are those that open a session; one is opened per
 * turn of the loop, with a short deadline, so that news of others go on.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "admin/ban.h"
#include "admin/measure.h"
#include "core/clock.h"
#include "core/log.h"
#include "httpd/control.h"
#include "httpd/lines.h"
#include "httpd/processes.h"
#include "imapclient/idle.h"
#include "storage/account.h"
#include "storage/ban.h"
#include "storage/cleanup.h"
#include "storage/collection.h"
#include "storage/db.h"
#include "storage/mail_state.h"
#include "storage/mail_token.h"
#include "storage/notify.h"
#include "storage/outside.h"
#include "storage/push_subscription.h"
#include "storage/task.h"

#define RETRY_MIN_MS	250
#define RETRY_MAX_MS	5000
#define OPEN_MS		3000	/* for a session with the mail server */
#define TICK_MS		60000
#define LINGER_MS	30000	/* a page that is loaded anew comes back within this */
#define CLEANUP_MS	300000
#define PUSHED_MS	60000	/* between two looks at who has subscribers */
#define PUSHED_MOST	2000	/* accounts that are looked after for them */
#define STATEMENT_MS	10000
#define TASKS_AGAIN_MS	1000	/* what is due and not begun is handed out again */
#define BANS_MS		600000	/* without any change: the table is small, and may have lost one */
#define MEASURE_MS	60000
#define MEASURE_FIRST_MS 15000	/* services are starting */
#define BANS_MOST	8000
#define TASKS_MAX	200	/* accounts handed out at once */

/* A front. */
struct line {
	int		 fd;
	struct line	*next;
};

/* An account with live clients at a front. */
struct watch {
	int64_t		 account;
	struct line	*line;
	struct watch	*next;
};

/* An account's session with the mail server. */
struct session {
	int64_t			 account;
	struct imap_idle	*idle;		/* NULL: to be opened */
	bool			 gone;		/* the account does not exist (any more) */
	bool			 sync_owed;	/* moved, and no front could be told yet */
	int64_t			 changes;	/* of its collections, as of the last tick; 0: not known */
	bool			 heard;		/* of a collection since then */
	int64_t			 open_at, wait;	/* next attempt, and the delay after it */
	int64_t			 outside[OUTSIDE_MAX];	/* his accounts elsewhere, as of the last look */
	size_t			 outside_count;
	int64_t			 outside_at;	/* of the next */
	int64_t			 end_at;	/* nobody watches: close then; 0: somebody does */
	bool			 pushed;	/* subscribers are told by Web Push */
	struct session		*next;
};

struct watcher {
	const struct conf	*conf;
	int			 master;
	struct db		*ear;		/* LISTENs, and nothing else: a reconnect would deafen it */
	struct db		*db;
	bool			 listening;
	int64_t			 listen_at, listen_wait;
	int64_t			 pushed_at, tick_at, cleanup_at, tasks_at;
	int64_t			 bans_at;	/* when fronts are told who is kept out */
	int64_t			 measure_at;
	struct line		*lines;
	struct lines		*said;		/* by the services */
	struct watch		*watches;
	struct session		*sessions;
};

static void *
make(size_t size)
{
	void *p = calloc(1, size);

	if (p == NULL)
		abort();
	return p;
}

static int64_t
longer(int64_t wait)
{
	int64_t next = wait == 0 ? RETRY_MIN_MS : wait * 2;

	return next < RETRY_MAX_MS ? next : RETRY_MAX_MS;
}

/* Telling fronts */

static struct line *
line_of(struct watcher *w, int64_t account)
{
	for (struct watch *wa = w->watches; wa != NULL; wa = wa->next)
		if (wa->account == account)
			return wa->line;
	/* Where only subscribers listen, any front will do. */
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		if (s->account == account && s->pushed)
			return w->lines;
	return NULL;
}

/* One front is enough: it hands the job to a worker, and the news reach all. */
static void
tell_sync(struct watcher *w, struct session *s)
{
	struct control c = { .kind = CONTROL_SYNC, .account = s->account, .fd = -1 };
	struct line *line = line_of(w, s->account);

	s->sync_owed = line != NULL && control_send(line->fd, &c) != OK;
}

static struct session *session_of(struct watcher *w, int64_t account);

/* News of an account elsewhere go to its owner, if he is watched; else to ACCOUNT itself. */
static int64_t
audience_of(struct watcher *w, int64_t account)
{
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		for (size_t i = 0; i < s->outside_count; i++)
			if (s->outside[i] == account)
				return s->account;
	return account;
}

/* TEXT with "ACCOUNT:" before each type. */
static bool
name_account(char *out, size_t size, int64_t account, const char *text)
{
	size_t len = 0;

	for (const char *s = text; *s != '\0'; s += strspn(s, " ")) {
		int n = snprintf(out + len, size - len, "%s%lld:%.*s", len > 0 ? " " : "",
		    (long long)account, (int)strcspn(s, " "), s);

		if (n < 0 || (size_t)n >= size - len)
			return false;
		len += (size_t)n;
		s += strcspn(s, " ");
	}
	return len > 0;
}

static void
tell_news(struct watcher *w, int64_t of, const char *text)
{
	int64_t account = audience_of(w, of);
	struct control c = { .kind = CONTROL_NEWS, .account = account, .fd = -1 };

	if (strlen(text) >= sizeof c.text ||
	    (account != of && !name_account(c.text, sizeof c.text, of, text)))
		return;
	if (account == of)
		strcpy(c.text, text);
	for (struct watch *wa = w->watches; wa != NULL; wa = wa->next)
		if (wa->account == account && control_send(wa->line->fd, &c) != OK)
			log_warn("news", "a front does not take its news");
}

/* Who watches what */

static struct session *
session_of(struct watcher *w, int64_t account)
{
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		if (s->account == account)
			return s;
	return NULL;
}

static void
watch(struct watcher *w, struct line *line, int64_t account)
{
	struct session *s = session_of(w, account);
	struct watch *wa;

	for (wa = w->watches; wa != NULL; wa = wa->next)
		if (wa->account == account && wa->line == line)
			return;
	wa = make(sizeof *wa);
	*wa = (struct watch){ .account = account, .line = line, .next = w->watches };
	w->watches = wa;
	if (s == NULL) {
		s = make(sizeof *s);
		*s = (struct session){ .account = account, .next = w->sessions };
		w->sessions = s;
	}
	s->end_at = s->outside_at = 0;
	s->gone = false;
}

/* ACCOUNT 0: all of that front. */
static void
unwatch(struct watcher *w, struct line *line, int64_t account)
{
	for (struct watch **at = &w->watches, *wa; (wa = *at) != NULL;) {
		struct session *s = session_of(w, wa->account);

		if (wa->line != line || (account != 0 && wa->account != account)) {
			at = &wa->next;
			continue;
		}
		*at = wa->next;
		if (s != NULL && !s->pushed && line_of(w, wa->account) == NULL)
			s->end_at = clock_steady() + LINGER_MS;
		free(wa);
	}
}

/* Accounts with subscribers have a session as if a client were there. */
static bool
look_for_subscribers(struct watcher *w, int64_t now)
{
	int64_t *accounts;
	size_t count = 0;
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_push_accounts(&cx, PUSHED_MOST, &accounts, &count) != OK) {
		ctx_close(&cx);
		return false;
	}
	for (struct session *s = w->sessions; s != NULL; s = s->next) {
		bool was = s->pushed;

		s->pushed = false;
		if (was && s->end_at == 0 && line_of(w, s->account) == NULL)
			s->end_at = now + LINGER_MS;
	}
	for (size_t i = 0; i < count; i++) {
		struct session *s = session_of(w, accounts[i]);

		if (s == NULL) {
			s = make(sizeof *s);
			*s = (struct session){ .account = accounts[i], .next = w->sessions };
			w->sessions = s;
		}
		s->pushed = true;
		s->end_at = 0;
		s->gone = false;
	}
	ctx_close(&cx);
	return true;
}

static void
drop_line(struct watcher *w, struct line *line)
{
	unwatch(w, line, 0);
	for (struct line **at = &w->lines; *at != NULL; at = &(*at)->next)
		if (*at == line) {
			*at = line->next;
			break;
		}
	close(line->fd);
	free(line);
}

static void
read_line(struct watcher *w, struct line *line)
{
	struct control c;
	enum status st;

	while ((st = control_recv(line->fd, &c)) == OK) {
		if (c.fd >= 0)
			close(c.fd);
		if (c.kind == CONTROL_WATCH)
			watch(w, line, c.account);
		else if (c.kind == CONTROL_UNWATCH)
			unwatch(w, line, c.account);
	}
	if (st != ERR_BUSY)
		drop_line(w, line);
}

static void
read_master(struct watcher *w)
{
	struct control c;
	enum status st;

	while ((st = control_recv(w->master, &c)) == OK) {
		if (c.kind == CONTROL_DRAIN)
			exit(0);
		if (c.kind == CONTROL_FRONT) {
			struct line *line = make(sizeof *line);

			*line = (struct line){ .fd = c.fd, .next = w->lines };
			w->lines = line;
			w->bans_at = 0;
		} else if (c.kind == CONTROL_LINE) {
			lines_hear(w->said, c.text);
		} else if (c.fd >= 0) {
			close(c.fd);
		}
	}
	if (st != ERR_BUSY)
		exit(0);	/* the master is gone */
}

/* The database */

/* After a gap: what is true now, to everybody whom it concerns. */
static void
tell_present(struct watcher *w)
{
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	for (struct session *s = w->sessions; s != NULL; s = s->next) {
		struct mail_states now;

		if (s->end_at != 0)
			continue;
		s->sync_owed = true;
		if (db_mail_states(&cx, s->account, &now) != OK)
			continue;
		tell_news(w, s->account, arena_printf(cx.arena, "Email=%lld Mailbox=%lld Thread=%lld",
		    (long long)now.email, (long long)now.mailbox, (long long)now.thread));
	}
	ctx_close(&cx);
}

static void
start_listening(struct watcher *w, int64_t now)
{
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->ear;
	w->listening = db_listen(&cx) == OK && db_task_listen(&cx) == OK && db_ban_listen(&cx) == OK;
	if (!w->listening && w->listen_wait == 0)
		log_warn("database", "%s", cx.fault_text);
	ctx_close(&cx);
	w->listen_wait = w->listening ? 0 : longer(w->listen_wait);
	w->listen_at = now + w->listen_wait;
	if (w->listening) {
		log_info("database", "listening");
		tell_present(w);
		w->tasks_at = w->bans_at = now;
	}
}

/* A task was added that is due at PAYLOAD, milliseconds since 1970. */
static void
hear_task(struct watcher *w, const char *payload)
{
	int64_t wait = strtoll(payload, NULL, 10) - clock_now() / 1000, now = clock_steady();

	/* A millisecond late rather than early, when nothing would be due yet. */
	if (wait + 1 < w->tasks_at - now)
		w->tasks_at = now + (wait < 0 ? 0 : wait + 1);
}

/*
 * Accounts with something due go to a worker.  Nothing is kept here about them:
 * who is not served yet is found again a second later.
 */
static void
hand_out_tasks(struct watcher *w, int64_t now)
{
	int64_t *accounts, next;
	size_t count;
	struct ctx cx;

	w->tasks_at = now + TASKS_AGAIN_MS;
	if (w->lines == NULL)
		return;
	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_task_due(&cx, TASKS_MAX, &accounts, &count, &next) != OK) {
		log_warn("tasks", "%s", cx.fault_text);
	} else {
		for (size_t i = 0; i < count; i++) {
			struct control c = { .kind = CONTROL_TASKS, .account = accounts[i], .fd = -1 };

			/* The newest front: an older one may be draining. */
			if (control_send(w->lines->fd, &c) != OK)
				break;
		}
		if (count == 0)
			w->tasks_at = now + (next < 0 || next > TICK_MS ? TICK_MS : next + 1);
	}
	ctx_close(&cx);
}

/* A text for all fronts: a file, since a socket's buffer is small and it may be long. */
static bool
hand_file(struct watcher *w, enum control_kind kind, const char *text)
{
	struct control c = { .kind = kind, .fd = memfd_create("news", MFD_CLOEXEC) };
	bool done = c.fd >= 0 && write(c.fd, text, strlen(text)) == (ssize_t)strlen(text);

	for (struct line *l = w->lines; done && l != NULL; l = l->next)
		done = control_send(l->fd, &c) != ERR_BUSY;
	if (c.fd >= 0)
		close(c.fd);
	return done;
}

static bool
hand_out_bans(struct watcher *w)
{
	const char *text;
	struct ctx cx;
	bool done;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	done = db_ban_lines(&cx, BANS_MOST, &text) == OK && hand_file(w, CONTROL_BANS, text) &&
	    (!w->conf->bans_nftables || ban_filter(&cx, text) == OK);
	if (!done)
		log_warn("bans", "%s", cx.fault_text != NULL ? cx.fault_text : "a front could not be told");
	ctx_close(&cx);
	return done;
}

static void
measure(struct watcher *w)
{
	const char *text;
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (measure_take(&cx, &text) != OK)
		log_warn("measure", "%s", cx.fault_text);
	else
		(void)hand_file(w, CONTROL_MEASURES, text);
	ctx_close(&cx);
}

static void
hear_change(struct watcher *w, int64_t account, const char *payload)
{
	struct session *s = session_of(w, account);

	if (s != NULL && (strstr(payload, " CalendarEvent=") != NULL ||
	    strstr(payload, " ContactCard=") != NULL))
		s->heard = true;
	tell_news(w, account, strchr(payload, ' ') + 1);
}

static void
read_database(struct watcher *w)
{
	const char *channel, *payload;
	struct notify n;
	struct ctx cx;
	enum status st;
	bool found;

	ctx_open(&cx, w->conf);
	cx.db = w->ear;
	while ((st = db_next_notify(&cx, &found, &channel, &payload)) == OK && found) {
		if (strcmp(channel, TASK_CHANNEL) == 0)
			hear_task(w, payload);
		if (strcmp(channel, BAN_CHANNEL) == 0)
			w->bans_at = clock_steady();
		if (strcmp(channel, "hayloft") != 0)
			continue;
		if (db_notify_parse(&cx, payload, &n) == OK && n.count > 0 &&
		    strcmp(n.changed[0].type, NOTIFY_PUSH) == 0)
			w->pushed_at = 0;
		else if (cx.fault == OK)
			hear_change(w, n.account, payload);
		else
			ctx_forgive(&cx);
	}
	ctx_close(&cx);
	if (st != OK) {
		log_warn("database", "connection lost");
		w->listening = false;
		w->listen_at = clock_steady() + RETRY_MIN_MS;
	}
}

static void
clean_up(struct watcher *w)
{
	int64_t rows = 0;
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_cleanup(&cx, &rows) != OK)
		log_warn("cleanup", "%s", cx.fault_text);
	else if (rows > 0)
		log_event(LOG_DEBUG_, "cleanup", "rows", "%lld", (long long)rows, NULL);
	ctx_close(&cx);
}

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
			tell_news(w, s->account, arena_printf(cx.arena,
			    "CalendarEvent=0-%lld ContactCard=0-%lld", (long long)changes,
			    (long long)changes));
		s->changes = changes;
		s->heard = false;
	}
	ctx_close(&cx);
}

/* The mail server */

/*
 * Mail elsewhere is looked for by a worker now and then.  Not heard by IDLE from
 * here: what another provider's server says is read in workers only.
 */
static void
look_elsewhere(struct watcher *w, struct session *s, int64_t now)
{
	struct line *line = line_of(w, s->account);
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
		if (line != NULL && list[i].wait == 0)
			(void)!control_send(line->fd, &c);
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
		tell_sync(w, s);
	} else {
		if (s->wait == 0)
			log_event(LOG_WARN_, "watch", "account", "%lld", (long long)s->account,
			    "msg", "%s", cx.fault_text, NULL);
		s->idle = NULL;
		s->gone = st == ERR_NOT_FOUND;
		s->wait = longer(s->wait);
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
		tell_sync(w, s);
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

/* The loop */

static void
sooner(int64_t *due, int64_t at)
{
	if (at < *due)
		*due = at;
}

/* What is due; when something will be next. */
static int64_t
work(struct watcher *w)
{
	int64_t now = clock_steady(), due = now + TICK_MS;
	/* The packet filter does not know when a ban ends. */
	int64_t bans_ms = w->conf->bans_nftables ? TICK_MS : BANS_MS;
	bool opened = false;

	if (!w->listening && w->listen_at <= now)
		start_listening(w, now);
	if (w->cleanup_at <= now) {
		clean_up(w);
		w->cleanup_at = now + CLEANUP_MS;
	}
	if (w->tasks_at <= now)
		hand_out_tasks(w, now);
	sooner(&due, w->tasks_at);
	sooner(&due, lines_work(w->said, w->db, now));
	if (w->bans_at <= now && w->lines != NULL)
		w->bans_at = now + (hand_out_bans(w) ? bans_ms : RETRY_MAX_MS);
	sooner(&due, w->bans_at > now ? w->bans_at : due);
	if (w->measure_at <= now) {
		measure(w);
		w->measure_at = now + MEASURE_MS;
	}
	sooner(&due, w->measure_at);
	if (w->pushed_at <= now) {
		w->pushed_at = now + (look_for_subscribers(w, now) ? PUSHED_MS : RETRY_MAX_MS);
	}
	drop_unwatched(w, now);
	for (struct session *s = w->sessions; s != NULL; s = s->next) {
		if (s->end_at == 0 && w->tick_at <= now)
			check_collections(w, s);
		if (s->idle != NULL && w->tick_at <= now)
			heed(w, s, imap_idle_tick(s->idle));
		if (s->sync_owed) {
			tell_sync(w, s);
			if (s->sync_owed)
				sooner(&due, now + RETRY_MIN_MS);
		}
		if (s->end_at == 0) {
			if (s->outside_at <= now)
				look_elsewhere(w, s, now);
			sooner(&due, s->outside_at);
		}
		if (s->idle == NULL && !s->gone && s->end_at == 0) {
			if (s->open_at <= now && !opened) {
				opened = true;
				open_session(w, s, now);
			}
			if (s->idle == NULL)
				sooner(&due, s->open_at);
		}
		if (s->end_at != 0)
			sooner(&due, s->end_at);
	}
	if (w->tick_at <= now)
		w->tick_at = now + TICK_MS;
	sooner(&due, w->tick_at);
	sooner(&due, w->cleanup_at);
	sooner(&due, w->pushed_at);
	if (!w->listening)
		sooner(&due, w->listen_at);
	return due;
}

static void
turn(struct watcher *w)
{
	int64_t due = work(w), now = clock_steady();
	size_t count = 2, n = 2;
	struct pollfd *p;

	for (struct line *l = w->lines; l != NULL; l = l->next)
		count++;
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		count++;
	p = make(count * sizeof *p);
	p[0] = (struct pollfd){ .fd = w->master, .events = POLLIN };
	p[1] = (struct pollfd){ .fd = w->listening ? db_fd(w->ear) : -1, .events = POLLIN };
	for (struct line *l = w->lines; l != NULL; l = l->next)
		p[n++] = (struct pollfd){ .fd = l->fd, .events = POLLIN };
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		p[n++] = (struct pollfd){ .fd = s->idle != NULL ? imap_idle_fd(s->idle) : -1,
		    .events = POLLIN };
	if (poll(p, n, due > now ? (int)(due - now) : 0) < 0 && errno != EINTR)
		abort();

	/* Sessions first, in the order they were put; reading lines changes the lists. */
	n = 2;
	for (struct line *l = w->lines; l != NULL; l = l->next)
		n++;
	for (struct session *s = w->sessions; s != NULL; s = s->next, n++)
		if (p[n].revents != 0 && s->idle != NULL)
			heed(w, s, imap_idle_read(s->idle));
	n = 2;
	for (struct line *l = w->lines, *next; l != NULL; l = next, n++) {
		next = l->next;
		if (p[n].revents != 0)
			read_line(w, l);
	}
	if (p[1].revents != 0)
		read_database(w);
	if (p[0].revents != 0)
		read_master(w);
	free(p);
}

_Noreturn void
watcher_main(const struct inherited *in, int control)
{
	struct watcher w = {
		.conf = in->conf,
		.master = control,
		.ear = db_open(in->database, STATEMENT_MS),
		.db = db_open(in->database, STATEMENT_MS),
		.said = lines_open(in->conf),
		.tick_at = clock_steady() + TICK_MS,
		.cleanup_at = clock_steady() + 10000,
		.measure_at = clock_steady() + MEASURE_FIRST_MS,
	};

	signal(SIGPIPE, SIG_IGN);
	for (;;)
		turn(&w);
}
