/*
 * jCal (RFC 7265).  A property's type is its VALUE parameter or the default of
 * its name; values of unknown type travel as "unknown" and raw, so that they
 * come back as they were.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/ical_data.h"
#include "pim/jcal.h"

#define DEPTH_MAX	16

/* Defaults of RFC 5545, 7953, 7986, 9073, 9074; everything else is "unknown". */
static const struct {
	const char	*name, *type;
	char		 list;		/* ',' many values, ';' a structure */
} defaults[] = {
	{ "ACKNOWLEDGED", "date-time", 0 }, { "ACTION", "text", 0 }, { "ATTACH", "uri", 0 },
	{ "ATTENDEE", "cal-address", 0 }, { "BUSYTYPE", "text", 0 }, { "CALSCALE", "text", 0 },
	{ "CATEGORIES", "text", ',' }, { "CLASS", "text", 0 }, { "COLOR", "text", 0 },
	{ "COMMENT", "text", 0 }, { "COMPLETED", "date-time", 0 }, { "CONFERENCE", "uri", 0 },
	{ "CONTACT", "text", 0 }, { "CREATED", "date-time", 0 }, { "DESCRIPTION", "text", 0 },
	{ "DTEND", "date-time", 0 }, { "DTSTAMP", "date-time", 0 }, { "DTSTART", "date-time", 0 },
	{ "DUE", "date-time", 0 }, { "DURATION", "duration", 0 }, { "EXDATE", "date-time", ',' },
	{ "EXRULE", "recur", 0 }, { "FREEBUSY", "period", ',' }, { "GEO", "float", ';' },
	{ "IMAGE", "uri", 0 }, { "LAST-MODIFIED", "date-time", 0 }, { "LOCATION", "text", 0 },
	{ "METHOD", "text", 0 }, { "NAME", "text", 0 }, { "ORGANIZER", "cal-address", 0 },
	{ "PERCENT-COMPLETE", "integer", 0 }, { "PRIORITY", "integer", 0 }, { "PRODID", "text", 0 },
	{ "PROXIMITY", "text", 0 }, { "RDATE", "date-time", ',' }, { "RECURRENCE-ID", "date-time", 0 },
	{ "REFRESH-INTERVAL", "duration", 0 }, { "RELATED-TO", "text", 0 }, { "REPEAT", "integer", 0 },
	{ "REQUEST-STATUS", "text", ';' }, { "RESOURCES", "text", ',' }, { "RRULE", "recur", 0 },
	{ "SEQUENCE", "integer", 0 }, { "SOURCE", "uri", 0 }, { "STATUS", "text", 0 },
	{ "SUMMARY", "text", 0 }, { "TRANSP", "text", 0 }, { "TRIGGER", "duration", 0 },
	{ "TZID", "text", 0 }, { "TZNAME", "text", 0 }, { "TZOFFSETFROM", "utc-offset", 0 },
	{ "TZOFFSETTO", "utc-offset", 0 }, { "TZURL", "uri", 0 }, { "UID", "text", 0 },
	{ "URL", "uri", 0 }, { "VERSION", "text", 0 },
};

static const char *
default_type(const char *name, char *list)
{
	*list = 0;
	for (size_t i = 0; i < COUNT(defaults); i++)
		if (strcasecmp(defaults[i].name, name) == 0) {
			*list = defaults[i].list;
			return defaults[i].type;
		}
	return "unknown";
}

static char *
lower(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return out;
}

static char *
upper(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 32);
	return out;
}

/* "20261120T101500Z" → "2026-11-20T10:15:00Z"; what is none stays as it is. */
static const char *
extended(struct arena *arena, const char *s)
{
	size_t n = strlen(s);
	struct ical_time t;

	if (!ical_time_read(s, n, &t))
		return s;
	if (n == 8)
		return arena_printf(arena, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	return arena_printf(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%s", s, s + 4, s + 6, s + 9,
	    s + 11, s + 13, n == 16 ? "Z" : "");
}

static const char *
basic(struct arena *arena, const char *s)
{
	struct buf out = BUF_ON(arena);

	for (; *s != '\0'; s++)
		if (*s != '-' && *s != ':')
			buf_putc(&out, *s);
	return buf_str(&out);
}

static bool
is_type(const char *type, const char *want)
{
	return strcmp(type, want) == 0;
}

static bool
is_count_word(const char *s)
{
	if (*s == '-')
		s++;
	return *s != '\0' && strlen(s) < 10 && strspn(s, "0123456789") == strlen(s) &&
	       (*s != '0' || s[1] == '\0');
}

/* FREQ=WEEKLY;BYDAY=MO,TU → {"freq":"WEEKLY","byday":["MO","TU"]} */
static json_t *
recur_value(struct arena *arena, const char *value)
{
	json_t *o = json_object();
	struct content_list parts = content_split(arena, value, strlen(value), ';');

	for (size_t i = 0; i < parts.count; i++) {
		const char *eq = strchr(parts.items[i], '=');
		struct content_list items;
		json_t *list;
		char *name;

		if (eq == NULL)
			continue;
		name = lower(
		    arena, arena_strndup(arena, parts.items[i], (size_t)(eq - parts.items[i])));
		items = content_split(arena, eq + 1, strlen(eq + 1), ',');
		list = json_array();
		for (size_t k = 0; k < items.count; k++) {
			const char *s = strcmp(name, "until") == 0
			                    ? extended(arena, items.items[k])
			                    : items.items[k];

			json_array_append_new(
			    list, is_count_word(s) ? json_integer(atoll(s)) : json_string(s));
		}
		if (json_array_size(list) == 1)
			json_object_set(o, name, json_array_get(list, 0));
		else
			json_object_set(o, name, list);
		json_decref(list);
	}
	return o;
}

static json_t *
one_value(struct arena *arena, const char *type, const char *s)
{
	if (is_type(type, "text"))
		return json_string(content_unescape(arena, s, strlen(s)));
	if (is_type(type, "date-time") || is_type(type, "date"))
		return json_string(extended(arena, s));
	if (is_type(type, "integer") && is_count_word(s))
		return json_integer(atoll(s));
	if (is_type(type, "float")) {
		char *end;
		double d = strtod(s, &end);

		if (end != s && *end == '\0' && d > -1e15 && d < 1e15)
			return json_real(d);
	}
	if (is_type(type, "boolean"))
		return json_boolean(strcasecmp(s, "TRUE") == 0);
	if (is_type(type, "recur"))
		return recur_value(arena, s);
	if (is_type(type, "utc-offset") && (strlen(s) == 5 || strlen(s) == 7))
		return json_string(strlen(s) == 5 ? arena_printf(arena, "%.3s:%.2s", s, s + 3) :
		    arena_printf(arena, "%.3s:%.2s:%.2s", s, s + 3, s + 5));
	if (is_type(type, "period")) {
		const char *slash = strchr(s, '/');
		json_t *pair = json_array();

		if (slash != NULL) {
			json_array_append_new(pair, json_string(extended(arena,
			    arena_strndup(arena, s, (size_t)(slash - s)))));
			json_array_append_new(pair, json_string(extended(arena, slash + 1)));
			return pair;
		}
		json_decref(pair);
	}
	return json_string(s);
}

static json_t *
prop_value(struct ctx *cx, const struct content_line *p)
{
	json_t *out = json_array(), *params = json_object();
	char list;
	const char *type = default_type(p->name, &list);
	const char *value = content_param_text(p, "VALUE");

	if (value != NULL)
		type = lower(cx->arena, value);
	for (const struct content_param *q = p->params; q != NULL; q = q->next) {
		json_t *values;

		if (content_name_equal(q->name, "VALUE"))
			continue;
		if (q->count == 1) {
			json_object_set_new(
			    params, lower(cx->arena, q->name), json_string(q->values[0]));
			continue;
		}
		values = json_array();
		for (size_t i = 0; i < q->count; i++)
			json_array_append_new(values, json_string(q->values[i]));
		json_object_set_new(params, lower(cx->arena, q->name), values);
	}
	json_array_append_new(out, json_string(lower(cx->arena, p->name)));
	json_array_append_new(out, params);
	json_array_append_new(out, json_string(type));
	if (list != 0) {
		struct content_list items = content_split(cx->arena, p->value, p->value_len, list);
		json_t *structure = list == ';' ? json_array() : out;

		for (size_t i = 0; i < items.count; i++)
			json_array_append_new(structure, one_value(cx->arena, type, items.items[i]));
		if (list == ';')
			json_array_append_new(out, structure);
	} else
		json_array_append_new(out, one_value(cx->arena, type, p->value));
	return out;
}

static json_t *
comp_value(struct ctx *cx, const struct ical_comp *c)
{
	json_t *out = json_array(), *props = json_array(), *children = json_array();

	for (const struct content_line *p = c->props; p != NULL; p = p->next)
		json_array_append_new(props, prop_value(cx, p));
	for (const struct ical_comp *child = c->children; child != NULL; child = child->next)
		json_array_append_new(children, comp_value(cx, child));
	json_array_append_new(out, json_string(lower(cx->arena, c->name)));
	json_array_append_new(out, props);
	json_array_append_new(out, children);
	return out;
}

const char *
jcal_write(struct ctx *cx, const struct ical_comp *root, size_t *len)
{
	return json_write(cx, json_keep(cx->arena, comp_value(cx, root)), len);
}

/* Reading */

static enum status
bad(struct ctx *cx, const char *why)
{
	cx->condition = "C:valid-calendar-data";
	return fault(cx, ERR_INVALID, "jCal: %s", why);
}

static bool
is_name(const char *s)
{
	return s != NULL && *s != '\0' && strlen(s) < 256 &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(s);
}

/* Control characters would make lines of their own. */
static const char *
one_line(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *p = out; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' && *p != '\t')
			*p = ' ';
	return out;
}

static const char *
scalar(struct arena *arena, const json_t *v)
{
	if (json_is_string(v))
		return json_string_value(v);
	if (json_is_integer(v))
		return arena_printf(arena, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_printf(arena, "%.12g", json_real_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "TRUE" : "FALSE";
	return NULL;
}

static const char *
recur_text(struct arena *arena, json_t *o)
{
	struct buf out = BUF_ON(arena);
	const char *key;
	json_t *v;

	json_object_foreach(o, key, v) {
		size_t n = json_is_array(v) ? json_array_size(v) : 1;

		buf_printf(&out, "%s%s=", out.len > 0 ? ";" : "", upper(arena, one_line(arena, key)));
		for (size_t i = 0; i < n; i++) {
			const char *s = scalar(arena, json_is_array(v) ? json_array_get(v, i) : v);

			if (s != NULL && strcmp(key, "until") == 0)
				s = basic(arena, s);
			buf_printf(&out, "%s%s", i > 0 ? "," : "", s == NULL ? "" : one_line(arena, s));
		}
	}
	return buf_str(&out);
}

static const char *
value_text(struct arena *arena, const char *type, json_t *v)
{
	const char *s;

	if (is_type(type, "recur") && json_is_object(v))
		return recur_text(arena, v);
	if (is_type(type, "period") && json_is_array(v) && json_array_size(v) == 2) {
		const char *a = scalar(arena, json_array_get(v, 0)),
		           *b = scalar(arena, json_array_get(v, 1));

		if (a == NULL || b == NULL)
			return NULL;
		/* The end may be a duration, whose sign stays. */
		return arena_printf(arena, "%s/%s", basic(arena, one_line(arena, a)),
		    strchr(b, 'P') != NULL ? one_line(arena, b) : basic(arena, one_line(arena, b)));
	}
	if ((s = scalar(arena, v)) == NULL)
		return NULL;
	if (is_type(type, "text"))
		return content_escaped(arena, s);
	s = one_line(arena, s);
	if (is_type(type, "date-time") || is_type(type, "date"))
		return basic(arena, s);
	if (is_type(type, "utc-offset") && (*s == '+' || *s == '-'))
		return arena_printf(arena, "%c%s", *s, basic(arena, s + 1));
	return s;
}

static enum status
read_params(struct ctx *cx, struct content_line *p, json_t *params)
{
	const char *key;
	json_t *v;

	json_object_foreach(params, key, v) {
		size_t n = json_is_array(v) ? json_array_size(v) : 1;

		if (!is_name(key))
			return bad(cx, "name of a parameter");
		for (size_t i = 0; i < n; i++) {
			const char *s = scalar(cx->arena, json_is_array(v) ? json_array_get(v, i) : v);

			if (s == NULL)
				return bad(cx, "value of a parameter");
			content_param_add(cx->arena, p, upper(cx->arena, key), s);
		}
	}
	return OK;
}

static enum status
read_prop(struct ctx *cx, json_t *a, struct ical_comp *to)
{
	const char *name = json_string_value(json_array_get(a, 0));
	json_t *params = json_array_get(a, 1);
	const char *type = json_string_value(json_array_get(a, 2));
	struct buf value = BUF_ON(cx->arena);
	struct content_line *p;
	const char *usual;
	char list;
	enum status st;

	if (!is_name(name) || !json_is_object(params) || !is_name(type) || json_array_size(a) < 4)
		return bad(cx, "a property is [name, {}, type, value…]");
	usual = default_type(name, &list);
	for (size_t i = 3; i < json_array_size(a); i++) {
		json_t *v = json_array_get(a, i);
		bool is_structure = json_is_array(v) && !is_type(type, "period");
		size_t n = is_structure ? json_array_size(v) : 1;

		if (i > 3)
			buf_putc(&value, ',');
		for (size_t k = 0; k < n; k++) {
			const char *s = value_text(
			    cx->arena, type, is_structure ? json_array_get(v, k) : v);

			if (s == NULL)
				return bad(cx, "a value");
			buf_printf(&value, "%s%s", k > 0 ? ";" : "", s);
		}
	}
	p = ical_add(cx->arena, to, upper(cx->arena, name), buf_str(&value));
	if (!is_type(type, usual) && !is_type(type, "unknown"))
		content_param_put(cx->arena, p, "VALUE", upper(cx->arena, type));
	if ((st = read_params(cx, p, params)) != OK)
		return st;
	return OK;
}

static enum status
read_comp(struct ctx *cx, json_t *a, int depth, struct ical_comp **out)
{
	const char *name = json_string_value(json_array_get(a, 0));
	json_t *props = json_array_get(a, 1), *children = json_array_get(a, 2);
	struct ical_comp *c, *child;
	enum status st;

	if (!is_name(name) || !json_is_array(props) || !json_is_array(children) || depth > DEPTH_MAX)
		return bad(cx, "a component is [name, [properties], [components]]");
	c = ical_comp_new(cx->arena, upper(cx->arena, name));
	for (size_t i = 0; i < json_array_size(props); i++)
		if ((st = read_prop(cx, json_array_get(props, i), c)) != OK)
			return st;
	for (size_t i = 0; i < json_array_size(children); i++) {
		if ((st = read_comp(cx, json_array_get(children, i), depth + 1, &child)) != OK)
			return st;
		ical_comp_add(c, child);
	}
	*out = c;
	return OK;
}

enum status
jcal_read(struct ctx *cx, const char *text, size_t len, struct ical **out)
{
	struct ical_comp *root;
	json_t *value;
	enum status st;

	if ((st = json_read(cx, text, len, &value)) != OK) {
		cx->condition = "C:valid-calendar-data";
		return st;
	}
	if ((st = read_comp(cx, value, 0, &root)) != OK)
		return st;
	if (strcmp(root->name, "VCALENDAR") != 0)
		return bad(cx, "not a vcalendar");
	return ical_from_root(cx, root, out);
}
