#include "storage/audit.h"
#include "storage/db.h"

enum status
db_audit(struct ctx *cx, const struct audit *audit)
{
	static const struct db_stmt add = {
		"INSERT INTO audit (account_id, actor, event, object, remote, request_id, before, after)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb)"
	};
	const char *actor = audit->actor != NULL ? audit->actor : cx->who.address;

	return db_exec(cx, &add, DB_ARGS(db_int(audit->account),
	    db_text(actor != NULL ? actor : "-"), db_text(audit->event),
	    db_text(audit->object != NULL ? audit->object : ""), db_text(cx->remote),
	    db_text(cx->request_id), db_text(audit->before), db_text(audit->after)));
}
