/*
 * What the page keeps for somebody (ui/dav/settings.ts): one JSON object in an XML
 * element.  The page reads it when it is loaded.
 */
#include <string.h>

#include "core/json.h"
#include "core/xml.h"
#include "httpd/cmd_dav.h"
#include "storage/db.h"
#include "storage/property.h"

#define SETTINGS_MOST	65536

const struct cli_option cmd_dav_settings_options[] = {
	{ "unset", NULL, "forget NAME, or everything when no name is given" }, { 0 }
};

static enum status
read_settings(struct cli *c, const struct property_of *of, json_t **out)
{
	struct ctx *cx = &c->cx;
	struct property *list;
	struct xml_node *root;
	const char *text;
	enum status st;
	size_t count;

	*out = json_keep(cx->arena, json_object());
	if ((st = db_property_list(cx, of, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].ns, SETTINGS_NAMESPACE) != 0 || strcmp(list[i].name, SETTINGS_NAME) != 0)
			continue;
		if ((st = xml_parse(cx, list[i].value, strlen(list[i].value), &root)) != OK)
			return st;
		text = xml_text(cx->arena, root);
		if ((st = json_read(cx, text, strlen(text), out)) != OK)
			return st;
	}
	return json_is_object(*out) ? OK : fault(cx, ERR_INVALID, "what is kept is no object");
}

static enum status
write_settings(struct cli *c, const struct property_of *of, const json_t *settings)
{
	struct buf element = BUF_ON(c->cx.arena);

	if (json_object_size(settings) == 0)
		return db_property_delete(&c->cx, of, SETTINGS_NAMESPACE, SETTINGS_NAME);
	buf_puts(&element, "<" SETTINGS_NAME " xmlns=\"" SETTINGS_NAMESPACE "\">");
	xml_escape(&element, json_write(&c->cx, settings, NULL));
	buf_puts(&element, "</" SETTINGS_NAME ">");
	if (element.len > SETTINGS_MOST)
		return fault(&c->cx, ERR_TOO_LARGE, "that is too much to keep");
	return db_property_put(&c->cx, of, SETTINGS_NAMESPACE, SETTINGS_NAME, buf_str(&element));
}

/* JSON where it is some, else a text. */
static json_t *
read_value(struct cli *c, const char *text)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);

	(void)c;
	return value != NULL ? value : json_string(text);
}

enum status
cmd_dav_settings(struct cli *c)
{
	const char *name = c->arg_count > 1 ? c->args[1] : NULL;
	struct property_of of = { .item = PROPERTY_BOOK_HOME };
	struct ctx *cx = &c->cx;
	json_t *settings, *value;
	struct account a;
	enum status st;

	if ((st = cmd_dav_account(c, c->args[0], &a)) != OK || (st = db_begin(cx)) != OK)
		return st;
	of.account = a.id;
	if ((st = read_settings(c, &of, &settings)) != OK)
		return st;
	if (cli_flag(c, "unset") ? c->arg_count > 2 : false)
		return fault(cx, ERR_INVALID, "--unset takes no value");
	if (!cli_flag(c, "unset") && c->arg_count < 3) {
		if (name != NULL && (value = json_object_get(settings, name)) == NULL)
			return fault(cx, ERR_NOT_FOUND, "%s has no \"%s\"", a.address, name);
		cli_show(c, name == NULL ? settings : json_keep(cx->arena, json_pack("{s:O}", name, value)));
		return OK;
	}
	if (!cli_flag(c, "unset")) {
		if ((value = read_value(c, c->args[2])) == NULL)
			return fault(cx, ERR_INVALID, "the value is not UTF-8");
		json_object_set_new(settings, name, value);
	} else if (name == NULL) {
		json_object_clear(settings);
	} else if (json_object_del(settings, name) != 0) {
		return fault(cx, ERR_NOT_FOUND, "%s has no \"%s\"", a.address, name);
	}
	if ((st = write_settings(c, &of, settings)) != OK ||
	    (st = cli_commit(c, a.id, "settings.edit", a.address, NULL, NULL)) != OK)
		return st;
	cli_show(c, settings);
	return OK;
}
