/*
 * What a unit test includes: cmocka, and an arena that each test gets fresh
 * as *state, within a ctx.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/clock.h"
#include "core/ctx.h"

static struct ctx unit_cx;

static inline int
unit_setup(void **state)
{
	ctx_open(&unit_cx, NULL);
	*state = unit_cx.arena;
	return 0;
}

static inline int
unit_teardown(void **state)
{
	(void)state;
	ctx_close(&unit_cx);
	return 0;
}

/* Milliseconds of the processor that this process had: a machine that is held up does not count. */
static inline int64_t
unit_worked(void)
{
	return (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
}

/* A test on a fresh arena (*state) and ctx (unit_cx). */
#define unit_case(f)	cmocka_unit_test_setup_teardown(f, unit_setup, unit_teardown)

/* Like assert_string_equal, but says which row of a table it was. */
#define assert_row(i, want, got) do {							\
	const char *want_ = (want), *got_ = (got);					\
	if ((want_ == NULL) != (got_ == NULL) || (want_ != NULL && strcmp(want_, got_) != 0)) \
		fail_msg("row %zu: wanted %s%s%s, got %s%s%s", (size_t)(i),		\
		    want_ ? "\"" : "", want_ ? want_ : "NULL", want_ ? "\"" : "",	\
		    got_ ? "\"" : "", got_ ? got_ : "NULL", got_ ? "\"" : "");		\
} while (0)

#endif
