#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/clock.h"
#include "mailcore/probe.h"

socklen_t
probe_address(const struct probe_talk *t, struct sockaddr_storage *addr)
{
	struct sockaddr_un *un = (struct sockaddr_un *)addr;
	struct sockaddr_in *in = (struct sockaddr_in *)addr;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)addr;

	memset(addr, 0, sizeof *addr);
	if (t->unix_path != NULL) {
		if (strlen(t->unix_path) >= sizeof un->sun_path)
			return 0;
		un->sun_family = AF_UNIX;
		memcpy(un->sun_path, t->unix_path, strlen(t->unix_path) + 1);
		return sizeof *un;
	}
	if (inet_pton(AF_INET, t->address, &in->sin_addr) == 1) {
		in->sin_family = AF_INET;
		in->sin_port = htons((uint16_t)t->port);
		return sizeof *in;
	}
	if (inet_pton(AF_INET6, t->address, &in6->sin6_addr) == 1) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons((uint16_t)t->port);
		return sizeof *in6;
	}
	return 0;
}

void
probe_end(struct probe *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	p->len = 0;
	p->connected = false;
}

static enum probe_state
end_with(struct probe *p, enum probe_state state, const char *why)
{
	snprintf(p->why, sizeof p->why, "%s", why);
	probe_end(p);
	return p->state = state;
}

static enum probe_state
failed(struct probe *p, const char *what)
{
	char why[sizeof p->why];

	snprintf(why, sizeof why, "%s %s: %s", what,
	    p->talk->unix_path != NULL ? p->talk->unix_path : "port", strerror(errno));
	return end_with(p, PROBE_FAILED, why);
}

void
probe_start(struct probe *p, const struct probe_talk *talk, int timeout_ms)
{
	struct sockaddr_storage addr;
	socklen_t len;

	probe_end(p);
	p->talk = talk;
	p->state = PROBE_RUNNING;
	p->deadline = clock_steady() + timeout_ms;
	p->why[0] = '\0';
	if ((len = probe_address(talk, &addr)) == 0) {
		errno = ENAMETOOLONG;
		failed(p, "cannot address");
		return;
	}
	p->fd = socket(addr.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (p->fd < 0) {
		failed(p, "no socket for");
		return;
	}
	if (connect(p->fd, (struct sockaddr *)&addr, len) != 0 && errno != EINPROGRESS) {
		failed(p, "nobody at");
		return;
	}
}

static bool
writable(const struct probe *p)
{
	struct pollfd poll_fd = { .fd = p->fd, .events = POLLOUT };

	return poll(&poll_fd, 1, 0) == 1;
}

static enum probe_state
greet(struct probe *p)
{
	int error = 0;
	socklen_t len = sizeof error;

	if (!writable(p))
		return p->state;
	if (getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &error, &len) != 0 || error != 0) {
		errno = error;
		return failed(p, "nobody at");
	}
	/* A few bytes into an empty socket buffer: all or nothing. */
	if (p->talk->say_len > 0 &&
	    send(p->fd, p->talk->say, p->talk->say_len, MSG_NOSIGNAL) < 0)
		return failed(p, "cannot talk at");
	p->connected = true;
	return p->state;
}

enum probe_state
probe_step(struct probe *p)
{
	size_t want;
	ssize_t n;

	if (p->state != PROBE_RUNNING)
		return p->state;
	if (!p->connected && (greet(p) != PROBE_RUNNING || !p->connected))
		goto late;

	want = p->talk->hear_at + p->talk->hear_len;
	while (p->len < want && p->len < sizeof p->in) {
		n = recv(p->fd, p->in + p->len, sizeof p->in - p->len, MSG_DONTWAIT);
		if (n == 0)
			return end_with(p, PROBE_FAILED, "hung up");
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return failed(p, "lost");
		if (n < 0)
			goto late;
		p->len += (size_t)n;
	}
	if (p->len < want ||
	    memcmp(p->in + p->talk->hear_at, p->talk->hear, p->talk->hear_len) != 0)
		return end_with(p, PROBE_FAILED, "gave a wrong answer");
	if (p->talk->bye_len > 0)
		(void)!send(p->fd, p->talk->bye, p->talk->bye_len, MSG_NOSIGNAL | MSG_DONTWAIT);
	return end_with(p, PROBE_PASSED, "");

late:
	if (p->state == PROBE_RUNNING && clock_steady() >= p->deadline)
		return end_with(p, PROBE_FAILED, "did not answer in time");
	return p->state;
}
