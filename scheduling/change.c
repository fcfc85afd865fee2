/*
 * Somebody wrote an object: is he its organizer or an attendee, may he, and who
 * hears of it (RFC 6638, section 3.2)?
 */
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "scheduling/private.h"

static enum status
refuse(struct ctx *cx, const char *condition, const char *why)
{
	cx->condition = condition;
	return fault(cx, ERR_DENIED, "%s", why);
}

enum status
sched_require_one_organizer(struct ctx *cx, const struct ical *ical)
{
	const char *first = NULL;

	for (size_t i = 0; i < ical->count; i++) {
		const struct content_line *p = ical_prop(ical->comps[i], "ORGANIZER");
		const char *address = p != NULL ? ical_address(cx->arena, p) : NULL;

		if (address == NULL)
			continue;
		if (first != NULL && strcasecmp(first, address) != 0)
			return refuse(cx, "C:same-organizer-in-all-components",
			    "components differ in their organizer");
		first = address;
	}
	return OK;
}

static enum status
as_organizer(struct ctx *cx, struct sched_change *c)
{
	enum status st;

	/* What others answered is theirs to say, unless the client knows what they said last. */
	if ((c->keep_answers || !c->has_read) && c->old != NULL && c->new != NULL)
		itip_spread(cx, c->old, c->new, &c->owner->who, true);
	if (c->new != NULL && (st = sched_expand(cx, c->owner->domain, c->owner->account, c->old,
	    c->new)) != OK)
		return st;
	st = sched_organize(cx, c->owner, c->owner->account, c->old, &c->new);
	if (st == ERR_PRECONDITION)
		st = ERR_DENIED;
	return st;
}

/* What ORGANIZER's object says to the owner, as his copy would; left alone when that is nothing. */
static enum status
view_of(struct ctx *cx, const struct sched_change *c, int64_t organizer, struct ical *object,
    const struct ical **view)
{
	struct itip_outcome outcome;
	struct itip_message *m;
	struct sched_user user;
	enum status st;

	if ((st = sched_user_load(cx, organizer, &user)) != OK ||
	    itip_role(cx, object, &user.who) != ITIP_ROLE_ORGANIZER ||
	    (st = itip_organizer_changed(cx, NULL, object, &user.who, clock_seconds(), &m)) != OK)
		return st;
	while (m != NULL && !itip_is_user(&c->owner->who, m->to))
		m = m->next;
	if (m == NULL || (st = itip_apply(cx, NULL, itip_after(cx, c->new, m->body),
	    &c->owner->who, m->from, &outcome)) != OK)
		return st;
	if (outcome.result == ITIP_STORE)
		*view = outcome.object;
	return OK;
}

/*
 * A client that had not heard that its copy went saved what it knew, without a
 * condition.  Elsewhere an attendee may well keep what the organizer has no more
 * (an import), but here a cancelled meeting does not come back, were it that he
 * himself had thrown it away before; and one that stands is what the organizer
 * says now, not what the client knew.
 */
static enum status
require_standing(struct ctx *cx, struct sched_change *c)
{
	const char *organizer = sched_mail_of(cx, itip_organizer(cx, c->new));
	struct sched_copy copy;
	struct person_at at;
	enum status st;

	if ((st = db_person_at(cx, c->owner->domain, &organizer, 1, &at)) != OK || at.id == 0 ||
	    (st = sched_copy_find(cx, at.id, c->new->uid, &copy)) != OK)
		return st;
	if (copy.ical == NULL)
		return refuse(cx, "C:allowed-attendee-scheduling-object-change", "it was cancelled");
	return view_of(cx, c, at.id, copy.ical, &c->old);
}

static enum status
as_attendee(struct ctx *cx, struct sched_change *c)
{
	struct itip_message *reply, *answers = NULL;
	const struct itip_user *who = &c->owner->who;
	struct sched_post *posts;
	int64_t stamp;
	enum status st;
	size_t count;

	if (c->was_meeting && c->new != NULL && (st = require_standing(cx, c)) != OK)
		return st;
	/* What others answered is not his to say, and may be newer than what his client had. */
	if (c->old != NULL && c->new != NULL && !c->keep_answers && !c->has_read)
		itip_keep_newer(cx, c->old, c->new, who);
	if (c->old != NULL && c->new != NULL)
		itip_spread(cx, c->old, c->new, who, c->keep_answers);
	stamp = itip_next_stamp(cx, c->old, who, clock_seconds());
	st = itip_attendee_changed(cx, c->old, c->new, who, stamp, &reply);
	if (st == ERR_PRECONDITION)
		return ERR_DENIED;
	if (st != OK || reply == NULL || c->quiet)
		return st;
	if ((st = sched_send(cx, c->owner, c->owner->account, reply, NULL, &posts, &count,
	    &answers)) != OK)
		return st;
	if (c->new == NULL || count == 0)
		return OK;
	itip_set_status(cx, c->new, reply->to, posts[0].status);
	if (strcmp(posts[0].status, SENT_BY_MAIL) == 0)
		itip_note_stamp(cx, c->new, who, stamp);
	return OK;
}

enum status
sched_change(struct ctx *cx, struct sched_change *c)
{
	const struct itip_user *who = &c->owner->who;
	enum itip_role was = c->old != NULL ? itip_role(cx, c->old, who) : ITIP_ROLE_NONE;
	enum itip_role is = c->new != NULL ? itip_role(cx, c->new, who) : ITIP_ROLE_NONE;
	enum status st;

	c->is_scheduled = is != ITIP_ROLE_NONE;
	if (c->new != NULL && (st = sched_require_one_organizer(cx, c->new)) != OK)
		return st;
	if (was == ITIP_ROLE_ORGANIZER) {
		if (is != ITIP_ROLE_ORGANIZER && c->new != NULL && itip_organizer(cx, c->new) != NULL)
			return refuse(cx, "C:allowed-organizer-scheduling-object-change",
			    "an organizer hands nothing over");
		return as_organizer(cx, c);
	}
	if (was == ITIP_ROLE_ATTENDEE && c->new != NULL && is != ITIP_ROLE_ATTENDEE)
		return refuse(cx, "C:allowed-attendee-scheduling-object-change",
		    "an attendee stays one");
	/* What was nobody's meeting before begins to be one. */
	if (was == ITIP_ROLE_NONE)
		c->old = NULL;
	if (is == ITIP_ROLE_ORGANIZER)
		return as_organizer(cx, c);
	if (is == ITIP_ROLE_ATTENDEE || was == ITIP_ROLE_ATTENDEE)
		return as_attendee(cx, c);
	return OK;
}
