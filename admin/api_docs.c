/*
 * What the API can do, from its table: an OpenAPI 3.1 document, a page, and the
 * table in docs/api.md (hayloft api docs).
 */
#include <string.h>

#include "admin/api.h"
#include "admin/api_docs.h"
#include "admin/api_http.h"
#include "admin/operation.h"
#include "core/buf.h"

static const char *
type_of(const struct api_field *f)
{
	switch (f->type) {
	case API_NUMBER:
	case API_MIB:
		return "integer";
	case API_SWITCH:
		return "boolean";
	case API_LIST:
		return "array";
	case API_OBJECT:
		return "object";
	default:
		return "string";
	}
}

static json_t *
schema_of(const struct api_field *f)
{
	json_t *out = json_pack("{s:s, s:s}", "type", type_of(f), "description", f->help);
	char words[400], *rest = words, *word;

	if (f->type == API_LIST)
		json_object_set_new(out, "items", json_pack("{s:s}", "type", "string"));
	if (f->otherwise != NULL && *f->otherwise != '\0')
		json_object_set_new(out, "default", json_string(f->otherwise));
	if (f->type == API_SECRET)
		json_object_set_new(out, "format", json_string("password"));
	if ((f->type == API_NUMBER || f->type == API_MIB) && f->most > 0) {
		json_object_set_new(out, "minimum", json_integer(f->least));
		json_object_set_new(out, "maximum", json_integer(f->most));
	}
	if (f->type == API_CHOICE && strlen(f->choices) < sizeof words) {
		json_t *list = json_array();

		strcpy(words, f->choices);
		while ((word = strsep(&rest, " ")) != NULL)
			json_array_append_new(list, json_string(word));
		json_object_set_new(out, "enum", list);
	}
	return out;
}

static json_t *
body_of(const struct api_category *c, enum api_verb verb)
{
	json_t *properties = json_object(), *needed = json_array(), *object;

	for (const struct api_field *f = c->fields; f != NULL && f->name != NULL; f++) {
		if ((f->when & (verb == API_ADD ? IN_ADD : IN_EDIT)) == 0)
			continue;
		json_object_set_new(properties, f->name, schema_of(f));
		if (verb == API_ADD && (f->when & NEEDED) != 0)
			json_array_append_new(needed, json_string(f->name));
	}
	object = json_pack("{s:s, s:o}", "type", "object", "properties", properties);
	if (json_array_size(needed) > 0)
		json_object_set_new(object, "required", needed);
	else
		json_decref(needed);
	return object;
}

static json_t *
items_schema(void)
{
	return json_pack("{s:s, s:{s:s}}", "type", "array", "items", "type", "string");
}

static json_t *
in_body(json_t *schema)
{
	return json_pack("{s:{s:{s:o}}}", "content", "application/json", "schema", schema);
}

static json_t *
operation(const char *summary, const char *tag, json_t *body)
{
	json_t *out = json_pack("{s:s, s:[s], s:{s:{s:s}, s:{s:s}}}", "summary", summary,
	    "tags", tag, "responses", "200", "description", "OK", "401", "description",
	    "authentication failed");

	if (body != NULL)
		json_object_set_new(out, "requestBody", body);
	return out;
}

static void
describe_v1(struct arena *arena, json_t *paths, const struct api_category *c)
{
	static const enum api_verb verbs[] = { API_ADD, API_EDIT, API_DELETE };

	for (size_t i = 0; i < COUNT(verbs); i++) {
		const char *verb = api_verb_name(verbs[i]);
		json_t *body;

		if (api_who_may(c, verbs[i]) == WHO_NOBODY)
			continue;
		body = verbs[i] == API_DELETE ? items_schema() : body_of(c, verbs[i]);
		if (verbs[i] == API_EDIT)
			body = json_pack("{s:s, s:{s:o, s:o}, s:[s, s]}", "type", "object",
			    "properties", "items", items_schema(), "attr", body, "required",
			    "items", "attr");
		json_object_set_new(paths, arena_printf(arena, "/api/v1/%s/%s", verb, c->name),
		    json_pack("{s:o}", "post", operation(arena_printf(arena, "%s: %s", verb, c->help),
		    c->name, in_body(body))));
	}
}

static void
describe_v2(struct arena *arena, json_t *paths, const struct api_category *c)
{
	json_t *all = json_object(), *one = json_object();
	json_t *key = json_pack("[{s:s, s:s, s:b, s:{s:s}}]", "name", "key", "in", "path",
	    "required", 1, "schema", "type", "string");

	if (c->get != WHO_NOBODY) {
		json_object_set_new(all, "get", operation(c->help, c->name, NULL));
		json_object_set_new(one, "get", operation(c->help, c->name, NULL));
	}
	if (c->add != WHO_NOBODY)
		json_object_set_new(all, "post", operation(arena_printf(arena, "add: %s", c->help),
		    c->name, in_body(body_of(c, API_ADD))));
	if (c->edit != WHO_NOBODY)
		json_object_set_new(one, "patch", operation(arena_printf(arena, "edit: %s", c->help),
		    c->name, in_body(body_of(c, API_EDIT))));
	if (c->delete != WHO_NOBODY)
		json_object_set_new(one, "delete", operation(arena_printf(arena, "delete: %s",
		    c->help), c->name, NULL));
	if (json_object_size(all) > 0)
		json_object_set(paths, arena_printf(arena, "/api/v2/objects/%s", c->name), all);
	if (json_object_size(one) > 0) {
		json_object_set(one, "parameters", key);
		json_object_set(paths, arena_printf(arena, "/api/v2/objects/%s/{key}", c->name), one);
	}
	json_decref(all);
	json_decref(one);
	json_decref(key);
}

static const char *
follows(const struct api_read *r)
{
	static const char *const words[] = {
		[BY_KEY] = "a key", [BY_DOMAIN] = "a domain", [BY_OWNER] = "a mailbox",
		[BY_COUNT] = "how many of the newest"
	};

	return words[r->by];
}

static void
describe_read(struct arena *arena, json_t *paths, const struct api_read *r)
{
	json_t *get = operation(r->category->help, r->category->name, NULL);

	json_object_set_new(get, "parameters", json_pack("[{s:s, s:s, s:b, s:{s:s}, s:s}]",
	    "name", "id", "in", "path", "required", 1, "schema", "type", "string",
	    "description", r->by == BY_KEY ? (r->paths_with_all ? "all, or a key" : "a key") :
	    follows(r)));
	json_object_set_new(paths, arena_printf(arena, "/api/v1/get/%s/{id}", r->path),
	    json_pack("{s:o}", "get", get));
}

static void
describe_operation(struct arena *arena, json_t *paths, const struct operation *op)
{
	bool get = strcmp(op->verb, "get") == 0;
	json_t *body = get ? NULL : in_body(json_pack("{s:s}", "type", "object"));
	json_t *call = operation(op->help, op->category, body);

	if (op->tail != TAIL_NONE)
		json_object_set_new(call, "parameters", json_pack("[{s:s, s:s, s:b, s:{s:s}}]",
		    "name", "id", "in", "path", "required", 1, "schema", "type",
		    op->tail == TAIL_COUNT ? "integer" : "string"));
	json_object_set_new(paths, arena_printf(arena, "/api/v1/%s/%s%s", op->verb, op->path,
	    op->tail != TAIL_NONE ? "/{id}" : ""), json_pack("{s:o}", get ? "get" : "post", call));
}

enum status
api_openapi(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *paths = json_object(), *document;
	const char *text;

	(void)rq;
	for (size_t i = 0; api_categories[i] != NULL; i++) {
		describe_v1(cx->arena, paths, api_categories[i]);
		describe_v2(cx->arena, paths, api_categories[i]);
	}
	for (const struct api_read *r = api_reads; r->path != NULL; r++)
		describe_read(cx->arena, paths, r);
	for (const struct operation *op = operations; op->verb != NULL; op++)
		describe_operation(cx->arena, paths, op);
	document = json_keep(cx->arena, json_pack("{s:s, s:{s:s, s:s, s:s}, s:{s:{s:{s:s, s:s, s:s},"
	    " s:{s:s, s:s, s:s}}}, s:[{s:[]}, {s:[]}], s:o}",
	    "openapi", "3.1.0", "info", "title", "Hayloft", "version", VERSION, "description",
	    "v1 has mailcow's paths and replies; v2 the same objects with HTTP's own codes.",
	    "components", "securitySchemes",
	    "key", "type", "apiKey", "in", "header", "name", "X-API-Key",
	    "session", "type", "apiKey", "in", "cookie", "name", "__Host-hayloft",
	    "security", "key", "session", "paths", paths));
	text = json_write(cx, document, NULL);
	reply_bytes(cx, re, 200, "application/json", text, strlen(text));
	return OK;
}

/* The table as lines of MARK-separated cells, for the page and for docs/api.md. */

static const char *
who_name(enum admin_who who)
{
	static const char *const names[] = {
		[WHO_NOBODY] = "-", [WHO_ADMIN] = "server", [WHO_DOMAIN] = "domain",
		[WHO_PERSON] = "person"
	};

	return names[who];
}

static const char *
tail_of(const struct operation *op)
{
	return op->tail == TAIL_COUNT ? "/COUNT" : op->tail == TAIL_KEY ? "/KEY" : "";
}

static void
fields_row(struct buf *out, const struct api_category *c)
{
	bool first = true;

	for (const struct api_field *f = c->fields; f != NULL && f->name != NULL; f++) {
		buf_printf(out, "%s%s%s", first ? "" : ", ", f->name, (f->when & NEEDED) != 0 ? "!" : "");
		first = false;
	}
}

void
api_docs_markdown(struct buf *out)
{
	buf_puts(out, "# The administration API\n\n"
	    "Written by `hayloft api docs`; the table is admin/api_table.c.\n\n"
	    "A key goes into the header `X-API-Key`; a browser's session cookie and Basic with an account's own password\n"
	    "work too (app passwords do not). Who may: *server* administrators, *domain* administrators in their domains as\n"
	    "far as their flags go, a *person* for what is the person's own.\n\n"
	    "* `/api/v1/…` has mailcow's paths, bodies and replies: 200 with `\"type\": \"danger\"` and a word where a rule\n"
	    "  refuses; 400 broken JSON, 401 no or wrong key, 403 a read-only key that writes, 404 `route not found`, 405.\n"
	    "* `/api/v2/objects/CATEGORY[/KEY]` has the same objects with GET, POST, PATCH, DELETE, real codes, problem+json\n"
	    "  (RFC 9457), pages (`limit`, `after`, `word`, `domain`, `owner`), ETag and If-Match.\n"
	    "* `hayloft api get|add|edit|delete CATEGORY` does the same from the shell.\n"
	    "* Passwords and keys are never shown again: a relay host's or a sync job's password is written, not read.\n\n"
	    "## Categories\n\n| category | what | get | add | edit | delete | fields (! needed to add) |\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; api_categories[i] != NULL; i++) {
		const struct api_category *c = api_categories[i];

		buf_printf(out, "| `%s` | %s | %s | %s | %s | %s | ", c->name, c->help,
		    who_name(c->get), who_name(c->add), who_name(c->edit), who_name(c->delete));
		fields_row(out, c);
		buf_puts(out, " |\n");
	}
	buf_puts(out, "\n## What is kept and shown, but not obeyed yet\n\n"
	    "The three `hide_…_quicklink` of `custom_login`, since all sign in on one page.\n");
	buf_puts(out, "\n## What is read under /api/v1/get\n\n| path | what follows | shows |\n|---|---|---|\n");
	for (const struct api_read *r = api_reads; r->path != NULL; r++)
		buf_printf(out, "| `%s` | %s%s | %s |\n", r->path, r->paths_with_all ? "`all` or " : "",
		    follows(r),
		    r->category->help);
	buf_puts(out, "| `search/domain`, `search/mailbox` (POST) | | a page, as DataTables asks |\n"
	    "\n## Operation\n\nThe same under /api/v2: `queue[/ID]`, `status`, `logs/NAME`, `bans[/NETWORK]`; and `trace`, for domain administrators too (admin/trace.h).\n\n"
	    "| call | who | what |\n|---|---|---|\n");
	for (const struct operation *op = operations; op->verb != NULL; op++)
		buf_printf(out, "| `%s/%s%s` | %s | %s |\n", op->verb, op->path, tail_of(op),
		    who_name(op->who), op->help);
	buf_puts(out, "\n## Calls of mailcow's that are not served yet\n\nThey answer 404 `route not found`. Pushover is another company's service, to which"
	    " senders and subjects would go; phones\nand browsers are told by Web Push, encrypted from end to end, and by whatever speaks JMAP or IMAP.\n\n");
	for (size_t i = 0; api_not_yet[i] != NULL; i++)
		buf_printf(out, "* `%s`\n", api_not_yet[i]);
}

enum status
api_page(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct buf out = BUF_ON(cx->arena);

	(void)rq;
	buf_puts(&out, "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width\"><title>Hayloft: the API</title>"
	    "<h1>The administration API</h1><p>For programs: <a href=\"/api/openapi.json\">OpenAPI 3.1</a>."
	    " Send a key in the header X-API-Key. Paths: /api/v1/add|edit|delete|get/CATEGORY as mailcow"
	    " has them, or /api/v2/objects/CATEGORY/KEY with GET, POST, PATCH and DELETE.</p>");
	for (size_t i = 0; api_categories[i] != NULL; i++) {
		const struct api_category *c = api_categories[i];

		buf_printf(&out, "<h2 id=\"%s\">%s</h2><p>%s. Who may get: %s, add: %s, edit: %s,"
		    " delete: %s.</p><table><tr><th>field<th>type<th>what", c->name, c->name, c->help,
		    who_name(c->get), who_name(c->add), who_name(c->edit), who_name(c->delete));
		for (const struct api_field *f = c->fields; f != NULL && f->name != NULL; f++)
			buf_printf(&out, "<tr><td>%s<td>%s%s<td>%s", f->name, type_of(f),
			    (f->when & NEEDED) != 0 ? ", needed" : "", f->help);
		buf_puts(&out, "</table>");
	}
	reply_bytes(cx, re, 200, "text/html; charset=utf-8", buf_str(&out), out.len);
	return OK;
}
