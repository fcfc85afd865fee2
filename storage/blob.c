#include <errno.h>
#include <string.h>

#include "core/conf.h"
#include "core/file.h"
#include "core/pages.h"
#include "storage/blob.h"
#include "storage/db.h"

#define PIECE		(512 * 1024)
#define MESSAGES_KEPT	20		/* of the greatest size: what an account may have waiting */
#define ROW_PRICE	(64 * 1024)

static enum status
put_pieces(struct ctx *cx, int64_t account, const char *p, size_t len, const struct stored_blob *blob)
{
	static const struct db_stmt insert = {
		"INSERT INTO blob_piece (account_id, sha256, number, data) VALUES ($1, $2, $3, $4)"
	};
	enum status st;

	for (size_t at = 0, number = 0; at < len; at += PIECE, number++) {
		size_t some = len - at < PIECE ? len - at : PIECE;

		if ((st = db_exec(cx, &insert, DB_ARGS(db_int(account),
		    db_bytes(blob->sha256, SHA256_LEN), db_int((int64_t)number),
		    db_bytes(p + at, some)))) != OK)
			return st;
		pages_forget(p + at, some);
	}
	return OK;
}

/*
 * The disk is everybody's: past the bound the account's own oldest go (RFC
 * 8620, section 6).  A row has its price, too, whatever it holds.
 */
static enum status
make_room(struct ctx *cx, int64_t account, const struct stored_blob *blob)
{
	static const struct db_stmt oldest = {
		"DELETE FROM blob b USING (SELECT sha256, sum(size + $2::bigint)"
		" OVER (ORDER BY used DESC, sha256) AS total FROM blob WHERE account_id = $1) kept"
		" WHERE b.account_id = $1 AND b.sha256 = kept.sha256 AND kept.total > $3::bigint"
		" AND b.sha256 <> $4"
	};
	int64_t most = cx->conf->message_size * 1024 * 1024 * MESSAGES_KEPT;

	return db_exec(cx, &oldest, DB_ARGS(db_int(account), db_int(ROW_PRICE), db_int(most),
	    db_bytes(blob->sha256, SHA256_LEN)));
}

enum status
db_blob_put(struct ctx *cx, int64_t account, const void *p, size_t len, struct stored_blob *blob)
{
	static const struct db_stmt put = {
		"INSERT INTO blob (account_id, sha256, size, type) VALUES ($1, $2, $3, $4)"
		" ON CONFLICT (account_id, sha256) DO UPDATE SET used = now(), type = excluded.type"
		" RETURNING (xmax = 0)"
	};
	struct db_rows rows;
	enum status st;

	hash_sha256(p, len, blob->sha256);
	blob->size = (int64_t)len;
	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &put, DB_ARGS(db_int(account), db_bytes(blob->sha256, SHA256_LEN),
	    db_int(blob->size), db_text(blob->type)), &rows)) != OK ||
	    (db_get_bool(&rows, 0, 0) && ((st = put_pieces(cx, account, p, len, blob)) != OK ||
	    (st = make_room(cx, account, blob)) != OK)))
		return st;
	return db_commit(cx);
}

enum status
db_blob_find(struct ctx *cx, int64_t account, struct stored_blob *blob)
{
	static const struct db_stmt find = {
		"UPDATE blob SET used = now() WHERE account_id = $1 AND sha256 = $2"
		" RETURNING size, type"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account),
	    db_bytes(blob->sha256, SHA256_LEN)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	blob->size = db_get_int(&rows, 0, 0);
	blob->type = db_get_text(&rows, 0, 1);
	return OK;
}

enum status
db_blob_copy(struct ctx *cx, int64_t account, const struct stored_blob *blob, int fd)
{
	static const struct db_stmt read = {
		"SELECT data FROM blob_piece WHERE account_id = $1 AND sha256 = $2 AND number = $3"
	};
	struct arena *arena = cx->arena;
	enum status st = OK;

	/* A piece at a time, each on an arena of its own. */
	for (int64_t at = 0, number = 0; at < blob->size && st == OK; at += PIECE, number++) {
		struct db_rows rows;
		const void *p;
		size_t len;

		cx->arena = arena_open();
		st = db_query(cx, &read, DB_ARGS(db_int(account),
		    db_bytes(blob->sha256, SHA256_LEN), db_int(number)), &rows);
		if (st == OK && rows.count == 0)
			st = fault(cx, ERR_NOT_FOUND, "a blob expired while it was read");
		if (st == OK) {
			p = db_get_bytes(cx, &rows, 0, 0, &len);
			if (!file_put(fd, p, len))
				st = fault(cx, ERR_INTERNAL, "a file: %s", strerror(errno));
		}
		if (cx->fault_text != NULL)
			cx->fault_text = arena_strdup(arena, cx->fault_text);
		arena_close(cx->arena);
		cx->arena = arena;
	}
	return st;
}
