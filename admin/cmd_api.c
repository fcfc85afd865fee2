/*
 * `hayloft api`: each call of the administration API from the shell, with the
 * rights of an administrator.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin/api.h"
#include "admin/api_docs.h"
#include "admin/categories.h"
#include "admin/commands.h"
#include "core/buf.h"

static enum status
find(struct cli *c, const struct api_category **out)
{
	*out = api_category_find(c->args[0]);
	if (*out == NULL)
		return fault(&c->cx, ERR_NOT_FOUND,
		    "there is no category %s; `hayloft api list` names them", c->args[0]);
	return OK;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "name", "help", NULL };
	json_t *out = json_keep(c->cx.arena, json_array());

	for (size_t i = 0; api_categories[i] != NULL; i++)
		json_array_append_new(out, json_pack("{s:s, s:s}", "name", api_categories[i]->name,
		    "help", api_categories[i]->help));
	cli_list(c, out, columns);
	return OK;
}

static enum status
fields(struct cli *c)
{
	static const char *const columns[] = { "name", "add", "edit", "default", "help", NULL };
	json_t *out = json_keep(c->cx.arena, json_array());
	const struct api_category *category;
	enum status st;

	if ((st = find(c, &category)) != OK)
		return st;
	for (const struct api_field *f = category->fields; f != NULL && f->name != NULL; f++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:b, s:s?, s:s}", "name", f->name,
		    "add", (f->when & IN_ADD) == 0 ? "no" : (f->when & NEEDED) != 0 ? "needed" : "yes",
		    "edit", (f->when & IN_EDIT) != 0, "default", f->otherwise, "help", f->help));
	cli_list(c, out, columns);
	return OK;
}

/* Lists have the shape of the API's, so tables show the key alone. */
static enum status
get(struct cli *c)
{
	const char *domain = cli_text(c, "domain"), *owner = cli_text(c, "owner"), *text;
	struct record_filter f = { .domain = domain, .owner = owner };
	const struct api_category *category;
	struct record record;
	struct api_call call;
	int64_t count;
	json_t *value;
	enum status st;

	if ((st = find(c, &category)) != OK ||
	    (st = api_call_open(&call, &c->cx, category, API_GET)) != OK)
		return st;
	if (category->view == NULL)
		return fault(&c->cx, ERR_INVALID, "%s shows nothing", category->name);
	if (c->arg_count > 1) {
		if ((st = db_record_find(&c->cx, category->view, c->args[1], &record)) != OK ||
		    (st = json_read(&c->cx, record.shown, strlen(record.shown), &value)) != OK)
			return st;
		cli_show(c, value);
		return OK;
	}
	if ((st = db_record_list(&c->cx, category->view, &call.rights.scope, &f, &text, &count,
	    NULL)) != OK || (st = json_read(&c->cx, text, strlen(text), &value)) != OK)
		return st;
	if (c->json) {
		cli_show(c, value);
		return OK;
	}
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (i > 0)
			printf("\n");
		cli_show(c, json_array_get(value, i));
	}
	return OK;
}

/* One line of standard input for each FIELD=- in turn, so that no secret is an argument. */
static enum status
read_line(struct cli *c, const char **out)
{
	char line[4096];
	size_t len;

	if (fgets(line, sizeof line, stdin) == NULL)
		return fault(&c->cx, ERR_INVALID, "a line of standard input is missing");
	len = strcspn(line, "\n");
	*out = arena_strndup(c->cx.arena, line, len);
	return OK;
}

static enum status
read_fields(struct cli *c, const struct api_category *category, int first, json_t **out)
{
	json_t *sent = json_keep(c->cx.arena, json_object());
	enum status st;

	for (int i = first; i < c->arg_count; i++) {
		const char *equals = strchr(c->args[i], '='), *value, *name;
		const struct api_field *f = category->fields;

		if (equals == NULL)
			return fault(&c->cx, ERR_INVALID, "\"%s\" is not FIELD=VALUE", c->args[i]);
		name = arena_strndup(c->cx.arena, c->args[i], (size_t)(equals - c->args[i]));
		value = equals + 1;
		while (f != NULL && f->name != NULL && strcmp(f->name, name) != 0)
			f++;
		if (f != NULL && f->name != NULL && f->type == API_SECRET && strcmp(value, "-") != 0)
			return fault(&c->cx, ERR_INVALID,
			    "everybody here could read %s: write %s=- and give it on standard input",
			    name, name);
		if (strcmp(value, "-") == 0 && (st = read_line(c, &value)) != OK)
			return st;
		json_object_set_new(sent, name, json_string(value));
	}
	*out = sent;
	return OK;
}

/* Some of those are sealed. */
static bool
has_secret(const struct api_category *category)
{
	const struct api_field *f = category->fields;

	while (f != NULL && f->name != NULL && f->type != API_SECRET)
		f++;
	return f != NULL && f->name != NULL;
}

static enum status
change(struct cli *c, enum api_verb verb, const char *key, int first)
{
	const struct api_category *category;
	struct api_call call;
	struct record record;
	json_t *shown, *sent = NULL;
	enum status st;

	if ((st = find(c, &category)) != OK)
		return st;
	if (api_who_may(category, verb) == WHO_NOBODY)
		return fault(&c->cx, ERR_INVALID, "%s has no %s", category->name, api_verb_name(verb));
	if ((has_secret(category) && verb != API_DELETE && (st = cli_seal_keys(c)) != OK) ||
	    (st = read_fields(c, category, first, &sent)) != OK ||
	    (st = api_call_open(&call, &c->cx, category, verb)) != OK)
		return st;
	call.key = call.name = key;
	call.sent = sent;
	call.strict = strchr(category->name, '/') == NULL;	/* templates take the fields of others */
	if ((st = api_run(&call)) != OK)
		return st;
	if (verb == API_DELETE) {
		cli_show_deleted(c, call.name);
		return OK;
	}
	shown = json_keep(c->cx.arena, json_object());
	if (category->view != NULL && db_record_find(&c->cx, category->view, call.key, &record) == OK &&
	    (st = json_read(&c->cx, record.shown, strlen(record.shown), &shown)) != OK)
		return st;
	if (call.more != NULL)
		json_object_update(shown, call.more);
	cli_show(c, shown);
	return OK;
}

static enum status
add(struct cli *c)
{
	return change(c, API_ADD, NULL, 1);
}

static enum status
edit(struct cli *c)
{
	return change(c, API_EDIT, c->args[1], 2);
}

static enum status
delete(struct cli *c)
{
	return change(c, API_DELETE, c->args[1], 2);
}

static enum status
docs(struct cli *c)
{
	struct buf out = BUF_ON(c->cx.arena);

	api_docs_markdown(&out);
	fputs(buf_str(&out), stdout);
	return OK;
}

static const struct cli_option get_options[] = {
	{ "domain", "NAME", "of this domain only" },
	{ "owner", "ADDRESS", "of this mailbox only" },
	{ 0 }
};

const struct cli_verb api_verbs[] = {
	{ "list", "", "all categories", 0, 0, NULL, list, true },
	{ "fields", "CATEGORY", "what can be said of one", 1, 1, NULL, fields, true },
	{ "get", "CATEGORY [KEY]", "all objects, or one", 1, 2, get_options, get, false },
	{ "add", "CATEGORY FIELD=VALUE...", "make one; FIELD=- reads a line of standard input",
	  2, CLI_ARGS, NULL, add, false },
	{ "edit", "CATEGORY KEY FIELD=VALUE...", "change one", 3, CLI_ARGS, NULL, edit, false },
	{ "delete", "CATEGORY KEY", "delete one", 2, 2, NULL, delete, false },
	{ "docs", "", "print docs/api.md", 0, 0, NULL, docs, true },
	{ 0 }
};
