#include <string.h>
#include <time.h>

#include "core/hash.h"
#include "dav/etag.h"

const char *
dav_etag(struct ctx *cx, const void *body, size_t len)
{
	return hash_etag(cx->arena, body, len);
}

/*
 * Is TAG in a list like `"a", W/"b"`, or is the list "*"?  Strong comparison
 * takes no weak tag.
 */
static bool
is_listed(const char *list, const char *tag, bool strong)
{
	size_t len = strlen(tag);

	while (*list != '\0') {
		bool weak;
		size_t n;

		list += strspn(list, " \t,");
		if (*list == '*')
			return true;
		weak = strncmp(list, "W/", 2) == 0;
		if (weak)
			list += 2;
		if (*list == '"') {
			const char *end = strchr(list + 1, '"');

			n = end != NULL ? (size_t)(end - list) + 1 : strlen(list);
		} else {
			n = strcspn(list, " \t,");
		}
		if (n == len && memcmp(list, tag, len) == 0 && !(weak && strong))
			return true;
		list += n;
		if (n == 0)
			return false;
	}
	return false;
}

static bool
parse_date(const char *s, int64_t *out)
{
	struct tm tm = { 0 };
	const char *end = strptime(s, "%a, %d %b %Y %H:%M:%S GMT", &tm);

	if (end == NULL || *end != '\0')
		return false;
	*out = timegm(&tm);
	return true;
}

/*
 * One "(Not <token> [etag] …)" of If; S is behind "(".  Nothing is ever locked
 * here, so no state token is true.
 */
static bool
list_holds(const char **at, const char *tag, bool *broken)
{
	const char *s = *at;
	bool holds = true;

	for (;;) {
		bool negate = false, one = false;
		const char *end;

		s += strspn(s, " \t");
		if (strncmp(s, "Not", 3) == 0) {
			negate = true;
			s += 3;
			s += strspn(s, " \t");
		}
		if (*s == ')' && !negate)
			break;
		if (*s == '[' && (end = strchr(s, ']')) != NULL) {
			one = tag != NULL && (size_t)(end - s - 1) == strlen(tag) &&
			    memcmp(s + 1, tag, strlen(tag)) == 0;
		} else if (*s != '<' || (end = strchr(s, '>')) == NULL) {
			*broken = true;
			return false;
		}
		holds = holds && one != negate;
		s = end + 1;
	}
	*at = s + 1;
	return holds;
}

/*
 * RFC 4918, section 10.4: one list that holds is enough.  Lists tagged with
 * another resource are passed over.
 */
static bool
if_holds(const struct request *rq, const char *s, const char *tag, bool *broken)
{
	bool ours = true, any = false, holds = false;

	while (s += strspn(s, " \t"), *s != '\0' && !*broken) {
		if (*s == '<') {
			const char *end = strchr(s, '>'), *path = ++s;
			size_t len;

			if (end == NULL) {
				*broken = true;
				break;
			}
			if (strncmp(s, "http", 4) == 0 && (path = strstr(s, "//")) != NULL &&
			    path < end)
				path = memchr(path + 2, '/', (size_t)(end - path - 2));
			len = path != NULL ? (size_t)(end - path) : 0;
			ours = strlen(rq->path) == len && memcmp(rq->path, path, len) == 0;
			s = end + 1;
		} else if (*s == '(') {
			bool one;

			s++;
			one = list_holds(&s, tag, broken);
			if (ours) {
				any = true;
				holds = holds || one;
			}
		} else {
			*broken = true;
		}
	}
	return holds || !any;
}

enum status
dav_check_etag(struct ctx *cx, const struct request *rq, const struct item *item)
{
	const char *tag = item != NULL ? item->etag : NULL;
	bool broken = false;
	int64_t since;

	for (const struct header *h = rq->headers; h != NULL; h = h->next) {
		if (h->value == NULL)
			continue;
		if (strcmp(h->name, "if-match") == 0 &&
		    (tag == NULL || !is_listed(h->value, tag, true)))
			return fault(cx, ERR_PRECONDITION, "If-Match does not hold");
		if (strcmp(h->name, "if-none-match") == 0 &&
		    tag != NULL && is_listed(h->value, tag, false))
			return fault(cx, ERR_PRECONDITION, "If-None-Match does not hold");
		if (strcmp(h->name, "if-unmodified-since") == 0 && item != NULL &&
		    http_header(rq, "if-match") == NULL && parse_date(h->value, &since) &&
		    item->modified > since)
			return fault(cx, ERR_PRECONDITION, "If-Unmodified-Since does not hold");
		/* RFC 6638, section 3.2.10 */
		if (strcmp(h->name, "if-schedule-tag-match") == 0 && (item == NULL ||
		    item->schedule_tag == NULL || strcmp(h->value, item->schedule_tag) != 0))
			return fault(cx, ERR_PRECONDITION, "If-Schedule-Tag-Match does not hold");
		if (strcmp(h->name, "if") == 0) {
			bool holds = if_holds(rq, h->value, tag, &broken);

			if (broken)
				return fault(cx, ERR_INVALID, "If cannot be read");
			if (!holds)
				return fault(cx, ERR_PRECONDITION, "If does not hold");
		}
	}
	return OK;
}

bool
dav_is_fresh(const struct request *rq, const struct item *item)
{
	const char *none = http_header(rq, "if-none-match");
	const char *since = http_header(rq, "if-modified-since");
	int64_t at;

	if (none != NULL)
		return is_listed(none, item->etag, false);
	return since != NULL && parse_date(since, &at) && item->modified <= at;
}
