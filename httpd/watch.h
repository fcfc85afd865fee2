/*
 * Inside the watcher: who has live clients, whom to tell, and what is due when.
 *
 *	watch.c		accounts and the fronts that watch them; telling fronts
 *	watch_mail.c	sessions with the mail server, and accounts elsewhere
 *	chores.c	what is done now and then: tasks, bans, measures, tidying
 *	watcher.c	the database's word, the master's, and the loop
 */
#ifndef HTTPD_WATCH_H
#define HTTPD_WATCH_H

#include "core/conf.h"
#include "httpd/control.h"
#include "httpd/lines.h"
#include "imapclient/idle.h"
#include "storage/outside.h"

#define RETRY_MIN_MS	250
#define RETRY_MAX_MS	5000
#define TICK_MS		60000
#define LINGER_MS	30000	/* a page that is loaded anew comes back within this */

/* A front. */
struct listener {
	int			 fd;
	struct listener		*next;
};

/* An account with live clients at a front. */
struct watch {
	int64_t			 account;
	struct listener		*listener;
	struct watch		*next;
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

enum chore {
	CHORE_CLEANUP,		/* rows whose time is over */
	CHORE_TASKS,		/* accounts with something due go to a worker */
	CHORE_BANS,		/* fronts are told who is kept out */
	CHORE_MEASURE,		/* a row of figures */
	CHORE_SUBSCRIBERS,	/* who listens by Web Push */
	CHORE_COUNT
};

struct watcher {
	const struct conf	*conf;
	int			 master;
	struct db		*ear;		/* LISTENs, and nothing else: a reconnect would deafen it */
	struct db		*db;
	bool			 listening;
	int64_t			 listen_at, listen_wait;
	int64_t			 tick_at;
	int64_t			 due[CHORE_COUNT];	/* clock_steady() */
	struct listener		*listeners;	/* the newest first: an older one may be draining */
	struct lines		*said;		/* by the services */
	struct watch		*watches;
	struct session		*sessions;
};

/* Zeroed; does not fail. */
void *watch_make(size_t size);

/* The delay after one of WAIT milliseconds that brought nothing. */
int64_t watch_longer(int64_t wait);

/* Earlier of the two, in *DUE. */
void watch_sooner(int64_t *due, int64_t at);

/* A front that watches ACCOUNT, any where only subscribers do; NULL: nobody listens. */
struct listener *watch_listener(struct watcher *w, int64_t account);

/* NULL: nobody watches it. */
struct session *watch_session(struct watcher *w, int64_t account);

/* The same, made where there is none. */
struct session *watch_session_make(struct watcher *w, int64_t account);

/* What a front or its end says. */
void watch_add(struct watcher *w, int fd);
void watch_read(struct watcher *w, struct listener *from);

/* One front is enough: it hands the job to a worker, and the news reach all. */
void watch_tell_sync(struct watcher *w, struct session *s);

/* "TYPE=STATE TYPE=STATE" of account OF, to each front that watches it or its owner. */
void watch_tell_news(struct watcher *w, int64_t of, const char *text);

/* A text for all fronts; false: one did not take it. */
bool watch_tell_all(struct watcher *w, enum control_kind kind, const char *text);

/* What each session needs by now; lowers *DUE to when the next does. */
void watch_mail_work(struct watcher *w, int64_t now, int64_t *due);

/* What the mail server said to an open session. */
void watch_mail_read(struct watcher *w, struct session *s);

/* What is due by now; lowers *DUE to what will be next. */
void chores_work(struct watcher *w, int64_t now, int64_t *due);

/* A task was added that is due at PAYLOAD, milliseconds since 1970. */
void chores_hear_task(struct watcher *w, const char *payload);

#endif
