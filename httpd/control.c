/*
 * One packet: a fixed head and the text.  What each kind must carry stands in
 * a table, and both ends hold every packet against it: a front or a watcher
 * that was taken over can say nothing to the master but what is in it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "httpd/control.h"
#include "httpd/routes.h"

#define MAGIC	0x68617902u

static const struct rule {
	bool	known, pool, pid, account, fd, text;
} rules[] = {
	[CONTROL_WANT] = { .known = true, .pool = true },
	[CONTROL_KILL] = { .known = true, .pid = true },
	[CONTROL_DRAINED] = { .known = true },
	[CONTROL_UP] = { .known = true },
	[CONTROL_WORKER] = { .known = true, .pool = true, .pid = true, .fd = true },
	[CONTROL_NO_WORKER] = { .known = true, .pool = true },
	[CONTROL_DRAIN] = { .known = true },
	[CONTROL_WATCHER] = { .known = true, .fd = true },
	[CONTROL_LINE] = { .known = true, .text = true },
	[CONTROL_FRONT] = { .known = true, .fd = true },
	[CONTROL_WATCH] = { .known = true, .account = true },
	[CONTROL_UNWATCH] = { .known = true, .account = true },
	[CONTROL_SYNC] = { .known = true, .account = true },
	[CONTROL_TASKS] = { .known = true, .account = true },
	[CONTROL_SLOW] = { .known = true, .account = true },
	[CONTROL_MEASURES] = { .known = true, .fd = true },
	[CONTROL_BANS] = { .known = true, .fd = true },
	[CONTROL_NEWS] = { .known = true, .account = true, .text = true },
};

struct packet {
	uint32_t	magic;
	uint32_t	kind;
	int32_t		pool;
	int32_t		pid;
	int64_t		account;
	char		text[sizeof((struct control *)0)->text];
};

#define HEAD	offsetof(struct packet, text)

/* The text ends up in an event stream, where a line break would begin a new field. */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

static bool
wants_fd(enum control_kind kind)
{
	return (size_t)kind < COUNT(rules) && rules[kind].fd;
}

static bool
is_allowed(const struct control *c)
{
	const struct rule *r;

	if ((size_t)c->kind >= COUNT(rules) || !rules[c->kind].known)
		return false;
	r = &rules[c->kind];
	return (r->pool ? c->pool >= 0 && c->pool < POOL_COUNT : c->pool == 0) &&
	    (r->pid ? c->pid > 1 : c->pid == 0) &&
	    (r->account ? c->account > 0 : c->account == 0) &&
	    r->fd == (c->fd >= 0) &&
	    (r->text ? *c->text != '\0' && is_plain(c->text) : *c->text == '\0');
}

enum status
control_pair(int fds[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) < 0)
		return ERR_BUSY;
	return OK;
}

enum status
control_send(int to, const struct control *c)
{
	struct packet p = {
		.magic = MAGIC,
		.kind = c->kind,
		.pool = c->pool,
		.pid = c->pid,
		.account = c->account,
	};
	union {
		char		space[CMSG_SPACE(sizeof(int))];
		struct cmsghdr	align;
	} control = { 0 };
	struct iovec part = { .iov_base = &p };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	size_t len = strnlen(c->text, sizeof c->text);
	struct control checked = *c;
	ssize_t n;

	if (!wants_fd(c->kind))
		checked.fd = -1;
	c = &checked;
	if (len == sizeof c->text || !is_allowed(c))
		return ERR_INVALID;
	memcpy(p.text, c->text, len);
	part.iov_len = HEAD + len;
	if (c->fd >= 0) {
		struct cmsghdr *h;

		msg.msg_control = control.space;
		msg.msg_controllen = sizeof control.space;
		h = CMSG_FIRSTHDR(&msg);
		h->cmsg_level = SOL_SOCKET;
		h->cmsg_type = SCM_RIGHTS;
		h->cmsg_len = CMSG_LEN(sizeof c->fd);
		memcpy(CMSG_DATA(h), &c->fd, sizeof c->fd);
	}
	do
		n = sendmsg(to, &msg, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n >= 0)
		return OK;
	return errno == EAGAIN || errno == ENOBUFS || errno == ETOOMANYREFS ? ERR_BUSY :
	    ERR_UPSTREAM;
}

/* The one descriptor, -1 for none; false when there were more, which are closed. */
static bool
take_fd(struct msghdr *msg, int *fd)
{
	bool good = (msg->msg_flags & MSG_CTRUNC) == 0;

	*fd = -1;
	for (struct cmsghdr *h = CMSG_FIRSTHDR(msg); h != NULL; h = CMSG_NXTHDR(msg, h)) {
		size_t count = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS)
			continue;
		for (size_t i = 0; i < count; i++) {
			int one;

			memcpy(&one, CMSG_DATA(h) + i * sizeof one, sizeof one);
			if (*fd < 0 && good) {
				*fd = one;
			} else {
				close(one);
				good = false;
			}
		}
	}
	return good;
}

enum status
control_recv(int from, struct control *c)
{
	struct packet p = { 0 };
	union {
		char		space[CMSG_SPACE(4 * sizeof(int))];
		struct cmsghdr	align;
	} control;
	struct iovec part = { .iov_base = &p, .iov_len = sizeof p };
	struct msghdr msg = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.space,
		.msg_controllen = sizeof control.space,
	};
	bool good;
	ssize_t n;

	*c = (struct control){ .fd = -1 };
	do
		n = recvmsg(from, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? ERR_BUSY : ERR_NOT_FOUND;
	if (n == 0)
		return ERR_NOT_FOUND;
	good = take_fd(&msg, &c->fd) && (msg.msg_flags & MSG_TRUNC) == 0 &&
	    (size_t)n >= HEAD && (size_t)n < sizeof p && p.magic == MAGIC &&
	    memchr(p.text, '\0', (size_t)n - HEAD) == NULL;
	if (good) {
		c->kind = (enum control_kind)p.kind;
		c->pool = p.pool;
		c->pid = p.pid;
		c->account = p.account;
		memcpy(c->text, p.text, (size_t)n - HEAD);
		good = is_allowed(c);
	}
	if (good)
		return OK;
	if (c->fd >= 0)
		close(c->fd);
	*c = (struct control){ .fd = -1 };
	return ERR_INVALID;
}
