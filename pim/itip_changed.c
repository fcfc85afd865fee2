/*
 * The organizer changed an object: who has to hear of it (RFC 6638, section
 * 3.2.1).  Each attendee gets what he may see: the whole, with EXDATEs where he
 * is not invited, or single occurrences.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/itip_data.h"

/* Mine alone, never sent: alarms and what the server notes for its own client. */
static struct ical_comp *
for_sending(struct ctx *cx, const struct ical_comp *from, int64_t now)
{
	static const char *const params[] = { "SCHEDULE-AGENT", "SCHEDULE-STATUS",
		"SCHEDULE-FORCE-SEND", "X-DTSTAMP" };
	struct ical_comp *c = ical_comp_copy(cx->arena, from), *next;

	for (struct ical_comp *a = ical_child(c, "VALARM"); a != NULL; a = next) {
		next = ical_child_next(a, "VALARM");
		ical_comp_remove(a);
	}
	for (struct content_line *p = c->props; p != NULL; p = p->next)
		for (size_t i = 0; i < COUNT(params); i++)
			if (content_is(p, "ATTENDEE") || content_is(p, "ORGANIZER"))
				content_param_drop(p, params[i]);
	ical_remove(c, "X-MOZ-LASTACK");
	ical_remove(c, "X-MOZ-SNOOZE-TIME");
	ical_set(cx->arena, c, "DTSTAMP", ical_utc_write(cx->arena, now));
	return c;
}

static struct itip_message *
add_message(struct ctx *cx, struct itip_message ***end, enum itip_method method, const char *from,
    const char *to, struct ical *body)
{
	struct itip_message *m = arena_alloc(cx->arena, sizeof *m);

	*m = (struct itip_message){ .method = method, .from = from, .to = to, .body = body };
	**end = m;
	*end = &m->next;
	return m;
}

static int64_t
sequence(const struct ical_comp *c)
{
	int64_t n = ical_int(c, "SEQUENCE", 0);

	return n < 0 ? 0 : n;
}

static void
set_sequence(struct ctx *cx, struct ical_comp *c, int64_t n)
{
	ical_set(cx->arena, c, "SEQUENCE", arena_printf(cx->arena, "%lld", (long long)n));
}

static enum status
refuse(struct ctx *cx, const char *condition, const char *why)
{
	cx->condition = condition;
	return fault(cx, ERR_PRECONDITION, "%s", why);
}

/* More than this many answers in one object is no meeting: refuse before the work grows with
 * its square. */
#define ANSWERS_MAX	1000000
#define WORK_MAX	20000000

struct person {
	const char		*address;
	uint64_t		 in_old, in_new;	/* tells the components that he is in */
	struct content_line *line; /* his first one, of the new version if there is one */
	bool			 forced;
	bool			 was_told;		/* by us, of the old version */
};

struct people {
	struct person	*v;
	size_t		 n;
};

static int
by_address(const void *a, const void *b)
{
	return strcasecmp(((const struct person *)a)->address, ((const struct person *)b)->address);
}

static struct person *
find_person(const struct people *p, const char *address)
{
	struct person key = { .address = address };

	return p->n == 0 ? NULL : bsearch(&key, p->v, p->n, sizeof key, by_address);
}

static size_t
count_lines(const struct ical *ical)
{
	size_t n = 0;

	for (size_t i = 0; ical != NULL && i < ical->count; i++)
		for (const struct content_line *a = ical_prop(ical->comps[i], "ATTENDEE"); a != NULL;
		    a = ical_prop_next(a, "ATTENDEE"))
			n++;
	return n;
}

static enum status
too_much(struct ctx *cx)
{
	cx->condition = "C:max-attendees-per-instance";
	return fault(cx, ERR_LIMIT, "too many attendees in too many components");
}

enum status
itip_require_bounded(struct ctx *cx, const struct ical *old, const struct ical *new)
{
	size_t comps = (old == NULL ? 0 : old->count) + (new == NULL ? 0 : new->count);
	size_t most = 1;

	for (int k = 0; k < 2; k++) {
		const struct ical *ical = k == 0 ? old : new;

		if (ical != NULL && ical->master != NULL) {
			struct ical one = { .comps = &(struct ical_comp *){ ical->master },
				.count = 1 };
			size_t n = count_lines(&one);

			most = n > most ? n : most;
		}
	}
	return comps > ANSWERS_MAX / most ? too_much(cx) : OK;
}

/* The attendees of one component, sorted. */
static struct people
people_of(struct ctx *cx, const struct ical_comp *c)
{
	struct people p = { 0 };
	size_t n = 0;

	for (const struct content_line *a = c->props; a != NULL; a = a->next)
		n += content_is(a, "ATTENDEE");
	p.v = arena_array(cx->arena, n, sizeof *p.v);
	for (struct content_line *a = c->props; a != NULL; a = a->next)
		if (content_is(a, "ATTENDEE"))
			p.v[p.n++] =
			    (struct person){ .address = ical_address(cx->arena, a), .line = a };
	qsort(p.v, p.n, sizeof *p.v, by_address);
	return p;
}

/* Mixes a component's number into what tells the components of a person. */
static uint64_t
mix(uint64_t h, uint64_t i)
{
	h = (h ^ (i + 1)) * 0x9e3779b97f4a7c15ULL;
	return h ^ h >> 29;
}

/* Everybody but the organizer, once, sorted by address; forced sending is noted and taken out. */
static void
collect(struct ctx *cx, struct people *p, const struct ical *old, struct ical *new,
    const char *organizer)
{
	const struct ical *both[2] = { new, old };
	size_t n = 0;

	p->v = arena_array(cx->arena, count_lines(old) + count_lines(new), sizeof *p->v);
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; both[k] != NULL && i < both[k]->count; i++) {
			struct people some = people_of(cx, both[k]->comps[i]);

			for (size_t m = 0; m < some.n; m++)
				if (strcasecmp(some.v[m].address, organizer) != 0)
					p->v[p->n++] = (struct person){ .address = some.v[m].address };
		}
	qsort(p->v, p->n, sizeof *p->v, by_address);
	for (size_t i = 0; i < p->n; i++)
		if (n == 0 || by_address(&p->v[n - 1], &p->v[i]) != 0)
			p->v[n++] = p->v[i];
	p->n = n;
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; both[k] != NULL && i < both[k]->count; i++) {
			struct people some = people_of(cx, both[k]->comps[i]);

			for (size_t m = 0; m < some.n; m++) {
				struct person *who = find_person(p, some.v[m].address);

				if (who == NULL)
					continue;
				*(k == 0 ? &who->in_new : &who->in_old) =
				    mix(k == 0 ? who->in_new : who->in_old, i);
				if (who->line == NULL)
					who->line = some.v[m].line;
				who->was_told = who->was_told || (k == 1 &&
				    itip_agent(some.v[m].line) == ITIP_AGENT_SERVER);
				if (k == 0 && content_param(some.v[m].line,
				                  "SCHEDULE-FORCE-SEND") != NULL) {
					who->forced = who->forced ||
					              content_param_has(some.v[m].line,
					                  "SCHEDULE-FORCE-SEND", "REQUEST");
					content_param_drop(some.v[m].line, "SCHEDULE-FORCE-SEND");
				}
			}
		}
}

/* The organizer's new version, put right. */
static void
correct(struct ctx *cx, const struct ical *old, struct ical *new, const char *organizer)
{
	for (size_t i = 0; i < new->count; i++) {
		struct ical_comp *c = new->comps[i];
		struct ical_comp *was = old == NULL ? NULL : itip_same(cx, old, new, c);
		struct people before_all;
		bool moved, reset;

		if (ical_prop(c, "SEQUENCE") == NULL)
			set_sequence(cx, c, 0);
		if (was == NULL && old != NULL && old->master != NULL && c != new->master) {
			/* A new override: moved when it is not where the master had it. */
			struct ical_time id;

			if (ical_time(cx, new, c, "RECURRENCE-ID", &id) != OK)
				continue;
			was = itip_instance(cx, old, id);
		}
		if (was == NULL)
			continue;
		moved = itip_moved(cx, old, was, new, c, true);
		reset = itip_rescheduled(cx, old, was, new, c, true);
		if (sequence(c) < sequence(was) + moved)
			set_sequence(cx, c, sequence(was) + moved);
		before_all = people_of(cx, was);
		for (struct content_line *a = c->props; a != NULL; a = a->next) {
			const struct person *one;
			const char *address;
			const struct content_line *before;

			if (!content_is(a, "ATTENDEE"))
				continue;
			address = ical_address(cx->arena, a);
			if (strcasecmp(address, organizer) == 0)
				continue;
			one = find_person(&before_all, address);
			before = one == NULL ? NULL : one->line;
			if (reset && before != NULL) {
				content_param_put(cx->arena, a, "PARTSTAT", "NEEDS-ACTION");
				content_param_put(cx->arena, a, "RSVP", "TRUE");
			} else if (before != NULL &&
			           strcasecmp(itip_partstat(a), "NEEDS-ACTION") == 0 &&
			           strcasecmp(itip_partstat(before), "NEEDS-ACTION") != 0 &&
			           !content_param_has(a, "SCHEDULE-FORCE-SEND", "REQUEST")) {
				/* He answered while the client was editing, which does not ask anew. */
				content_param_put(cx->arena, a, "PARTSTAT", itip_partstat(before));
			}
		}
	}
}

/* What one attendee is shown; NULL when nothing. */
static struct ical *
view(struct ctx *cx, const struct ical *ical, const char *address, int64_t now)
{
	struct ical *body = itip_body(cx, ITIP_REQUEST);
	struct ical_comp *master = NULL;
	size_t n = 0;

	if (ical == NULL)
		return NULL;
	if (ical->master != NULL && itip_attendee(cx, ical->master, address) != NULL) {
		master = for_sending(cx, ical->master, now);
		ical_comp_add(body->root, master);
		n++;
	}
	for (size_t i = 0; i < ical->count; i++) {
		struct ical_comp *c = ical->comps[i];
		struct ical_time id;

		if (c == ical->master)
			continue;
		if (itip_attendee(cx, c, address) != NULL) {
			ical_comp_add(body->root, for_sending(cx, c, now));
			n++;
		} else if (master != NULL && ical_time(cx, ical, c, "RECURRENCE-ID", &id) == OK)
			itip_exclude(cx, master, id);
	}
	if (n == 0)
		return NULL;
	itip_finish(cx, body, ical);
	return body;
}

/* An end or a duration, whichever a client writes: how long it is, and in which zone it ends. */
static void
spell_end(struct ctx *cx, const struct ical *in, struct ical_comp *c)
{
	const struct content_line *start = ical_prop(c, "DTSTART"), *end = ical_prop(c, "DTEND");
	const char *zone = end != NULL ? content_param_text(end, "TZID") : NULL;
	const char *own = start != NULL ? content_param_text(start, "TZID") : NULL;
	struct ical_extent e;

	if (strcmp(c->name, "VEVENT") != 0)
		return;
	if (ical_extent(cx, in, c, &e) != OK) {
		ctx_forgive(cx);
		return;
	}
	ical_remove(c, "DTEND");
	ical_remove(c, "DURATION");
	ical_set(cx->arena, c, "X-END", arena_printf(cx->arena, "%lld %lld %s",
	    (long long)e.length.days, (long long)e.length.seconds,
	    zone == NULL || (own != NULL && strcmp(zone, own) == 0) ? "" : zone));
}

/* Without what changes at every save, to see whether there is news. */
static const char *
news(struct ctx *cx, const struct ical *body)
{
	static const char *const props[] = { "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE",
		"TRANSP" };
	static const char *const params[] = { "PARTSTAT", "RSVP", "X-NUM-GUESTS" };
	struct ical *copy = ical_copy(cx, body);

	for (size_t i = 0; i < copy->count; i++) {
		spell_end(cx, copy, copy->comps[i]);
		for (size_t k = 0; k < COUNT(props); k++)
			ical_remove(copy->comps[i], props[k]);
		for (struct content_line *p = copy->comps[i]->props; p != NULL; p = p->next)
			for (size_t k = 0; k < COUNT(params); k++)
				if (content_is(p, "ATTENDEE"))
					content_param_drop(p, params[k]);
	}
	return itip_in_order(cx, copy);
}

/* Cancel for one: the components of OLD that he was in and is in no more. */
static struct ical *
cancellation(struct ctx *cx, const struct ical *old, const struct ical *new,
    const char *address, int64_t now)
{
	struct ical *body = itip_body(cx, ITIP_CANCEL);
	bool all = false;
	size_t n = 0;

	for (size_t i = 0; i < old->count; i++) {
		struct ical_comp *c = old->comps[i], *is, *out;
		bool in_new;

		if (itip_attendee(cx, c, address) == NULL)
			continue;
		is = new == NULL ? NULL : itip_same(cx, new, old, c);
		if (is == NULL && new != NULL && c != old->master) {
			struct ical_time id;
			bool has = false;

			/* The override is gone: is the occurrence? */
			if (ical_time(cx, old, c, "RECURRENCE-ID", &id) == OK &&
			    recur_has(cx, new, id, &has) == OK && has)
				is = new->master;
		}
		in_new = is != NULL && itip_attendee(cx, is, address) != NULL;
		if (in_new || (all && c != old->master))
			continue;
		all = all || c == old->master;
		out = for_sending(cx, c, now);
		if (sequence(out) <= sequence(c))
			set_sequence(cx, out, sequence(c) + 1);
		ical_set(cx->arena, out, "STATUS", "CANCELLED");
		ical_comp_add(body->root, out);
		n++;
	}
	/* Occurrences that he was invited to by the master, and by a new override no more. */
	for (size_t i = 0; new != NULL && i < new->count && !all; i++) {
		struct ical_comp *c = new->comps[i], *out;
		struct ical_time id;

		if (c == new->master || itip_attendee(cx, c, address) != NULL ||
		    old->master == NULL || itip_attendee(cx, old->master, address) == NULL ||
		    itip_same(cx, old, new, c) != NULL ||
		    ical_time(cx, new, c, "RECURRENCE-ID", &id) != OK)
			continue;
		out = for_sending(cx, itip_instance(cx, old, id), now);
		set_sequence(cx, out,
		    sequence(c) > sequence(old->master) ? sequence(c)
		                                        : sequence(old->master) + 1);
		ical_set(cx->arena, out, "STATUS", "CANCELLED");
		ical_comp_add(body->root, out);
		n++;
	}
	if (n == 0)
		return NULL;
	itip_finish(cx, body, old);
	return body;
}

/* What those who are in the same components are told; made once for all of them. */
struct news {
	struct news	*next;
	uint64_t	 in_old, in_new;
	bool		 was_invited;
	bool		 is_changed;
	struct ical	*request, *cancel;	/* NULL: none */
};

static const struct news *
news_for(struct ctx *cx, struct news **all, const struct person *who, const struct ical *old,
    const struct ical *level, const struct ical *new, int64_t now)
{
	struct news *n;
	struct ical *before;

	for (n = *all; n != NULL; n = n->next)
		if (n->in_old == who->in_old && n->in_new == who->in_new)
			return n;
	before = view(cx, level, who->address, now);
	n = arena_alloc(cx->arena, sizeof *n);
	*n = (struct news){
		.next = *all,
		.in_old = who->in_old,
		.in_new = who->in_new,
		.was_invited = before != NULL,
		.request = view(cx, new, who->address, now),
		.cancel = before == NULL ? NULL : cancellation(cx, old, new, who->address, now),
	};
	n->is_changed = before == NULL || n->request == NULL ||
	                strcmp(news(cx, before), news(cx, n->request)) != 0;
	*all = n;
	return n;
}

/*
 * Nobody was told, so everybody keeps the SEQUENCE that he has; with a higher one
 * here, which some clients give at every save, answers would be to something older.
 */
static void
keep_sequence(struct ctx *cx, const struct ical *was, const struct ical *new)
{
	for (size_t i = 0; i < new->count; i++) {
		const struct ical_comp *before = itip_same(cx, was, new, new->comps[i]);

		if (before != NULL && sequence(new->comps[i]) > sequence(before))
			set_sequence(cx, new->comps[i], sequence(before));
	}
}

enum status
itip_organizer_changed(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_user *user, int64_t now, struct itip_message **out)
{
	const char *organizer = new == NULL ? NULL : itip_organizer(cx, new);
	struct itip_message **end = out;
	struct people people = { 0 };
	struct news *all = NULL, *last = NULL;
	const struct ical *level;
	enum status st;
	size_t lines, work = 0;
	bool ours = true;	/* to tell, all of them */

	*out = NULL;
	if (organizer == NULL && old != NULL) {
		/* Without ORGANIZER it is nobody's meeting: to the others it is cancelled. */
		organizer = itip_organizer(cx, old);
		new = NULL;
	}
	if (organizer == NULL)
		return OK;
	if ((st = itip_require_bounded(cx, old, new)) != OK)
		return st;
	if (!itip_is_user(user, organizer))
		return refuse(cx, "C:organizer-allowed", "the organizer is somebody else");
	for (size_t i = 0; new != NULL && i < new->count; i++) {
		const struct content_line *p = ical_prop(new->comps[i], "ORGANIZER");

		if (p != NULL && strcasecmp(ical_address(cx->arena, p), organizer) != 0)
			return refuse(cx, "C:same-organizer-in-all-components",
			    "components differ in their organizer");
	}
	if (new != NULL)
		correct(cx, old, new, organizer);
	collect(cx, &people, old, new, organizer);
	/* That somebody answered for one occurrence is nothing new to the others. */
	level = old != NULL && new != NULL ? itip_level(cx, old, new) : old;
	lines = count_lines(old) + count_lines(new);
	for (size_t i = 0; i < people.n; i++) {
		const struct person *who = &people.v[i];
		const struct news *n;
		struct itip_message *m;

		/* RFC 6638, section 3.2.1.2: whom another tells from now on hears from us that we do no more. */
		if (itip_agent(who->line) != ITIP_AGENT_SERVER) {
			ours = false;
			if (!who->was_told || new == NULL)
				continue;
			if ((work += lines) > WORK_MAX)
				return too_much(cx);
			m = add_message(cx, &end, ITIP_CANCEL, organizer, who->address,
			    cancellation(cx, old, NULL, who->address, now));
			m->significant = true;
			continue;
		}
		n = news_for(cx, &all, who, old, level, new, now);
		if ((work += all != last ? lines : 0) > WORK_MAX)
			return too_much(cx);
		last = all;
		if (n->cancel != NULL) {
			m = add_message(cx, &end, ITIP_CANCEL, organizer, who->address, n->cancel);
			m->significant = true;
		}
		if (n->request == NULL || (!who->forced && !n->is_changed && who->was_told))
			continue;
		m = add_message(cx, &end, ITIP_REQUEST, organizer, who->address, n->request);
		m->forced = who->forced;
		m->significant =
		    !n->was_invited || strcmp(itip_partstat(who->line), "NEEDS-ACTION") == 0;
	}
	if (*out == NULL && people.n > 0 && ours && level != NULL && new != NULL)
		keep_sequence(cx, level, new);
	return OK;
}
