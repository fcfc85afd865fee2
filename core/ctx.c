#include <string.h>

#include "core/clock.h"
#include "core/ctx.h"

struct ctx_ending {
	struct ctx_ending	*next;
	void			(*fn)(void *);
	void			*arg;
};

void
ctx_open(struct ctx *cx, const struct conf *conf)
{
	*cx = (struct ctx){
		.arena = arena_open(),
		.conf = conf,
		.request_id = "-",
		.remote = "-",
	};
}

void
ctx_close(struct ctx *cx)
{
	while (cx->endings != NULL) {
		struct ctx_ending *e = cx->endings;

		cx->endings = e->next;
		e->fn(e->arg);
	}
	arena_close(cx->arena);
	cx->arena = NULL;
}

void
ctx_on_end(struct ctx *cx, void (*fn)(void *), void *arg)
{
	struct ctx_ending *e = arena_alloc(cx->arena, sizeof *e);

	*e = (struct ctx_ending){ .next = cx->endings, .fn = fn, .arg = arg };
	cx->endings = e;
}

enum status
fault(struct ctx *cx, enum status st, const char *fmt, ...)
{
	va_list ap;

	if (cx->fault == OK) {
		va_start(ap, fmt);
		cx->fault_text = arena_vprintf(cx->arena, fmt, ap);
		va_end(ap);
		cx->fault = st;
	}
	return st;
}

void
ctx_forgive(struct ctx *cx)
{
	cx->fault = OK;
	cx->fault_text = NULL;
	cx->condition = cx->problem = cx->problem_about = NULL;
}

struct arena *
ctx_turn(struct ctx *cx)
{
	struct arena *whole = cx->arena;

	cx->arena = arena_open();
	return whole;
}

void
ctx_turn_end(struct ctx *cx, struct arena *whole)
{
	cx->fault_text = arena_strdup(whole, cx->fault_text);
	cx->condition = arena_strdup(whole, cx->condition);
	arena_close(cx->arena);
	cx->arena = whole;
}

int
ctx_time_left(const struct ctx *cx, int cap)
{
	int64_t left;

	if (cx->deadline == 0)
		return cap;
	left = cx->deadline - clock_steady();
	if (left < 0)
		return 0;
	return left < cap ? (int)left : cap;
}

static const char *const role_names[] = {
	[ROLE_NONE] = "none",
	[ROLE_USER] = "user",
	[ROLE_DOMAIN_ADMIN] = "domain_admin",
	[ROLE_ADMIN] = "admin",
};

const char *
role_name(enum role role)
{
	return (unsigned)role < COUNT(role_names) ? role_names[role] : "none";
}

enum role
role_parse(const char *name)
{
	for (size_t i = 0; name != NULL && i < COUNT(role_names); i++)
		if (strcmp(name, role_names[i]) == 0)
			return (enum role)i;
	return ROLE_NONE;
}
