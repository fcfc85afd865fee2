/*
 * A message arrived: what becomes of the stored object (RFC 5546, section 3.2;
 * RFC 6638, section 4).  Only the organizer changes the matter, only an
 * attendee his own answer, and only with news.
 */
#include <string.h>
#include <strings.h>

#include "pim/itip_data.h"

/* Components times lines: some seconds at the most. */
#define WORK_MAX	10000000
#define OTHERS_MAX	1000	/* overrides of a series that are made anew */

static void
ignore(struct itip_outcome *out, const char *why)
{
	*out = (struct itip_outcome){ .result = ITIP_IGNORED, .why = why };
}

static bool
speaks_for(struct ctx *cx, const char *sender, const struct content_line *who)
{
	const char *by;

	if (sender == NULL)	/* one of our own processes */
		return true;
	if (who == NULL)
		return false;
	if (strcasecmp(sender, ical_address(cx->arena, who)) == 0)
		return true;
	by = content_param_text(who, "SENT-BY");
	if (by != NULL && strncasecmp(by, "mailto:", 7) == 0)
		by += 7;
	return by != NULL && strcasecmp(by, sender) == 0;
}

static void
drop_alarms(struct ical_comp *c)
{
	struct ical_comp *next;

	for (struct ical_comp *a = ical_child(c, "VALARM"); a != NULL; a = next) {
		next = ical_child_next(a, "VALARM");
		ical_comp_remove(a);
	}
}

/* What the user made of his copy stays his. */
static void
keep_own(struct ctx *cx, const struct ical_comp *was, struct ical_comp *c,
    const struct itip_user *user, bool moved)
{
	static const char *const own[] = { "TRANSP", "COLOR", "X-MOZ-LASTACK",
		"X-MOZ-SNOOZE-TIME", "PERCENT-COMPLETE" };
	struct content_line *mine = itip_attendee_of(cx, c, user);
	const struct content_line *before = itip_attendee_of(cx, was, user);

	drop_alarms(c);
	for (const struct ical_comp *a = ical_child(was, "VALARM"); a != NULL;
	     a = ical_child_next(a, "VALARM"))
		ical_comp_add(c, ical_comp_copy(cx->arena, a));
	for (size_t i = 0; i < COUNT(own); i++) {
		const struct content_line *p = ical_prop(was, own[i]);

		if (p != NULL) {
			ical_remove(c, own[i]);
			ical_prop_add(c, content_line_copy(cx->arena, p));
		}
	}
	if (before == NULL || moved || strcasecmp(itip_partstat(before), "NEEDS-ACTION") == 0)
		return;
	for (; mine != NULL; mine = itip_attendee_next(cx, mine, user)) {
		content_param_put(cx->arena, mine, "PARTSTAT", itip_partstat(before));
		content_param_drop(mine, "RSVP");
	}
}

static void
store(struct ctx *cx, struct ical *object, struct itip_outcome *out)
{
	ical_remove(object->root, "METHOD");
	ical_refresh(cx, object);
	ical_zones_complete(cx, object);
	ical_refresh(cx, object);
	out->result = ITIP_STORE;
	out->object = object;
}

static void
add_zones(struct ctx *cx, const struct ical *from, struct ical *to)
{
	for (const struct ical_comp *z = ical_child(from->root, "VTIMEZONE"); z != NULL;
	    z = ical_child_next(z, "VTIMEZONE")) {
		const char *tzid = ical_value(z, "TZID");
		bool known = false;

		for (const struct ical_comp *h = ical_child(to->root, "VTIMEZONE"); h != NULL;
		    h = ical_child_next(h, "VTIMEZONE"))
			known = known || (tzid != NULL && ical_value(h, "TZID") != NULL &&
			    strcmp(tzid, ical_value(h, "TZID")) == 0);
		if (!known)
			ical_comp_add(to->root, ical_comp_copy(cx->arena, z));
	}
	ical_refresh(cx, to);
}

/* The organizer's moves raise SEQUENCE: with the same one, it is the attendee who moved it. */
static bool
has_own_time(struct ctx *cx, const struct ical *old, const struct ical_comp *was,
    const struct ical *new, const struct ical_comp *c)
{
	return ical_int(c, "SEQUENCE", 0) == ical_int(was, "SEQUENCE", 0) &&
	    itip_moved(cx, old, was, new, c, false);
}

static bool
has_other_organizer(struct ctx *cx, const struct ical_comp *was, const struct ical_comp *c)
{
	const struct content_line *a = ical_prop(was, "ORGANIZER"), *b = ical_prop(c, "ORGANIZER");

	return a != NULL && (b == NULL ||
	    strcasecmp(ical_address(cx->arena, a), ical_address(cx->arena, b)) != 0);
}

/* Occurrences that he leaves out are his answer, however old his copy is. */
static void
keep_left_out(struct ctx *cx, const struct ical_comp *c, struct ical_comp *stored)
{
	for (const struct content_line *p = ical_prop(c, "EXDATE"); p != NULL;
	     p = ical_prop_next(p, "EXDATE")) {
		bool known = false;

		for (const struct content_line *q = ical_prop(stored, "EXDATE"); q != NULL;
		     q = ical_prop_next(q, "EXDATE"))
			known = known || strcmp(p->value, q->value) == 0;
		if (!known)
			ical_prop_add(stored, content_line_copy(cx->arena, p));
	}
}

/* Who saves a copy without an answer takes none back that another client of his gave. */
static void
keep_answer(struct ctx *cx, const struct ical_comp *was, struct ical_comp *c,
    const struct itip_user *user)
{
	const struct content_line *before = itip_attendee_of(cx, was, user);

	if (before == NULL)
		return;
	for (struct content_line *a = itip_attendee_of(cx, c, user); a != NULL;
	     a = itip_attendee_next(cx, a, user))
		if (strcasecmp(itip_partstat(a), "NEEDS-ACTION") == 0 &&
		    strcasecmp(itip_partstat(before), "NEEDS-ACTION") != 0) {
			content_param_put(cx->arena, a, "PARTSTAT", itip_partstat(before));
			content_param_drop(a, "RSVP");
		}
}

void
itip_keep_newer(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_user *user)
{
	bool any = false;

	for (size_t i = 0; i < new->count; i++) {
		struct ical_comp *c = new->comps[i], *stored;
		const struct ical_comp *was = itip_same(cx, old, new, c);

		if (was == NULL)
			continue;
		if (itip_is_news(cx, new, c, old, was) || has_own_time(cx, old, was, new, c) ||
		    has_other_organizer(cx, was, c)) {
			keep_answer(cx, was, c, user);
			continue;	/* whatever else is new in it is his doing */
		}
		stored = ical_comp_copy(cx->arena, was);
		keep_own(cx, c, stored, user, false);
		keep_left_out(cx, c, stored);
		ical_comp_remove(c);
		ical_comp_add(new->root, stored);
		any = true;
	}
	if (!any)
		return;
	add_zones(cx, old, new);
	ical_zones_complete(cx, new);
	ical_refresh(cx, new);
}

/*
 * The series as a whole came anew, and became NEW's master: what the organizer
 * says of an occurrence no more is as the series says it, but for what the user
 * made of it.  One that there is no more goes, as all do when the series MOVED.
 */
static void
renew_others(struct ctx *cx, const struct ical *message, struct ical *new,
    const struct itip_user *user, bool moved)
{
	struct ical_comp **others = arena_array(cx->arena, new->count, sizeof(struct ical_comp *));
	size_t n = 0;

	for (size_t i = 0; i < new->count; i++)
		if (new->comps[i] != new->master && itip_same(cx, message, new, new->comps[i]) == NULL)
			others[n++] = new->comps[i];
	moved = moved || n > OTHERS_MAX;
	for (size_t i = 0; i < n; i++) {
		struct ical_comp *one;
		const char *series;
		struct ical_time id;
		bool has = false;

		ical_comp_remove(others[i]);
		if (moved || ical_time(cx, new, others[i], "RECURRENCE-ID", &id) != OK)
			continue;
		if (recur_has(cx, new, id, &has) != OK)
			ctx_forgive(cx);
		if (!has)
			continue;
		one = itip_instance(cx, new, id);
		series = ical_write(cx, one, NULL);
		keep_own(cx, others[i], one, user, itip_moved(cx, new, others[i], new, one, false));
		if (strcmp(series, ical_write(cx, one, NULL)) != 0)
			ical_comp_add(new->root, one);
	}
	ical_refresh(cx, new);
}

/* He had answered, and the organizer says that he did not. */
static bool
is_asked_anew(struct ctx *cx, const struct ical_comp *was, const struct ical_comp *c,
    const struct itip_user *user)
{
	const struct content_line *before = itip_attendee_of(cx, was, user);
	const struct content_line *now = itip_attendee_of(cx, c, user);

	return before != NULL && now != NULL &&
	    strcasecmp(itip_partstat(before), "NEEDS-ACTION") != 0 &&
	    strcasecmp(itip_partstat(now), "NEEDS-ACTION") == 0;
}

static void
apply_request(struct ctx *cx, const struct ical *stored, const struct ical *message,
    const struct itip_user *user, const char *sender, struct itip_outcome *out)
{
	const struct content_line *organizer = ical_prop(message->comps[0], "ORGANIZER");
	struct ical *new;
	bool any = false;

	if (!speaks_for(cx, sender, organizer) && organizer != NULL)
		return ignore(out, "not from the organizer");
	if (stored == NULL) {
		new = ical_copy(cx, message);
		for (size_t i = 0; i < new->count; i++)		/* alarms of others are not ours */
			drop_alarms(new->comps[i]);
		out->significant = true;
		return store(cx, new, out);
	}
	if (organizer != NULL && itip_organizer(cx, stored) != NULL &&
	    strcasecmp(itip_organizer(cx, stored), ical_address(cx->arena, organizer)) != 0)
		return ignore(out, "from another organizer");

	new = ical_copy(cx, stored);
	add_zones(cx, message, new);
	for (size_t i = 0; i < message->count; i++) {
		const struct ical_comp *c = message->comps[i];
		struct ical_comp *was = itip_same(cx, new, message, c), *copy;
		const struct ical_comp *base = was;
		struct ical_time id;
		bool moved;

		if (was != NULL && !itip_is_news(cx, message, c, new, was))
			continue;
		copy = ical_comp_copy(cx->arena, c);
		if (base == NULL && new->master != NULL &&
		    ical_time(cx, message, c, "RECURRENCE-ID", &id) == OK)
			base = itip_instance(cx, new, id);
		/* An EXDATE of his copy may be his own, unless the organizer asks anew. */
		moved = base == NULL || itip_rescheduled(cx, new, base, message, c,
		    is_asked_anew(cx, base, c, user));
		if (base != NULL)
			keep_own(cx, base, copy, user, moved);
		out->significant = out->significant || moved;
		if (was != NULL)
			ical_comp_remove(was);
		ical_comp_add(new->root, copy);
		ical_refresh(cx, new);
		if (c == message->master)
			renew_others(cx, message, new, user, moved);
		any = true;
	}
	if (!any)
		return ignore(out, "nothing newer than what is stored");
	store(cx, new, out);
}

/*
 * ADD names its occurrence by DTSTART alone (RFC 5546, section 3.2.4): here it is
 * an RDATE, and an override for all that the message says of it.
 */
static bool
add_occurrence(struct ctx *cx, struct ical *new, const struct ical *message,
    const struct ical_comp *c)
{
	static const char *const gone[] = { "RRULE", "RDATE", "EXDATE", "EXRULE" };
	struct ical_comp *one = ical_comp_copy(cx->arena, c);
	const char *stamp = ical_value(c, "DTSTAMP");
	struct ical_extent series;
	struct ical_time at;
	bool has;

	if (ical_time(cx, message, c, "DTSTART", &at) != OK ||
	    ical_extent(cx, new, new->master, &series) != OK ||
	    (at.form == ICAL_DATE) != (series.start.form == ICAL_DATE))
		return false;
	at = ical_time_at(ical_instant(at, NULL), series.start, NULL);
	if (recur_has(cx, new, at, &has) != OK)
		return false;
	for (size_t i = 0; i < COUNT(gone); i++)
		ical_remove(one, gone[i]);
	drop_alarms(one);
	itip_include(cx, new->master, at, one, !has);
	ical_override_put(cx, new, one);
	ical_set(cx->arena, new->master, "SEQUENCE", arena_printf(cx->arena, "%lld",
	    (long long)ical_int(c, "SEQUENCE", 0)));
	if (stamp != NULL)
		ical_set(cx->arena, new->master, "DTSTAMP", stamp);
	return true;
}

static void
apply_add(struct ctx *cx, const struct ical *stored, const struct ical *message,
    const char *sender, struct itip_outcome *out)
{
	const struct content_line *organizer = ical_prop(message->comps[0], "ORGANIZER");
	struct ical *new;
	bool any = false;

	if (stored == NULL || stored->master == NULL)
		return ignore(out, "adds to what is not here");
	if (!speaks_for(cx, sender, organizer) || organizer == NULL ||
	    itip_organizer(cx, stored) == NULL ||
	    strcasecmp(itip_organizer(cx, stored), ical_address(cx->arena, organizer)) != 0)
		return ignore(out, "not from the organizer");
	new = ical_copy(cx, stored);
	add_zones(cx, message, new);
	for (size_t i = 0; i < message->count; i++)
		any = (itip_is_news(cx, message, message->comps[i], new, new->master) &&
		    add_occurrence(cx, new, message, message->comps[i])) || any;
	if (!any)
		return ignore(out, "adds nothing newer than what is stored");
	out->significant = true;
	store(cx, new, out);
}

static void
apply_cancel(struct ctx *cx, const struct ical *stored, const struct ical *message, const char *sender,
    struct itip_outcome *out)
{
	const struct content_line *organizer = ical_prop(message->comps[0], "ORGANIZER");
	struct ical *new;
	bool any = false;

	if (stored == NULL)
		return ignore(out, "cancels what is not here");
	if (!speaks_for(cx, sender, organizer) ||
	    (itip_organizer(cx, stored) != NULL &&
	        (organizer == NULL || strcasecmp(itip_organizer(cx, stored),
	                                  ical_address(cx->arena, organizer)) != 0)))
		return ignore(out, "not from the organizer");
	new = ical_copy(cx, stored);
	for (size_t i = 0; i < message->count; i++) {
		const struct ical_comp *c = message->comps[i];
		struct ical_comp *was = itip_same(cx, new, message, c);
		struct ical_time id;

		if (was != NULL && ical_int(c, "SEQUENCE", 0) < ical_int(was, "SEQUENCE", 0))
			continue;
		if (ical_time(cx, message, c, "RECURRENCE-ID", &id) != OK) {
			*out = (struct itip_outcome){ .result = ITIP_DELETE, .significant = true };
			return;
		}
		if (new->master != NULL) {
			bool has;
			struct ical_extent e;

			if (recur_has(cx, new, id, &has) != OK || (!has && was == NULL))
				continue;
			if (ical_extent(cx, new, new->master, &e) == OK)
				id = ical_time_at(ical_instant(id, NULL), e.start, NULL);
			itip_exclude(cx, new->master, id);
			ical_set(cx->arena, new->master, "DTSTAMP", ical_value(c, "DTSTAMP") != NULL ?
			    ical_value(c, "DTSTAMP") : ical_value(new->master, "DTSTAMP") != NULL ?
			    ical_value(new->master, "DTSTAMP") : "19700101T000000Z");
			any = true;
		}
		if (was != NULL) {
			ical_comp_remove(was);
			any = true;
		}
		ical_refresh(cx, new);
	}
	if (!any)
		return ignore(out, "cancels what is not here, or is old");
	if (new->count == 0) {
		*out = (struct itip_outcome){ .result = ITIP_DELETE, .significant = true };
		return;
	}
	out->significant = true;
	store(cx, new, out);
}

/* The one who was delegated to comes in with the answer (RFC 5546, 3.2.2.3). */
static void
add_delegates(struct ctx *cx, struct ical_comp *to, const struct content_line *from)
{
	const struct content_param *list = content_param(from, "DELEGATED-TO");

	for (size_t i = 0; list != NULL && i < list->count; i++) {
		struct content_line *p = content_line_new(cx->arena, "ATTENDEE", list->values[i]);

		if (itip_attendee(cx, to, ical_address(cx->arena, p)) != NULL)
			continue;
		content_param_put(cx->arena, p, "PARTSTAT", "NEEDS-ACTION");
		content_param_put(cx->arena, p, "RSVP", "TRUE");
		content_param_put(cx->arena, p, "DELEGATED-FROM", from->value);
		ical_prop_add(to, p);
	}
}

static bool
apply_answer(struct ctx *cx, const struct ical_comp *c, struct ical_comp *to, struct content_line *a,
    const struct content_line *from)
{
	const char *stamp = ical_value(c, "DTSTAMP"), *before = content_param_text(a, "X-DTSTAMP");
	const char *status = ical_value(c, "REQUEST-STATUS");

	if (ical_int(c, "SEQUENCE", 0) < ical_int(to, "SEQUENCE", 0) &&
	    ical_prop(c, "SEQUENCE") != NULL)
		return false;
	/* Both UTC in basic form, which sorts. */
	if (stamp != NULL && before != NULL && strcmp(stamp, before) < 0)
		return false;
	content_param_put(cx->arena, a, "PARTSTAT", itip_partstat(from));
	content_param_drop(a, "RSVP");
	content_param_put(cx->arena, a, "SCHEDULE-STATUS", status == NULL ? "2.0" :
	    arena_strndup(cx->arena, status, strcspn(status, ";")));
	if (stamp != NULL)
		content_param_put(cx->arena, a, "X-DTSTAMP", stamp);
	if (content_param(from, "DELEGATED-TO") != NULL) {
		content_param_drop(a, "DELEGATED-TO");
		for (size_t i = 0; i < content_param(from, "DELEGATED-TO")->count; i++)
			content_param_add(cx->arena, a, "DELEGATED-TO",
			    content_param(from, "DELEGATED-TO")->values[i]);
		add_delegates(cx, to, from);
	}
	return true;
}

static void
apply_reply(struct ctx *cx, const struct ical *stored, const struct ical *message,
    const struct itip_user *user, const char *sender, struct itip_outcome *out)
{
	struct ical *new;
	const char *why = "says nothing new";
	bool any = false;

	if (stored == NULL)
		return ignore(out, "answers what is not here");
	if (itip_organizer(cx, stored) == NULL || !itip_is_user(user, itip_organizer(cx, stored)))
		return ignore(out, "the user is not the organizer");
	new = ical_copy(cx, stored);
	for (size_t i = 0; i < message->count; i++) {
		const struct ical_comp *c = message->comps[i];
		const struct content_line *from = ical_prop(c, "ATTENDEE");
		struct ical_comp *to = itip_same(cx, new, message, c);
		const char *who[1];
		struct content_line *a;
		struct ical_time id;

		if (from == NULL || !speaks_for(cx, sender, from)) {
			why = "not from the one who answers";
			continue;
		}
		if (to == NULL && new->master != NULL &&
		    ical_time(cx, message, c, "RECURRENCE-ID", &id) == OK) {
			bool has;

			if (recur_has(cx, new, id, &has) != OK || !has) {
				why = "answers an occurrence that there is not";
				continue;
			}
			if (itip_attendee(cx, new->master, ical_address(cx->arena, from)) != NULL) {
				to = itip_instance(cx, new, id);
				ical_override_put(cx, new, to);
			}
		}
		a = to == NULL ? NULL : itip_attendee(cx, to, ical_address(cx->arena, from));
		if (a == NULL) {
			out->unknown = true;
			why = "from one who was not invited";
			continue;
		}
		who[0] = ical_address(cx->arena, from);
		for (; a != NULL; a = itip_attendee_next(cx, a, &(struct itip_user){ who, 1 }))
			any = apply_answer(cx, c, to, a, from) || any;
	}
	if (!any) {
		bool unknown = out->unknown;

		ignore(out, why);
		out->unknown = unknown;
		return;
	}
	store(cx, new, out);
}

/* How much each component of a message may have to be compared with and copied. */
static size_t
lines_of(const struct ical *ical)
{
	size_t n = 1;

	for (size_t i = 0; i < ical->count; i++) {
		n++;
		for (const struct content_line *p = ical->comps[i]->props; p != NULL; p = p->next)
			n++;
	}
	return n;
}

enum status
itip_apply(struct ctx *cx, const struct ical *stored, const struct ical *message,
    const struct itip_user *user, const char *sender, struct itip_outcome *out)
{
	*out = (struct itip_outcome){ .result = ITIP_IGNORED };
	if (message->count == 0 || message->uid[0] == '\0')
		return fault(cx, ERR_INVALID, "a message without one UID");
	if (stored != NULL && strcmp(stored->uid, message->uid) != 0)
		return fault(cx, ERR_INVALID, "a message about another object");
	if (stored != NULL && message->count > WORK_MAX / (lines_of(stored) + lines_of(message))) {
		cx->condition = "C:max-instances";
		return fault(cx, ERR_LIMIT, "too many occurrences in a message");
	}
	switch (itip_method_find(message->method)) {
	case ITIP_REQUEST:
	case ITIP_PUBLISH:
		apply_request(cx, stored, message, user, sender, out);
		break;
	case ITIP_ADD:
		apply_add(cx, stored, message, sender, out);
		break;
	case ITIP_CANCEL:
		apply_cancel(cx, stored, message, sender, out);
		break;
	case ITIP_REPLY:
		apply_reply(cx, stored, message, user, sender, out);
		break;
	default:
		ignore(out, "nothing that changes the stored object");
	}
	if (cx->fault != OK && out->result != ITIP_IGNORED)
		ctx_forgive(cx);
	return OK;
}
