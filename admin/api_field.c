/*
 * From what is sent to what is meant.  mailcow's clients say true as "1", 1,
 * true or ["0","1"] (a hidden field and a box that is ticked), and lists as arrays or
 * with commas; after this file there is one form of each.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "admin/api.h"
#include "core/address.h"

#define TEXT_MOST	1000
#define LONG_MOST	1048576
#define LIST_MOST	1000

enum status
api_refuse(struct api_call *call, enum status st, const char *message, const char *about)
{
	call->message = message;
	call->message_about = about;
	return fault(call->cx, st, about != NULL ? "%s: %s" : "%s", message, about);
}

static enum status
wrong(struct api_call *call, const struct api_field *f, const char *want)
{
	call->message = "value_invalid";
	call->message_about = f->name;
	return fault(call->cx, ERR_INVALID, "%s takes %s", f->name, want);
}

/* A hidden field and its box: the last one counts. */
static const json_t *
last_of(const json_t *v)
{
	return json_is_array(v) && json_array_size(v) > 0 ?
	    json_array_get(v, json_array_size(v) - 1) : v;
}

static enum status
read_switch(struct api_call *call, const struct api_field *f, const json_t *v, json_t **out)
{
	const char *text;

	v = last_of(v);
	text = json_string_value(v);
	if (json_is_true(v) || (json_is_integer(v) && json_integer_value(v) == 1) ||
	    (text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 ||
	    strcmp(text, "on") == 0)))
		*out = json_true();
	else if (json_is_false(v) || json_is_null(v) || (json_is_integer(v) &&
	    json_integer_value(v) == 0) || (text != NULL && (*text == '\0' ||
	    strcmp(text, "0") == 0 || strcmp(text, "false") == 0 || strcmp(text, "off") == 0)))
		*out = json_false();
	else
		return wrong(call, f, "0 or 1");
	return OK;
}

static enum status
read_number(struct api_call *call, const struct api_field *f, const json_t *v, json_t **out)
{
	int64_t most = f->most > 0 ? f->most : 2000000000, n;
	const char *text = json_string_value(v);
	char *end;

	if (json_is_integer(v)) {
		n = json_integer_value(v);
	} else if (text != NULL) {
		errno = 0;
		n = strtoll(text, &end, 10);
		if (*text == '\0' || *end != '\0' || errno != 0)
			return wrong(call, f, "a number");
	} else {
		return wrong(call, f, "a number");
	}
	if (n < f->least || n > most)
		return wrong(call, f, arena_printf(call->cx->arena, "a number from %lld to %lld",
		    (long long)f->least, (long long)most));
	*out = json_integer(f->type == API_MIB ? n * 1048576 : n);
	return OK;
}

/* Printable, within bounds; LONG may have lines. */
static bool
text_is_sound(const struct api_field *f, const char *text, size_t len)
{
	size_t most = f->most > 0 ? (size_t)f->most :
	    f->type == API_LONG ? LONG_MOST : TEXT_MOST;

	if (len > most || strlen(text) != len)
		return false;
	for (const char *c = text; *c != '\0'; c++)
		if (((unsigned char)*c < 0x20 || *c == 0x7f) &&
		    !((f->type == API_LONG || (f->when & LINES) != 0) && strchr("\n\r\t", *c) != NULL))
			return false;
	return true;
}

static const char *
trimmed(struct arena *arena, const char *text)
{
	size_t len;

	text += strspn(text, " \t\r\n");
	for (len = strlen(text); len > 0 && strchr(" \t\r\n", text[len - 1]) != NULL; len--)
		;
	return arena_strndup(arena, text, len);
}

static bool
is_choice(const char *choices, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = choices; *s != '\0'; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");

		if (n == len && memcmp(s, word, n) == 0)
			return true;
		s += n;
	}
	return false;
}

static enum status
read_text(struct api_call *call, const struct api_field *f, const json_t *v, json_t **out)
{
	struct ctx *cx = call->cx;
	const char *text = json_string_value(v), *clean = NULL;
	enum status st = OK;

	if (json_is_integer(v))
		text = arena_printf(cx->arena, "%lld", (long long)json_integer_value(v));
	else if (json_is_null(v))
		text = "";
	if (text == NULL || !text_is_sound(f, text, json_is_string(v) ? json_string_length(v) : strlen(text)))
		return wrong(call, f, f->type == API_LONG ? "text" : "a line of text");
	if (f->type != API_SECRET && f->type != API_LONG)
		text = trimmed(cx->arena, text);
	if (f->type == API_CHOICE && !is_choice(f->choices, text))
		return wrong(call, f, arena_printf(cx->arena, "one of: %s", f->choices));
	if (f->type == API_DOMAIN && *text != '\0')
		st = domain_parse(cx, text, &clean);
	else if (f->type == API_ADDRESS && *text != '\0')
		st = address_parse(cx, text, &clean);
	else if (f->type == API_CATCHALL && *text != '\0')
		st = address_parse_catchall(cx, text, &clean);
	if (st != OK) {
		call->message = f->type == API_DOMAIN ? "domain_invalid" : "alias_invalid";
		call->message_about = text;
		return st;
	}
	*out = json_string(clean != NULL ? clean : text);
	return OK;
}

static enum status
add_part(struct api_call *call, const struct api_field *f, json_t *list, const char *text)
{
	size_t i, most = f->most > 0 ? (size_t)f->most : LIST_MOST;
	struct api_field part = { .type = API_TEXT };
	const json_t *other;

	text = trimmed(call->cx->arena, text);
	if (*text == '\0' && (f->when & PLACES) == 0)
		return OK;
	if (!text_is_sound(&part, text, strlen(text)))
		return wrong(call, f, "lines of text");
	if ((f->when & PLACES) == 0)
		json_array_foreach(list, i, other)
			if (strcmp(json_string_value(other), text) == 0)
				return OK;
	if (json_array_size(list) >= most)
		return wrong(call, f, arena_printf(call->cx->arena, "at most %zu parts", most));
	json_array_append_new(list, json_string(text));
	return OK;
}

static enum status
read_list(struct api_call *call, const struct api_field *f, const json_t *v, json_t **out)
{
	json_t *list = json_array();
	const json_t *one;
	enum status st;
	size_t i;

	*out = list;
	if (json_is_string(v) && (f->when & PLACES) != 0)
		return add_part(call, f, list, json_string_value(v));
	if (json_is_string(v)) {
		char *rest = arena_strdup(call->cx->arena, json_string_value(v)), *word;

		while ((word = strsep(&rest, ",;\n")) != NULL)
			if ((st = add_part(call, f, list, word)) != OK)
				return st;
		return OK;
	}
	if (!json_is_array(v) && !json_is_null(v))
		return wrong(call, f, "a list");
	json_array_foreach(v, i, one) {
		if (json_is_integer(one))
			st = add_part(call, f, list, arena_printf(call->cx->arena, "%lld",
			    (long long)json_integer_value(one)));
		else if (json_is_string(one))
			st = add_part(call, f, list, json_string_value(one));
		else if (json_is_boolean(one))
			st = add_part(call, f, list, json_is_true(one) ? "1" : "0");
		else
			return wrong(call, f, "a list of texts");
		if (st != OK)
			return st;
	}
	return OK;
}

static enum status
read_field(struct api_call *call, const struct api_field *f, const json_t *v)
{
	json_t *out = NULL;
	enum status st;

	switch (f->type) {
	case API_SWITCH:
		st = read_switch(call, f, v, &out);
		break;
	case API_NUMBER:
	case API_MIB:
		st = read_number(call, f, v, &out);
		break;
	case API_LIST:
		st = read_list(call, f, v, &out);
		break;
	case API_OBJECT:
		st = json_is_object(v) ? OK : wrong(call, f, "an object");
		out = json_deep_copy(v);
		break;
	default:
		st = read_text(call, f, v, &out);
		break;
	}
	if (st != OK) {
		json_decref(out);
		return st;
	}
	json_object_set(call->in, f->name, out);
	if (f->column != NULL)
		json_object_set(call->columns, f->column, out);
	json_decref(out);
	return OK;
}

/* What a domain's administrator may not set is refused, not passed over. */
static enum status
require_field(struct api_call *call, const struct api_field *f)
{
	if (call->rights.is == WHO_ADMIN)
		return OK;
	if ((f->when & SERVER_ONLY) != 0 || call->rights.is == WHO_NOBODY ||
	    (call->rights.is == WHO_DOMAIN && !rights_flag(&call->rights, f->flag)))
		return api_refuse(call, ERR_DENIED, "access_denied", f->name);
	return OK;
}

static const struct api_field *
find_field(const struct api_category *category, const char *name)
{
	for (const struct api_field *f = category->fields; f != NULL && f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static enum status
read_default(struct api_call *call, const struct api_field *f)
{
	json_t *v;
	enum status st;

	if ((f->when & NEEDED) != 0)
		return api_refuse(call, ERR_INVALID, "value_missing", f->name);
	if (f->otherwise == NULL)
		return OK;
	v = json_string(f->otherwise);
	st = read_field(call, f, v);
	json_decref(v);
	return st;
}

enum status
api_read(struct api_call *call)
{
	const struct api_category *c = call->category;
	unsigned when = call->verb == API_ADD ? IN_ADD : IN_EDIT;
	const char *name;
	const json_t *v;
	enum status st;

	call->in = json_keep(call->cx->arena, json_object());
	call->columns = json_keep(call->cx->arena, json_object());
	if (call->strict)
		for (void *at = json_object_iter((json_t *)(uintptr_t)call->sent); at != NULL;
		    at = json_object_iter_next((json_t *)(uintptr_t)call->sent, at)) {
			name = json_object_iter_key(at);
			if (find_field(c, name) == NULL)
				return api_refuse(call, ERR_INVALID, "unknown_member", name);
		}
	for (const struct api_field *f = c->fields; f != NULL && f->name != NULL; f++) {
		if ((f->when & when) == 0)
			continue;
		v = json_object_get(call->sent, f->name);
		if (v == NULL || (json_is_null(v) && call->verb == API_ADD))
			st = call->verb == API_ADD ? read_default(call, f) : OK;
		else if ((st = require_field(call, f)) == OK)
			st = read_field(call, f, v);
		if (st != OK)
			return st;
	}
	return OK;
}

json_t *
api_masked(const struct api_category *category, const json_t *sent)
{
	json_t *out = json_is_object(sent) ? json_copy((json_t *)(uintptr_t)sent) : json_object();

	for (const struct api_field *f = category->fields; f != NULL && f->name != NULL; f++)
		if (f->type == API_SECRET && json_object_get(out, f->name) != NULL)
			json_object_set_new(out, f->name, json_string("*"));
	return out;
}

bool
api_given(const struct api_call *call, const char *name)
{
	return json_object_get(call->in, name) != NULL;
}

const char *
api_text(const struct api_call *call, const char *name)
{
	return json_get_text(call->in, name);
}

int64_t
api_number(const struct api_call *call, const char *name, int64_t otherwise)
{
	return json_get_int(call->in, name, otherwise);
}

bool
api_switch(const struct api_call *call, const char *name, bool otherwise)
{
	return json_get_bool(call->in, name, otherwise);
}

const char **
api_list(const struct api_call *call, const char *name, size_t *count)
{
	const json_t *list = json_object_get(call->in, name);
	const char **out = arena_array(call->cx->arena, json_array_size(list) + 1, sizeof *out);

	*count = json_array_size(list);
	for (size_t i = 0; i < *count; i++)
		out[i] = json_string_value(json_array_get(list, i));
	return out;
}

enum status
api_domain_list(struct api_call *call, const char *name, const char ***out, size_t *count)
{
	const char **names = api_list(call, name, count), *sent;

	*out = names;
	for (size_t i = 0; i < *count; i++) {
		sent = names[i];
		if (domain_parse(call->cx, sent, &names[i]) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "domain_invalid", sent);
		}
	}
	return OK;
}

enum status
api_domains_column(struct api_call *call, const char *name)
{
	const char **names;
	json_t *domains;
	size_t count;
	enum status st;

	if (!api_given(call, name))
		return OK;
	if ((st = api_domain_list(call, name, &names, &count)) != OK)
		return st;
	domains = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(domains, json_string(names[i]));
	api_column(call, name, domains);
	return OK;
}

bool
api_changes(const struct api_call *call, const char *column, const char *shown)
{
	json_t *now = json_object_get(call->columns, column);

	return now != NULL && !json_equal(now, json_object_get(call->was, shown));
}

void
api_column(struct api_call *call, const char *column, json_t *value)
{
	json_object_set_new(call->columns, column, value);
}
