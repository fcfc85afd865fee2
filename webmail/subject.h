/*
 * A subject without what mail programs put around it: "Re:", "Fwd:", "[list]"
 * (RFC 5256, section 2.1; RFC 8621, section 3).
 */
#ifndef WEBMAIL_SUBJECT_H
#define WEBMAIL_SUBJECT_H

#include <stdint.h>

#include "core/arena.h"

/* For sorting and comparing: white space is single, case is kept.  NULL is "". */
char *subject_base(struct arena *arena, const char *subject);

/* A base as threads compare it: without white space, and in small letters. */
const char *subject_core(struct arena *arena, const char *base);

/* A key for threads: the same for the same message id and subject_core(). */
int64_t subject_thread_key(struct arena *arena, const char *message_id, const char *core);

#endif
