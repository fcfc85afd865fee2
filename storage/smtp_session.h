/*
 * Which of Postfix' processes serves whom: what an SMTP session may do was
 * asked when it began, and never again.  A process serves one client at a time
 * and then another, so a row is what was true at the last sign-in there.
 */
#ifndef STORAGE_SMTP_SESSION_H
#define STORAGE_SMTP_SESSION_H

#include "core/ctx.h"

struct smtp_session {
	int64_t	 pid;
	int64_t	 began;		/* seconds since 1970; the process is older */
};

enum status db_smtp_session_put(struct ctx *cx, const char *login, int64_t pid) NODISCARD;

/* Those of LOGIN, which are forgotten with this. */
enum status db_smtp_session_take(struct ctx *cx, const char *login, struct smtp_session **out,
    size_t *count) NODISCARD;

#endif
