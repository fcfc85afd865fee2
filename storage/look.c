#include <string.h>

#include "storage/db.h"
#include "storage/look.h"

enum status
db_look(struct ctx *cx, json_t **out)
{
	static const struct db_stmt ask = {
		"SELECT jsonb_strip_nulls(jsonb_build_object("
		" 'title', nullif(t.title_name, ''), 'name', nullif(t.main_name, ''),"
		" 'appsName', nullif(t.apps_name, ''), 'help', nullif(t.help_text, ''),"
		" 'footer', nullif(t.ui_footer, ''), 'signInText', nullif(l.login_text, ''),"
		" 'providerOnly', nullif(l.force_sso = 1, false),"
		" 'announcement', CASE WHEN t.ui_announcement_active = 1 AND t.ui_announcement_text <> ''"
		"  THEN jsonb_build_object('type', t.ui_announcement_type, 'text', t.ui_announcement_text) END,"
		" 'links', (SELECT jsonb_agg(jsonb_build_object('name', x.name, 'href', x.href,"
		"   'userHref', x.user_href) ORDER BY x.n)"
		"  FROM api.app_links a, ROWS FROM (jsonb_array_elements_text(a.app),"
		"   jsonb_array_elements_text(a.href), jsonb_array_elements_text(a.user_href),"
		"   jsonb_array_elements_text(a.hide)) WITH ORDINALITY x (name, href, user_href, hide, n)"
		"  WHERE x.hide = '0'),"
		" 'logo', (SELECT jsonb_object_agg(logo, version) FROM api.logo WHERE type <> '')))"
		" FROM api.ui_texts t, api.custom_login l"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &ask, DB_NO_ARGS, &rows)) != OK)
		return st;
	text = db_get_text(&rows, 0, 0);
	return json_read(cx, text, strlen(text), out);
}

enum status
db_logo_find(struct ctx *cx, const char *ground, struct logo *out)
{
	static const struct db_stmt find = {
		"SELECT l.type, l.image, v.version FROM logo l JOIN api.logo v ON v._key = l.ground"
		" WHERE l.ground = $1 AND l.type <> ''"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(ground)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "no picture was given for that");
	out->type = db_get_text(&rows, 0, 0);
	out->image = db_get_bytes(cx, &rows, 0, 1, &out->len);
	out->version = db_get_text(&rows, 0, 2);
	return OK;
}

enum status
db_logo_put(struct ctx *cx, const char *ground, const char *type, const void *image, size_t len)
{
	static const struct db_stmt put = {
		"UPDATE logo SET type = $2, image = $3, modified = now() WHERE ground = $1"
	};

	return db_exec(cx, &put, DB_ARGS(db_text(ground), db_text(type), db_bytes(image, len)));
}
