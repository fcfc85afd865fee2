#include "storage/db.h"
#include "storage/sender_acl.h"

enum status
db_sends_as(struct ctx *cx, const char *login, const char *const *addresses, size_t count,
    const char **words)
{
	static const struct db_stmt ask = {
		"SELECT mail.sends_as($1, w.address)"
		" FROM unnest($2::text[]) WITH ORDINALITY w (address, n) ORDER BY w.n"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_text(login), db_text_array(cx, addresses, count)),
	    &rows)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		words[i] = db_get_text(&rows, (int)i, 0);
	return OK;
}

enum status
db_sender_acl_put(struct ctx *cx, int64_t account, const char *const *senders, size_t count)
{
	static const struct db_stmt clear = { "DELETE FROM sender_acl WHERE account_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO sender_acl (account_id, sender)"
		" SELECT DISTINCT $1::bigint, s FROM unnest($2::text[]) s"
	};
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &clear, DB_ARGS(db_int(account)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_int(account), db_text_array(cx, senders, count)));
}
