/*
 * One request, one reply over a SOCK_SEQPACKET socket pair between the front
 * and a worker.  A message is one packet: a fixed head, then length-prefixed
 * fields.  A body over MESSAGE_INLINE bytes travels as a file descriptor
 * (memfd or unlinked file), so a worker never waits for a slow client and the
 * front never copies a large attachment.
 *
 * Both ends check everything they read: a worker that was taken over by
 * hostile input must not reach the front through this.
 */
#ifndef HTTPD_MESSAGE_H
#define HTTPD_MESSAGE_H

#include "core/http.h"

#define MESSAGE_INLINE	(64 * 1024)
#define MESSAGE_MAX	(192 * 1024)	/* a whole packet; SO_SNDBUF is set to hold it */

enum message_kind {
	MSG_REQUEST = 1,	/* front to worker: serve this */
	MSG_VERIFY,		/* front to a worker of the auth pool: is this Basic password right? */
	MSG_REPLY,		/* worker to front */
	MSG_NEED_VERIFY,	/* worker to front: let the auth pool verify first, then ask again */
	MSG_VERIFIED,		/* auth worker to front: it is right, and the cache knows */
	MSG_READY		/* worker to front: I am up */
};

struct message {
	enum message_kind	 kind;
	int			 route;		/* routes[] index; MSG_REQUEST and MSG_VERIFY */
	int64_t			 deadline_ms;	/* how long the worker may take; MSG_REQUEST */
	struct request		 rq;		/* MSG_REQUEST, MSG_VERIFY */
	struct reply		 re;		/* MSG_REPLY */
	int64_t			 account;	/* replies: whose request this was, 0 nobody: affinity and caps;
						 * requests: whose it may be, which proves nothing */
	const char		*fault;		/* replies: words for the access log, "" when none */
	bool			 last;		/* replies: this worker ends now (recycled) */
};

/* A connected pair with buffers that hold a whole message; close-on-exec. */
enum status message_pair(int fds[2]) NODISCARD;

/*
 * ERR_TOO_LARGE when the headers do not fit, ERR_BUSY when a non-blocking
 * socket is full, ERR_UPSTREAM when the other end is gone.  Takes over neither
 * body nor body_fd.
 */
enum status message_send(int fd, const struct message *m) NODISCARD;

/*
 * Everything read lives on ARENA; a request's large body is mapped there, a
 * reply's arrives as re.body_fd, which the receiver closes.  ERR_NOT_FOUND when
 * the other end closed, ERR_BUSY when nothing is there (non-blocking),
 * ERR_INVALID for what no honest end sends.
 */
enum status message_recv(int fd, struct arena *arena, struct message *m) NODISCARD;

#endif
