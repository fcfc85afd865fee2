#include <time.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/conf.h"
#include "storage/mail_mailbox.h"
#include "storage/mail_private.h"
#include "storage/mail_submission.h"
#include "storage/notify.h"

#define COLUMNS	"counter, floor, email, mailbox, thread, submission, delivery, filter, snooze, share"

static void
take(const struct db_rows *rows, struct mail_states *out)
{
	*out = (struct mail_states){
		.counter = db_get_int(rows, 0, 0),
		.floor = db_get_int(rows, 0, 1),
		.email = db_get_int(rows, 0, 2),
		.mailbox = db_get_int(rows, 0, 3),
		.thread = db_get_int(rows, 0, 4),
		.submission = db_get_int(rows, 0, 5),
		.delivery = db_get_int(rows, 0, 6),
		.filter = db_get_int(rows, 0, 7),
		.snooze = db_get_int(rows, 0, 8),
		.share = db_get_int(rows, 0, 9),
	};
}

static enum status
make(struct ctx *cx, int64_t account)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_state (account_id, " COLUMNS ")"
		" SELECT $1, n, n, n, n, n, n, n, n, n, n"
		" FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS n) now"
		" ON CONFLICT DO NOTHING"
	};

	return db_exec(cx, &insert, DB_ARGS(db_int(account)));
}

enum status
db_mail_states(struct ctx *cx, int64_t account, struct mail_states *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM mail_state WHERE account_id = $1"
	};
	struct db_rows rows;
	enum status st;

	for (int try = 0; try < 2; try++) {
		if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
			return st;
		if (rows.count == 1) {
			take(&rows, out);
			return OK;
		}
		if ((st = make(cx, account)) != OK)
			return st;
	}
	return fault(cx, ERR_NOT_FOUND, "the account has no index of mail");
}

static const struct db_stmt lock_state = {
	"SELECT " COLUMNS " FROM mail_state WHERE account_id = $1 FOR NO KEY UPDATE"
};

static bool
take_change(const struct db_rows *rows, int64_t account, struct mail_change *change)
{
	*change = (struct mail_change){ .account = account };
	if (rows->count == 0)
		return false;
	take(rows, &change->was);
	change->now = change->was;
	return true;
}

enum status
db_mail_change_begin(struct ctx *cx, int64_t account, struct mail_change *change)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK)
		return st;
	for (int try = 0; try < 2; try++) {
		if ((st = db_query(cx, &lock_state, DB_ARGS(db_int(account)), &rows)) != OK)
			return st;
		if (take_change(&rows, account, change))
			return OK;
		if ((st = make(cx, account)) != OK)
			return st;
	}
	return fault(cx, ERR_NOT_FOUND, "the account is gone");
}

enum status
mail_change_ask(struct ctx *cx, int64_t account, struct db_rows *rows)
{
	enum status st;

	if ((st = db_begin_behind(cx)) != OK)
		return st;
	return db_query_later(cx, &lock_state, DB_ARGS(db_int(account)), rows);
}

enum status
mail_change_take(struct ctx *cx, int64_t account, const struct db_rows *rows, struct mail_change *change)
{
	return take_change(rows, account, change) ? OK : db_mail_change_begin(cx, account, change);
}

/* "mail" in it, so that other locks by account do not meet ours. */
#define LOCK_SQL(name)	"SELECT " name "(hashtextextended('mail ' || $1::bigint, 0))"

enum status
db_mail_came_begin(struct ctx *cx, int64_t account, const struct mail_mailbox *box,
    struct mail_change *change, bool *as_read)
{
	static const struct db_stmt lock = { LOCK_SQL("pg_try_advisory_xact_lock") };
	static const struct db_stmt look = {
		"SELECT EXISTS (SELECT FROM mail_mailbox WHERE account_id = $1 AND id = $2"
		"  AND uidvalidity = $3 AND uid_next = $4 AND uid_low <= 1 AND modseq = $5 AND messages = $6)"
		" AND coalesce((SELECT uid FROM mail_placement WHERE mailbox_id = $2"
		"  ORDER BY uid DESC LIMIT 1), 0) < $4"
		" AND NOT EXISTS (SELECT FROM mail_email WHERE account_id = $1 AND orphan)"
		" AND NOT EXISTS (SELECT FROM mail_state WHERE account_id = $1"
		"  AND purged < now() - interval '1 day')"
	};
	struct db_rows locked, looked;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query_later(cx, &lock, DB_ARGS(db_int(account)), &locked)) != OK ||
	    (st = db_query_later(cx, &look, DB_ARGS(db_int(account), db_int(box->id),
	    db_int(box->uidvalidity), db_int(box->uid_next), db_int(box->modseq),
	    db_int(box->messages)), &looked)) != OK ||
	    (st = db_mail_change_begin(cx, account, change)) != OK)
		return st;
	*as_read = db_get_bool(&locked, 0, 0) && db_get_bool(&looked, 0, 0);
	return OK;
}

void
mail_change_drew(struct mail_change *change, int64_t *type, int64_t count)
{
	if (count > 0)
		*type = change->now.counter += count;
}

/* In the order of enum mail_type, which EmailDelivery is none of: there are no such objects. */
static const struct {
	const char	*name;
	size_t		 at;
} types[] = {
	[MAIL_EMAIL] = { "Email", offsetof(struct mail_states, email) },
	[MAIL_MAILBOX] = { "Mailbox", offsetof(struct mail_states, mailbox) },
	[MAIL_THREAD] = { "Thread", offsetof(struct mail_states, thread) },
	[MAIL_SUBMISSION] = { "EmailSubmission", offsetof(struct mail_states, submission) },
	[MAIL_FILTER] = { "MailFilter", offsetof(struct mail_states, filter) },
	[MAIL_SNOOZE] = { "EmailSnooze", offsetof(struct mail_states, snooze) },
	[MAIL_SHARE] = { "ShareNotification", offsetof(struct mail_states, share) },
	{ "EmailDelivery", offsetof(struct mail_states, delivery) },
};

const char *
mail_state_name(size_t i)
{
	return i < COUNT(types) ? types[i].name : NULL;
}

int64_t
mail_state_at(const struct mail_states *s, size_t i)
{
	return *(const int64_t *)(const void *)((const char *)s + types[i].at);
}

/* All types that moved, as a notification has them (storage/notify.h). */
static const char *
news_of(struct ctx *cx, const struct mail_change *change)
{
	struct buf words = BUF_ON(cx->arena);

	for (size_t i = 0; i < COUNT(types); i++) {
		int64_t now = mail_state_at(&change->now, i);

		if (now != mail_state_at(&change->was, i))
			buf_printf(&words, " %s=%lld", types[i].name, (long long)now);
	}
	return words.len > 0 ? buf_str(&words) + 1 : NULL;
}

enum status
mail_change_buried(struct ctx *cx, struct mail_change *change, enum mail_type type, int64_t id,
    int64_t created)
{
	static const struct db_stmt bury = {
		"INSERT INTO mail_tombstone (account_id, changed, type, id, created)"
		" VALUES ($1, $2, $3, $4, $5)"
	};
	int64_t *state = (int64_t *)(void *)((char *)&change->now + types[type].at);

	mail_change_drew(change, state, 1);
	return db_exec(cx, &bury, DB_ARGS(db_int(change->account), db_int(change->now.counter),
	    db_text(types[type].name), db_int(id), db_int(created)));
}

enum status
db_mail_change_end(struct ctx *cx, struct mail_change *change)
{
	static const struct db_stmt store = {
		"UPDATE mail_state SET counter = $2, email = $3, mailbox = $4, thread = $5,"
		" submission = $6, delivery = $7, filter = $8, snooze = $9, share = $10 WHERE account_id = $1"
	};
	const struct mail_states *now = &change->now;
	const char *news = news_of(cx, change);
	enum status st;

	if (now->counter != change->was.counter &&
	    (st = db_exec_later(cx, &store, DB_ARGS(db_int(change->account), db_int(now->counter),
	    db_int(now->email), db_int(now->mailbox), db_int(now->thread),
	    db_int(now->submission), db_int(now->delivery), db_int(now->filter),
	    db_int(now->snooze), db_int(now->share)))) != OK)
		return st;
	if (news == NULL)
		return db_commit(cx);
	db_commit_with_next(cx);
	return db_notify_words(cx, change->account, news);
}

/* ------------------------------------------------------------------ */

/*
 * The account's state, then the living and the dead by the numbers that they drew: one
 * statement, so that nothing is seen alive and its end is missed.
 */
#define CHANGES_SQL(state, id, more, table) \
	"SELECT 0 AS kind, floor, counter, " state ", 0::bigint FROM mail_state WHERE account_id = $1" \
	" UNION ALL (SELECT 1, " id ", created, changed, " more " FROM " table \
	"  WHERE account_id = $1 AND changed > $2 ORDER BY changed LIMIT $3)" \
	" UNION ALL (SELECT 2, id, created, changed, thread_id FROM mail_tombstone" \
	"  WHERE account_id = $1 AND changed > $2 AND type = $4 ORDER BY changed LIMIT $3)" \
	" ORDER BY 4"

enum { KIND_STATE, KIND_ALIVE, KIND_DEAD };

static const struct db_stmt changes_of[] = {
	[MAIL_EMAIL] = { CHANGES_SQL("email", "id", "0", "mail_email") },
	[MAIL_MAILBOX] = { CHANGES_SQL("mailbox", "id", "changed_more", "mail_mailbox") },
	[MAIL_SUBMISSION] = { CHANGES_SQL("submission", "id", "0", "mail_submission") },
	[MAIL_FILTER] = { CHANGES_SQL("filter", "id", "0", "mail_filter") },
	[MAIL_SNOOZE] = { CHANGES_SQL("snooze", "email_id", "0", "mail_snooze") },
	[MAIL_SHARE] = { CHANGES_SQL("share", "id", "0", "mail_share_notification") },
};

static void
add(struct ctx *cx, int64_t **list, size_t *count, size_t room, int64_t id)
{
	if (*list == NULL)
		*list = arena_array(cx->arena, room, sizeof **list);
	(*list)[(*count)++] = id;
}

static void
take_changes(struct ctx *cx, const struct db_rows *rows, int64_t since, int64_t max,
    struct mail_changes *out)
{
	size_t room = (size_t)rows->count;

	out->only_counts = true;
	for (int i = 0; i < rows->count; i++) {
		int64_t kind = db_get_int(rows, i, 0), id = db_get_int(rows, i, 1);
		int64_t born = db_get_int(rows, i, 2);

		if (kind == KIND_STATE)
			continue;
		if (max-- == 0) {
			out->more = true;
			return;
		}
		out->state = db_get_int(rows, i, 3);
		if (kind == KIND_DEAD) {
			/* Born and dead in between: nobody heard of it. */
			if (born > since)
				continue;
			if (out->destroyed_threads == NULL)
				out->destroyed_threads = arena_array(cx->arena, room, sizeof(int64_t));
			out->destroyed_threads[out->destroyed_count] = db_get_int(rows, i, 4);
			add(cx, &out->destroyed, &out->destroyed_count, room, id);
		} else if (born > since) {
			add(cx, &out->created, &out->created_count, room, id);
		} else {
			add(cx, &out->updated, &out->updated_count, room, id);
			if (db_get_int(rows, i, 4) > since)
				out->only_counts = false;
		}
	}
}

/*
 * A thread changed when an email of it was created or destroyed, whose numbers
 * are its own too.  It is new when no email of it is older than SINCE or was
 * until then, and destroyed when none is left.
 */
static enum status
thread_changes(struct ctx *cx, int64_t account, int64_t since, int64_t max, int64_t state,
    struct mail_changes *out)
{
	static const struct db_stmt find = {
		"WITH dead AS (SELECT thread_id, changed AS n, created <= $2 AS known"
		"  FROM mail_tombstone WHERE account_id = $1 AND changed > $2 AND type = 'Email'),"
		" touched AS (SELECT thread_id, created AS n, false AS known FROM mail_email"
		"  WHERE account_id = $1 AND changed > $2 AND created > $2"
		"  UNION ALL SELECT thread_id, n, known FROM dead),"
		" t AS (SELECT thread_id AS id, max(n) AS n, bool_or(known) AS known FROM touched"
		"  GROUP BY 1 ORDER BY 2 LIMIT $3)"
		" SELECT t.id, t.n, t.known OR coalesce(e.oldest <= $2, false), e.oldest IS NOT NULL"
		" FROM t LEFT JOIN LATERAL (SELECT min(created) AS oldest FROM mail_email"
		"  WHERE account_id = $1 AND thread_id = t.id) e ON true ORDER BY t.n"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(since), db_int(max + 1)),
	    &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		int64_t id = db_get_int(&rows, i, 0);
		size_t room = (size_t)rows.count;
		bool known = db_get_bool(&rows, i, 2), lives = db_get_bool(&rows, i, 3);

		if (i == max) {
			out->more = true;
			return OK;
		}
		out->state = db_get_int(&rows, i, 1);
		if (lives && known)
			add(cx, &out->updated, &out->updated_count, room, id);
		else if (lives)
			add(cx, &out->created, &out->created_count, room, id);
		else if (known)
			add(cx, &out->destroyed, &out->destroyed_count, room, id);
	}
	if (out->state < state)
		out->state = state;
	return OK;
}

static enum status
is_known(struct ctx *cx, int64_t since, int64_t floor, int64_t counter)
{
	return since >= floor && since <= counter ? OK :
	    fault(cx, ERR_PRECONDITION, "changes since that state are not known");
}

enum status
db_mail_changes(struct ctx *cx, int64_t account, enum mail_type type, int64_t since, int64_t max,
    struct mail_changes *out)
{
	struct db_rows rows;
	struct mail_states now;
	int at = 0;
	enum status st;

	*out = (struct mail_changes){ .state = since };
	if (type == MAIL_THREAD) {
		if ((st = db_mail_states(cx, account, &now)) != OK ||
		    (st = is_known(cx, since, now.floor, now.counter)) != OK)
			return st;
		return thread_changes(cx, account, since, max, mail_state_at(&now, type), out);
	}
	/* One more than asked for tells whether there are more. */
	if ((st = db_query(cx, &changes_of[type], DB_ARGS(db_int(account), db_int(since),
	    db_int(max + 1), db_text(types[type].name)), &rows)) != OK)
		return st;
	while (at < rows.count && db_get_int(&rows, at, 0) != KIND_STATE)
		at++;
	if ((st = at == rows.count ? is_known(cx, since, 0, 0) :
	    is_known(cx, since, db_get_int(&rows, at, 1), db_get_int(&rows, at, 2))) != OK)
		return st;
	take_changes(cx, &rows, since, max, out);
	if (!out->more && at < rows.count && out->state < db_get_int(&rows, at, 3))
		out->state = db_get_int(&rows, at, 3);
	return OK;
}

enum status
db_mail_purge(struct ctx *cx, int64_t account)
{
	static const struct db_stmt due = {
		"UPDATE mail_state SET purged = now()"
		" WHERE account_id = $1 AND purged < now() - interval '1 day'"
	};
	static const struct db_stmt forget = {
		"WITH gone AS (DELETE FROM mail_tombstone WHERE account_id = $1"
		" AND at < now() - interval '1 year' RETURNING changed)"
		" UPDATE mail_state SET floor = greatest(floor, (SELECT max(changed) FROM gone))"
		" WHERE account_id = $1 AND EXISTS (SELECT FROM gone)"
	};
	static const struct db_stmt refs = {
		"DELETE FROM mail_ref r WHERE account_id = $1 AND NOT EXISTS"
		" (SELECT FROM mail_email e WHERE e.account_id = $1 AND e.thread_id = r.thread_id)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &due, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return OK;
	if ((st = db_exec(cx, &forget, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_exec(cx, &refs, DB_ARGS(db_int(account)))) != OK)
		return st;
	return db_mail_submission_expire(cx, account, cx->conf->submission_days);
}

/* ------------------------------------------------------------------ */

void
db_mail_unlock(struct mail_lock *lock)
{
	static const struct db_stmt unlock = { LOCK_SQL("pg_advisory_unlock") };
	struct ctx *cx = lock->cx;
	const char *text = cx->fault_text;
	enum status st = cx->fault;

	if (lock->account == 0)
		return;
	/* A lost connection has lost its locks too; what failed before is what counts. */
	db_rollback(cx);
	if (db_exec(cx, &unlock, DB_ARGS(db_int(lock->account))) != OK) {
		cx->fault = st;
		cx->fault_text = text;
	}
	lock->account = 0;
}

static void
unlock_at_end(void *lock)
{
	db_mail_unlock(lock);
}

enum status
db_mail_lock(struct ctx *cx, int64_t account, int wait_ms, struct mail_lock **lock)
{
	static const struct db_stmt try = { LOCK_SQL("pg_try_advisory_lock") };
	static const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
	int64_t until = clock_steady() + wait_ms;
	struct db_rows rows;
	enum status st;

	for (;;) {
		if ((st = db_query(cx, &try, DB_ARGS(db_int(account)), &rows)) != OK)
			return st;
		if (db_get_bool(&rows, 0, 0))
			break;
		if (clock_steady() >= until)
			return ERR_BUSY;
		nanosleep(&pause, NULL);
	}
	*lock = arena_alloc(cx->arena, sizeof **lock);
	**lock = (struct mail_lock){ .cx = cx, .account = account };
	ctx_on_end(cx, unlock_at_end, *lock);
	return OK;
}
