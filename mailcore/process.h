/*
 * Starting other programs: their own session, user, standard output; nothing
 * of ours is inherited.
 */
#ifndef MAILCORE_PROCESS_H
#define MAILCORE_PROCESS_H

#include <sys/types.h>

#include "core/ctx.h"

struct command {
	const char	*user;		/* name; NULL: ours */
	const char	*folder;	/* working directory; NULL: "/" */
	const char	*argv[16];	/* argv[0] is the absolute path */
};

/*
 * Start a program; OUTPUT becomes its standard output and error.  It gets
 * DEATH_SIGNAL when we die (0: none).
 */
enum status process_start(struct ctx *cx, const struct command *command, int output,
    int death_signal, pid_t *pid) NODISCARD;

/*
 * Run a program to its end, at most SECONDS.  ERR_INTERNAL with its output
 * when it fails.  For the time before the supervisor's loop runs.
 */
enum status process_run(struct ctx *cx, const struct command *command, int seconds) NODISCARD;

#endif
