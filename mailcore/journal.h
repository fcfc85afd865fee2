/*
 * What a service says, line by line: with the time into ROOT/log/NAME.log,
 * and what sounds like an error into the master's own log as well.  A log
 * that has grown to 16 MiB becomes NAME.log.1.
 */
#ifndef MAILCORE_JOURNAL_H
#define MAILCORE_JOURNAL_H

#include "core/ctx.h"

struct journal;

/*
 * WORRIES ends with NULL: a line that holds one of them is an error, unless
 * it holds one that is listed with a "!" before it.
 */
enum status journal_open(struct ctx *cx, const char *root, const char *name,
    const char *const *worries, struct journal **out) NODISCARD;
void journal_close(struct journal *journal);

/* Have FN hear each line that holds one of WORDS, which end with NULL and live on. */
void journal_hear(struct journal *journal, const char *const *words,
    void (*fn)(void *arg, const char *service, const char *line), void *arg);

/* A non-blocking read end, and the write end for the service. */
int journal_fd(const struct journal *journal);
int journal_output(const struct journal *journal);

/* Read what is there; never blocks. */
void journal_read(struct journal *journal);

#endif
