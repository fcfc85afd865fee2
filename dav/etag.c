#include <string.h>
#include <time.h>

#include "core/hash.h"
#include "dav/etag.h"
#include "dav/sync.h"

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

/* What If may speak of; each may be NULL. */
struct state {
	const char	*path;
	size_t		 path_len;
	const char	*tag;		/* of an object */
	const char	*token;		/* of a collection */
};

static bool
is_same(const char *s, const char *end, const char *want)
{
	return want != NULL && (size_t)(end - s) == strlen(want) && memcmp(s, want, strlen(want)) == 0;
}

/*
 * One "(Not <token> [etag] …)" of If; S is behind "(".  Nothing is ever locked
 * here, so a sync token is the only state token that may be true.
 */
static bool
list_holds(const char **at, const struct state *state, bool *broken)
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
			one = is_same(s + 1, end, state->tag);
		} else if (*s == '<' && (end = strchr(s, '>')) != NULL) {
			one = is_same(s + 1, end, state->token);
		} else {
			*broken = true;
			return false;
		}
		holds = holds && one != negate;
		s = end + 1;
	}
	*at = s + 1;
	return holds;
}

/* Paths of collections may end in "/" or not. */
static bool
is_path(const struct state *state, const char *path, size_t len)
{
	size_t own = state->path_len;

	while (len > 0 && path[len - 1] == '/')
		len--;
	while (own > 0 && state->path[own - 1] == '/')
		own--;
	return own == len && memcmp(state->path, path, len) == 0;
}

/*
 * RFC 4918, section 10.4: one list that holds is enough.  Lists tagged with
 * another resource than one of STATES, of which the first is meant by what has no
 * tag, are passed over.
 */
static bool
if_holds(const struct state states[2], const char *s, bool *broken)
{
	const struct state *about = &states[0];
	bool any = false, holds = false;

	while (s += strspn(s, " \t"), *s != '\0' && !*broken) {
		if (*s == '<') {
			const char *end = strchr(s, '>'), *path = ++s;
			size_t len;

			if (end == NULL) {
				*broken = true;
				break;
			}
			if (strncmp(s, "http", 4) == 0 &&
			    (path = memmem(s, (size_t)(end - s), "//", 2)) != NULL)
				path = memchr(path + 2, '/', (size_t)(end - path - 2));
			len = path != NULL ? (size_t)(end - path) : 0;
			about = NULL;
			for (int i = 0; i < 2 && about == NULL && len > 0; i++)
				if (states[i].path != NULL && is_path(&states[i], path, len))
					about = &states[i];
			s = end + 1;
		} else if (*s == '(') {
			static const struct state none;
			bool one;

			s++;
			one = list_holds(&s, about != NULL ? about : &none, broken);
			if (about != NULL) {
				any = true;
				holds = holds || one;
			}
		} else {
			*broken = true;
		}
	}
	return holds || !any;
}

static enum status
check_if(struct ctx *cx, const struct request *rq, const struct state states[2])
{
	bool broken = false;

	for (const struct header *h = rq->headers; h != NULL; h = h->next) {
		bool holds;

		if (h->value == NULL || strcmp(h->name, "if") != 0)
			continue;
		holds = if_holds(states, h->value, &broken);
		if (broken)
			return fault(cx, ERR_INVALID, "If cannot be read");
		if (!holds)
			return fault(cx, ERR_PRECONDITION, "If does not hold");
	}
	return OK;
}

static enum status
check(struct ctx *cx, const struct request *rq, const struct item *item,
    const struct state states[2])
{
	const char *tag = item != NULL ? item->etag : NULL;
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
	}
	return check_if(cx, rq, states);
}

enum status
dav_check_etag(struct ctx *cx, const struct request *rq, const struct item *item)
{
	const struct state states[2] = {
		{ rq->path, strlen(rq->path), item != NULL ? item->etag : NULL, NULL },
	};

	return check(cx, rq, item, states);
}

enum status
dav_check_state(struct ctx *cx, const struct request *rq, const struct dav_target *t)
{
	const struct item *item = t->kind == DAV_ITEM && t->exists ? &t->item : NULL;
	struct state states[2] = { { rq->path, strlen(rq->path), item != NULL ? item->etag : NULL, NULL } };
	struct state *collection = &states[t->kind == DAV_ITEM];
	struct buf token = BUF_ON(cx->arena);

	if (http_header(rq, "if") != NULL &&
	    (t->kind == DAV_ITEM || (t->kind == DAV_COLLECTION && t->exists))) {
		dav_sync_token(&token, t, t->collection.modseq);
		collection->path = rq->path;
		collection->path_len = t->kind == DAV_ITEM ?
		    (size_t)(strrchr(rq->path, '/') - rq->path) : strlen(rq->path);
		collection->token = buf_str(&token);
	}
	return t->kind == DAV_ITEM ? check(cx, rq, item, states) : check_if(cx, rq, states);
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
