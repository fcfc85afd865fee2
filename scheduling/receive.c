/*
 * Messages that came by mail (RFC 6047).  Who sent them was made sure of by the
 * caller; that he may say what he says is made sure of here and in itip_apply().
 */
#include <strings.h>

#include "core/clock.h"
#include "scheduling/private.h"
#include "storage/scheduling.h"

/*
 * What only our own clients may say to us (RFC 6638, section 7).  SENT-BY goes
 * too: that somebody may speak for another is only his own word for it.
 */
static void
drop_claims(struct ical *ical)
{
	static const char *const params[] = { "SCHEDULE-AGENT", "SCHEDULE-STATUS",
		"SCHEDULE-FORCE-SEND", "X-DTSTAMP", "SENT-BY" };

	for (size_t i = 0; i < ical->count; i++)
		for (struct content_line *p = ical->comps[i]->props; p != NULL; p = p->next)
			for (size_t k = 0; k < COUNT(params); k++)
				if (content_is(p, "ATTENDEE") || content_is(p, "ORGANIZER"))
					content_param_drop(p, params[k]);
}

/* As which of his addresses he is invited; NULL: not at all. */
static const char *
invited_as(struct ctx *cx, const struct ical *ical, const struct itip_user *who)
{
	for (size_t i = 0; i < ical->count; i++)
		for (const struct content_line *a = ical_prop(ical->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE")) {
			const char *address = ical_address(cx->arena, a);

			if (itip_is_user(who, address))
				return address;
		}
	return NULL;
}

/* What the mail is to this account; NULL and *WHY when it is nothing. */
static const char *
addressed_to(struct ctx *cx, const struct sched_user *owner, const struct ical *message,
    enum itip_method method, const char **why)
{
	const char *to;

	switch (method) {
	case ITIP_REPLY:
	case ITIP_COUNTER:
	case ITIP_REFRESH:
		return owner->address;
	case ITIP_REQUEST:
	case ITIP_ADD:
	case ITIP_CANCEL:
	case ITIP_DECLINECOUNTER:
		if (itip_role(cx, message, &owner->who) == ITIP_ROLE_ORGANIZER) {
			*why = "his own invitation";
			return NULL;
		}
		to = invited_as(cx, message, &owner->who);
		/* One who was removed is named no more by some (Exchange). */
		if (to == NULL && (method == ITIP_CANCEL || method == ITIP_DECLINECOUNTER))
			to = owner->address;
		if (to == NULL)
			*why = "he is not invited by name";
		return to;
	default:
		*why = "nothing that is done without asking";
		return NULL;
	}
}

/*
 * An attendee proposes something else (RFC 5546, section 3.2.7).  What the
 * organizer makes of it is his decision: his client finds it in the inbox.
 */
static enum status
take_proposal(struct ctx *cx, const struct sched_user *owner, const struct itip_message *m,
    const char **why)
{
	struct ical *proposed = ical_copy(cx, m->body);
	struct sched_copy copy;
	enum status st;

	ical_remove(proposed->root, "METHOD");
	ical_refresh(cx, proposed);
	if ((st = ical_check(cx, proposed)) != OK ||
	    (st = sched_copy_find(cx, owner->account, m->body->uid, &copy)) != OK)
		return st;
	if (copy.ical == NULL || itip_role(cx, copy.ical, &owner->who) != ITIP_ROLE_ORGANIZER) {
		*why = "no meeting of his";
		return OK;
	}
	if (invited_as(cx, copy.ical, &(struct itip_user){ &m->from, 1 }) == NULL) {
		*why = "a proposal of one who is not invited";
		return OK;
	}
	*why = "a proposal for the organizer";
	return sched_into_inbox(cx, owner->account, m);
}

/*
 * The organizer does not want what an attendee proposed (RFC 5546, section
 * 3.2.8): nothing changes, and the attendee's client finds it in the inbox.
 */
static enum status
take_refusal(struct ctx *cx, const struct sched_user *owner, struct itip_message *m,
    const char **why)
{
	struct sched_copy copy;
	enum status st;

	if ((st = sched_copy_find(cx, owner->account, m->body->uid, &copy)) != OK)
		return st;
	if (copy.ical == NULL || itip_role(cx, copy.ical, &owner->who) != ITIP_ROLE_ATTENDEE ||
	    strcasecmp(itip_organizer(cx, copy.ical), m->from) != 0) {
		*why = "not from the organizer of a meeting of his";
		return OK;
	}
	*why = "a refusal for the attendee";
	return sched_into_inbox(cx, owner->account, m);
}

/* An attendee asks how the meeting stands (RFC 5546, section 3.2.6): he alone is told. */
static enum status
answer_refresh(struct ctx *cx, const struct sched_user *owner, const struct itip_message *m,
    const char **why)
{
	struct itip_message *all, *answers = NULL;
	struct sched_copy copy;
	struct sched_post *posts;
	enum status st;
	size_t count;

	if ((st = sched_copy_find(cx, owner->account, m->body->uid, &copy)) != OK)
		return st;
	if (copy.ical == NULL || itip_role(cx, copy.ical, &owner->who) != ITIP_ROLE_ORGANIZER) {
		*why = "no meeting of his";
		return OK;
	}
	if ((st = itip_organizer_changed(cx, NULL, ical_copy(cx, copy.ical), &owner->who,
	    clock_seconds(), &all)) != OK)
		return st;
	while (all != NULL && strcasecmp(all->to, m->from) != 0)
		all = all->next;
	if (all == NULL) {
		*why = "asked by one who is not invited";
		return OK;
	}
	all->next = NULL;
	*why = "told how the meeting stands";
	return sched_send(cx, owner, owner->account, all, NULL, &posts, &count, &answers);
}

enum status
sched_receive(struct ctx *cx, const struct sched_user *owner, const struct ical *message,
    const char *sender, bool may_add, const char **why)
{
	struct itip_message *m = arena_alloc(cx->arena, sizeof *m), *answers = NULL;
	enum itip_method method = itip_method_find(message->method);
	struct sched_post post = {
		.message = m,
		.by_mail = true,
		.skip = 0,
		.to = { .id = owner->account, .address = owner->address },
	}, *posts;
	struct person_at self;
	struct item_place place;
	enum status st;
	size_t count;

	*m = (struct itip_message){
		.method = method,
		.from = sender,
		.to = addressed_to(cx, owner, message, method, why),
		.body = ical_copy(cx, message),
	};
	if (m->to == NULL)
		return OK;
	if (message->count == 0 || *message->uid == '\0')
		return fault(cx, ERR_INVALID, "a message without one UID");
	if ((st = sched_require_one_organizer(cx, message)) != OK)
		return st;
	drop_claims(m->body);
	if ((st = sched_lock(cx, owner->domain, (const char *[]){ message->uid }, 1, message)) != OK ||
	    (st = db_person_at(cx, owner->domain, &owner->address, 1, &self)) != OK ||
	    (st = db_item_by_uid(cx, owner->account, message->uid, &place)) != OK)
		return st;
	if (method == ITIP_COUNTER)
		return take_proposal(cx, owner, m, why);
	if (method == ITIP_DECLINECOUNTER)
		return take_refusal(cx, owner, m, why);
	if (method == ITIP_REFRESH)
		return answer_refresh(cx, owner, m, why);
	post.to.is_resource = self.is_resource;
	if (place.name == NULL && method == ITIP_REQUEST && !may_add) {
		*why = "new invitations are not wanted from there";
		return OK;
	}
	if ((st = sched_deliver(cx, &post, &answers)) != OK)
		return st;
	*why = post.why != NULL ? post.why : *post.status == '1' ? "done" :
	    "another object has this UID";
	/* A room that was booked by mail. */
	return sched_send(cx, owner, owner->account, answers, NULL, &posts, &count, &answers);
}

enum status
sched_undeliverable(struct ctx *cx, int64_t account, const char *uid, const char *recipient,
    const char *status)
{
	struct sched_copy copy;
	struct ical *changed;
	enum status st;

	if ((st = db_scheduling_lock(cx, &uid, 1)) != OK ||
	    (st = sched_copy_find(cx, account, uid, &copy)) != OK || copy.ical == NULL)
		return st;
	changed = ical_copy(cx, copy.ical);
	itip_set_status(cx, changed, recipient, status);
	return sched_copy_store(cx, &copy, changed, copy.item.schedule_tag);
}
