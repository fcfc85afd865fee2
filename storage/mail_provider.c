#include "storage/db.h"
#include "storage/mail_provider.h"
#include "storage/sealed.h"

#define COLUMNS	"id, name, kind, authorize_url, token_url, scopes, client_id, imap_host, imap_port," \
	" imap_tls = 'starttls', smtp_host, smtp_port, smtp_tls = 'starttls', to_json(domains), active"

static enum status
read_row(struct ctx *cx, const struct db_rows *rows, int i, struct mail_provider *out)
{
	*out = (struct mail_provider){
		.id = db_get_int(rows, i, 0),
		.name = db_get_text(rows, i, 1),
		.kind = db_get_text(rows, i, 2),
		.authorize = db_get_text(rows, i, 3),
		.token = db_get_text(rows, i, 4),
		.scopes = db_get_text(rows, i, 5),
		.client = db_get_text(rows, i, 6),
		.imap = { db_get_text(rows, i, 7), (int)db_get_int(rows, i, 8),
			db_get_bool(rows, i, 9) },
		.smtp = { db_get_text(rows, i, 10), (int)db_get_int(rows, i, 11),
			db_get_bool(rows, i, 12) },
		.active = db_get_bool(rows, i, 14),
	};
	return db_get_texts(cx, rows, i, 13, &out->domains);
}

enum status
db_mail_provider_find(struct ctx *cx, int64_t id, struct mail_provider *out)
{
	static const struct db_stmt find = { "SELECT " COLUMNS " FROM mail_provider WHERE id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such provider");
	return read_row(cx, &rows, 0, out);
}

enum status
db_mail_provider_list(struct ctx *cx, struct mail_provider **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM mail_provider WHERE active ORDER BY name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_NO_ARGS, &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; st == OK && i < rows.count; i++)
		st = read_row(cx, &rows, i, &(*out)[i]);
	return st;
}

enum status
db_mail_provider_put_secret(struct ctx *cx, int64_t id, const char *secret)
{
	return db_sealed_put(cx, SEALED_MAIL_PROVIDER, id, secret);
}

enum status
db_mail_provider_secret(struct ctx *cx, int64_t id, char **secret)
{
	enum status st = db_sealed_get(cx, SEALED_MAIL_PROVIDER, id, secret);

	if (**secret == '\0')
		*secret = NULL;
	return st;
}

enum status
db_mail_provider_end_grants(struct ctx *cx, int64_t id)
{
	static const struct db_stmt end = {
		"UPDATE mail_grant SET secret = '', access_ends = now(), ended = coalesce(ended, now())"
		" WHERE provider_id = $1"
	};

	return db_exec(cx, &end, DB_ARGS(db_int(id)));
}
