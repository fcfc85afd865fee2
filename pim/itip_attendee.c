/*
 * An attendee changed his copy, or answers: what the organizer hears (RFC 6638,
 * section 3.2.2).
 */
#include <string.h>
#include <strings.h>

#include "pim/itip_data.h"


static struct ical_comp *
reply_comp(struct ctx *cx, const struct ical_comp *from, const struct itip_user *user,
    const char *partstat, int64_t now)
{
	static const char *const told[] = {
		"UID",
		"ORGANIZER",
		"DTSTART",
		"DTEND",
		"DUE",
		"DURATION",
		"RECURRENCE-ID",
		"SEQUENCE",
		"SUMMARY",
		"LOCATION",
		"RRULE",
		"COMMENT",
		"COMPLETED",
		"PERCENT-COMPLETE",
	};
	struct ical_comp *c = ical_comp_new(cx->arena, from->name);
	const struct content_line *a = itip_attendee_of(cx, from, user);
	struct content_line *line;

	for (const struct content_line *p = from->props; p != NULL; p = p->next)
		for (size_t i = 0; i < COUNT(told); i++)
			if (content_is(p, told[i])) {
				line = content_line_copy(cx->arena, p);
				content_param_drop(line, "SCHEDULE-AGENT");
				content_param_drop(line, "SCHEDULE-STATUS");
				content_param_drop(line, "SCHEDULE-FORCE-SEND");
				ical_prop_add(c, line);
			}
	if (a != NULL) {
		line = content_line_copy(cx->arena, a);
		content_param_put(cx->arena, line, "PARTSTAT", partstat);
		content_param_drop(line, "RSVP");
		content_param_drop(line, "SCHEDULE-STATUS");
		content_param_drop(line, "X-DTSTAMP");
		ical_prop_add(c, line);
	}
	ical_set(cx->arena, c, "DTSTAMP", ical_utc_write(cx->arena, now));
	ical_add(cx->arena, c, "REQUEST-STATUS", "2.0;Success");
	return c;
}

/* EXDATEs that are new: occurrences that he deleted. */
static enum status
add_deleted(struct ctx *cx, const struct ical *old, const struct ical *new,
    const struct itip_user *user, int64_t now, struct ical *body, size_t *n)
{
	enum status st;

	for (const struct content_line *p = ical_prop(new->master, "EXDATE"); p != NULL;
	     p = ical_prop_next(p, "EXDATE")) {
		struct ical_time *times;
		size_t count;

		if ((st = ical_prop_times(cx, new, p, &times, &count)) != OK)
			return st;
		for (size_t i = 0; i < count; i++) {
			struct ical_comp *was;
			bool has;

			if ((st = recur_has(cx, old, times[i], &has)) != OK)
				return st;
			was = ical_override(cx, old, times[i]);
			if (!has && was == NULL)
				continue;
			if (was == NULL)
				was = itip_instance(cx, old, times[i]);
			if (itip_attendee_of(cx, was, user) == NULL ||
			    strcasecmp(itip_partstat(itip_attendee_of(cx, was, user)), "DECLINED") == 0)
				continue;
			ical_comp_add(body->root, reply_comp(cx, was, user, "DECLINED", now));
			++*n;
		}
	}
	return OK;
}

static enum status
refuse(struct ctx *cx, const char *why)
{
	cx->condition = "C:allowed-attendee-scheduling-object-change";
	return fault(cx, ERR_PRECONDITION, "%s", why);
}

/* What he says of one component, and said before. */
struct answer {
	const struct content_line	*line;	/* his; NULL: he is not in it */
	const char			*before, *now;
};

static struct content_line *
organizer_of(const struct ical_comp *c)
{
	for (struct content_line *p = c->props; p != NULL; p = p->next)
		if (content_is(p, "ORGANIZER"))
			return p;
	return NULL;
}

/* All lines of his in C say the same. */
static void
answer_all(struct ctx *cx, const struct ical_comp *c, const struct itip_user *user,
    const char *partstat)
{
	struct content_line *a = itip_attendee_of(cx, c, user);

	for (; a != NULL; a = itip_attendee_next(cx, a, user)) {
		content_param_put(cx->arena, a, "PARTSTAT", partstat);
		content_param_drop(a, "RSVP");
	}
}

/* Of several lines of his, the one in which he says something else than WAS does. */
static void
find_answer(struct ctx *cx, const struct ical_comp *was, const struct ical_comp *c,
    const struct itip_user *user, struct answer *out)
{
	const struct content_line *b = itip_attendee_of(cx, was, user), *next;
	const struct content_line *a = itip_attendee_of(cx, c, user);

	if (b == NULL)
		return;
	out->before = itip_partstat(b);
	for (; a != NULL; a = itip_attendee_next(cx, a, user)) {
		if (strcasecmp(itip_partstat(a), itip_partstat(b)) != 0) {
			out->line = a;
			out->before = itip_partstat(b);
			answer_all(cx, c, user, arena_strdup(cx->arena, itip_partstat(a)));
			return;
		}
		if ((next = itip_attendee_next(cx, b, user)) != NULL)
			b = next;
	}
}

/* C of NEW against what OLD has in its place. */
static enum status
compare(struct ctx *cx, const struct ical *old, const struct ical *new, struct ical_comp *c,
    const struct itip_user *user, const char *organizer, struct answer *out)
{
	const struct content_line *o = organizer_of(c);
	struct ical_comp *was = itip_same(cx, old, new, c);
	struct ical_time id;

	if (was == NULL && old->master != NULL &&
	    ical_time(cx, new, c, "RECURRENCE-ID", &id) == OK)
		was = itip_instance(cx, old, id);
	if (was != NULL && itip_moved(cx, old, was, new, c, false))
		return refuse(cx, "only the organizer may move it");
	if (o == NULL || strcasecmp(ical_address(cx->arena, o), organizer) != 0)
		return refuse(cx, "only the organizer may change the organizer");
	if (was != NULL)
		find_answer(cx, was, c, user, out);
	return OK;
}

static bool
is_cancelled(const struct ical_comp *c)
{
	const char *status = ical_value(c, "STATUS");

	return status != NULL && strcasecmp(status, "CANCELLED") == 0;
}

/* SCHEDULE-FORCE-SEND=REPLY, which goes. */
static bool
take_force(struct content_line *organizer)
{
	bool forced = content_param_has(organizer, "SCHEDULE-FORCE-SEND", "REPLY");

	content_param_drop(organizer, "SCHEDULE-FORCE-SEND");
	return forced;
}

enum status
itip_attendee_changed(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_user *user, int64_t now, struct itip_message **out)
{
	struct ical *body = itip_body(cx, ITIP_REPLY);
	const struct ical *from = new != NULL ? new : old;
	const char *organizer = itip_organizer(cx, old != NULL ? old : new), *me = NULL;
	bool forced = false, wanted = true;
	size_t n = 0;
	enum status st;

	*out = NULL;
	if (organizer == NULL || from == NULL)
		return OK;
	if ((st = itip_require_bounded(cx, old, new)) != OK)
		return st;
	for (size_t i = 0; i < from->count; i++) {
		struct ical_comp *c = from->comps[i];
		struct content_line *o = organizer_of(c);
		struct answer a = { .line = itip_attendee_of(cx, c, user), .before = "NEEDS-ACTION" };

		if (new != NULL && old != NULL &&
		    (st = compare(cx, old, new, c, user, organizer, &a)) != OK)
			return st;
		if (o != NULL) {
			wanted = wanted && itip_agent(o) == ITIP_AGENT_SERVER;
			forced = (new != NULL && take_force(o)) || forced;
		}
		if (a.line == NULL)
			continue;
		me = ical_address(cx->arena, a.line);
		a.now = new != NULL ? itip_partstat(a.line) : "DECLINED";
		if (new == NULL && is_cancelled(c))
			continue;
		if (new == NULL)
			a.before = itip_partstat(a.line);
		if (strcasecmp(a.before, a.now) == 0 && !forced)
			continue;
		ical_comp_add(body->root, reply_comp(cx, c, user, a.now, now));
		n++;
		/* One refusal of the whole says it for all. */
		if (new == NULL && c == old->master)
			break;
	}
	if (new != NULL && old != NULL && new->master != NULL && old->master != NULL &&
	    (st = add_deleted(cx, old, new, user, now, body, &n)) != OK)
		return st;
	if (n == 0 || !wanted || me == NULL)
		return OK;
	itip_finish(cx, body, from);
	*out = arena_alloc(cx->arena, sizeof **out);
	**out = (struct itip_message){
		.method = ITIP_REPLY,
		.from = me,
		.to = organizer,
		.body = body,
		.forced = forced,
		.significant = true,
	};
	return OK;
}

static enum status
put_word(struct ctx *cx, struct ical *ical, const struct itip_user *user,
    const struct itip_word *word)
{
	const struct ical_comp *one = NULL;
	bool found = false;
	enum status st;

	if (word->id != NULL && (one = ical_override(cx, ical, *word->id)) == NULL) {
		struct ical_comp *made;
		bool has = false;

		if (ical->master == NULL || (st = recur_has(cx, ical, *word->id, &has)) != OK || !has)
			return fault(cx, ERR_NOT_FOUND, "no such occurrence");
		made = itip_instance(cx, ical, *word->id);
		ical_override_put(cx, ical, made);
		one = made;
	}
	for (size_t i = 0; i < ical->count; i++) {
		struct ical_comp *c = ical->comps[i];

		if (itip_attendee_of(cx, c, user) == NULL || (one != NULL && c != one))
			continue;
		answer_all(cx, c, user, word->partstat);
		found = true;
	}
	return found ? OK : fault(cx, ERR_NOT_FOUND, "the user is not invited");
}

/* The last word that was about the component. */
static const char *
comment_on(struct ctx *cx, const struct ical *in, const struct ical_comp *c,
    const struct itip_word *words, size_t count)
{
	const char *comment = NULL;
	struct ical_time id;
	bool single = ical_time(cx, in, c, "RECURRENCE-ID", &id) == OK;

	for (size_t i = 0; i < count; i++)
		if (words[i].id == NULL || (single &&
		    ical_instant(*words[i].id, NULL) == ical_instant(id, NULL)))
			comment = words[i].comment;
	return comment;
}

enum status
itip_answer(struct ctx *cx, const struct ical *stored, const struct itip_user *user,
    const struct itip_word *words, size_t count, int64_t now, struct ical **out,
    struct itip_message **reply)
{
	struct ical *new = ical_copy(cx, stored);
	const char *comment;
	enum status st;

	for (size_t i = 0; i < count; i++)
		if ((st = put_word(cx, new, user, &words[i])) != OK)
			return st;
	if ((st = itip_attendee_changed(cx, stored, new, user, now, reply)) != OK)
		return st;
	for (size_t i = 0; *reply != NULL && i < (*reply)->body->count; i++) {
		struct ical_comp *c = (*reply)->body->comps[i];

		comment = comment_on(cx, (*reply)->body, c, words, count);
		if (comment != NULL)
			ical_set(cx->arena, c, "COMMENT", content_escaped(cx->arena, comment));
	}
	*out = new;
	return OK;
}
