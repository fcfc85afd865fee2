/*
 * Starting other programs: their own session, user, standard output; nothing
 * of ours is inherited.
 */
#ifndef MAILCORE_PROCESS_H
#define MAILCORE_PROCESS_H

#include <sys/types.h>

#include "core/buf.h"
#include "core/ctx.h"

struct command {
	const char	*user;		/* name; NULL: ours */
	const char	*folder;	/* working directory; NULL: "/" */
	const char	*argv[16];	/* argv[0] is the absolute path */
	int		 listener;	/* a listening socket that it takes over, as from systemd (sd_listen_fds(3)); 0: none */
};

/*
 * Start a program; OUTPUT becomes its standard output and error.  It gets
 * DEATH_SIGNAL when we die (0: none).
 */
enum status process_start(struct ctx *cx, const struct command *command, int output,
    int death_signal, pid_t *pid) NODISCARD;

/*
 * Run a program to its end, at most SECONDS.  ERR_INTERNAL with its output
 * when it fails.  It waits: not for the master's loop.
 */
enum status process_run(struct ctx *cx, const struct command *command, int seconds) NODISCARD;

/* The same; what it says goes into SAID, which is empty, as far as MOST bytes. */
enum status process_capture(struct ctx *cx, const struct command *command, int seconds,
    size_t most, struct buf *said) NODISCARD;

#endif
