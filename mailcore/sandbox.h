/*
 * The master's own little world: a PID namespace, so that everything ends
 * with it, and a mount namespace in which the state folder is also at the
 * short path /run/hayloft, so that no socket's path exceeds its 108 bytes
 * and a checkout below a closed home is reachable for the services' users.
 */
#ifndef MAILCORE_SANDBOX_H
#define MAILCORE_SANDBOX_H

#include <stdbool.h>

#include "core/ctx.h"

#define SANDBOX_STATE	"/run/hayloft"

/*
 * Fork the master.  Returns in the child only:
 *   *PRIVATE  true: PID 1 of its own namespaces, state at SANDBOX_STATE;
 *             false: no permission for namespaces; a subreaper, the state
 *             folder keeps its path.
 * The caller stays behind as the guard, which never returns: it passes
 * SIGTERM, SIGINT and SIGHUP on, exits as the master did, and starts a new
 * master when one was killed (not when it exits by itself).  When the guard
 * is killed the master gets SIGTERM, and SIGKILL follows with the namespace.
 * ERR_* when not even that works (in the guard, before any fork).
 */
enum status sandbox_enter(struct ctx *cx, const char *state, bool *private_) NODISCARD;

/* A path below STATE that is PATH_LEN long fits into a socket's address? */
bool sandbox_path_fits(const char *state);

#endif
