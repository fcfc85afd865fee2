#include <stdlib.h>
#include <string.h>

#include "storage/db.h"
#include "storage/sealed.h"
#include "storage/sync_job.h"
#include "storage/task.h"

#define AS_OF	"(extract(epoch FROM coalesce(modified, created)) * 1000000)::bigint"
#define COLUMNS	"account_id, id, host, port, login, encryption, minutes, max_age, rate, timeout_there," \
	" timeout_here, subfolder, exclude, parameters, delete_doubles, delete_there, delete_here," \
	" automap, skip_cross, subscribe_all, active, running, run, failures, " AS_OF "," \
	" seen_version <> " AS_OF ", seen_place NOT IN ('', host || ' ' || port || ' ' || login)," \
	" coalesce(grant_id, 0)"

enum status
sync_options_read(struct ctx *cx, const char *text, struct sync_options *out)
{
	char *word, *rest, *copy = arena_strdup(cx->arena, text);

	*out = (struct sync_options){ 0 };
	for (word = strtok_r(copy, " \t", &rest); word != NULL; word = strtok_r(NULL, " \t", &rest)) {
		const char *value;
		int64_t *number = strcmp(word, "--maxsize") == 0 ? &out->most :
		    strcmp(word, "--minsize") == 0 ? &out->least : NULL;

		if (number != NULL) {
			if ((value = strtok_r(NULL, " \t", &rest)) == NULL ||
			    value[strspn(value, "0123456789")] != '\0' || strlen(value) > 15)
				return fault(cx, ERR_INVALID, "%s needs a number", word);
			*number = strtoll(value, NULL, 10);
		} else if (strcmp(word, "--dry") == 0) {
			out->dry = true;
		} else if (strcmp(word, "--noresyncflags") == 0) {
			out->keep_flags = true;
		} else if (strcmp(word, "--skipemptyfolders") == 0) {
			out->skip_empty = true;
		} else if (strcmp(word, "--nofoldersizes") != 0 && strcmp(word, "--nolog") != 0) {
			return fault(cx, ERR_INVALID, "no such option: %s", word);
		}
	}
	return OK;
}

enum status
db_sync_job_find(struct ctx *cx, int64_t account, int64_t id, struct sync_job *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM sync_job WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such job");
	*out = (struct sync_job){
		.account = db_get_int(&rows, 0, 0), .id = db_get_int(&rows, 0, 1),
		.host = db_get_text(&rows, 0, 2), .port = (int)db_get_int(&rows, 0, 3),
		.login = db_get_text(&rows, 0, 4), .encryption = db_get_text(&rows, 0, 5),
		.minutes = db_get_int(&rows, 0, 6), .max_age = db_get_int(&rows, 0, 7),
		.rate = db_get_int(&rows, 0, 8), .timeout_there = db_get_int(&rows, 0, 9),
		.timeout_here = db_get_int(&rows, 0, 10), .subfolder = db_get_text(&rows, 0, 11),
		.exclude = db_get_text(&rows, 0, 12), .parameters = db_get_text(&rows, 0, 13),
		.delete_doubles = db_get_bool(&rows, 0, 14), .delete_there = db_get_bool(&rows, 0, 15),
		.delete_here = db_get_bool(&rows, 0, 16), .automap = db_get_bool(&rows, 0, 17),
		.skip_cross = db_get_bool(&rows, 0, 18), .subscribe_all = db_get_bool(&rows, 0, 19),
		.active = db_get_bool(&rows, 0, 20), .running = db_get_bool(&rows, 0, 21),
		.run = db_get_int(&rows, 0, 22), .failures = (int)db_get_int(&rows, 0, 23),
		.version = db_get_int(&rows, 0, 24), .changed = db_get_bool(&rows, 0, 25),
		.moved = db_get_bool(&rows, 0, 26), .grant = db_get_int(&rows, 0, 27),
	};
	return OK;
}

enum status
db_sync_job_room(struct ctx *cx, int64_t account)
{
	/* Who adds two at once waits for himself here. */
	static const struct db_stmt count = {
		"SELECT (SELECT count(*) FROM sync_job j WHERE j.account_id = a.id)"
		" FROM account a WHERE id = $1 FOR NO KEY UPDATE"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &count, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	return rows.count == 0 || db_get_int(&rows, 0, 0) < SYNC_JOBS_MAX ? OK :
	    fault(cx, ERR_LIMIT, "%d sync jobs of a mailbox are enough", SYNC_JOBS_MAX);
}

enum status
db_sync_job_put_password(struct ctx *cx, int64_t id, const char *password)
{
	static const struct db_stmt put = { "UPDATE sync_job SET grant_id = NULL WHERE id = $1" };
	enum status st = db_exec(cx, &put, DB_ARGS(db_int(id)));

	return st != OK ? st : db_sealed_put(cx, SEALED_SYNC_JOB, id, password);
}

enum status
db_sync_job_put_grant(struct ctx *cx, int64_t id, int64_t grant)
{
	static const struct db_stmt put = {
		"UPDATE sync_job SET grant_id = $2, secret = '' WHERE id = $1"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(id), db_int(grant)));
}

enum status
db_sync_job_password(struct ctx *cx, int64_t id, char **password)
{
	enum status st = db_sealed_get(cx, SEALED_SYNC_JOB, id, password);

	return st == OK && **password == '\0' ? fault(cx, ERR_UNAUTHENTICATED, "the job has no password") : st;
}

enum status
db_sync_job_plan(struct ctx *cx, int64_t account, int64_t id, int64_t due)
{
	struct task task = { .account = account, .kind = SYNCJOB_TASK, .ref = id, .due = due, .slow = true };
	enum status st = db_task_remove(cx, account, SYNCJOB_TASK, id);

	return st != OK || due < 0 ? st : db_task_add(cx, &task);
}

/* Everything is looked at again; messages there may be others. */
static enum status
afresh(struct ctx *cx, const struct sync_job *job)
{
	static const struct db_stmt again = {
		"UPDATE sync_folder SET done_there = 0, run = 0, next_there = 0,"
		" validity_there = CASE WHEN $3 THEN 0 ELSE validity_there END"
		" WHERE account_id = $1 AND job_id = $2"
	};

	/* What was left out for a reason that may be none any more. */
	static const struct db_stmt left_out = {
		"DELETE FROM sync_mail WHERE account_id = $1 AND job_id = $2 AND uid_here = 0"
	};
	enum status st;

	if ((st = db_exec(cx, &left_out, DB_ARGS(db_int(job->account), db_int(job->id)))) != OK)
		return st;
	return db_exec(cx, &again, DB_ARGS(db_int(job->account), db_int(job->id), db_bool(job->moved)));
}

enum status
db_sync_job_begin(struct ctx *cx, struct sync_job *job)
{
	static const struct db_stmt begin = {
		"UPDATE sync_job SET run = run + 1, running = true, last_run = now(), log = '', copied = 0,"
		" copied_bytes = 0, faults = 0, seen_version = $3, seen_place = $4,"
		" failures = CASE WHEN $5 THEN 0 ELSE failures END"
		" WHERE account_id = $1 AND id = $2 RETURNING run, failures"
	};
	const char *place = arena_printf(cx->arena, "%s %d %s", job->host, job->port, job->login);
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (job->changed && (st = afresh(cx, job)) != OK) ||
	    (st = db_query(cx, &begin, DB_ARGS(db_int(job->account), db_int(job->id),
	    db_int(job->version), db_text(place), db_bool(job->changed)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the job was deleted");
	job->run = db_get_int(&rows, 0, 0);
	job->failures = (int)db_get_int(&rows, 0, 1);
	job->running = true;
	return db_commit(cx);
}

enum status
db_sync_job_note(struct ctx *cx, const struct sync_job *job, const struct sync_slice *slice,
    int64_t *version, bool *active, int64_t *faults)
{
	static const struct db_stmt note = {
		"UPDATE sync_job SET log = right(log || $3, $9), copied = copied + $4,"
		" copied_bytes = copied_bytes + $5, faults = faults + $6, running = NOT $7::boolean,"
		" outcome = CASE WHEN $7::boolean THEN $8 ELSE outcome END,"
		" success = CASE WHEN $7::boolean THEN $10 ELSE success END,"
		" failures = CASE WHEN NOT $7::boolean THEN failures WHEN $10 THEN 0 ELSE failures + 1 END"
		" WHERE account_id = $1 AND id = $2 RETURNING " AS_OF ", active, faults"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &note, DB_ARGS(db_int(job->account), db_int(job->id),
	    db_text(slice->told), db_int(slice->copied), db_int(slice->bytes), db_int(slice->faults),
	    db_bool(slice->ends), db_text(slice->outcome != NULL ? slice->outcome : ""),
	    db_int(SYNC_LOG_MAX), db_bool(slice->success)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the job was deleted");
	*version = db_get_int(&rows, 0, 0);
	*active = db_get_bool(&rows, 0, 1);
	*faults = db_get_int(&rows, 0, 2);
	return OK;
}
