#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/json.h"
#include "dav/timezones.h"
#include "pim/ical.h"

#define OBSERVANCES_MAX	2000
#define YEARS_MAX	300
/* Zones differ before this, and hardly anybody knows how. */
#define FIRST		(-2208988800LL)		/* 1900 */
#define LATELY		0			/* 1970 */
#define LAST		4102444800LL		/* 2100; rules go on for ever */

static enum status
show(struct ctx *cx, struct reply *re, json_t *value)
{
	const char *text;
	size_t len;

	json_keep(cx->arena, value);
	text = json_write(cx, value, &len);
	reply_header(cx, re, "cache-control", "public, max-age=86400");
	reply_bytes(cx, re, 200, "application/json", text, len);
	return OK;
}

/* RFC 7808, section 4.1.7: a problem with a name of its own. */
static enum status
refuse(struct ctx *cx, struct reply *re, int code, const char *error)
{
	json_t *problem = json_pack("{s:s+, s:s, s:i}", "type", "urn:ietf:params:tzdist:error:", error,
	    "title", http_phrase(code), "status", code);
	const char *text;
	size_t len;

	json_keep(cx->arena, problem);
	text = json_write(cx, problem, &len);
	reply_bytes(cx, re, code, "application/problem+json", text, len);
	return OK;
}

static json_t *
action(const char *name, const char *template, const char *first, const char *second, bool required)
{
	json_t *parameters = json_array();
	const char *names[] = { first, second };

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i] != NULL)
			json_array_append_new(parameters, json_pack("{s:s, s:b, s:b}", "name", names[i],
			    "required", required, "multi", false));
	return json_pack("{s:s, s:s+, s:o}", "name", name, "uri-template",
	    "{/service-prefix,data-prefix}", template, "parameters", parameters);
}

/* What FORMATS means: whole zones as iCalendar, and no part of one. */
static enum status
capabilities(struct ctx *cx, struct reply *re)
{
	return show(cx, re, json_pack("{s:i, s:{s:s+, s:[s], s:{s:b, s:b}, s:[]}, s:[o, o, o, o, o]}",
	    "version", 1, "info", "primary-source", "IANA:", zone_version(),
	    "formats", "text/calendar", "truncated", "any", false, "untruncated", true, "contacts",
	    "actions", action("capabilities", "/capabilities", NULL, NULL, false),
	    action("list", "/zones{?changedsince}", "changedsince", NULL, false),
	    action("get", "/zones{/tzid}{?start,end}", "start", "end", false),
	    action("expand", "/zones{/tzid}/observances{?start,end}", "start", "end", true),
	    action("find", "/zones{?pattern}", "pattern", NULL, true)));
}

/* Stars stand at the ends alone, and not for everything. */
static bool
is_pattern(const char *s)
{
	size_t len = strlen(s);
	const char *star = len > 1 ? strchr(s + 1, '*') : NULL;

	return len > 0 && len <= 100 && strspn(s, "*") < len &&
	    (star == NULL || star == s + len - 1);
}

/* "new_y*": without case, "_" is a blank, a star at either end. */
static bool
matches(struct arena *arena, const char *pattern, const char *name)
{
	size_t len = strlen(pattern), n;
	bool open = pattern[0] == '*', on = len > 1 && pattern[len - 1] == '*';
	char *want = arena_strndup(arena, pattern + open, len - open - on);
	char *have = arena_strdup(arena, name);

	for (char *s = want; *s != '\0'; s++)
		*s = *s == ' ' ? '_' : *s;
	n = strlen(want);
	for (const char *s = have; *s != '\0' || s == have; s++) {
		if (strncasecmp(s, want, n) == 0 && (on || s[n] == '\0'))
			return true;
		if (!open)
			return false;
	}
	return false;
}

/* The zones, each under the name that it has now, with its older ones. */
static json_t *
list_zones(struct ctx *cx, const char *pattern)
{
	json_t *list = json_array(), *found = json_object();
	const char *const *names;
	size_t n = zone_names(&names);
	char at[21];

	clock_rfc3339((time_t)zone_modified(), at);
	for (size_t i = 0; i < n; i++) {
		/* Twice, since Etc/GMT is GMT, and that is UTC. */
		const char *name = zone_name(zone_find(zone_name(zone_find(names[i]))));
		json_t *entry = json_object_get(found, name);

		if (pattern != NULL && entry == NULL && !matches(cx->arena, pattern, names[i]))
			continue;
		if (entry == NULL) {
			entry = json_pack("{s:s, s:s, s:s, s:s, s:s, s:[]}", "tzid", name, "etag",
			    zone_version(), "last-modified", at, "publisher", "IANA", "version",
			    zone_version(), "aliases");
			json_object_set_new(found, name, entry);
			json_array_append(list, entry);
		}
		if (strcmp(name, names[i]) != 0)
			json_array_append_new(json_object_get(entry, "aliases"), json_string(names[i]));
	}
	json_decref(found);
	return list;
}

static enum status
list(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *since = http_query(cx, rq, "changedsince"), *pattern = http_query(cx, rq, "pattern");
	json_t *zones;

	/* All of them change with the version, and there is one at a time. */
	if (since != NULL && strcmp(since, zone_version()) != 0)
		return refuse(cx, re, 400, "invalid-changedsince");
	if (pattern != NULL && !is_pattern(pattern))
		return refuse(cx, re, 400, "invalid-pattern");
	zones = since != NULL ? json_array() : list_zones(cx, pattern);
	return show(cx, re, json_pack("{s:s, s:o}", "synctoken", zone_version(), "timezones", zones));
}

static enum status
get(struct ctx *cx, const struct request *rq, struct reply *re, const struct zone *zone,
    const char *tzid)
{
	const char *accept = http_header(rq, "accept"), *none = http_header(rq, "if-none-match");
	struct ical *ical;
	const char *text, *etag;
	size_t len;

	if (http_query(cx, rq, "start") != NULL)
		return refuse(cx, re, 400, "invalid-start");
	if (http_query(cx, rq, "end") != NULL)
		return refuse(cx, re, 400, "invalid-end");
	if (accept != NULL && strstr(accept, "text/") == NULL && strstr(accept, "*/*") == NULL)
		return refuse(cx, re, 406, "invalid-format");
	etag = arena_printf(cx->arena, "\"%s\"", zone_version());
	reply_header(cx, re, "etag", etag);
	reply_header(cx, re, "cache-control", "public, max-age=86400");
	if (none != NULL && strstr(none, etag) != NULL) {
		re->code = 304;
		re->body = "";
		return OK;
	}
	ical = ical_new(cx);
	ical_comp_add(ical->root, zone_write(cx->arena, zone, tzid, FIRST, LAST));
	text = ical_write(cx, ical->root, &len);
	reply_bytes(cx, re, 200, "text/calendar; charset=utf-8", text, len);
	return OK;
}

static bool
read_moment(const char *text, int64_t *out)
{
	struct tm tm = { 0 };
	const char *end = text != NULL ? strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm) : NULL;

	if (end == NULL || *end != '\0')
		return false;
	*out = timegm(&tm);
	return true;
}

static json_t *
observance(const struct zone *zone, int64_t at, int before, int after)
{
	char onset[21];

	clock_rfc3339((time_t)at, onset);
	return json_pack("{s:s, s:s, s:i, s:i}", "name", zone_abbreviation(zone, at), "onset", onset,
	    "utc-offset-from", before, "utc-offset-to", after);
}

static enum status
expand(struct ctx *cx, const struct request *rq, struct reply *re, const struct zone *zone,
    const char *tzid)
{
	const char *from = http_query(cx, rq, "start"), *to = http_query(cx, rq, "end");
	int64_t start, end, at;
	int before, after;
	json_t *all;

	if (!read_moment(from, &start))
		return refuse(cx, re, 400, "invalid-start");
	if (!read_moment(to, &end) || end <= start || end - start > YEARS_MAX * 366LL * 86400)
		return refuse(cx, re, 400, "invalid-end");
	all = json_array();
	/* What holds at the beginning, then each change. */
	before = zone_offset(zone, start);
	json_array_append_new(all, observance(zone, start, before, before));
	for (at = start; json_array_size(all) < OBSERVANCES_MAX &&
	     zone_next_change(zone, at, &at, &before, &after) && at < end;)
		json_array_append_new(all, observance(zone, at, before, after));
	return show(cx, re, json_pack("{s:s, s:s, s:s, s:o}", "tzid", tzid, "start", from, "end", to,
	    "observances", all));
}

/* Segments: ".well-known", "timezone", then what is asked for. */
enum status
dav_timezones(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const struct zone *zone;
	struct path p;
	enum status st;

	if ((st = http_path(cx, rq->path, &p)) != OK)
		return st;
	if (p.count == 3 && strcmp(p.segment[2], "capabilities") == 0)
		return capabilities(cx, re);
	if (p.count < 3 || p.count > 5 || strcmp(p.segment[2], "zones") != 0 ||
	    (p.count == 5 && strcmp(p.segment[4], "observances") != 0))
		return refuse(cx, re, 404, "invalid-action");
	if (p.count == 3)
		return list(cx, rq, re);
	if ((zone = zone_find(p.segment[3])) == NULL)
		return refuse(cx, re, 404, "tzid-not-found");
	return p.count == 4 ? get(cx, rq, re, zone, p.segment[3]) :
	    expand(cx, rq, re, zone, p.segment[3]);
}

struct ical_comp *
dav_timezone(struct ctx *cx, const struct zone *zone, const char *tzid)
{
	return zone_write(cx->arena, zone, tzid, LATELY, LAST);
}

bool
dav_is_timezone(struct ctx *cx, const char *text)
{
	const struct ical_comp *zone;
	struct ical *ical;

	if (ical_read(cx, text, strlen(text), NULL, &ical) != OK) {
		ctx_forgive(cx);
		return false;
	}
	zone = ical_child(ical->root, "VTIMEZONE");
	return zone != NULL && zone == ical->root->children && zone->next == NULL;
}
