#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

#include "core/pattern.h"

#define STEPS_MAX	100000	/* of the matcher: some milliseconds */
#define DEPTH_MAX	1000
#define HEAP_MAX_KIB	1024

struct pattern {
	pcre2_code		*code;
	pcre2_match_context	*bounds;
	pcre2_match_data	*found;
};

static void
code_free(void *code)
{
	pcre2_code_free(code);
}

static void
bounds_free(void *bounds)
{
	pcre2_match_context_free(bounds);
}

static void
found_free(void *found)
{
	pcre2_match_data_free(found);
}

enum status
pattern_read(struct ctx *cx, const char *text, struct pattern **out)
{
	struct pattern *p = arena_alloc(cx->arena, sizeof *p);
	char words[200];
	PCRE2_SIZE at;
	int error;

	p->code = pcre2_compile((PCRE2_SPTR)text, strlen(text), PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C,
	    &error, &at, NULL);
	if (p->code == NULL) {
		if (pcre2_get_error_message(error, (PCRE2_UCHAR *)words, sizeof words) < 0)
			strcpy(words, "unreadable");
		return fault(cx, ERR_INVALID, "no pattern: %s at %zu", words, (size_t)at);
	}
	arena_adopt(cx->arena, p->code, code_free);
	if ((p->bounds = pcre2_match_context_create(NULL)) == NULL ||
	    (p->found = pcre2_match_data_create(1, NULL)) == NULL)
		abort();
	arena_adopt(cx->arena, p->bounds, bounds_free);
	arena_adopt(cx->arena, p->found, found_free);
	pcre2_set_match_limit(p->bounds, STEPS_MAX);
	pcre2_set_depth_limit(p->bounds, DEPTH_MAX);
	pcre2_set_heap_limit(p->bounds, HEAP_MAX_KIB);
	*out = p;
	return OK;
}

enum status
pattern_matches(struct ctx *cx, const struct pattern *p, const char *text, bool *matches)
{
	int n = pcre2_match(p->code, (PCRE2_SPTR)text, strlen(text), 0, 0, p->found, p->bounds);

	*matches = n >= 0;
	if (n >= 0 || n == PCRE2_ERROR_NOMATCH)
		return OK;
	return fault(cx, ERR_LIMIT, "the pattern takes too long for \"%s\"", text);
}
