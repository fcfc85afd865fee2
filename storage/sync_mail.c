/*
 * How far a sync job went: mailboxes and messages (storage/sync_job.h).
 */
#include <string.h>

#include "storage/db.h"
#include "storage/sync_job.h"

#define FOLDER_COLUMNS	"id, there, here, validity_there, validity_here, done_there, keyed_here," \
	" modseq_there, messages_there, next_there, run"

static void
read_folder(const struct db_rows *rows, struct sync_folder *out)
{
	*out = (struct sync_folder){
		.id = db_get_int(rows, 0, 0),
		.there = db_get_text(rows, 0, 1),
		.here = db_get_text(rows, 0, 2),
		.validity_there = (uint32_t)db_get_int(rows, 0, 3),
		.validity_here = (uint32_t)db_get_int(rows, 0, 4),
		.done_there = (uint32_t)db_get_int(rows, 0, 5),
		.keyed_here = (uint32_t)db_get_int(rows, 0, 6),
		.modseq_there = (uint64_t)db_get_int(rows, 0, 7),
		.messages_there = (uint32_t)db_get_int(rows, 0, 8),
		.next_there = (uint32_t)db_get_int(rows, 0, 9),
		.run = db_get_int(rows, 0, 10),
	};
}

enum status
db_sync_folder_open(struct ctx *cx, const struct sync_job *job, const char *there,
    const char *here, struct sync_folder *out)
{
	/* Another mailbox here has another UIDVALIDITY as a rule, but need not. */
	static const struct db_stmt open = {
		"INSERT INTO sync_folder AS f (account_id, job_id, there, here) VALUES ($1, $2, $3, $4)"
		" ON CONFLICT (account_id, job_id, there) DO UPDATE SET here = $4,"
		" validity_here = CASE WHEN f.here = $4 THEN f.validity_here ELSE 0 END,"
		" run = CASE WHEN f.here = $4 THEN f.run ELSE 0 END RETURNING " FOLDER_COLUMNS
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &open, DB_ARGS(db_int(job->account), db_int(job->id), db_text(there),
	    db_text(here)), &rows)) == OK)
		read_folder(&rows, out);
	return st;
}

enum status
db_sync_folder_put(struct ctx *cx, const struct sync_job *job, const struct sync_folder *f)
{
	static const struct db_stmt put = {
		"UPDATE sync_folder SET validity_there = $4, validity_here = $5, done_there = $6,"
		" keyed_here = $7, modseq_there = $8, messages_there = $9, next_there = $10, run = $11"
		" WHERE account_id = $1 AND job_id = $2 AND id = $3"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(job->account), db_int(job->id), db_int(f->id),
	    db_int(f->validity_there), db_int(f->validity_here), db_int(f->done_there),
	    db_int(f->keyed_here), db_int((int64_t)f->modseq_there), db_int(f->messages_there),
	    db_int(f->next_there), db_int(f->run)));
}

enum status
db_sync_folder_forget(struct ctx *cx, const struct sync_job *job, const struct sync_folder *f,
    bool keys)
{
	static const struct db_stmt mails = {
		"DELETE FROM sync_mail WHERE account_id = $1 AND job_id = $2 AND folder_id = $3"
	};
	static const struct db_stmt rest = {
		"DELETE FROM sync_key WHERE account_id = $1 AND job_id = $2 AND folder_id = $3"
	};
	enum status st;

	st = db_exec(cx, &mails, DB_ARGS(db_int(job->account), db_int(job->id), db_int(f->id)));
	return st != OK || !keys ? st :
	    db_exec(cx, &rest, DB_ARGS(db_int(job->account), db_int(job->id), db_int(f->id)));
}

/* ---- Keys ------------------------------------------------------------------------ */

enum status
db_sync_key_put(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const struct sync_key *keys, size_t count)
{
	static const struct db_stmt put = {
		"INSERT INTO sync_key (account_id, job_id, folder_id, uid, key)"
		" SELECT $1, $2, $3, u, k::uuid FROM unnest($4::bigint[], $5::text[]) n (u, k)"
		" ON CONFLICT (account_id, job_id, folder_id, uid) DO UPDATE SET key = excluded.key"
	};
	int64_t *uids = arena_array(cx->arena, count, sizeof *uids);
	const char **words = arena_array(cx->arena, count, sizeof *words);

	for (size_t i = 0; i < count; i++)
		uids[i] = keys[i].uid, words[i] = keys[i].key;
	return count == 0 ? OK : db_exec(cx, &put, DB_ARGS(db_int(job->account), db_int(job->id),
	    db_int(folder), db_int_array(cx, uids, count), db_text_array(cx, words, count)));
}

enum status
db_sync_key_find(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const char *const *keys, size_t count, struct sync_key **found, size_t *found_count)
{
	static const struct db_stmt find = {
		"SELECT folder_id, uid, replace(key::text, '-', '') FROM sync_key"
		" WHERE account_id = $1 AND job_id = $2 AND ($3::bigint = 0 OR folder_id = $3::bigint)"
		" AND key = ANY($4::uuid[]) ORDER BY uid"
	};
	struct db_rows rows;
	enum status st;

	*found_count = 0;
	if (count == 0)
		return OK;
	if ((st = db_query(cx, &find, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_text_array(cx, keys, count)), &rows)) != OK)
		return st;
	*found_count = (size_t)rows.count;
	*found = arena_array(cx->arena, *found_count, sizeof **found);
	for (int i = 0; i < rows.count; i++)
		(*found)[i] = (struct sync_key){
			.folder = db_get_int(&rows, i, 0),
			.uid = db_get_int(&rows, i, 1),
			.key = db_get_text(&rows, i, 2),
		};
	return OK;
}

enum status
db_sync_key_known(struct ctx *cx, const struct sync_job *job, int64_t folder, int64_t after,
    int64_t **uids, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT uid FROM sync_key WHERE account_id = $1 AND job_id = $2 AND folder_id = $3"
		" AND uid > $4 ORDER BY uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_int(after)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*uids = arena_array(cx->arena, *count, sizeof **uids);
	for (int i = 0; i < rows.count; i++)
		(*uids)[i] = db_get_int(&rows, i, 0);
	return OK;
}

enum status
db_sync_key_doubles(struct ctx *cx, const struct sync_job *job, int64_t folder, int max,
    int64_t (**pairs)[2], size_t *count)
{
	static const struct db_stmt list = {
		"SELECT first, uid FROM (SELECT uid, min(uid) OVER (PARTITION BY key) AS first"
		"  FROM sync_key WHERE account_id = $1 AND job_id = $2 AND folder_id = $3) k"
		" WHERE uid <> first ORDER BY uid LIMIT $4"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_int(max)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*pairs = arena_array(cx->arena, *count, sizeof **pairs);
	for (int i = 0; i < rows.count; i++) {
		(*pairs)[i][0] = db_get_int(&rows, i, 0);
		(*pairs)[i][1] = db_get_int(&rows, i, 1);
	}
	return OK;
}

enum status
db_sync_key_drop(struct ctx *cx, const struct sync_job *job, int64_t folder, const int64_t *uids,
    size_t count)
{
	static const struct db_stmt drop = {
		"DELETE FROM sync_key WHERE account_id = $1 AND job_id = $2 AND folder_id = $3"
		" AND uid = ANY($4::bigint[])"
	};

	return db_exec(cx, &drop, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_int_array(cx, uids, count)));
}

/* ---- Messages there --------------------------------------------------------------- */

enum status
db_sync_mail_put(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const struct sync_mail *mails, size_t count)
{
	static const struct db_stmt put = {
		"INSERT INTO sync_mail (account_id, job_id, folder_id, uid, uid_here, flags, taken)"
		" SELECT $1, $2, $3, u, h, f, t <> 0 FROM unnest($4::bigint[], $5::bigint[], $6::text[],"
		" $7::bigint[]) n (u, h, f, t) ON CONFLICT (account_id, job_id, folder_id, uid)"
		" DO UPDATE SET uid_here = excluded.uid_here, flags = excluded.flags, taken = excluded.taken"
	};
	int64_t *uids = arena_array(cx->arena, count, sizeof *uids);
	int64_t *here = arena_array(cx->arena, count, sizeof *here);
	int64_t *taken = arena_array(cx->arena, count, sizeof *taken);
	const char **flags = arena_array(cx->arena, count, sizeof *flags);

	for (size_t i = 0; i < count; i++) {
		uids[i] = mails[i].uid;
		here[i] = mails[i].uid_here;
		flags[i] = mails[i].flags;
		taken[i] = mails[i].taken;
	}
	return count == 0 ? OK : db_exec(cx, &put, DB_ARGS(db_int(job->account), db_int(job->id),
	    db_int(folder), db_int_array(cx, uids, count), db_int_array(cx, here, count),
	    db_text_array(cx, flags, count), db_int_array(cx, taken, count)));
}

enum status
db_sync_mail_list(struct ctx *cx, const struct sync_job *job, int64_t folder, const int64_t *uids,
    size_t uid_count, int64_t after, int max, struct sync_mail **out, size_t *count)
{
	static const struct db_stmt these = {
		"SELECT uid, uid_here, flags, taken FROM sync_mail WHERE account_id = $1 AND job_id = $2"
		" AND folder_id = $3 AND uid = ANY($4::bigint[]) ORDER BY uid"
	};
	static const struct db_stmt above = {
		"SELECT uid, uid_here, flags, taken FROM sync_mail WHERE account_id = $1 AND job_id = $2"
		" AND folder_id = $3 AND uid > $4 ORDER BY uid LIMIT $5"
	};
	struct db_rows rows;
	enum status st;

	st = uid_count > 0 ?
	    db_query(cx, &these, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	        db_int_array(cx, uids, uid_count)), &rows) :
	    db_query(cx, &above, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	        db_int(after), db_int(max)), &rows);
	if (st != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct sync_mail){
			.uid = db_get_int(&rows, i, 0),
			.uid_here = db_get_int(&rows, i, 1),
			.flags = db_get_text(&rows, i, 2),
			.taken = db_get_bool(&rows, i, 3),
		};
	return OK;
}

enum status
db_sync_mail_drop(struct ctx *cx, const struct sync_job *job, int64_t folder, const int64_t *uids,
    size_t count)
{
	static const struct db_stmt drop = {
		"DELETE FROM sync_mail WHERE account_id = $1 AND job_id = $2 AND folder_id = $3"
		" AND uid = ANY($4::bigint[])"
	};

	return db_exec(cx, &drop, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_int_array(cx, uids, count)));
}

enum status
db_sync_mail_lead(struct ctx *cx, const struct sync_job *job, int64_t folder, int64_t gone,
    int64_t kept)
{
	static const struct db_stmt lead = {
		"UPDATE sync_mail SET uid_here = $5 WHERE account_id = $1 AND job_id = $2"
		" AND folder_id = $3 AND uid_here = $4"
	};

	return db_exec(cx, &lead, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_int(gone), db_int(kept)));
}

enum status
db_sync_mail_led(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const int64_t *uids_here, const int64_t *uids, size_t count, int64_t **out, size_t *out_count)
{
	static const struct db_stmt led = {
		"SELECT DISTINCT uid_here FROM sync_mail WHERE account_id = $1 AND job_id = $2"
		" AND folder_id = $3 AND uid_here = ANY($4::bigint[]) AND uid <> ALL($5::bigint[])"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &led, DB_ARGS(db_int(job->account), db_int(job->id), db_int(folder),
	    db_int_array(cx, uids_here, count), db_int_array(cx, uids, count)), &rows)) != OK)
		return st;
	*out_count = (size_t)rows.count;
	*out = arena_array(cx->arena, *out_count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = db_get_int(&rows, i, 0);
	return OK;
}
