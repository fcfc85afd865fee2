#include <string.h>

#include "storage/db.h"
#include "storage/server_secret.h"

enum status
db_server_secret(struct ctx *cx, const char *purpose, unsigned char out[static SHA256_LEN])
{
	static const struct db_stmt find = { "SELECT key FROM server_secret WHERE purpose = $1" };
	static const struct db_stmt add = {
		"INSERT INTO server_secret (purpose, key) VALUES ($1, $2) ON CONFLICT DO NOTHING"
	};
	unsigned char fresh[SHA256_LEN];
	struct db_rows rows;
	const void *key;
	size_t len;
	enum status st;

	for (int try = 0; try < 2; try++) {
		if ((st = db_query(cx, &find, DB_ARGS(db_text(purpose)), &rows)) != OK)
			return st;
		if (rows.count == 1) {
			key = db_get_bytes(cx, &rows, 0, 0, &len);
			if (len != SHA256_LEN)
				break;
			memcpy(out, key, SHA256_LEN);
			return OK;
		}
		/* Another process may do the same: the first one's key is it. */
		hash_random(fresh, sizeof fresh);
		if ((st = db_exec(cx, &add, DB_ARGS(db_text(purpose),
		    db_bytes(fresh, sizeof fresh)))) != OK)
			return st;
	}
	return fault(cx, ERR_INTERNAL, "no key for %s", purpose);
}
