/*
 * Hears of change and tells the fronts.  Two sources: the database, where
 * whoever changes a row says so (storage/notify.h; of mail that came, too), and
 * the mail server, of which it watches the accounts that have a live client, one
 * session each.
 *
 * Nothing is heard while a connection is away.  So after each gap (a restart
 * of the database, of the mail server, of this process) every watched account
 * is synced once and its clients are told the present states: hearing a thing
 * twice costs little, missing it leaves a page stale for ever.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "httpd/processes.h"
#include "httpd/watch.h"
#include "storage/ban.h"
#include "storage/db.h"
#include "storage/mail_state.h"
#include "storage/notify.h"
#include "storage/task.h"

#define STATEMENT_MS	10000
#define CLEANUP_FIRST_MS 10000
#define MEASURE_FIRST_MS 15000	/* services are starting */

/* The master */

static void
read_master(struct watcher *w)
{
	struct control c;
	enum status st;

	while ((st = control_recv(w->master, &c)) == OK) {
		if (c.kind == CONTROL_DRAIN)
			exit(0);
		if (c.kind == CONTROL_FRONT)
			watch_add(w, c.fd);
		else if (c.kind == CONTROL_LINE)
			lines_hear(w->said, c.text);
		else if (c.fd >= 0)
			close(c.fd);
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
		watch_tell_news(w, s->account, arena_printf(cx.arena, "Email=%lld Mailbox=%lld Thread=%lld",
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
	w->listen_wait = w->listening ? 0 : watch_longer(w->listen_wait);
	w->listen_at = now + w->listen_wait;
	if (w->listening) {
		log_info("database", "listening");
		tell_present(w);
		w->due[CHORE_TASKS] = w->due[CHORE_BANS] = now;
	}
}

static void
read_fronts(struct watcher *w)
{
	for (struct listener *l = w->listeners, *next; l != NULL; l = next) {
		next = l->next;
		watch_read(w, l);
	}
}

static void
hear_change(struct watcher *w, int64_t account, const char *payload)
{
	struct session *s;

	/* A stream that began before the change hears of it, however late its front's word is read. */
	read_fronts(w);
	s = watch_session(w, account);
	if (s != NULL && (strstr(payload, " CalendarEvent=") != NULL ||
	    strstr(payload, " ContactCard=") != NULL))
		s->heard = true;
	watch_tell_news(w, account, strchr(payload, ' ') + 1);
}

/* Mail of an account came or went; sessions with the mail server hear of it half a second later. */
static void
hear_mail(struct watcher *w, const char *payload)
{
	struct session *s = watch_session(w, strtoll(payload, NULL, 10));

	if (s != NULL && s->end_at == 0)
		watch_tell_sync(w, s);
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
			chores_hear_task(w, payload);
		if (strcmp(channel, BAN_CHANNEL) == 0)
			w->due[CHORE_BANS] = clock_steady();
		if (strcmp(channel, MAIL_CHANNEL) == 0)
			hear_mail(w, payload);
		if (strcmp(channel, "hayloft") != 0)
			continue;
		if (db_notify_parse(&cx, payload, &n) == OK && n.count > 0 &&
		    strcmp(n.changed[0].type, NOTIFY_PUSH) == 0)
			w->due[CHORE_SUBSCRIBERS] = 0;
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

/* The loop */

/* What is due; when something will be next. */
static int64_t
work(struct watcher *w)
{
	int64_t now = clock_steady(), due = now + TICK_MS;

	if (!w->listening && w->listen_at <= now)
		start_listening(w, now);
	if (!w->listening)
		watch_sooner(&due, w->listen_at);
	watch_sooner(&due, lines_work(w->said, w->db, now));
	chores_work(w, now, &due);
	watch_mail_work(w, now, &due);
	if (w->tick_at <= now)
		w->tick_at = now + TICK_MS;
	watch_sooner(&due, w->tick_at);
	return due;
}

static void
turn(struct watcher *w)
{
	int64_t due = work(w), now = clock_steady();
	size_t count = 2, n = 2;
	struct pollfd *p;

	for (struct listener *l = w->listeners; l != NULL; l = l->next)
		count++;
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		count++;
	p = watch_make(count * sizeof *p);
	p[0] = (struct pollfd){ .fd = w->master, .events = POLLIN };
	p[1] = (struct pollfd){ .fd = w->listening ? db_fd(w->ear) : -1, .events = POLLIN };
	for (struct listener *l = w->listeners; l != NULL; l = l->next)
		p[n++] = (struct pollfd){ .fd = l->fd, .events = POLLIN };
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		p[n++] = (struct pollfd){ .fd = s->idle != NULL ? imap_idle_fd(s->idle) : -1,
		    .events = POLLIN };
	if (poll(p, n, due > now ? (int)(due - now) : 0) < 0 && errno != EINTR)
		abort();

	/* Sessions first, in the order they were put; reading lines changes the lists. */
	n = 2;
	for (struct listener *l = w->listeners; l != NULL; l = l->next)
		n++;
	for (struct session *s = w->sessions; s != NULL; s = s->next, n++)
		if (p[n].revents != 0 && s->idle != NULL)
			watch_mail_read(w, s);
	read_fronts(w);
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
		.due = { [CHORE_CLEANUP] = clock_steady() + CLEANUP_FIRST_MS,
			[CHORE_MEASURE] = clock_steady() + MEASURE_FIRST_MS },
	};

	signal(SIGPIPE, SIG_IGN);
	for (;;)
		turn(&w);
}
