#include <string.h>

#include "core/hash.h"
#include "storage/db.h"
#include "storage/image_cache.h"

#define KEPT	(INT64_C(64) * 1024 * 1024)	/* bytes of an account */

enum status
db_image_find(struct ctx *cx, int64_t account, const char *url, struct image *out)
{
	static const struct db_stmt find = {
		"SELECT type, data FROM image_cache WHERE account_id = $1 AND url_sha256 = $2"
		" AND fetched > now() - interval '7 days'"
	};
	unsigned char sha256[SHA256_LEN];
	struct db_rows rows;
	enum status st;

	hash_sha256(url, strlen(url), sha256);
	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_bytes(sha256, sizeof sha256)),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	out->type = db_get_text(&rows, 0, 0);
	out->data = db_get_bytes(cx, &rows, 0, 1, &out->len);
	return OK;
}

enum status
db_image_put(struct ctx *cx, int64_t account, const char *url, const struct image *image)
{
	static const struct db_stmt put = {
		"INSERT INTO image_cache (account_id, url_sha256, type, data) VALUES ($1, $2, $3, $4)"
		" ON CONFLICT (account_id, url_sha256) DO UPDATE SET type = excluded.type,"
		" data = excluded.data, fetched = now()"
	};
	static const struct db_stmt make_room = {
		"DELETE FROM image_cache c USING (SELECT url_sha256, sum(length(data) + 1000)"
		" OVER (ORDER BY fetched DESC, url_sha256) AS total FROM image_cache"
		" WHERE account_id = $1) kept WHERE c.account_id = $1"
		" AND c.url_sha256 = kept.url_sha256 AND kept.total > $2::bigint"
	};
	unsigned char sha256[SHA256_LEN];
	enum status st;

	hash_sha256(url, strlen(url), sha256);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &put, DB_ARGS(db_int(account), db_bytes(sha256, sizeof sha256),
	    db_text(image->type), db_bytes(image->data, image->len)))) != OK ||
	    (st = db_exec(cx, &make_room, DB_ARGS(db_int(account), db_int(KEPT)))) != OK)
		return st;
	return db_commit(cx);
}
