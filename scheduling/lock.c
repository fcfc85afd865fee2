#include "scheduling/private.h"
#include "storage/scheduling.h"

#define LINES_MAX	20000
#define PEOPLE_MAX	1500	/* more are refused anyway (deliver.c) */

static size_t
gather(struct ctx *cx, const struct ical *ical, const char **out)
{
	size_t n = 0;

	for (size_t i = 0; i < ical->count; i++)
		for (const struct content_line *p = ical->comps[i]->props; p != NULL; p = p->next)
			if ((content_is(p, "ATTENDEE") || content_is(p, "ORGANIZER")) &&
			    n < LINES_MAX)
				out[n++] = sched_mail_of(cx, ical_address(cx->arena, p));
	return n;
}

enum status
sched_lock(struct ctx *cx, int64_t domain, const char *const *uids, size_t uid_count,
    const struct ical *new)
{
	const char **addresses = arena_array(cx->arena, LINES_MAX, sizeof *addresses);
	struct person_at *people;
	int64_t *ids;
	enum status st;
	size_t n = 0, count = 0;

	if (uid_count > SCHED_UIDS_MAX)
		return fault(cx, ERR_LIMIT, "more than %d meetings at once", SCHED_UIDS_MAX);
	if ((st = db_scheduling_lock(cx, uids, uid_count)) != OK)
		return st;
	if (new != NULL)
		n = gather(cx, new, addresses);
	people = arena_array(cx->arena, n, sizeof *people);
	ids = arena_array(cx->arena, n, sizeof *ids);
	if (n > 0 && (st = db_person_at(cx, domain, addresses, n, people)) != OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (people[i].id != 0)
			ids[count++] = people[i].id;
	return db_scheduling_lock_people(cx, domain, uids, uid_count, ids,
	    count < PEOPLE_MAX ? count : PEOPLE_MAX);
}
