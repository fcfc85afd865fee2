/*
 * What master, front and watcher say to each other: small fixed packets over
 * SOCK_SEQPACKET socket pairs, with at most one descriptor.
 *
 *   master <-> front      workers wanted, given, killed, died; drain
 *   master  -> watcher    the socket to a new front; drain
 *   front  <-> watcher    which accounts have live clients; news for them
 *
 * A reload starts a new front with the new configuration and tells the old one
 * to drain: both accept from the same listening sockets for a moment, so no
 * request is lost.
 */
#ifndef HTTPD_CONTROL_H
#define HTTPD_CONTROL_H

#include <stdint.h>
#include <sys/types.h>

#include "core/status.h"

enum control_kind {
	/* front to master */
	CONTROL_WANT = 1,	/* pool: start one more worker */
	CONTROL_KILL,		/* pid: past its deadline, end it */
	CONTROL_DRAINED,	/* nothing left to do; the front exits */
	CONTROL_UP,		/* accepting connections */
	/* master to front */
	CONTROL_WORKER,		/* pool, pid and the worker's socket */
	CONTROL_NO_WORKER,	/* pool: could not start one */
	CONTROL_DRAIN,		/* accept no more, finish, exit; to the watcher: exit */
	CONTROL_WATCHER,	/* the socket to a new watcher: tell it every CONTROL_WATCH again */
	/* master to watcher */
	CONTROL_LINE,		/* text: a service and a line of its log, "postfix …" */
	CONTROL_FRONT,		/* the socket to a new front */
	/* front to watcher */
	CONTROL_WATCH,		/* account: has a live client now (first stream opened) */
	CONTROL_UNWATCH,	/* account: its last stream closed */
	/* watcher to front */
	CONTROL_SYNC,		/* account: its mail store moved; run the internal request */
	CONTROL_TASKS,		/* account: has tasks that are due; run the internal request */
	CONTROL_SLOW,		/* the same of slow ones */
	CONTROL_MEASURES,	/* a file of text for /metrics, as of now */
	CONTROL_BANS,		/* a file of lines for httpd/bans.h: who is kept out from now on */
	CONTROL_NEWS		/* account, text: "TYPE=STATE TYPE=STATE …" (storage/notify.h), with
				 * "NUMBER:" before a type of an account elsewhere of the same person */
};

struct control {
	enum control_kind	 kind;
	int			 pool;
	pid_t			 pid;
	int64_t			 account;
	int			 fd;		/* -1: none; the receiver owns it */
	char			 text[1024];
};

/* A connected pair, non-blocking and close-on-exec. */
enum status control_pair(int fds[2]) NODISCARD;

/*
 * ERR_BUSY when it would block, ERR_UPSTREAM when the other end is gone,
 * ERR_INVALID when the packet lacks what its kind carries (control.c has the
 * table) or carries more.  The descriptor stays the sender's.
 */
enum status control_send(int fd, const struct control *c) NODISCARD;

/*
 * ERR_NOT_FOUND when the other end closed, ERR_BUSY when nothing is there,
 * ERR_INVALID for what no honest end sends.
 */
enum status control_recv(int fd, struct control *c) NODISCARD;

#endif
