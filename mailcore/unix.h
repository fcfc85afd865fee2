/*
 * Connecting to a service's Unix socket and talking in whole lines, with a
 * deadline; also below a path that is too long for a socket's address.
 */
#ifndef MAILCORE_UNIX_H
#define MAILCORE_UNIX_H

#include "core/buf.h"
#include "core/ctx.h"

struct unix_talk {
	int	 fd;
	char	 in[4096];
	size_t	 at, len;
};

/* ERR_BUSY when nobody listens.  Closed with the ctx. */
enum status unix_open(struct ctx *cx, const char *path, struct unix_talk **out) NODISCARD;

enum status unix_send(struct ctx *cx, struct unix_talk *talk, const void *data, size_t len) NODISCARD;

/* One line without its end, on the arena. */
enum status unix_line(struct ctx *cx, struct unix_talk *talk, const char **line) NODISCARD;

/* All that comes until the other end hangs up; ERR_TOO_LARGE beyond MOST bytes. */
enum status unix_rest(struct ctx *cx, struct unix_talk *talk, size_t most, struct buf *out) NODISCARD;

#endif
