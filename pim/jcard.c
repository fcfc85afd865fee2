/*
 * What is read becomes a vCard's text and goes through its reader: the same
 * rules and limits hold for both.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/json.h"
#include "pim/jcard.h"
#include "pim/vcard_convert.h"
#include "pim/vcard_prop.h"
#include "pim/vcard_value.h"

#define VALUES_MAX	500000		/* arrays, objects, members of a text */

static bool
is_any_of(const char *type, const char *const *types, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(type, types[i]) == 0)
			return true;
	return false;
}

static bool
is_date_type(const char *type)
{
	static const char *const types[] = {
		"date", "time", "date-time", "date-and-or-time", "timestamp",
	};

	return is_any_of(type, types, COUNT(types));
}

static const char *
lower(struct ctx *cx, const char *name)
{
	char *out = arena_strdup(cx->arena, name);

	for (char *c = out; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return out;
}

/* A time alone: jCard and vCard write it as dates do, without their "T". */
static const char *
date_value(struct ctx *cx, const char *type, const char *text, bool extended)
{
	bool is_time = strcasecmp(type, "time") == 0;
	struct vcard_date date;
	const char *out;

	if (!vcard_date_parse(is_time ? arena_printf(cx->arena, "T%s", text) : text, &date))
		return text;
	out = vcard_date_text(cx, &date, extended);
	return is_time && *out == 'T' ? out + 1 : out;
}

/* "-0500" and "-05:00". */
static const char *
offset_value(struct ctx *cx, const char *text, bool extended)
{
	struct buf out = BUF_ON(cx->arena);

	for (const char *c = text; *c != '\0'; c++)
		if (*c != ':')
			buf_putc(&out, *c);
	if (!extended || out.len != 5)
		return buf_str(&out);
	return arena_printf(cx->arena, "%.3s:%s", out.data, out.data + 3);
}

/* One value of TYPE: a JSON number, truth, or string. */
static json_t *
scalar(struct ctx *cx, const char *type, const char *text)
{
	char *end;

	if (strcasecmp(type, "boolean") == 0)
		return json_boolean(strcasecmp(text, "TRUE") == 0);
	if (strcasecmp(type, "integer") == 0 && *text != '\0') {
		long long n = strtoll(text, &end, 10);

		if (*end == '\0')
			return json_integer(n);
	}
	if (strcasecmp(type, "float") == 0 && *text != '\0') {
		double d = strtod(text, &end);
		json_t *real = *end == '\0' ? json_real(d) : NULL;

		if (real != NULL)	/* no infinity */
			return real;
	}
	if (is_date_type(type))
		text = date_value(cx, type, text, true);
	else if (strcasecmp(type, "utc-offset") == 0)
		text = offset_value(cx, text, true);
	return json_string(text);
}

/* A component: its one value, or an array of them (RFC 7095, section 3.3.1.3). */
static json_t *
component(struct ctx *cx, const char *escaped)
{
	struct content_list values = content_texts(cx->arena, escaped, strlen(escaped), ',');
	json_t *array;

	if (values.count == 1)
		return json_string(values.items[0]);
	array = json_array();
	for (size_t i = 0; i < values.count; i++)
		json_array_append_new(array, json_string(values.items[i]));
	return array;
}

static void
add_values(struct ctx *cx, json_t *out, const struct content_line *line, const char *type)
{
	static const char *const listed[] = { "integer", "float", "boolean" };
	const struct vcard_prop *prop = vcard_prop_find(line->name);
	bool is_text = strcasecmp(type, "text") == 0;
	enum vcard_shape shape = prop != NULL ? prop->shape : SHAPE_ONE;
	struct content_list parts;

	if (is_text && shape == SHAPE_PARTS) {
		json_t *structured;

		parts = content_split(cx->arena, line->value, line->value_len, ';');
		if (parts.count == 1) {
			json_array_append_new(out, component(cx, parts.items[0]));
			return;
		}
		structured = json_array();
		for (size_t i = 0; i < parts.count; i++)
			json_array_append_new(structured, component(cx, parts.items[i]));
		json_array_append_new(out, structured);
		return;
	}
	if ((is_text && shape == SHAPE_LIST) || is_any_of(type, listed, COUNT(listed))) {
		parts = content_texts(cx->arena, line->value, line->value_len, ',');
		for (size_t i = 0; i < parts.count; i++)
			json_array_append_new(out, scalar(cx, type, parts.items[i]));
		return;
	}
	json_array_append_new(out, scalar(cx, type,
	    is_text ? content_text(cx->arena, line) : line->value));
}

static void
add_param_value(struct ctx *cx, json_t *params, const char *name, const char *value)
{
	const char *key = lower(cx, name);
	json_t *old = json_object_get(params, key);

	if (old == NULL) {
		json_object_set_new(params, key, json_string(value));
	} else if (json_is_array(old)) {
		json_array_append_new(old, json_string(value));
	} else {
		json_object_set_new(params, key, json_pack("[O,s]", old, value));
	}
}

static json_t *
params_of(struct ctx *cx, const struct content_line *line)
{
	json_t *params = json_object();

	if (line->group != NULL)
		add_param_value(cx, params, "group", line->group);
	for (const struct content_param *p = line->params; p != NULL; p = p->next)
		for (size_t i = 0; i < p->count && strcasecmp(p->name, "VALUE") != 0; i++) {
			struct content_list types;

			if (strcasecmp(p->name, "TYPE") != 0 || strchr(p->values[i], ',') == NULL) {
				add_param_value(cx, params, p->name, p->values[i]);
				continue;
			}
			types = content_split(cx->arena, p->values[i], strlen(p->values[i]), ',');
			for (size_t t = 0; t < types.count; t++)
				add_param_value(cx, params, p->name, types.items[t]);
		}
	return params;
}

json_t *
jcard_from_vcard(struct ctx *cx, const struct vcard *card)
{
	json_t *props = json_array();
	json_t *all = json_keep(cx->arena, json_pack("[s,o]", "vcard", props));
	struct vcard as_4;

	vcard_convert(cx, card, VCARD_4, &as_4);
	json_array_append_new(props, json_pack("[s,{},s,s]", "version", "text", "4.0"));
	for (const struct content_line *l = as_4.lines; l != NULL; l = l->next) {
		const char *type = vcard_value_type(cx, l, VCARD_4);
		json_t *prop = json_pack("[s,o,s]", lower(cx, l->name), params_of(cx, l), type);

		add_values(cx, prop, l, type);
		json_array_append_new(props, prop);
	}
	return all;
}

const char *
jcard_text(struct ctx *cx, const struct vcard *card, size_t *len)
{
	return json_write(cx, jcard_from_vcard(cx, card), len);
}

static enum status
invalid(struct ctx *cx, size_t index, const char *why)
{
	cx->condition = "CARD:valid-address-data";
	return fault(cx, ERR_INVALID, "property %zu of the jCard: %s", index, why);
}

/* A name that can stand in a content line, and begins no card of its own. */
static bool
is_name(const char *name)
{
	if (name == NULL || *name == '\0' || strlen(name) > 100 ||
	    strcasecmp(name, "BEGIN") == 0 || strcasecmp(name, "END") == 0)
		return false;
	for (const char *c = name; *c != '\0'; c++)
		if (!isalnum((unsigned char)*c) && *c != '-' && *c != '_')
			return false;
	return true;
}

static char *
upper(struct ctx *cx, const char *name)
{
	char *out = arena_strdup(cx->arena, name);

	for (char *c = out; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return out;
}

/* A string, number or truth as a value of TYPE, escaped where text is. */
static bool
put_scalar(struct ctx *cx, struct buf *out, const json_t *value, const char *type)
{
	const char *text = json_string_value(value);

	if (json_is_boolean(value))
		buf_puts(out, json_is_true(value) ? "TRUE" : "FALSE");
	else if (json_is_integer(value))
		buf_printf(out, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		buf_printf(out, "%.15g", json_real_value(value));
	else if (text == NULL)
		return false;
	else if (strcasecmp(type, "text") == 0)
		content_escape(out, text);
	else if (is_date_type(type))
		buf_puts(out, date_value(cx, type, text, false));
	else if (strcasecmp(type, "utc-offset") == 0)
		buf_puts(out, offset_value(cx, text, false));
	else
		buf_puts(out, text);
	return true;
}

/* A component: one value, or an array of them. */
static bool
put_component(struct ctx *cx, struct buf *out, const json_t *value, const char *type)
{
	if (!json_is_array(value))
		return put_scalar(cx, out, value, type);
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (i > 0)
			buf_putc(out, ',');
		if (!put_scalar(cx, out, json_array_get(value, i), type))
			return false;
	}
	return true;
}

/* All that stands from the fourth place on. */
static bool
put_values(struct ctx *cx, struct buf *out, const json_t *prop, const char *type)
{
	for (size_t i = 3; i < json_array_size(prop); i++) {
		const json_t *value = json_array_get(prop, i);

		if (i > 3)
			buf_putc(out, ',');
		if (!json_is_array(value)) {
			if (!put_scalar(cx, out, value, type))
				return false;
			continue;
		}
		for (size_t c = 0; c < json_array_size(value); c++) {
			if (c > 0)
				buf_putc(out, ';');
			if (!put_component(cx, out, json_array_get(value, c), type))
				return false;
		}
	}
	return true;
}

static bool
take_params(struct ctx *cx, struct content_line *line, json_t *params)
{
	const char *key;
	json_t *value;

	if (json_object_size(params) > 100)
		return false;
	json_object_foreach(params, key, value) {
		size_t count = json_is_array(value) ? json_array_size(value) : 1;

		if (!is_name(key))
			return false;
		if (strcasecmp(key, "value") == 0)
			continue;	/* the third place says it */
		if (strcasecmp(key, "group") == 0) {
			if (!is_name(json_string_value(value)))
				return false;
			content_set_group(cx->arena, line, json_string_value(value));
			continue;
		}
		if (count > 1000)
			return false;
		for (size_t i = 0; i < count; i++) {
			const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
			const char *text = json_string_value(one);

			if (json_is_integer(one))
				text = arena_printf(cx->arena, "%lld",
				    (long long)json_integer_value(one));
			if (text == NULL)
				return false;
			content_param_add(cx->arena, line, upper(cx, key), text);
		}
	}
	return true;
}

/* One property as a content line at the end of OUT; VERSION goes first, elsewhere. */
static enum status
take_prop(struct ctx *cx, size_t index, const json_t *prop, struct buf *out)
{
	const char *name = json_string_value(json_array_get(prop, 0));
	json_t *params = json_array_get(prop, 1);
	const char *type = json_string_value(json_array_get(prop, 2));
	struct buf value = BUF_ON(cx->arena);
	struct content_line *line;

	if (json_array_size(prop) < 4 || !is_name(name) || !json_is_object(params) || !is_name(type))
		return invalid(cx, index, "it is not [name, {parameters}, type, value]");
	if (strcasecmp(name, "version") == 0) {
		const char *version = json_string_value(json_array_get(prop, 3));

		if (version == NULL || strcmp(version, "4.0") != 0)
			return invalid(cx, index, "the version of a jCard is 4.0");
		return OK;
	}
	line = content_line_new(cx->arena, upper(cx, name), "");
	if (!take_params(cx, line, params))
		return invalid(cx, index, "a parameter makes no sense");
	if (strcasecmp(type, "unknown") != 0 &&
	    strcasecmp(type, vcard_value_type(cx, line, VCARD_4)) != 0)
		content_param_put(cx->arena, line, "VALUE", type);
	if (!put_values(cx, &value, prop, type))
		return invalid(cx, index, "a value is neither text nor number nor truth");
	content_set_value(cx->arena, line, buf_str(&value), value.len);
	content_write(out, line);
	return OK;
}

enum status
jcard_to_vcard(struct ctx *cx, const json_t *json, struct vcard *out)
{
	const char *what = json_string_value(json_array_get(json, 0));
	const json_t *props = json_array_get(json, 1);
	struct buf text = BUF_ON(cx->arena);
	enum status st;

	if (what == NULL || strcasecmp(what, "vcard") != 0 || !json_is_array(props) ||
	    json_array_size(json) != 2) {
		cx->condition = "CARD:valid-address-data";
		return fault(cx, ERR_INVALID, "it is not [\"vcard\", [properties]]");
	}
	buf_puts(&text, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
	for (size_t i = 0; i < json_array_size(props); i++) {
		if ((st = take_prop(cx, i + 1, json_array_get(props, i), &text)) != OK)
			return st;
		if (text.len > VCARD_SIZE_MAX) {
			cx->condition = "CARD:max-resource-size";
			return fault(cx, ERR_TOO_LARGE, "more than %u octets", VCARD_SIZE_MAX);
		}
	}
	buf_puts(&text, "END:VCARD\r\n");
	return vcard_parse(cx, text.data, text.len, out);
}

/* A value of two octets costs a hundred in memory: count them before. */
static bool
is_crowded(const char *text, size_t len)
{
	size_t values = 0;
	bool in_string = false;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			in_string = !in_string;
		else if (text[i] == '\\')
			i++;
		else if (!in_string && (text[i] == ',' || text[i] == '[' || text[i] == '{'))
			values++;
	}
	return values > VALUES_MAX;
}

enum status
jcard_parse(struct ctx *cx, const char *text, size_t len, struct vcard *out)
{
	json_t *json;
	enum status st;

	/* Escapes make JSON longer than the card, but hardly twice as long. */
	if (len > 2 * VCARD_SIZE_MAX || is_crowded(text, len)) {
		cx->condition = "CARD:max-resource-size";
		return fault(cx, ERR_TOO_LARGE, "more than %u octets of JSON, or than %d values",
		    2 * VCARD_SIZE_MAX, VALUES_MAX);
	}
	if ((st = json_read(cx, text, len, &json)) != OK) {
		cx->condition = "CARD:valid-address-data";
		return st;
	}
	return jcard_to_vcard(cx, json, out);
}
