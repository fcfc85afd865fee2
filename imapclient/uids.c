#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "imapclient/uids.h"

/* Index of the first range that ends at UID or behind it. */
static size_t
find(const struct imap_uids *set, uint32_t uid)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (set->ranges[mid].last < uid)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
grow(struct imap_uids *set)
{
	if (set->count == set->size) {
		size_t size = set->size == 0 ? 8 : set->size * 2;
		struct imap_range *more = arena_array(set->arena, size, sizeof *more);

		if (set->count > 0)
			memcpy(more, set->ranges, set->count * sizeof *more);
		set->ranges = more;
		set->size = size;
	}
}

void
imap_uids_add(struct imap_uids *set, uint32_t uid)
{
	imap_uids_add_range(set, uid, uid);
}

void
imap_uids_add_range(struct imap_uids *set, uint32_t first, uint32_t last)
{
	size_t from, to;

	if (first > last) {
		uint32_t swap = first;

		first = last;
		last = swap;
	}
	if (first == 0)
		first = 1;
	if (last == 0)
		return;

	/* Ranges from..to-1 touch the new one and melt into it. */
	from = find(set, first - 1);
	for (to = from; to < set->count; to++) {
		if (set->ranges[to].first > last && set->ranges[to].first - last > 1)
			break;
		if (set->ranges[to].first < first)
			first = set->ranges[to].first;
		if (set->ranges[to].last > last)
			last = set->ranges[to].last;
	}
	if (from == to) {
		grow(set);
		memmove(set->ranges + from + 1, set->ranges + from,
		    (set->count - from) * sizeof *set->ranges);
		set->count++;
	} else if (to - from > 1) {
		memmove(set->ranges + from + 1, set->ranges + to,
		    (set->count - to) * sizeof *set->ranges);
		set->count -= to - from - 1;
	}
	set->ranges[from] = (struct imap_range){ first, last };
}

void
imap_uids_push(struct imap_uids *set, uint32_t first, uint32_t last)
{
	grow(set);
	set->ranges[set->count++] = first <= last ? (struct imap_range){ first, last } :
	    (struct imap_range){ last, first };
}

static int
by_first(const void *a, const void *b)
{
	const struct imap_range *r = a, *s = b;

	return r->first < s->first ? -1 : r->first > s->first;
}

void
imap_uids_settle(struct imap_uids *set)
{
	size_t kept = 0;
	bool sorted = true;

	for (size_t i = 1; i < set->count && sorted; i++)
		sorted = set->ranges[i - 1].first <= set->ranges[i].first;
	if (!sorted)
		qsort(set->ranges, set->count, sizeof *set->ranges, by_first);
	for (size_t i = 0; i < set->count; i++) {
		struct imap_range r = set->ranges[i], *last;

		if (r.last == 0)
			continue;
		if (r.first == 0)
			r.first = 1;
		last = kept > 0 ? &set->ranges[kept - 1] : NULL;
		if (last == NULL || (r.first > last->last && r.first - last->last > 1))
			set->ranges[kept++] = r;
		else if (r.last > last->last)
			last->last = r.last;
	}
	set->count = kept;
}

bool
imap_uids_has(const struct imap_uids *set, uint32_t uid)
{
	size_t i = find(set, uid);

	return i < set->count && set->ranges[i].first <= uid;
}

uint64_t
imap_uids_total(const struct imap_uids *set)
{
	uint64_t total = 0;

	for (size_t i = 0; i < set->count; i++)
		total += (uint64_t)set->ranges[i].last - set->ranges[i].first + 1;
	return total;
}

uint32_t
imap_uids_last(const struct imap_uids *set)
{
	return set->count > 0 ? set->ranges[set->count - 1].last : 0;
}

uint32_t
imap_uids_next(const struct imap_uids *set, uint32_t after)
{
	size_t i;

	if (after == UINT32_MAX || (i = find(set, after + 1)) == set->count)
		return 0;
	return set->ranges[i].first > after ? set->ranges[i].first : after + 1;
}

bool
imap_uids_slice(const struct imap_uids *set, uint32_t after, size_t max, struct imap_uids *out)
{
	out->count = 0;
	while (max > 0) {
		uint32_t first = imap_uids_next(set, after), last;

		if (first == 0)
			break;
		last = set->ranges[find(set, first)].last;
		if (last - first >= max)
			last = first + (uint32_t)(max - 1);
		imap_uids_add_range(out, first, last);
		max -= (size_t)(last - first) + 1;
		after = last;
	}
	return out->count > 0;
}

/* A number from 1 to 2^32-1 at *S; advances it. */
static bool
number(const char **s, const char *end, uint32_t *n)
{
	uint64_t v = 0;

	if (*s == end || **s < '1' || **s > '9')
		return false;
	for (; *s < end && **s >= '0' && **s <= '9'; (*s)++)
		if ((v = v * 10 + (uint64_t)(**s - '0')) > UINT32_MAX)
			return false;
	*n = (uint32_t)v;
	return true;
}

/* The next "a" or "a:b" with the comma behind it; false at nonsense. */
static bool
range(const char **s, const char *end, uint32_t *first, uint32_t *last)
{
	if (!number(s, end, first))
		return false;
	*last = *first;
	if (*s < end && **s == ':') {
		(*s)++;
		if (!number(s, end, last))
			return false;
	}
	if (*s == end)
		return true;
	return *(*s)++ == ',' && *s < end;
}

enum status
imap_uids_parse(struct imap_uids *set, const char *s, size_t len)
{
	const char *end = s + len;

	if (len == 0)
		return ERR_INVALID;
	for (size_t n = 0; s < end; n++) {
		uint32_t first, last;

		if (n == IMAP_UIDS_MAX)
			return ERR_LIMIT;
		if (!range(&s, end, &first, &last))
			return ERR_INVALID;
		imap_uids_push(set, first, last);
	}
	imap_uids_settle(set);
	return OK;
}

enum status
imap_uids_expand(struct arena *arena, const char *s, size_t len, size_t max,
    uint32_t **list, size_t *count)
{
	uint32_t first, last, *to;
	const char *end = s + len;
	size_t total = 0;

	if (len == 0)
		return ERR_INVALID;
	for (const char *p = s; p < end; ) {
		if (!range(&p, end, &first, &last))
			return ERR_INVALID;
		total += (size_t)(last > first ? last - first : first - last) + 1;
		if (total > max)
			return ERR_LIMIT;
	}
	*list = to = arena_array(arena, total, sizeof **list);
	*count = total;
	while (s < end && range(&s, end, &first, &last)) {
		if (first > last) {
			uint32_t swap = first;

			first = last;
			last = swap;
		}
		for (uint64_t u = first; u <= last; u++)
			*to++ = (uint32_t)u;
	}
	return OK;
}

char *
imap_uids_format(const struct imap_uids *set, struct arena *arena)
{
	struct buf b = BUF_ON(arena);

	buf_puts(&b, "");
	for (size_t i = 0; i < set->count; i++) {
		const struct imap_range *r = &set->ranges[i];

		buf_printf(&b, "%s%u", i > 0 ? "," : "", r->first);
		if (r->first != r->last)
			buf_printf(&b, ":%u", r->last);
	}
	return b.data;
}
