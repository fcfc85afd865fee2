#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "admin/log_read.h"
#include "core/clock.h"
#include "core/conf.h"
#include "mailcore/operator.h"

#define LINES_MOST	10000
#define LINES_USUAL	100
#define WAIT_MOST	10	/* seconds: a worker is held so long */
#define LOOK_MS		400

/* "2026-11-20T17:40:28.596Z" */
static int64_t
read_time(const char *stamp)
{
	struct tm tm = { 0 };

	return strptime(stamp, "%Y-%m-%dT%H:%M:%S", &tm) != NULL ? (int64_t)timegm(&tm) : 0;
}

/* "Nov 20 17:40:28 mail postfix/qmgr[113]: text": what stands before is known. */
static void
part_postfix(struct log_line *l, char *text)
{
	char *program = strstr(text, "postfix"), *end = strstr(text, "]: "), *bracket;

	if (program == NULL || end == NULL || program > end)
		return;
	*end = '\0';
	if ((bracket = strrchr(program, '[')) != NULL)
		*bracket = '\0';
	l->program = program;
	l->message = end + 3;
}

/* "imap-login: Info: Disconnected": as mailcow has it, the word is the priority. */
static void
part_dovecot(struct arena *arena, struct log_line *l, const char *text)
{
	static const struct {
		const char	*word, *priority;
	} words[] = {
		{ ": Info: ", "info" }, { ": Warning: ", "warning" }, { ": Error: ", "err" },
		{ ": Fatal: ", "crit" }, { ": Panic: ", "crit" }, { ": Debug: ", "debug" },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		const char *at = strstr(text, words[i].word);

		if (at == NULL)
			continue;
		l->priority = words[i].priority;
		l->message = arena_printf(arena, "%.*s: %s", (int)(at - text), text,
		    at + strlen(words[i].word));
		return;
	}
}

static const char *
priority_of(const char *message)
{
	static const struct {
		const char	*word, *priority;
	} words[] = {
		{ "fatal:", "crit" }, { "FATAL:", "crit" }, { "panic:", "crit" }, { "PANIC:", "crit" },
		{ "error:", "err" }, { "ERROR:", "err" }, { "warning:", "warning" },
		{ "WARNING:", "warning" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strstr(message, words[i].word) != NULL)
			return words[i].priority;
	return "info";
}

/* Part LINE of the log NAME ("postfix", "access"); texts on the arena. */
static void
parse_line(struct arena *arena, const char *name, char *line, struct log_line *out)
{
	char *space = strchr(line, ' '), *colon;

	if (!utf8_valid(line, strlen(line)))
		for (char *s = line; *s != '\0'; s++)
			if ((unsigned char)*s >= 0x80)
				*s = '?';
	*out = (struct log_line){ .stamp = line, .program = name, .priority = "info", .message = line };
	if (space == NULL)
		return;
	*space = '\0';
	out->time = read_time(line);
	out->message = space + 1;
	/* Journals name their service; the access log does not. */
	colon = strstr(space + 1, ": ");
	if (colon != NULL && strncmp(space + 1, name, (size_t)(colon - space - 1)) == 0) {
		char *text = colon + 2;

		out->message = text;
		if (strcmp(name, "postfix") == 0)
			part_postfix(out, text);
		out->priority = priority_of(out->message);
		if (strcmp(name, "dovecot") == 0)
			part_dovecot(arena, out, text);
	}
}

enum status
log_read(struct ctx *cx, const struct log_question *q, struct log_line **lines, size_t *count,
    const char **next)
{
	const char *many = arena_printf(cx->arena, "%lld", (long long)q->count);
	struct buf said = BUF_ON(cx->arena);
	char *text, *line;
	size_t room = 0;
	enum status st;

	if ((st = operator_ask(cx, cx->conf->root, OPERATOR_WORDS(q->after ? "log-after" : "log-before",
	    q->name, q->place != NULL ? q->place : "-", many, q->word != NULL ? q->word : ""),
	    &said)) != OK)
		return st;
	text = arena_strndup(cx->arena, buf_str(&said), said.len);
	line = strsep(&text, "\n");
	*next = strcmp(line, "-") != 0 ? line : NULL;
	for (const char *s = text; s != NULL && (s = strchr(s, '\n')) != NULL; s++)
		room++;
	*lines = arena_alloc(cx->arena, (room + 1) * sizeof **lines);
	*count = 0;
	while (text != NULL && *count < room) {
		char *place;

		line = strsep(&text, "\n");
		place = strsep(&line, "\t");
		if (line == NULL)
			continue;
		parse_line(cx->arena, q->name, line, &(*lines)[*count]);
		(*lines)[(*count)++].place = place;
	}
	return OK;
}

/* /api/v2/logs/NAME */

static enum status
read_question(struct ctx *cx, const struct request *rq, struct log_question *q, int64_t *wait)
{
	const char *count = http_query(cx, rq, "count"), *seconds = http_query(cx, rq, "wait");
	const char *after = http_query(cx, rq, "after"), *before = http_query(cx, rq, "before");

	q->count = count != NULL ? strtoll(count, NULL, 10) : LINES_USUAL;
	q->word = http_query(cx, rq, "word");
	q->after = after != NULL;
	q->place = after != NULL ? after : before;
	*wait = seconds != NULL ? strtoll(seconds, NULL, 10) : 0;
	if (q->count < 1 || q->count > LINES_MOST)
		return fault(cx, ERR_INVALID, "count is from 1 to %d", LINES_MOST);
	if (*wait < 0 || *wait > WAIT_MOST)
		return fault(cx, ERR_INVALID, "wait is from 0 to %d seconds", WAIT_MOST);
	if (after != NULL && before != NULL)
		return fault(cx, ERR_INVALID, "before or after, not both");
	return OK;
}

enum status
log_http(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *out = json_keep(cx->arena, json_array());
	struct log_question q = { 0 };
	struct log_line *lines;
	const char *next;
	int64_t wait, until;
	struct path path;
	size_t count;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count != 4)
		return fault(cx, ERR_NOT_FOUND, "/api/v2/logs/NAME");
	q.name = path.segment[3];
	if ((st = read_question(cx, rq, &q, &wait)) != OK)
		return st;
	until = clock_steady() + wait * 1000;
	for (;;) {
		if ((st = log_read(cx, &q, &lines, &count, &next)) != OK)
			return st;
		if (count > 0 || !q.after || clock_steady() >= until)
			break;
		q.place = next;
		(void)poll(NULL, 0, LOOK_MS);
	}
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:I, s:s, s:s, s:s}",
		    "place", lines[i].place, "stamp", lines[i].stamp, "time",
		    (json_int_t)lines[i].time, "program", lines[i].program, "priority",
		    lines[i].priority, "message", lines[i].message));
	operation_reply(cx, re, 200, json_keep(cx->arena, json_pack("{s:O, s:s?}", "lines", out,
	    q.after ? "after" : "before", next)));
	return OK;
}
