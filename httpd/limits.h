/*
 * What one address, one connection and all together may hold, and how slowly
 * they may send and read.  Looks over everything once a second.
 */
#ifndef HTTPD_LIMITS_H
#define HTTPD_LIMITS_H

#include <h2o.h>
#include <stdbool.h>

#include "core/buf.h"

enum cut {
	CUT_ADDRESS,		/* too many connections of one address */
	CUT_FULL,		/* too many in all */
	CUT_IDLE,
	CUT_SLOW_HEADER,
	CUT_SLOW_BODY,
	CUT_SLOW_READER,
	CUT_RESETS,		/* streams opened and reset too fast */
	CUT_HEADER,		/* a header bomb */
	CUT_BODIES,		/* unfinished bodies of one connection or address */
	CUT_BANNED,		/* kept out (storage/ban.h) */
	CUT_COUNT
};

struct address;

/* A connection, known from accept to close. */
struct client {
	h2o_linklist_t	 link;
	h2o_socket_t	*sock;
	struct address	*address;
	int64_t		 active;	/* clock_steady() of accept or of the last request's end */
	int64_t		 bodies;	/* bytes of unfinished bodies that were announced */
	int64_t		 acked, acked_at;	/* progress of a response on HTTP/1 */
	double		 resets;	/* leaky bucket (httpd/guard.c) */
	int64_t		 resets_at;
	unsigned	 seen;		/* the sweep that found a request on it */
	char		 remote[46];	/* its address as text, made when first asked for */
	bool		 cut;
};

void limits_open(void);

/* A new connection: false when it must be closed at once. */
bool limits_admit(h2o_socket_t *sock);

/* Is this address kept out now? */
bool limits_banned(const struct sockaddr *sa);

/* The client of a connection; never NULL for one that was admitted. */
struct client *limits_client(h2o_conn_t *conn);

/* The address of a request's client as a number: IPv4, or the /64 of IPv6. */
uint64_t limits_address_key(const struct sockaddr *sa);

/* End the connection; libh2o notices and cleans up. */
void limits_cut(struct client *client, enum cut why);

/* A request of this connection has ended. */
void limits_request_ended(h2o_req_t *req);

/* Announce an unfinished body; false when the connection holds too many bytes of such. */
bool limits_reserve(h2o_req_t *req, int64_t bytes);

void limits_tick(int64_t now);

/* A file of lines for httpd/bans.h takes the place of those that were known; FD stays the caller's. */
void limits_ban(int fd);

/* Connections open now. */
size_t limits_connections(void);

void limits_metrics(struct buf *out);

#endif
