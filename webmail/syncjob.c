/*
 * A sync job as a task (httpd/tasks.c): a run is made in slices, so that neither
 * a large mailbox nor a slow server keeps a worker, and each slice begins where
 * the rows of the database say that the last one, or one that died, ended.
 *
 * The server there is somebody's word: it is reached through core/guard.h, and
 * its password is opened for as long as the session is made.
 */
#include <stdarg.h>
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/http.h"
#include "core/log.h"
#include "storage/db.h"
#include "webmail/syncjob_private.h"
#include "webmail/tasks.h"
#include "webmail/upstream.h"
#include "webmail/upstream_token.h"

#define SLICE_MS	15000
#define TRIES		4		/* of a slice whose connection broke, before the run fails */
#define WAIT_MAX	360		/* minutes until a job that fails is tried again */
#define NO_CONNECTION	"EXIT_CONNECTION_FAILURE_HOST"

void
syncjob_tell(struct syncjob *s, const char *fmt, ...)
{
	char now[21], *line;
	va_list ap;
	bool valid;

	clock_rfc3339(clock_seconds(), now);
	va_start(ap, fmt);
	line = arena_vprintf(s->cx->arena, fmt, ap);
	va_end(ap);
	/* It may hold words of the server there, who may say anything. */
	valid = utf8_valid(line, strlen(line));
	for (char *c = line; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f || (!valid && (unsigned char)*c > 0x7f))
			*c = '?';
	buf_printf(&s->told, "%s %s\n", now, line);
}

void
syncjob_fault(struct syncjob *s, const char *about)
{
	s->did.faults++;
	syncjob_tell(s, "%s: %s", about,
	    s->cx->fault_text != NULL ? s->cx->fault_text : status_name(s->cx->fault));
	ctx_forgive(s->cx);
}

bool
syncjob_over(const struct syncjob *s)
{
	return clock_steady() >= s->until ||
	    (s->job.rate > 0 && s->did.bytes >= s->job.rate * (SLICE_MS / 1000));
}

bool
syncjob_goes_on(enum status st)
{
	return st == ERR_INVALID || st == ERR_DENIED || st == ERR_NOT_FOUND || st == ERR_EXISTS ||
	    st == ERR_TOO_LARGE || st == ERR_UPSTREAM;
}

/* ---- Connections ------------------------------------------------------------------ */

struct opening {
	int64_t	 job;
	char	*secret;	/* to be wiped */
	struct upstream_token token;	/* where it has a grant */
	bool	 refused;	/* the token that we had */
};

static enum status
open_secret(struct ctx *cx, void *arg, const char **secret)
{
	struct opening *op = arg;
	enum status st;

	if (op->token.grant != 0) {
		st = upstream_token(cx, &op->token, op->refused);
		op->secret = op->token.token;
	} else {
		st = db_sync_job_password(cx, op->job, &op->secret);
	}
	if (st == OK)
		*secret = op->secret;
	return st;
}

static enum status
connect_there(struct syncjob *s)
{
	const struct sync_job *job = &s->job;
	struct opening op = { .job = job->id, .token = { .grant = job->grant } };
	struct imap_login login = {
		/* Never one of our own sessions, whatever host and user say. */
		.account = -job->id,
		.at = {
			.host = job->host, .port = job->port, .guarded = true,
			.tls = strcmp(job->encryption, "SSL") == 0 ? STREAM_TLS :
			    strcmp(job->encryption, "TLS") == 0 ? STREAM_STARTTLS : STREAM_PLAIN,
			.ca_file = *s->cx->conf->fetch_authorities != '\0' ?
			    s->cx->conf->fetch_authorities : NULL,
		},
		.user = job->login, .mechanism = job->grant != 0 ? MAIL_BEARER : MAIL_PLAIN,
		.stall_ms = job->timeout_there < 3600 ? (int)job->timeout_there * 1000 : 0,
	};
	enum status st = imap_lease_by(s->cx, &login, open_secret, &op, &s->there);

	if (st == ERR_UNAUTHENTICATED && op.token.token != NULL && !op.token.fresh) {
		/* Taken back before its end: once more with another. */
		ctx_forgive(s->cx);
		op.refused = true;
		st = imap_lease_by(s->cx, &login, open_secret, &op, &s->there);
	}
	if (op.secret != NULL)
		hash_wipe(op.secret, strlen(op.secret));
	if (st != OK)
		s->outcome = st == ERR_UNAUTHENTICATED ? "EXIT_AUTHENTICATION_FAILURE_USER1" :
		    strstr(s->cx->fault_text, "TLS") != NULL ||
		    strstr(s->cx->fault_text, "certificate") != NULL ? "EXIT_TLS_FAILURE" :
		    NO_CONNECTION "1";
	return st;
}

/* The sessions that we have, or others where these ended. */
static enum status
connect_both(struct syncjob *s)
{
	enum status st;

	if ((st = connect_there(s)) == OK &&
	    (st = upstream_imap(s->cx, s->job.account, &s->here)) != OK)
		s->outcome = NO_CONNECTION "2";
	return st;
}

static enum status
look_at_both(struct syncjob *s)
{
	enum status st;

	if ((st = connect_both(s)) != OK ||
	    (st = imap_folder_list(s->cx, s->there, &s->folders_there)) != OK ||
	    (st = imap_folder_list(s->cx, s->here, &s->folders_here)) != OK)
		return st;
	return OK;
}

/* ---- A slice ------------------------------------------------------------------------ */

/* All mailboxes that this run has not done.  *OVER: some are left. */
static enum status
work(struct syncjob *s, bool first, bool *over)
{
	enum status st = look_at_both(s);

	*over = false;
	if (st == OK && first)
		syncjob_tell(s, "%s as %s: %zu folders", s->job.host, s->job.login,
		    s->folders_there.count);
	for (size_t i = 0; st == OK && !*over && i < s->folders_there.count; i++) {
		const struct imap_folder *from = &s->folders_there.list[i];
		const char *why = NULL, *to = from->selectable ? syncjob_name(s, from, &why) : NULL;
		struct arena *whole;

		if (to == NULL) {
			if (first && why != NULL)
				syncjob_tell(s, "%s: left out, %s", from->name, why);
			continue;
		}
		whole = ctx_turn(s->cx);
		st = syncjob_box(s, from, to, over);
		ctx_turn_end(s->cx, whole);
		if (st != OK && syncjob_goes_on(st)) {
			syncjob_fault(s, from->name);
			st = connect_both(s);
		}
		*over = *over || (syncjob_over(s) && i + 1 < s->folders_there.count);
	}
	return st;
}

static const char *
outcome_of(const struct syncjob *s, enum status st, int64_t faults)
{
	if (st == OK)
		return faults > 0 ? "EXIT_WITH_ERRORS" : "EX_OK";
	if (s->outcome != NULL)
		return s->outcome;
	return st == ERR_LIMIT ? "EXIT_OVERQUOTA" : st == ERR_BUSY ? NO_CONNECTION "1" :
	    "EXIT_WITH_ERRORS";
}

/* Milliseconds since 1970 when there is more to do. */
static int64_t
due(const struct syncjob *s, bool over, int failures)
{
	int64_t now = clock_now() / 1000, wait = s->job.minutes;

	if (over && s->job.rate > 0)
		return now + s->did.bytes * 1000 / s->job.rate - (clock_steady() - s->begun);
	if (over)
		return now;
	/* Servers count wrong passwords, and may shut others out with us. */
	for (int i = 0; i < failures && wait < WAIT_MAX; i++)
		wait *= 2;
	if (failures > 0 && wait > WAIT_MAX && wait > s->job.minutes)
		wait = s->job.minutes > WAIT_MAX ? s->job.minutes : WAIT_MAX;
	return now + wait * 60000;
}

/* Into the row; when the run ends, how: faults of all its slices count. */
static enum status
note(struct syncjob *s, enum status worked, bool ends, int64_t *version, bool *active)
{
	struct sync_slice end = { .ends = true };
	int64_t faults;
	enum status st;

	s->did.told = buf_str(&s->told);
	if ((st = db_sync_job_note(s->cx, &s->job, &s->did, version, active, &faults)) != OK || !ends)
		return st;
	end.outcome = outcome_of(s, worked, faults);
	end.success = worked == OK && faults == 0;
	s->told.len = 0;
	syncjob_tell(s, "Exiting: %s", end.outcome);
	end.told = buf_str(&s->told);
	log_event(LOG_INFO_, "syncjob", "account", "%lld", (long long)s->job.account,
	    "job", "%lld", (long long)s->job.id, "outcome", "%s", end.outcome, NULL);
	return db_sync_job_note(s->cx, &s->job, &end, version, active, &faults);
}

static enum status
settle(struct syncjob *s, enum status worked, bool over)
{
	struct ctx *cx = s->cx;
	int64_t version, at;
	bool active;
	enum status st;

	over = over && worked == OK;
	/* A session of a run that is over would know the quota and the login of today. */
	if (!over && s->there != NULL)
		imap_retire(s->there);
	if (!over && s->here != NULL)
		imap_retire(s->here);
	if ((st = db_begin(cx)) != OK)
		return st;
	st = note(s, worked, !over, &version, &active);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;	/* it was deleted meanwhile */
	}
	if (st != OK)
		return st;
	/* Who changed it meanwhile wants to see what comes of it. */
	at = !active ? -1 : version != s->job.version ? 0 :
	    due(s, over, worked != OK ? s->job.failures + 1 : 0);
	if ((st = db_sync_job_plan(cx, s->job.account, s->job.id, at)) != OK)
		return st;
	return db_commit(cx);
}

/* The connection broke: soon again, from where we are. */
static enum status
again(struct syncjob *s, enum status st, const char *why)
{
	int64_t version;
	bool active;

	ctx_forgive(s->cx);
	syncjob_tell(s, "%s; to be tried again", why);
	if (note(s, st, false, &version, &active) != OK)
		ctx_forgive(s->cx);
	return fault(s->cx, st, "%s", why);
}

enum status
syncjob_run(struct ctx *cx, const struct task *task)
{
	struct syncjob s = {
		.cx = cx, .arena = cx->arena, .told = BUF_ON(cx->arena),
		.begun = clock_steady(), .until = clock_steady() + SLICE_MS,
	};
	bool first, over = false;
	const char *why;
	enum status st;

	st = db_sync_job_find(cx, task->account, task->ref, &s.job);
	if (st == ERR_NOT_FOUND || (st == OK && !s.job.active)) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	first = !s.job.running || s.job.changed;
	if (first && (st = db_sync_job_begin(cx, &s.job)) != OK)
		return st;
	if ((st = sync_options_read(cx, s.job.parameters, &s.options)) == OK &&
	    *s.job.exclude != '\0')
		st = pattern_read(cx, s.job.exclude, &s.exclude);
	if (st == OK)
		st = work(&s, first, &over);
	db_rollback(cx);
	why = cx->fault_text != NULL ? cx->fault_text : status_name(st);
	if (st == ERR_INTERNAL)
		return st;
	if (st == ERR_BUSY && task->attempts < TRIES)
		return again(&s, st, why);
	if (st != OK)
		syncjob_tell(&s, "%s", why);
	ctx_forgive(cx);
	return settle(&s, st, over);
}
