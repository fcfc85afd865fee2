/*
 * The master's own little world: a PID namespace, so that everything ends
 * with it, and a mount namespace in which the state folder is also at the
 * short path /run/hayloft, so that no socket's path exceeds its 108 bytes
 * and a checkout below a closed home is reachable for the services' users.
 * Nothing of it can be seen from outside, nothing is left behind.
 */
#ifndef MAILCORE_SANDBOX_H
#define MAILCORE_SANDBOX_H

#include <stdbool.h>

#include "core/ctx.h"

#define SANDBOX_ROOT	"/run/hayloft"

/*
 * Fork the master.  Returns in the child only:
 *   *OWN  true: PID 1 of its own namespaces, the state at SANDBOX_ROOT;
 *         false: no permission for namespaces; a subreaper, and the state
 *         folder keeps its path.
 * The caller stays behind as the guard, which never returns: it passes
 * SIGTERM, SIGINT, SIGQUIT, SIGHUP and SIGUSR1 on, exits as the master did,
 * and makes a new master when one was killed by a signal (not when it ends by
 * itself, nor after SIGTERM or SIGINT).  When the guard is killed, the master
 * gets SIGTERM.  STATE is absolute and exists.  An error is returned in the
 * guard, before any fork.
 */
enum status sandbox_enter(struct ctx *cx, const char *state, bool *own) NODISCARD;

/* For the master in its own namespaces, and all that it starts from here on: PATH is /etc/resolv.conf. */
enum status sandbox_resolver(struct ctx *cx, const char *path) NODISCARD;

#endif
