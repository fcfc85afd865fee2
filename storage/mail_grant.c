#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "storage/db.h"
#include "storage/mail_grant.h"
#include "storage/sealed.h"
#include "storage/sync_job.h"

#define OPEN_MAX	20	/* sign-ins of one session; older ones make room */
#define LOCK_SQL(name)	"SELECT " name "(hashtextextended('mail grant ' || $1::bigint, 0))"

/* One text is sealed: the refresh token, a line end, the access token. */
static enum status
put_tokens(struct ctx *cx, const struct mail_grant *g)
{
	char *both = arena_printf(cx->arena, "%s\n%s", g->refresh, g->access);
	enum status st = db_sealed_put(cx, SEALED_MAIL_GRANT, g->id, both);

	hash_wipe(both, strlen(both));
	return st;
}

enum status
db_mail_grant_find(struct ctx *cx, int64_t id, struct mail_grant *out)
{
	static const struct db_stmt find = {
		"SELECT id, account_id, provider_id, ended IS NOT NULL, greatest(0, floor(extract(epoch"
		" FROM access_ends - clock_timestamp())))::bigint FROM mail_grant WHERE id = $1"
	};
	struct db_rows rows;
	char *both, *end;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "that sign-in is gone: sign in again");
	if ((st = db_sealed_get(cx, SEALED_MAIL_GRANT, id, &both)) != OK)
		return st;
	*out = (struct mail_grant){
		.id = id, .account = db_get_int(&rows, 0, 1), .provider = db_get_int(&rows, 0, 2),
		.refresh = both, .access = both + strlen(both),
		.ended = db_get_bool(&rows, 0, 3), .left = db_get_int(&rows, 0, 4),
	};
	if ((end = strchr(both, '\n')) != NULL) {
		*end = '\0';
		out->access = end + 1;
	}
	return OK;
}

enum status
db_mail_grant_renewed(struct ctx *cx, const struct mail_grant *g)
{
	static const struct db_stmt renewed = {
		"UPDATE mail_grant SET ended = NULL, access_ends = clock_timestamp() + make_interval(secs => $2::bigint)"
		" WHERE id = $1"
	};
	enum status st = put_tokens(cx, g);

	return st != OK ? st : db_exec(cx, &renewed, DB_ARGS(db_int(g->id), db_int(g->left)));
}

enum status
db_mail_grant_put(struct ctx *cx, struct mail_grant *g)
{
	static const struct db_stmt make = {
		"INSERT INTO mail_grant (account_id, provider_id) VALUES ($1, $2) RETURNING id"
	};
	static const struct db_stmt find = {
		"SELECT id FROM mail_grant WHERE account_id = $1 AND provider_id = $2 AND id = $3 FOR UPDATE"
	};
	struct db_rows rows;
	enum status st;

	st = g->id == 0 ?
	    db_query(cx, &make, DB_ARGS(db_int(g->account), db_int(g->provider)), &rows) :
	    db_query(cx, &find, DB_ARGS(db_int(g->account), db_int(g->provider), db_int(g->id)), &rows);
	if (st != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "what was to be renewed is gone");
	g->id = db_get_int(&rows, 0, 0);
	return db_mail_grant_renewed(cx, g);
}

enum status
db_mail_grant_end(struct ctx *cx, int64_t id)
{
	static const struct db_stmt end = {
		"UPDATE mail_grant SET secret = '', access_ends = now(), ended = now() WHERE id = $1"
	};

	return db_exec(cx, &end, DB_ARGS(db_int(id)));
}

enum status
db_mail_grant_try_again(struct ctx *cx, int64_t id)
{
	static const struct db_stmt accounts = {
		"UPDATE outside_account SET fault = NULL, failures = 0, retry_at = NULL WHERE grant_id = $1"
	};
	static const struct db_stmt jobs = {
		"UPDATE sync_job SET failures = 0 WHERE grant_id = $1 AND active RETURNING account_id, id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_exec(cx, &accounts, DB_ARGS(db_int(id)))) != OK ||
	    (st = db_query(cx, &jobs, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	for (int i = 0; st == OK && i < rows.count; i++)
		st = db_sync_job_plan(cx, db_get_int(&rows, i, 0), db_get_int(&rows, i, 1), 0);
	return st;
}

enum status
db_mail_grant_lock(struct ctx *cx, int64_t id, int wait_ms)
{
	static const struct db_stmt try = { LOCK_SQL("pg_try_advisory_lock") };
	static const struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
	int64_t until = clock_steady() + wait_ms;
	struct db_rows rows;
	enum status st;

	for (;;) {
		if ((st = db_query(cx, &try, DB_ARGS(db_int(id)), &rows)) != OK)
			return st;
		if (db_get_bool(&rows, 0, 0))
			return OK;
		if (clock_steady() >= until)
			return fault(cx, ERR_BUSY, "another token is being asked for");
		nanosleep(&pause, NULL);
	}
}

void
db_mail_grant_unlock(struct ctx *cx, int64_t id)
{
	static const struct db_stmt unlock = { LOCK_SQL("pg_advisory_unlock") };
	const char *text = cx->fault_text;
	enum status st = cx->fault;

	/* A lost connection has lost its locks too; what failed before is what counts. */
	db_rollback(cx);
	if (db_exec(cx, &unlock, DB_ARGS(db_int(id))) != OK) {
		cx->fault = st;
		cx->fault_text = text;
	}
}

enum status
db_mail_sign_in_add(struct ctx *cx, const struct mail_sign_in *s, char state[static TOKEN_LEN + 1],
    char binding[static TOKEN_LEN + 1])
{
	static const struct db_stmt room = {
		"DELETE FROM mail_sign_in WHERE state_sha256 IN (SELECT state_sha256"
		" FROM mail_sign_in WHERE session_id = $1 ORDER BY created DESC OFFSET $2)"
	};
	static const struct db_stmt add = {
		"INSERT INTO mail_sign_in (state_sha256, binding_sha256, session_id, account_id, provider_id,"
		" grant_id, verifier) VALUES ($1, $2, $3, $4, $5, nullif($6, 0), $7)"
	};
	enum status st;

	hash_token(state);
	hash_token(binding);
	if ((st = db_exec(cx, &room, DB_ARGS(db_int(cx->who.session), db_int(OPEN_MAX - 1)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_hashed(cx, state), db_hashed(cx, binding),
	    db_int(cx->who.session), db_int(s->account), db_int(s->provider), db_int(s->grant),
	    db_text(s->verifier)));
}

enum status
db_mail_sign_in_take(struct ctx *cx, const char *state, const char *binding, struct mail_sign_in *out)
{
	static const struct db_stmt take = {
		"DELETE FROM mail_sign_in WHERE state_sha256 = $1 AND binding_sha256 = $2 AND session_id = $3"
		" AND created > now() - make_interval(mins => $4::int)"
		" RETURNING account_id, provider_id, coalesce(grant_id, 0), verifier"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &take, DB_ARGS(db_hashed(cx, state), db_hashed(cx, binding),
	    db_int(cx->who.session), db_int(MAIL_SIGN_IN_MINUTES)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "begin again");
	*out = (struct mail_sign_in){
		.account = db_get_int(&rows, 0, 0),
		.provider = db_get_int(&rows, 0, 1),
		.grant = db_get_int(&rows, 0, 2),
		.verifier = db_get_text(&rows, 0, 3),
	};
	return OK;
}
