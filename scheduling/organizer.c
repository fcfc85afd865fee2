#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "scheduling/private.h"

/* Above this an answer reaches the organizer alone; copies follow with his next change. */
#define SPREAD_MAX	200

enum status
sched_organize(struct ctx *cx, const struct sched_user *organizer, int64_t skip,
    const struct ical *old, struct ical **new)
{
	struct itip_message *messages, *answers = NULL;
	int64_t now = clock_seconds(), stamp = itip_next_stamp(cx, old, &organizer->who, now);
	struct sched_post *posts;
	bool is_noted = stamp != now;
	enum status st;
	size_t count;

	if ((st = itip_organizer_changed(cx, old, *new, &organizer->who, stamp, &messages)) != OK ||
	    (st = sched_send(cx, organizer, skip, messages, old, &posts, &count, &answers)) != OK)
		return st;
	for (size_t i = 0; *new != NULL && i < count; i++) {
		const struct itip_user him = { .addresses = &posts[i].message->to, .count = 1 };

		itip_set_status(cx, *new, posts[i].message->to, posts[i].status);
		is_noted = is_noted || strcmp(posts[i].status, SENT_BY_MAIL) == 0;
		if (posts[i].asked)
			sched_ask_anew(cx, *new, &him);
	}
	/* With the next mail within this second, too, which may overtake this one. */
	if (*new != NULL && is_noted)
		itip_note_stamp(cx, *new, &organizer->who, stamp);
	for (const struct itip_message *a = answers; *new != NULL && a != NULL; a = a->next) {
		struct itip_outcome outcome;

		if ((st = itip_apply(cx, *new, a->body, &organizer->who, a->from, &outcome)) != OK)
			return st;
		if (outcome.result == ITIP_STORE)
			*new = outcome.object;
	}
	return answers != NULL && *new != NULL ? sched_spread(cx, organizer, skip, *new) : OK;
}

static bool
is_listed(const char *const *list, size_t count, const char *address)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(list[i], address) == 0)
			return true;
	return false;
}

static enum status
spread_to(struct ctx *cx, const struct person_at *to, const char *address, const struct ical *ical)
{
	const char *addresses[] = { address, to->address };
	const struct itip_user user = { .addresses = addresses, .count = 2 };
	struct sched_copy copy;
	struct ical *changed;
	enum status st;

	if ((st = sched_copy_find(cx, to->id, ical->uid, &copy)) != OK || copy.ical == NULL)
		return st;
	if (itip_organizer(cx, copy.ical) == NULL || copy.item.schedule_tag == NULL)
		return OK;
	changed = ical_copy(cx, copy.ical);
	if (!itip_spread(cx, ical, changed, &user, true))
		return OK;
	return sched_copy_store(cx, &copy, changed, copy.item.schedule_tag);
}

enum status
sched_spread(struct ctx *cx, const struct sched_user *organizer, int64_t skip,
    const struct ical *ical)
{
	const char *addresses[SPREAD_MAX], *mails[SPREAD_MAX];
	struct person_at people[SPREAD_MAX];
	enum status st;
	size_t n = 0;

	for (size_t i = 0; i < ical->count; i++)
		for (const struct content_line *a = ical_prop(ical->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE")) {
			const char *address = ical_address(cx->arena, a);

			if (itip_agent(a) != ITIP_AGENT_SERVER || is_listed(addresses, n, address) ||
			    itip_is_user(&organizer->who, address))
				continue;
			if (n == SPREAD_MAX)
				return OK;
			mails[n] = sched_mail_of(cx, address);
			addresses[n++] = address;
		}
	if (n < 2)
		return OK;
	if ((st = db_person_at(cx, organizer->domain, mails, n, people)) != OK)
		return st;
	for (size_t i = 0; i < n && st == OK; i++) {
		struct arena *whole;

		if (people[i].id == 0 || people[i].id == skip || people[i].id == organizer->account)
			continue;
		whole = ctx_turn(cx);
		st = spread_to(cx, &people[i], addresses[i], ical);
		ctx_turn_end(cx, whole);
	}
	return st;
}
