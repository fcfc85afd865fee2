#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "admin/health.h"
#include "admin/measure.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/log.h"
#include "storage/measure.h"

#define STEP_LEAST	60
#define STEP_MOST	604800

static void
put(struct ctx *cx, json_t *numbers, const char *kind, const char *name, json_t *value)
{
	json_object_set_new(numbers, arena_printf(cx->arena, "%s%s%s", kind, *kind != '\0' ? "." : "", name),
	    value);
}

static json_t *
numbers_of(struct ctx *cx, const json_t *health)
{
	static const char *const machine[] = { "load1", "mail_free", "mail_total", "memory_available" };
	json_t *out = json_keep(cx->arena, json_object()), *row, *value;
	const char *name;
	size_t i;

	json_array_foreach(json_object_get(health, "services"), i, row) {
		const char *state = json_get_text(row, "state");

		name = json_get_text(row, "name");
		if (name == NULL || state == NULL || strcmp(state, "off") == 0)
			continue;
		put(cx, out, "service", name, json_integer(health_is_well(row)));
		put(cx, out, "pss", name, json_integer(json_get_int(row, "pss", 0)));
		put(cx, out, "restarts", name, json_integer(json_get_int(row, "restarts", 0)));
	}
	json_object_foreach(json_object_get(health, "queue"), name, value)
		put(cx, out, "queue", name, json_incref(value));
	for (i = 0; i < COUNT(machine); i++)
		if ((value = json_object_get(json_object_get(health, "machine"), machine[i])) != NULL)
			put(cx, out, "", machine[i], json_incref(value));
	put(cx, out, "", "pss", json_integer(json_get_int(health, "pss", 0)));
	return out;
}

/* Numbers without a name behind a dot; what is stored under one word may have another there. */
static const struct plain {
	const char	*number, *metric, *help;
} plain[] = {
	{ "load1", "load1", "Processes that want the processor, mean of a minute." },
	{ "mail_free", "mail_free", "Bytes that are free where mail lies." },
	{ "mail_total", "mail_disk", "Bytes of the disk where mail lies." },
	{ "memory_available", "memory_available", "Bytes of memory that programs could still get." },
	{ "pss", "pss", "Bytes of memory of all processes (PSS)." },
	{ "bans", "bans", "Networks that are kept out." },
	{ "quarantined", "quarantined", "Messages in quarantine." },
	{ "signins_refused", "signins_refused", "Wrong passwords of the last fifteen minutes." },
};

static void
put_plain(struct buf *out, const char *number, double value)
{
	struct plain row = { number, number, "Of this server." };

	for (size_t i = 0; i < COUNT(plain); i++)
		if (strcmp(plain[i].number, number) == 0)
			row = plain[i];
	buf_printf(out, "# HELP hayloft_%s %s\n# TYPE hayloft_%s gauge\nhayloft_%s %.15g\n",
	    row.metric, row.help, row.metric, row.metric, value);
}

/* "queue.deferred": 3 as hayloft_queue{name="deferred"} 3; names are ours, so nothing is quoted. */
static const char *
as_prometheus(struct ctx *cx, const json_t *numbers)
{
	static const struct {
		const char	*name, *help;
	} kinds[] = {
		{ "service", "Whether a service answers." },
		{ "pss", "Bytes of memory of a service with all its processes (PSS)." },
		{ "restarts", "How often a service was started again." },
		{ "queue", "Messages in Postfix' queues." },
		{ "mail", "Messages of the last minute." },
	};
	struct buf out = BUF_ON(cx->arena);
	const char *name;
	json_t *value;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		size_t len = strlen(kinds[i].name);

		buf_metric(&out, arena_printf(cx->arena, "hayloft_%s_of", kinds[i].name), "gauge", kinds[i].help);
		json_object_foreach((json_t *)(uintptr_t)numbers, name, value)
			if (strncmp(name, kinds[i].name, len) == 0 && name[len] == '.')
				buf_printf(&out, "hayloft_%s_of{name=\"%s\"} %.15g\n", kinds[i].name,
				    name + len + 1, json_number_value(value));
	}
	json_object_foreach((json_t *)(uintptr_t)numbers, name, value)
		if (strchr(name, '.') == NULL)
			put_plain(&out, name, json_number_value(value));
	return buf_str(&out);
}

enum status
measure_take(struct ctx *cx, const char **text)
{
	json_t *health, *all, *warning;
	size_t i;
	enum status st;

	if ((st = health_read(cx, cx->conf->root, &health)) != OK)
		return st;
	json_array_foreach(json_object_get(health, "warnings"), i, warning)
		log_warn("watchdog", "%s", json_string_value(warning));
	if ((st = db_measure_put(cx, numbers_of(cx, health), &all)) != OK)
		return st;
	*text = as_prometheus(cx, all);
	return OK;
}

enum status
measure_http(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *step = http_query(cx, rq, "step");
	struct measure_filter f = {
		.since = http_query(cx, rq, "since"), .until = http_query(cx, rq, "until"),
		.names = http_query(cx, rq, "names"), .step = STEP_LEAST,
	};
	json_t *series;
	char *end;
	enum status st;

	if (step != NULL) {
		errno = 0;
		f.step = strtoll(step, &end, 10);
		if (*step == '\0' || *end != '\0' || errno != 0 || f.step < STEP_LEAST || f.step > STEP_MOST)
			return fault(cx, ERR_INVALID, "step is from %d to %d seconds", STEP_LEAST, STEP_MOST);
	}
	if ((st = db_measure_series(cx, &f, &series)) == OK)
		operation_reply(cx, re, 200, json_keep(cx->arena, json_pack("{s:I, s:O}", "step",
		    (json_int_t)f.step, "series", series)));
	return st;
}

/* mailcow's watchdog gives each service points; ours has one, which it has or has not. */
enum status
measure_get_watchdog(struct operation_call *call)
{
	struct arena *arena = call->cx->arena;
	json_t *rows, *row;
	size_t i;
	enum status st;

	if ((st = db_measure_services(call->cx, call->count, &rows)) != OK)
		return st;
	call->out = json_keep(arena, json_array());
	json_array_foreach(rows, i, row) {
		int64_t now = json_get_int(row, "now", 0), before = json_get_int(row, "before", 0);

		json_array_append_new(call->out, json_pack("{s:s, s:O, s:s, s:s, s:s, s:s}",
		    "time", arena_printf(arena, "%lld", (long long)json_get_int(row, "time", 0)),
		    "service", json_object_get(row, "service"), "lvl", now != 0 ? "100" : "0",
		    "hpnow", now != 0 ? "1" : "0", "hptotal", "1",
		    "hpdiff", arena_printf(arena, "%lld", (long long)(now - before))));
	}
	return OK;
}
