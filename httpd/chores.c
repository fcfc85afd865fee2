/*
 * What the watcher does now and then.  Each chore says when it wants to be done
 * again; somebody who hears that there is something to do asks for it sooner.
 */
#include <stdlib.h>

#include "admin/ban.h"
#include "admin/measure.h"
#include "core/clock.h"
#include "core/log.h"
#include "httpd/watch.h"
#include "storage/ban.h"
#include "storage/cleanup.h"
#include "storage/db.h"
#include "storage/push_subscription.h"
#include "storage/task.h"

#define CLEANUP_MS	300000
#define PUSHED_MS	60000	/* between two looks at who has subscribers */
#define PUSHED_MOST	2000	/* accounts that are looked after for them */
#define TASKS_AGAIN_MS	1000	/* what is due and not begun is handed out again */
#define TASKS_MAX	200	/* accounts handed out at once */
#define BANS_MS		600000	/* without any change: the table is small, and may have lost one */
#define BANS_MOST	8000
#define MEASURE_MS	60000

static int64_t
clean_up(struct watcher *w, int64_t now)
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
	return now + CLEANUP_MS;
}

void
chores_hear_task(struct watcher *w, const char *payload)
{
	int64_t wait = strtoll(payload, NULL, 10) - clock_now() / 1000, now = clock_steady();

	/* A millisecond late rather than early, when nothing would be due yet. */
	if (wait + 1 < w->due[CHORE_TASKS] - now)
		w->due[CHORE_TASKS] = now + (wait < 0 ? 0 : wait + 1);
}

/*
 * Accounts with something due go to a worker.  Nothing is kept here about them:
 * who is not served yet is found again a second later.
 */
static int64_t
hand_out_tasks(struct watcher *w, int64_t now)
{
	int64_t next, again = now + TASKS_AGAIN_MS;
	struct task_due *due;
	size_t count;
	struct ctx cx;

	if (w->listeners == NULL)
		return again;
	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_task_due(&cx, TASKS_MAX, &due, &count, &next) != OK) {
		log_warn("tasks", "%s", cx.fault_text);
	} else {
		for (size_t i = 0; i < count; i++) {
			struct control c = { .kind = due[i].slow ? CONTROL_SLOW : CONTROL_TASKS,
				.account = due[i].account, .fd = -1 };

			/* The newest front: an older one may be draining. */
			if (control_send(w->listeners->fd, &c) != OK)
				break;
		}
		if (count == 0)
			again = now + (next < 0 || next > TICK_MS ? TICK_MS : next + 1);
	}
	ctx_close(&cx);
	return again;
}

static int64_t
hand_out_bans(struct watcher *w, int64_t now)
{
	/* The packet filter does not know when a ban ends. */
	int64_t again = w->conf->bans_nftables ? TICK_MS : BANS_MS;
	const char *text;
	struct ctx cx;
	bool done;

	if (w->listeners == NULL)
		return now + again;	/* a new one is told at once */
	ctx_open(&cx, w->conf);
	cx.db = w->db;
	done = db_ban_lines(&cx, BANS_MOST, &text) == OK && watch_tell_all(w, CONTROL_BANS, text) &&
	    (!w->conf->bans_nftables || ban_filter(&cx, text) == OK);
	if (!done)
		log_warn("bans", "%s", cx.fault_text != NULL ? cx.fault_text : "a front could not be told");
	ctx_close(&cx);
	return now + (done ? again : RETRY_MAX_MS);
}

static int64_t
measure(struct watcher *w, int64_t now)
{
	const char *text;
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (measure_take(&cx, &text) != OK)
		log_warn("measure", "%s", cx.fault_text);
	else
		(void)watch_tell_all(w, CONTROL_MEASURES, text);
	ctx_close(&cx);
	return now + MEASURE_MS;
}

/* Accounts with subscribers have a session as if a client were there. */
static int64_t
look_for_subscribers(struct watcher *w, int64_t now)
{
	int64_t *accounts;
	size_t count = 0;
	struct ctx cx;

	ctx_open(&cx, w->conf);
	cx.db = w->db;
	if (db_push_accounts(&cx, PUSHED_MOST, &accounts, &count) != OK) {
		ctx_close(&cx);
		return now + RETRY_MAX_MS;
	}
	for (struct session *s = w->sessions; s != NULL; s = s->next) {
		bool was = s->pushed;

		s->pushed = false;
		if (was && s->end_at == 0 && watch_listener(w, s->account) == NULL)
			s->end_at = now + LINGER_MS;
	}
	for (size_t i = 0; i < count; i++) {
		struct session *s = watch_session_make(w, accounts[i]);

		s->pushed = true;
		s->end_at = 0;
		s->gone = false;
	}
	ctx_close(&cx);
	return now + PUSHED_MS;
}

void
chores_work(struct watcher *w, int64_t now, int64_t *due)
{
	/* Each answers when it is due again. */
	static int64_t (*const chores[CHORE_COUNT])(struct watcher *, int64_t) = {
		[CHORE_CLEANUP] = clean_up,
		[CHORE_TASKS] = hand_out_tasks,
		[CHORE_BANS] = hand_out_bans,
		[CHORE_MEASURE] = measure,
		[CHORE_SUBSCRIBERS] = look_for_subscribers,
	};

	for (int i = 0; i < CHORE_COUNT; i++) {
		if (w->due[i] <= now)
			w->due[i] = chores[i](w, now);
		watch_sooner(due, w->due[i]);
	}
}
