/*
 * Does a service answer?  A short conversation on its socket, without
 * waiting: connect, say something, and see whether the answer begins as it
 * should.  The supervisor drives one probe per service.
 */
#ifndef MAILCORE_PROBE_H
#define MAILCORE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct probe_talk {
	const char	*unix_path;	/* or NULL and ... */
	const char	*address;	/* ... a numeric address ... */
	int		 port;		/* ... and port */
	const void	*say;		/* sent at once; NULL: the service speaks first */
	size_t		 say_len;
	const void	*hear;		/* expected ... */
	size_t		 hear_len;
	size_t		 hear_at;	/* ... so many bytes into the answer */
	const void	*bye;		/* sent before closing, so that logs stay clean */
	size_t		 bye_len;
};

enum probe_state { PROBE_IDLE, PROBE_RUNNING, PROBE_PASSED, PROBE_FAILED };

struct probe {
	enum probe_state	 state;
	const struct probe_talk	*talk;
	int			 fd;		/* -1 when there is none */
	bool			 connected;
	int64_t			 deadline;
	char			 in[256];
	size_t			 len;
	char			 why[160];	/* of PROBE_FAILED */
};

#define PROBE_NONE	((struct probe){ .fd = -1 })

/* Begin; ends an older conversation.  TALK must outlive it. */
void probe_start(struct probe *probe, const struct probe_talk *talk, int timeout_ms);

/* Go on as far as possible; the state after it. */
enum probe_state probe_step(struct probe *probe);

void probe_end(struct probe *probe);

/* Fills ADDR from a path or a numeric address; 0 when it does not fit. */
socklen_t probe_address(const struct probe_talk *talk, struct sockaddr_storage *addr);

#endif
