#include <string.h>

#include "storage/db.h"
#include "storage/vapid.h"

static enum status
find(struct ctx *cx, struct webpush_key *out)
{
	static const struct db_stmt select = { "SELECT private_key, public_key FROM vapid_key" };
	const void *private_, *public_;
	struct db_rows rows;
	size_t private_len, public_len;
	enum status st;

	if ((st = db_query(cx, &select, DB_NO_ARGS, &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	private_ = db_get_bytes(cx, &rows, 0, 0, &private_len);
	public_ = db_get_bytes(cx, &rows, 0, 1, &public_len);
	if (private_len != WEBPUSH_PRIVATE || public_len != WEBPUSH_PUBLIC)
		return fault(cx, ERR_INTERNAL, "the push key has a strange length");
	memcpy(out->private_, private_, WEBPUSH_PRIVATE);
	memcpy(out->public_, public_, WEBPUSH_PUBLIC);
	return OK;
}

enum status
db_vapid_key(struct ctx *cx, struct webpush_key *out)
{
	static const struct db_stmt add = {
		"INSERT INTO vapid_key (private_key, public_key) VALUES ($1, $2)"
		" ON CONFLICT DO NOTHING"
	};
	struct webpush_key fresh;
	enum status st;

	if ((st = find(cx, out)) != ERR_NOT_FOUND)
		return st;
	/* Another process may do the same: the first one's key is it. */
	if ((st = webpush_key_make(cx, &fresh)) != OK ||
	    (st = db_exec(cx, &add, DB_ARGS(db_bytes(fresh.private_, WEBPUSH_PRIVATE),
	    db_bytes(fresh.public_, WEBPUSH_PUBLIC)))) != OK)
		return st;
	st = find(cx, out);
	return st == ERR_NOT_FOUND ? fault(cx, ERR_INTERNAL, "no push key") : st;
}
