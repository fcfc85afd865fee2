#include <stdlib.h>

#include "storage/db.h"
#include "storage/mail_email.h"
#include "storage/mail_pack.h"

/* "{1,2}" */
static int64_t *
read_ids(struct ctx *cx, const char *s, size_t *count)
{
	int64_t *ids;
	size_t n = 0;

	for (const char *c = s; *c != '\0'; c++)
		n += *c == ',' || *c == '}';
	ids = arena_array(cx->arena, n, sizeof *ids);
	*count = 0;
	for (const char *c = s + 1; *c != '\0' && *c != '}'; c++) {
		char *end;

		ids[(*count)++] = strtoll(c, &end, 10);
		c = end;
		if (*c != ',')
			break;
	}
	return ids;
}

enum status
db_mail_email_get(struct ctx *cx, int64_t account, const int64_t *ids, size_t count,
    struct mail_email **out, size_t *found)
{
	static const struct db_stmt find = {
		"SELECT e.id, e.thread_id, e.size, e.received_at, e.has_attachment,"
		" btrim(e.keywords), e.detail,"
		" ARRAY(SELECT mailbox_id FROM mail_placement p WHERE p.account_id = $1"
		"  AND p.email_id = e.id), e.smime"
		" FROM mail_email e WHERE e.account_id = $1 AND e.id = ANY($2::bigint[])"
		" AND NOT e.orphan"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int_array(cx, ids, count)),
	    &rows)) != OK)
		return st;
	*found = (size_t)rows.count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows.count; i++) {
		struct mail_email *e = &(*out)[i];
		struct mail_detail d;
		const void *detail;
		size_t len;

		detail = db_get_bytes(cx, &rows, i, 6, &len);
		if ((st = mail_unpack(cx, detail, len, &d)) != OK)
			return st;
		*e = (struct mail_email){
			.id = db_get_int(&rows, i, 0),
			.thread = db_get_int(&rows, i, 1),
			.size = db_get_int(&rows, i, 2),
			.received_at = db_get_int(&rows, i, 3),
			.has_attachment = db_get_bool(&rows, i, 4),
			.keywords = db_get_text(&rows, i, 5),
			.smime = db_get_text(&rows, i, 8),
			.subject = d.subject,
			.head = d.head,
			.structure = d.structure,
			.preview = d.preview,
		};
		e->mailboxes = read_ids(cx, db_get_text(&rows, i, 7), &e->mailbox_count);
	}
	return OK;
}

static enum status
take_places(struct ctx *cx, const struct db_rows *rows, struct mail_place **out, size_t *found)
{
	*found = (size_t)rows->count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows->count; i++)
		(*out)[i] = (struct mail_place){
			.email = db_get_int(rows, i, 0),
			.mailbox = db_get_int(rows, i, 1),
			.uid = db_get_int(rows, i, 2),
			.uidvalidity = db_get_int(rows, i, 3),
			.path = db_get_text(rows, i, 4),
			.keywords = db_get_text(rows, i, 5),
		};
	return OK;
}

#define PLACE_COLUMNS \
	"SELECT p.email_id, p.mailbox_id, p.uid, m.uidvalidity, m.path," \
	" btrim(p.keywords) FROM"
#define PLACE_MAILBOX \
	" JOIN mail_mailbox m ON m.account_id = p.account_id AND m.id = p.mailbox_id"

enum status
db_mail_places(struct ctx *cx, int64_t account, const int64_t *ids, size_t count,
    struct mail_place **out, size_t *found)
{
	static const struct db_stmt find = {
		PLACE_COLUMNS
		" (SELECT * FROM mail_placement WHERE email_id = ANY($2::bigint[]) OFFSET 0) p"
		PLACE_MAILBOX " WHERE p.account_id = $1"
		" ORDER BY p.mailbox_id, p.uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int_array(cx, ids, count)),
	    &rows)) != OK)
		return st;
	return take_places(cx, &rows, out, found);
}

enum status
db_mail_at(struct ctx *cx, int64_t account, int64_t mailbox, const int64_t *uids, size_t count,
    struct mail_place **out, size_t *found)
{
	static const struct db_stmt find = {
		PLACE_COLUMNS " mail_placement p" PLACE_MAILBOX " JOIN unnest($3::bigint[]) AS x(uid) ON x.uid = p.uid"
		" WHERE p.account_id = $1 AND p.mailbox_id = $2"
		" ORDER BY p.uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(mailbox),
	    db_int_array(cx, uids, count)), &rows)) != OK)
		return st;
	return take_places(cx, &rows, out, found);
}

enum status
db_mail_thread_get(struct ctx *cx, int64_t account, const int64_t *ids, size_t count,
    struct mail_thread **out, size_t *found)
{
	static const struct db_stmt find = {
		"SELECT thread_id, array_agg(id ORDER BY received_at, id) FROM"
		" (SELECT * FROM mail_email WHERE thread_id = ANY($2::bigint[]) OFFSET 0) e"
		" WHERE account_id = $1 AND NOT orphan GROUP BY 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int_array(cx, ids, count)),
	    &rows)) != OK)
		return st;
	*found = (size_t)rows.count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows.count; i++) {
		(*out)[i].id = db_get_int(&rows, i, 0);
		(*out)[i].emails = read_ids(cx, db_get_text(&rows, i, 1), &(*out)[i].count);
	}
	return OK;
}
