/*
 * A room, a car, a team: takes what it is invited to while it is free.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "scheduling/private.h"
#include "storage/index.h"
#include "storage/resource.h"

#define LOOK_AHEAD	(INT64_C(2) * 366 * 86400)
#define WANTED_MAX	1000	/* occurrences of one booking that are looked at */
#define TAKEN_MAX	100000
#define EXCEPTIONS_MAX	50	/* occurrences that are refused one by one */

struct bookings {
	struct arena	*whole;
	const char	*but;		/* UID */
	struct span	 span;
	struct span	*list;
	size_t		 count, size;
};

static bool
is_cancelled(const struct ical_comp *c)
{
	const char *status = ical_value(c, "STATUS");

	return status != NULL && strcasecmp(status, "CANCELLED") == 0;
}

static bool
is_taking(const struct ical_comp *c)
{
	const char *transp = ical_value(c, "TRANSP");

	return !is_cancelled(c) && (transp == NULL || strcasecmp(transp, "TRANSPARENT") != 0);
}

static void
add(struct bookings *b, struct span when)
{
	if (b->count == b->size) {
		size_t size = b->size * 2 + 64;
		struct span *more = arena_array(b->whole, size, sizeof *more);

		if (b->count > 0)
			memcpy(more, b->list, b->count * sizeof *more);
		b->list = more;
		b->size = size;
	}
	b->list[b->count++] = when;
}

static enum status
add_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct bookings *b = arg;
	struct occurrence *found;
	struct ical *ical;
	enum status st;
	size_t n;

	if (strcmp(item->uid, b->but) == 0)
		return OK;
	if ((st = ical_read(cx, item->body, (size_t)item->size, NULL, &ical)) == OK)
		st = recur_expand(cx, ical, b->span, NULL, WANTED_MAX, &found, &n);
	if (st == ERR_LIMIT || st == ERR_INVALID) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	for (size_t i = 0; i < n && b->count < TAKEN_MAX; i++)
		if (is_taking(found[i].comp))
			add(b, found[i].when);
	return OK;
}

static int
by_start(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* How many bookings there are at once at most while WHEN lasts; the list is sorted. */
static size_t
most_at_once(const struct bookings *b, struct span when)
{
	size_t most = 0;

	for (size_t i = 0; i < b->count && b->list[i].start < when.end; i++) {
		int64_t at = b->list[i].start > when.start ? b->list[i].start : when.start;
		size_t n = 0;

		if (b->list[i].end <= when.start)
			continue;
		for (size_t k = 0; k < b->count && b->list[k].start <= at; k++)
			n += b->list[k].end > at;
		most = n > most ? n : most;
	}
	return most;
}

static enum status
gather(struct ctx *cx, int64_t account, struct bookings *b)
{
	const struct item_filter filter = {
		.component = "VEVENT", .most = CLASS_PRIVATE, .bodies = true,
		.from = b->span.start, .to = b->span.end,
	};
	struct collection *list;
	enum status st;
	size_t count;

	if ((st = db_collection_list(cx, account, COLLECTION_CALENDAR, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if ((st = db_item_each(cx, &list[i], &filter, add_item, b)) != OK)
			return st;
	if (b->count > 0)
		qsort(b->list, b->count, sizeof *b->list, by_start);
	return OK;
}

static void
say(struct ctx *cx, const struct itip_word *word, const struct itip_word **words, size_t *count)
{
	struct itip_word *one = arena_alloc(cx->arena, sizeof *one);

	*one = *word;
	*words = one;
	*count = 1;
}

/* Yes, but not to those; all of them, or very many: no. */
static enum status
weigh(struct ctx *cx, const struct resource *resource, const struct bookings *taken,
    const struct occurrence *wanted, size_t n, const struct itip_word **out, size_t *count)
{
	struct itip_word *words = arena_array(cx->arena, EXCEPTIONS_MAX + 1, sizeof *words);
	const char *why = NULL;
	size_t refused = 0, asked = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_cancelled(wanted[i].comp))
			continue;
		asked++;
		if (most_at_once(taken, wanted[i].when) < (size_t)resource->multiple_bookings)
			continue;
		if (why == NULL)
			why = arena_printf(cx->arena, "Already booked at %s.",
			    ical_time_write(cx->arena, wanted[i].start));
		if (++refused <= EXCEPTIONS_MAX)
			words[refused] = (struct itip_word){ .partstat = "DECLINED",
				.id = &wanted[i].id, .comment = "Already booked then." };
	}
	if (refused > EXCEPTIONS_MAX || (refused > 0 && refused == asked)) {
		say(cx, &(struct itip_word){ .partstat = "DECLINED", .comment = why }, out, count);
		return OK;
	}
	words[0] = (struct itip_word){ .partstat = "ACCEPTED" };
	*out = words;
	*count = refused + 1;
	return OK;
}

enum status
sched_resource_decide(struct ctx *cx, const struct resource *resource, const struct ical *object,
    const struct itip_word **words, size_t *count)
{
	int64_t now = clock_seconds();
	struct bookings taken = {
		.whole = cx->arena, .but = object->uid, .span = { now, now + LOOK_AHEAD },
	};
	struct occurrence *wanted;
	enum status st;
	size_t n;

	say(cx, &(struct itip_word){ .partstat = "ACCEPTED" }, words, count);
	if (resource->multiple_bookings <= 0)
		return OK;
	st = recur_expand(cx, object, taken.span, NULL, WANTED_MAX, &wanted, &n);
	if (st == ERR_LIMIT || st == ERR_INVALID) {
		ctx_forgive(cx);
		say(cx, &(struct itip_word){ .partstat = "DECLINED",
		    .comment = "The booking has too many occurrences." }, words, count);
		return OK;
	}
	if (st != OK || n == 0)
		return st;
	taken.span = (struct span){ wanted[0].when.start, wanted[n - 1].when.end };
	for (size_t i = 0; i < n; i++)
		if (wanted[i].when.end > taken.span.end)
			taken.span.end = wanted[i].when.end;
	if ((st = gather(cx, resource->account, &taken)) != OK)
		return st;
	return weigh(cx, resource, &taken, wanted, n, words, count);
}
