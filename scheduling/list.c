/*
 * Groups and lists of the domain among the attendees.  Their members become
 * attendees themselves; where a list has members elsewhere, it gets mail, too,
 * and their addresses stay its own matter.
 */
#include <string.h>
#include <strings.h>

#include "scheduling/private.h"

#define LINES_MAX	20000
#define LISTS_MAX	100
#define MEMBERS_MAX	2000

struct attendees {
	const char		**addresses;	/* as they are written */
	struct person_at	 *people;
	size_t			  n;
};

static enum status
find_attendees(struct ctx *cx, int64_t domain, const struct ical *ical, struct attendees *out)
{
	const char **mails = arena_array(cx->arena, LINES_MAX, sizeof *mails);

	out->addresses = arena_array(cx->arena, LINES_MAX, sizeof *out->addresses);
	for (size_t i = 0; i < ical->count; i++)
		for (const struct content_line *a = ical_prop(ical->comps[i], "ATTENDEE");
		    a != NULL && out->n < LINES_MAX; a = ical_prop_next(a, "ATTENDEE")) {
			out->addresses[out->n] = ical_address(cx->arena, a);
			mails[out->n] = sched_mail_of(cx, out->addresses[out->n]);
			out->n++;
		}
	out->people = arena_array(cx->arena, out->n, sizeof *out->people);
	return out->n > 0 ? db_person_at(cx, domain, mails, out->n, out->people) : OK;
}

/* Invited by himself, perhaps under another of his addresses. */
static bool
is_invited(const struct attendees *all, int64_t id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->people[i].id == id)
			return true;
	return false;
}

static enum status
members_of(struct ctx *cx, int64_t domain, const struct attendees *all, int64_t organizer,
    struct itip_list *list)
{
	struct itip_member *members;
	struct person *people;
	enum status st;
	size_t count;

	if ((st = db_person_listed(cx, domain, sched_mail_of(cx, list->address), MEMBERS_MAX,
	    &people, &count)) != OK)
		return st;
	if (count > MEMBERS_MAX) {
		cx->condition = "C:max-attendees-per-instance";
		return fault(cx, ERR_LIMIT, "more than %d people in a list", MEMBERS_MAX);
	}
	members = arena_array(cx->arena, count, sizeof *members);
	list->members = members;
	for (size_t i = 0; i < count; i++)
		if (people[i].id != organizer && !is_invited(all, people[i].id))
			members[list->count++] = (struct itip_member){ people[i].address,
				people[i].name };
	return OK;
}

static bool
is_among(const struct itip_list *lists, size_t count, const char *address)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(lists[i].address, address) == 0)
			return true;
	return false;
}

enum status
sched_expand(struct ctx *cx, int64_t domain, int64_t organizer, const struct ical *old,
    struct ical *new)
{
	struct attendees all = { 0 };
	struct itip_list *lists = arena_array(cx->arena, LISTS_MAX, sizeof *lists);
	enum status st;
	size_t count = 0;

	if ((st = find_attendees(cx, domain, new, &all)) != OK)
		return st;
	for (size_t i = 0; i < all.n; i++) {
		if (!all.people[i].is_list || is_among(lists, count, all.addresses[i]))
			continue;
		if (count == LISTS_MAX) {
			cx->condition = "C:max-attendees-per-instance";
			return fault(cx, ERR_LIMIT, "more than %d lists", LISTS_MAX);
		}
		lists[count].address = all.addresses[i];
		if ((st = members_of(cx, domain, &all, organizer, &lists[count])) != OK)
			return st;
		count++;
	}
	return itip_expand(cx, old, new, lists, count);
}
