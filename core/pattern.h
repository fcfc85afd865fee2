/*
 * A regular expression that somebody wrote, as Perl reads it (libpcre2), with a
 * bound on the work that it may cause.
 */
#ifndef CORE_PATTERN_H
#define CORE_PATTERN_H

#include <stdbool.h>

#include "core/ctx.h"

struct pattern;

/* On the ctx's arena.  ERR_INVALID with what is wrong, in the library's words. */
enum status pattern_read(struct ctx *cx, const char *text, struct pattern **out) NODISCARD;

/* Somewhere in TEXT (UTF-8)?  ERR_LIMIT when that cannot be found out with a bearable effort. */
enum status pattern_matches(struct ctx *cx, const struct pattern *p, const char *text,
    bool *matches) NODISCARD;

#endif
