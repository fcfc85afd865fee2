#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "mailcore/unix.h"

#define SECONDS	5

static void
hang_up(void *arg)
{
	struct unix_talk *t = arg;

	close(t->fd);
}

/* A long path is reached through a descriptor of its folder. */
static int
connect_to(int fd, const char *path)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	const char *name = strrchr(path, '/');
	char folder[4096];
	int dir, result, error;

	if (strlen(path) < sizeof un.sun_path) {
		memcpy(un.sun_path, path, strlen(path) + 1);
		return connect(fd, (struct sockaddr *)&un, sizeof un);
	}
	snprintf(folder, sizeof folder, "%.*s", (int)(name - path), path);
	if ((dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC)) < 0)
		return -1;
	snprintf(un.sun_path, sizeof un.sun_path, "/proc/self/fd/%d/%.60s", dir, name + 1);
	result = connect(fd, (struct sockaddr *)&un, sizeof un);
	error = errno;
	close(dir);
	errno = error;
	return result;
}

enum status
unix_open(struct ctx *cx, const char *path, struct unix_talk **out)
{
	struct unix_talk *t = arena_alloc(cx->arena, sizeof *t);
	struct timeval limit = { .tv_sec = SECONDS };

	if ((t->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0)
		return fault(cx, ERR_INTERNAL, "socket: %s", strerror(errno));
	ctx_on_end(cx, hang_up, t);
	(void)setsockopt(t->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	(void)setsockopt(t->fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	if (connect_to(t->fd, path) != 0)
		return fault(cx, ERR_BUSY, "%s: %s", path, strerror(errno));
	*out = t;
	return OK;
}

enum status
unix_send(struct ctx *cx, struct unix_talk *t, const void *data, size_t len)
{
	const char *p = data;

	while (len > 0) {
		ssize_t n = send(t->fd, p, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fault(cx, ERR_BUSY, "send: %s", strerror(errno));
		p += n;
		len -= (size_t)n;
	}
	return OK;
}

enum status
unix_line(struct ctx *cx, struct unix_talk *t, const char **line)
{
	for (;;) {
		char *end = memchr(t->in + t->at, '\n', t->len - t->at);
		ssize_t n;

		if (end != NULL) {
			size_t len = (size_t)(end - (t->in + t->at));

			*line = arena_strndup(cx->arena, t->in + t->at,
			    len > 0 && end[-1] == '\r' ? len - 1 : len);
			t->at += len + 1;
			return OK;
		}
		memmove(t->in, t->in + t->at, t->len - t->at);
		t->len -= t->at;
		t->at = 0;
		if (t->len == sizeof t->in)
			return fault(cx, ERR_UPSTREAM, "an endless line");
		n = recv(t->fd, t->in + t->len, sizeof t->in - t->len, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fault(cx, ERR_BUSY, "no answer: %s", n == 0 ? "hung up" : strerror(errno));
		t->len += (size_t)n;
	}
}

enum status
unix_rest(struct ctx *cx, struct unix_talk *t, size_t most, struct buf *out)
{
	buf_add(out, t->in + t->at, t->len - t->at);
	t->at = t->len = 0;
	for (;;) {
		ssize_t n;

		if (out->len > most)
			return fault(cx, ERR_TOO_LARGE, "an answer of more than %zu bytes", most);
		n = recv(t->fd, buf_reserve(out, 65536), 65536, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault(cx, ERR_BUSY, "no answer: %s", strerror(errno));
		if (n == 0) {
			buf_add(out, "", 0);
			return OK;
		}
		out->len += (size_t)n;
	}
}
