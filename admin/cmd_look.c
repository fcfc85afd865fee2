/*
 * `hayloft look`: what `hayloft api edit` cannot say in a line.  The other
 * words are `hayloft api edit ui_texts ui_texts FIELD=VALUE`.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "admin/categories.h"
#include "admin/commands.h"
#include "core/hash.h"
#include "storage/look.h"

#define FILE_MOST	524288

static enum status
change(struct cli *c, const struct api_category *category, enum api_verb verb, const char *key,
    const json_t *sent)
{
	struct api_call call;
	struct record record;
	json_t *shown;
	enum status st;

	if ((st = api_call_open(&call, &c->cx, category, verb)) != OK)
		return st;
	call.key = call.name = key;
	call.sent = sent;
	call.strict = true;
	if ((st = api_run(&call)) != OK ||
	    (st = db_record_find(&c->cx, category->view, key, &record)) != OK ||
	    (st = json_read(&c->cx, record.shown, strlen(record.shown), &shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
show(struct cli *c)
{
	json_t *look;
	enum status st;

	if ((st = db_look(&c->cx, &look)) != OK)
		return st;
	cli_show(c, look);
	return OK;
}

static enum status
logo(struct cli *c)
{
	const char *path = c->args[1];
	char *bytes = arena_alloc(c->cx.arena, FILE_MOST + 1);
	FILE *f = fopen(path, "re");
	json_t *sent;
	size_t len;

	if (f == NULL)
		return fault(&c->cx, ERR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
	len = fread(bytes, 1, FILE_MOST + 1, f);
	fclose(f);
	if (len > FILE_MOST)
		return fault(&c->cx, ERR_INVALID, "%s has more than 512 KiB", path);
	sent = json_keep(c->cx.arena, json_pack("{s:s}", "image",
	    base64_encode(c->cx.arena, bytes, len)));
	return change(c, &cat_logo, API_EDIT, c->args[0], sent);
}

static enum status
reset(struct cli *c)
{
	return change(c, &cat_logo, API_DELETE, c->args[0], NULL);
}

static enum status
announce(struct cli *c)
{
	const char *type = cli_text(c, "type");
	json_t *sent = json_keep(c->cx.arena, json_object());

	if (cli_flag(c, "off") == (c->arg_count > 0))
		return fault(&c->cx, ERR_INVALID, "say a text, or --off");
	json_object_set_new(sent, "ui_announcement_active", json_boolean(!cli_flag(c, "off")));
	if (c->arg_count > 0)
		json_object_set_new(sent, "ui_announcement_text", json_string(c->args[0]));
	if (type != NULL || c->arg_count > 0)
		json_object_set_new(sent, "ui_announcement_type",
		    json_string(type != NULL ? type : "info"));
	return change(c, &cat_ui_texts, API_EDIT, "ui_texts", sent);
}

static const struct cli_option announce_options[] = {
	{ "type", "info|warning|danger", "how urgent it is" },
	{ "off", NULL, "tell nothing any more" },
	{ 0 }
};

const struct cli_verb look_verbs[] = {
	{ "show", "", "what pages are told", 0, 0, NULL, show, false },
	{ "logo", "light|dark FILE", "the picture on light or dark ground", 2, 2, NULL, logo, false },
	{ "reset", "light|dark", "our own picture again", 1, 1, NULL, reset, false },
	{ "announce", "[TEXT]", "tell everybody something", 0, 1, announce_options, announce, false },
	{ 0 }
};
