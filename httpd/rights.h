/*
 * What a forked process gives up before it reads a byte from outside: its
 * user, its capabilities, the file system, system calls, and more memory and
 * descriptors than its job needs.
 */
#ifndef HTTPD_RIGHTS_H
#define HTTPD_RIGHTS_H

#include <stdbool.h>

#include "core/ctx.h"

enum rights_role {
	RIGHTS_FRONT,		/* accepts connections, reads the built ui, opens no connection */
	RIGHTS_WORKER,		/* connects to local services */
	RIGHTS_WATCHER,		/* the same, with more connections at once */
	RIGHTS_READER,		/* has its descriptors, and opens, connects and writes nothing else */
	RIGHTS_PROGRAM		/* the same, about to become a program of somebody else's */
};

/*
 * Give up all but what ROLE needs; for good.  UID is taken when the process
 * runs as root (0: stay).  The process dies with its parent from here on.
 * ERR_INTERNAL when something could not be given up: then the process must
 * not go on.  The last two are bounded in memory and time as well, and need
 * no configuration.
 */
enum status rights_drop(struct ctx *cx, enum rights_role role, int64_t uid) NODISCARD;

/*
 * For the operator, which runs programs as root: keep the few capabilities that
 * these need, for itself and for them.
 */
enum status rights_keep_few(struct ctx *cx) NODISCARD;

/* Whether the kernel's filters are in use here (they are not under sanitizers). */
bool rights_filtered(void);

#endif
