/*
 * Groups and lists among the attendees: who is in one is invited by name, with
 * MEMBER (RFC 5545, section 3.2.11) saying why he is here.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/itip_data.h"

#define WORK_MAX	20000	/* members times components */

/* The addresses in one component, sorted. */
struct known {
	const char	**v;
	size_t		 n;
};

static int
by_address(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static struct known
known_in(struct ctx *cx, const struct ical_comp *c)
{
	struct known k = { 0 };
	size_t n = 0;

	for (const struct content_line *a = c != NULL ? c->props : NULL; a != NULL; a = a->next)
		n += content_is(a, "ATTENDEE");
	k.v = arena_array(cx->arena, n, sizeof *k.v);
	for (const struct content_line *a = c != NULL ? c->props : NULL; a != NULL; a = a->next)
		if (content_is(a, "ATTENDEE"))
			k.v[k.n++] = ical_address(cx->arena, a);
	qsort(k.v, k.n, sizeof *k.v, by_address);
	return k;
}

static bool
knows(const struct known *k, const char *address)
{
	return k->n > 0 && bsearch(&address, k->v, k->n, sizeof *k->v, by_address) != NULL;
}

static const char *
bare(const char *address)
{
	return strncasecmp(address, "mailto:", 7) == 0 ? address + 7 : address;
}

/* Is he here for lists that were all taken out just now? */
static bool
lost_all(const struct content_line *a, const struct known *was, const struct known *is)
{
	const struct content_param *lists = content_param(a, "MEMBER");

	for (size_t i = 0; lists != NULL && i < lists->count; i++)
		if (!knows(was, bare(lists->values[i])) || knows(is, bare(lists->values[i])))
			return false;
	return lists != NULL && lists->count > 0;
}

static void
drop_left(struct ical_comp *c, const struct known *was, const struct known *is)
{
	struct content_line *p = c->props, *next;

	c->props = c->last_prop = NULL;
	for (; p != NULL; p = next) {
		next = p->next;
		p->next = NULL;
		if (!content_is(p, "ATTENDEE") || !lost_all(p, was, is))
			ical_prop_add(c, p);
	}
}

static bool
has_member_of(const struct ical_comp *c, const char *list)
{
	for (const struct content_line *a = ical_prop(c, "ATTENDEE"); a != NULL;
	    a = ical_prop_next(a, "ATTENDEE")) {
		const struct content_param *lists = content_param(a, "MEMBER");

		for (size_t i = 0; lists != NULL && i < lists->count; i++)
			if (strcasecmp(bare(lists->values[i]), list) == 0)
				return true;
	}
	return false;
}

static void
add_member(struct ctx *cx, struct ical_comp *c, const struct content_line *list,
    const struct itip_member *m)
{
	struct content_line *p = content_line_new(cx->arena, "ATTENDEE",
	    arena_printf(cx->arena, "mailto:%s", m->address));
	const char *role = content_param_text(list, "ROLE");

	if (*m->name != '\0')
		content_param_put(cx->arena, p, "CN", m->name);
	if (role != NULL)
		content_param_put(cx->arena, p, "ROLE", role);
	content_param_put(cx->arena, p, "PARTSTAT", "NEEDS-ACTION");
	content_param_put(cx->arena, p, "RSVP", "TRUE");
	content_param_put(cx->arena, p, "MEMBER", list->value);
	ical_prop_add(c, p);
}

/*
 * One whom the organizer took out, while he left others of the list in, stays
 * out; but a client that wrote without having read the names takes out nobody.
 */
static void
expand_one(struct ctx *cx, struct ical_comp *c, struct content_line *line,
    const struct itip_list *list, const struct known *was)
{
	bool chosen = knows(was, list->address) && has_member_of(c, list->address);
	struct known is = known_in(cx, c);

	if (content_param(line, "CUTYPE") == NULL)
		content_param_put(cx->arena, line, "CUTYPE", "GROUP");
	for (size_t i = 0; i < list->count; i++) {
		const char *address = list->members[i].address;

		if (!knows(&is, address) && !(chosen && knows(was, address)))
			add_member(cx, c, line, &list->members[i]);
	}
}

enum status
itip_expand(struct ctx *cx, const struct ical *old, struct ical *new, const struct itip_list *lists,
    size_t count)
{
	size_t work = 0;

	for (size_t i = 0; i < count; i++)
		work += lists[i].count;
	if (work > 0 && new->count > WORK_MAX / work) {
		cx->condition = "C:max-attendees-per-instance";
		return fault(cx, ERR_LIMIT, "%zu members in %zu components", work, new->count);
	}
	for (size_t i = 0; i < new->count; i++) {
		struct ical_comp *c = new->comps[i];
		struct known was = known_in(cx, old != NULL ? itip_same(cx, old, new, c) : NULL);
		struct known is = known_in(cx, c);

		if (was.n > 0)
			drop_left(c, &was, &is);
		for (size_t k = 0; k < count; k++) {
			struct content_line *line = itip_attendee(cx, c, lists[k].address);

			if (line != NULL && itip_agent(line) == ITIP_AGENT_SERVER)
				expand_one(cx, c, line, &lists[k], &was);
		}
	}
	return OK;
}
