#include <string.h>

#include "core/clock.h"
#include "storage/db.h"
#include "storage/mail_token.h"

#define STALE_MS	(60 * 1000)

enum status
db_mail_token_renew(struct ctx *cx, int64_t account, struct mail_token *token)
{
	static const struct db_stmt add = {
		"INSERT INTO mail_token (account_id, token_sha256, expires)"
		" VALUES ($1, $2, now() + make_interval(secs => $3::int))"
	};
	unsigned char sha[SHA256_LEN];
	struct mail_token fresh = { .account = account };
	enum status st;

	if (token->account == account && token->expires - clock_steady() > STALE_MS)
		return OK;
	fresh.expires = clock_steady() + MAIL_TOKEN_SECONDS * 1000;
	hash_token(fresh.token);
	hash_sha256(fresh.token, TOKEN_LEN, sha);
	if ((st = db_exec(cx, &add, DB_ARGS(db_int(account), db_bytes(sha, sizeof sha),
	    db_int(MAIL_TOKEN_SECONDS)))) != OK)
		return st;
	*token = fresh;
	return OK;
}
