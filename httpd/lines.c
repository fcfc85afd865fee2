#include <stdlib.h>
#include <string.h>

#include "admin/trace_line.h"
#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/lines.h"
#include "storage/db.h"
#include "storage/trace.h"
#include "webmail/delivery_log.h"

#define DELIVERY_WAIT_MS 1500	/* whose mail it is is known a moment after Postfix took it */
#define DELIVERY_LATE_MS 15000	/* or when a worker that was held up has written it down */
#define DELIVERIES_MAX	10000	/* lines that wait; more are left to the reports */
#define TRACE_MS	1000	/* of a message's lines most come within this time */
#define TRACE_MAX	20000	/* events that wait while the database is away */
#define TRACE_AGAIN_MS	5000
#define NEVER		60000

/* A line of Postfix that waits until it can be understood. */
struct delivery {
	int64_t		 due;
	struct delivery	*next;
	char		 line[];
};

struct waiting {
	struct delivery	*first, **end;
};

struct lines {
	const struct conf	*conf;
	struct waiting		 fresh, late;	/* lines for the first look, and for another one */
	size_t			 delivery_count;
	json_t			*events;	/* of messages, for storage/trace.h */
	json_t			*stored, *stored_before;	/* of Dovecot; those of the last time again */
	int64_t			 trace_at;	/* 0: nothing waits */
	size_t			 lost;
};

struct lines *
lines_open(const struct conf *conf)
{
	struct lines *l = calloc(1, sizeof *l);

	if (l == NULL)
		abort();
	l->conf = conf;
	l->events = json_array();
	l->stored = json_array();
	l->stored_before = json_array();
	return l;
}

static void
put(struct waiting *w, struct delivery *d, int64_t due)
{
	if (w->first == NULL)
		w->end = &w->first;
	d->due = due;
	d->next = NULL;
	*w->end = d;
	w->end = &d->next;
}

static void
hear_delivery(struct lines *l, const char *line)
{
	struct delivery *d;

	if (l->delivery_count == DELIVERIES_MAX)
		return;
	if ((d = calloc(1, sizeof *d + strlen(line) + 1)) == NULL)
		abort();
	strcpy(d->line, line);
	put(&l->fresh, d, clock_steady() + DELIVERY_WAIT_MS);
	l->delivery_count++;
}

static void
hear_trace(struct lines *l, const char *service, const char *line)
{
	json_t *list = strcmp(service, "dovecot") == 0 ? l->stored : l->events, *event;
	struct arena *arena;

	if (json_array_size(list) >= TRACE_MAX) {
		l->lost++;
		return;
	}
	arena = arena_open();
	if ((event = trace_line_parse(arena, service, line)) != NULL) {
		json_array_append(list, event);
		if (l->trace_at == 0)
			l->trace_at = clock_steady() + TRACE_MS;
	}
	arena_close(arena);
}

void
lines_hear(struct lines *l, const char *text)
{
	const char *line = strchr(text, ' ');
	char service[16];

	if (line == NULL || (size_t)(line - text) >= sizeof service)
		return;
	memcpy(service, text, (size_t)(line - text));
	service[line - text] = '\0';
	line++;
	if (strcmp(service, "postfix") == 0 && strstr(line, ", status=") != NULL)
		hear_delivery(l, line);
	if (l->conf->trace_days > 0)
		hear_trace(l, service, line);
}

/* A few at a time: others want to hear their news. */
static void
note_deliveries(struct lines *l, struct db *db, int64_t now)
{
	for (int n = 0; n < 50; n++) {
		bool is_fresh = l->fresh.first != NULL && l->fresh.first->due <= now, known;
		struct waiting *w = is_fresh ? &l->fresh : &l->late;
		struct delivery *d = w->first;
		struct ctx cx;

		if (d == NULL || d->due > now)
			return;
		ctx_open(&cx, l->conf);
		cx.db = db;
		if (delivery_line_note(&cx, d->line, &known) != OK)
			log_warn("delivery", "%s", cx.fault_text);
		ctx_close(&cx);
		w->first = d->next;
		if (!known && is_fresh && l->delivery_count < DELIVERIES_MAX / 2) {
			put(&l->late, d, now + DELIVERY_LATE_MS);
		} else {
			l->delivery_count--;
			free(d);
		}
	}
}

static void
note_trace(struct lines *l, struct db *db, int64_t now)
{
	struct ctx cx;
	enum status st;

	ctx_open(&cx, l->conf);
	cx.db = db;
	if (json_array_size(l->stored_before) < TRACE_MAX)
		json_array_extend(l->stored_before, l->stored);
	st = db_trace_note(&cx, l->events, l->stored_before);
	if (st != OK || l->lost > 0)
		log_warn("trace", "%zu lines are lost; %s", l->lost,
		    cx.fault_text != NULL ? cx.fault_text : "");
	l->lost = 0;
	/* Dovecot tells of a mail a moment before Postfix does: its words are said twice. */
	if (st != ERR_BUSY) {
		json_array_clear(l->events);
		json_array_clear(l->stored_before);
		json_array_extend(l->stored_before, l->stored);
	}
	l->trace_at = st == ERR_BUSY ? now + TRACE_AGAIN_MS :
	    json_array_size(l->stored) > 0 ? now + TRACE_MS : 0;
	json_array_clear(l->stored);
	ctx_close(&cx);
}

int64_t
lines_work(struct lines *l, struct db *db, int64_t now)
{
	int64_t due = now + NEVER;

	note_deliveries(l, db, now);
	if (l->trace_at != 0 && l->trace_at <= now)
		note_trace(l, db, now);
	if (l->fresh.first != NULL && l->fresh.first->due < due)
		due = l->fresh.first->due;
	if (l->late.first != NULL && l->late.first->due < due)
		due = l->late.first->due;
	return l->trace_at != 0 && l->trace_at < due ? l->trace_at : due;
}
