/*
 * What a dead service left behind.  When the main process of PostgreSQL,
 * Rspamd or Dovecot is killed, its children live on, keep sockets and shared
 * memory, and would serve stale data beside the new ones.  The kernel gives
 * them to us (PID 1 or subreaper), so they are found by their parent, and
 * told from our own processes by the program that they run.
 */
#ifndef MAILCORE_ORPHANS_H
#define MAILCORE_ORPHANS_H

#include <stddef.h>
#include <sys/types.h>

/*
 * SIGKILL to every child of this process that runs another program than
 * ours and is not one of KEEP.  Returns how many there were; call again until
 * there are none, for their own children come next.
 */
int orphans_kill(const pid_t *keep, size_t count);

#endif
