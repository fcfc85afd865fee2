#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/health.h"
#include "core/conf.h"
#include "mailcore/operator.h"
#include "storage/trace.h"

#define DISK_PERCENT	5
#define DEFERRED_MANY	500
#define RESTARTS_MANY	5

/* A process, from the operator's line "PID PARENT RSS PSS NAME". */
struct process {
	long	 pid, parent, rss, pss;
};

static size_t
read_processes(struct ctx *cx, const char *text, struct process **out)
{
	size_t room = 1, count = 0;

	for (const char *s = text; (s = strchr(s, '\n')) != NULL; s++)
		room++;
	*out = arena_alloc(cx->arena, room * sizeof **out);
	for (const char *line = text; *line != '\0'; line += *line == '\n') {
		struct process *p = &(*out)[count];

		if (sscanf(line, "%ld %ld %ld %ld", &p->pid, &p->parent, &p->rss, &p->pss) == 4)
			count++;
		line += strcspn(line, "\n");
	}
	return count;
}

static const struct process *
find(const struct process *all, size_t count, long pid)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].pid == pid)
			return &all[i];
	return NULL;
}

/* Is P the process PID, or one that came from it? */
static bool
is_below(const struct process *all, size_t count, const struct process *p, long pid)
{
	for (int depth = 0; p != NULL && depth < 8; depth++) {
		if (p->pid == pid)
			return true;
		p = p->parent > 1 ? find(all, count, p->parent) : NULL;
	}
	return false;
}

static void
add_memory(json_t *rows, const struct process *all, size_t count)
{
	json_t *row;
	size_t r;

	json_array_foreach(rows, r, row) {
		long pid = (long)json_get_int(row, "pid", 0), rss = 0, pss = 0, n = 0;

		for (size_t i = 0; pid > 0 && i < count; i++)
			if (is_below(all, count, &all[i], pid)) {
				rss += all[i].rss;
				pss += all[i].pss;
				n++;
			}
		json_object_set_new(row, "rss", json_integer((json_int_t)rss * 1024));
		json_object_set_new(row, "pss", json_integer((json_int_t)pss * 1024));
		json_object_set_new(row, "count", json_integer(n));
	}
}

/* "KEY VALUE" lines as an object; what looks like a number is one. */
static json_t *
read_pairs(struct ctx *cx, const char *text)
{
	json_t *out = json_keep(cx->arena, json_object());
	char *rest = arena_strdup(cx->arena, text), *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		const char *key = strsep(&line, " ");
		char *end;
		double n;

		if (line == NULL)
			continue;
		n = strtod(line, &end);
		json_object_set_new(out, key, *line == '\0' || *end != '\0' ? json_string(line) :
		    strchr(line, '.') != NULL ? json_real(n) : json_integer((json_int_t)strtoll(line, NULL, 10)));
	}
	return out;
}

static enum status
ask_pairs(struct ctx *cx, const char *root, const char *what, json_t **out)
{
	struct buf said = BUF_ON(cx->arena);
	enum status st = operator_ask(cx, root, OPERATOR_WORDS(what), &said);

	if (st == OK)
		*out = read_pairs(cx, buf_str(&said));
	return st;
}

bool
health_is_well(const json_t *row)
{
	const char *state = json_get_text(row, "state");

	return state != NULL && (strcmp(state, "ready") == 0 || strcmp(state, "asleep") == 0 ||
	    strcmp(state, "up") == 0);
}

/* What an administrator should look at: thresholds of mailcow's watchdog where it has them. */
static json_t *
warnings_of(struct ctx *cx, const json_t *said)
{
	const json_t *machine = json_object_get(said, "machine");
	json_int_t total = json_get_int(machine, "mail_total", 0), free_ = json_get_int(machine, "mail_free", 0);
	json_int_t deferred = json_get_int(json_object_get(said, "queue"), "deferred", 0);
	json_t *out = json_keep(cx->arena, json_array()), *row;
	size_t i;

	json_array_foreach(json_object_get(said, "services"), i, row) {
		const char *state = json_get_text(row, "state");

		if (state != NULL && strcmp(state, "off") != 0 && !health_is_well(row))
			json_array_append_new(out, json_sprintf("%s is %s", json_get_text(row, "name"), state));
		else if (json_get_int(row, "restarts", 0) >= RESTARTS_MANY)
			json_array_append_new(out, json_sprintf("%s was restarted %lld times: %s",
			    json_get_text(row, "name"), (long long)json_get_int(row, "restarts", 0),
			    json_get_text(row, "trouble")));
	}
	if (total > 0 && free_ < total / 100 * DISK_PERCENT)
		json_array_append_new(out, json_sprintf("less than %d%% of the disk is free", DISK_PERCENT));
	if (deferred >= DEFERRED_MANY)
		json_array_append_new(out, json_sprintf("%lld messages are deferred", (long long)deferred));
	return out;
}

/* Somebody's program, or who has his password, sends more than he may. */
static enum status
warn_of_limits(struct ctx *cx, json_t *warnings)
{
	const char *who;
	enum status st;

	if ((st = db_trace_too_fast(cx, &who)) == OK && who != NULL)
		json_array_append_new(warnings, json_sprintf("sent too fast within the last hour: %s", who));
	return st;
}

enum status
health_complete(struct ctx *cx, const char *root, json_t *said)
{
	struct buf memory = BUF_ON(cx->arena);
	json_t *queue, *machine;
	struct process *all;
	json_int_t pss = 0;
	size_t count;
	enum status st;

	if ((st = operator_ask(cx, root, OPERATOR_WORDS("memory"), &memory)) != OK ||
	    (st = ask_pairs(cx, root, "queue-count", &queue)) != OK ||
	    (st = ask_pairs(cx, root, "machine", &machine)) != OK)
		return st;
	count = read_processes(cx, buf_str(&memory), &all);
	add_memory(json_object_get(said, "processes"), all, count);
	add_memory(json_object_get(said, "services"), all, count);
	for (size_t i = 0; i < count; i++)
		pss += (json_int_t)all[i].pss * 1024;
	json_object_set_new(said, "pss", json_integer(pss));
	json_object_set(said, "queue", queue);
	json_object_set(said, "machine", machine);
	json_object_set(said, "warnings", warnings_of(cx, said));
	if (cx->db != NULL && (st = warn_of_limits(cx, json_object_get(said, "warnings"))) != OK)
		return st;
	return OK;
}

enum status
health_read(struct ctx *cx, const char *root, json_t **out)
{
	struct buf said = BUF_ON(cx->arena);
	enum status st;

	if ((st = operator_ask(cx, root, OPERATOR_WORDS("status"), &said)) != OK ||
	    (st = json_read(cx, buf_str(&said), said.len, out)) != OK)
		return st;
	return health_complete(cx, root, *out);
}

enum status
health_http(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *out;
	enum status st = health_read(cx, cx->conf->root, &out);

	(void)rq;
	if (st == OK)
		operation_reply(cx, re, 200, out);
	return st;
}
