/*
 * `hayloft apikey`: keys for scripts.
 */
#include "admin/commands.h"
#include "core/json.h"
#include "storage/api_key.h"
#include "storage/db.h"

static json_t *
describe(struct cli *c, const struct api_key *k)
{
	json_t *from = json_array();

	for (size_t i = 0; i < k->allow_count; i++)
		json_array_append_new(from, json_string(k->allow_from[i]));
	return json_keep(c->cx.arena, json_pack("{s:s, s:b, s:o, s:b, s:s, s:s?}", "name", k->name,
	    "read_only", k->read_only, "allow_from", from, "active", k->active,
	    "created", k->created, "last_used", k->last_used));
}

static enum status
read_options(struct cli *c, struct api_key *k)
{
	const char **from;
	size_t count = cli_texts(c, "allow-from", &from);
	enum status st;

	if (count == 1 && *from[0] == '\0')
		count = 0, k->allow_count = 0;
	if (count > 0) {
		k->allow_from = from;
		k->allow_count = count;
	}
	if ((st = cli_bool(c, "read-only", &k->read_only)) != OK)
		return st;
	return cli_bool(c, "active", &k->active);
}

static enum status
add(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct api_key k = { .active = true, .name = cli_text(c, "name") };
	char token[TOKEN_LEN + 1];
	json_t *shown;
	enum status st;

	if (k.name == NULL)
		return fault(cx, ERR_INVALID, "an API key needs a --name");
	if ((st = read_options(c, &k)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_api_key_add(cx, &k, token)) != OK ||
	    (st = db_api_key_named(cx, k.name, &k)) != OK)
		return st;
	shown = describe(c, &k);
	if ((st = cli_commit(c, 0, "apikey.add", k.name, NULL, shown)) != OK)
		return st;
	json_object_set_new(shown, "key", json_string(token));
	cli_show(c, shown);
	hash_wipe(token, sizeof token);
	return OK;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = {
		"name", "read_only", "allow_from", "active", "created", "last_used", NULL
	};
	struct api_key *keys;
	json_t *out = json_keep(c->cx.arena, json_array());
	size_t count;
	enum status st;

	if ((st = db_api_key_list(&c->cx, &keys, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append(out, describe(c, &keys[i]));
	cli_list(c, out, columns);
	return OK;
}

static enum status
show(struct cli *c)
{
	struct api_key k;
	enum status st;

	if ((st = db_api_key_named(&c->cx, c->args[0], &k)) != OK)
		return st;
	cli_show(c, describe(c, &k));
	return OK;
}

static enum status
edit(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct api_key k;
	json_t *before, *shown;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_api_key_named(cx, c->args[0], &k)) != OK)
		return st;
	before = describe(c, &k);
	if ((st = read_options(c, &k)) != OK ||
	    (st = db_api_key_edit(cx, &k)) != OK ||
	    (st = db_api_key_named(cx, k.name, &k)) != OK)
		return st;
	shown = describe(c, &k);
	if ((st = cli_commit(c, 0, "apikey.edit", k.name, before, shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct api_key k;
	json_t *before;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_api_key_named(cx, c->args[0], &k)) != OK)
		return st;
	before = describe(c, &k);
	if ((st = db_api_key_delete(cx, k.id)) != OK ||
	    (st = cli_commit(c, 0, "apikey.delete", k.name, before, NULL)) != OK)
		return st;
	cli_show_deleted(c, k.name);
	return OK;
}

#define KEY_OPTIONS \
	{ "read-only", "on|off", "it may look, not change" }, \
	{ "allow-from", "NETWORK", "address or network it may be used from; may be given again,\n" \
	  "                            empty for everywhere" }, \
	{ "active", "on|off", "in use" }

static const struct cli_option add_options[] = {
	{ "name", "NAME", "what it is called; needed" }, KEY_OPTIONS, { 0 }
};
static const struct cli_option edit_options[] = { KEY_OPTIONS, { 0 } };

const struct cli_verb apikey_verbs[] = {
	{ "add", "", "make a key and print it once", 0, 0, add_options, add, false },
	{ "list", "", "all keys", 0, 0, NULL, list, false },
	{ "show", "NAME", "one key", 1, 1, NULL, show, false },
	{ "edit", "NAME", "change a key", 1, 1, edit_options, edit, false },
	{ "delete", "NAME", "delete a key", 1, 1, NULL, delete, false },
	{ 0 }
};
