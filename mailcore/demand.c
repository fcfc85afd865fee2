/*
 * A service that runs while somebody wants it.  The socket that its clients connect
 * to is ours: it is handed on when the service starts, so whoever comes while that
 * sleeps, starts or was killed waits in the queue of the socket and is served then.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "mailcore/unit.h"

#define QUEUE	64	/* that may wait */

void
demand_close(struct unit *u)
{
	if (u->listener >= 0)
		close(u->listener);
	u->listener = -1;
}

static int
listen_at(const struct probe_talk *talk)
{
	struct sockaddr_storage addr;
	socklen_t len = probe_address(talk, &addr);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)unlink(talk->unix_path);
	if (fd >= 0 && len > 0 && bind(fd, (struct sockaddr *)&addr, len) == 0 &&
	    chmod(talk->unix_path, 0666) == 0 && listen(fd, QUEUE) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Open it where it is not there: some remove the path when they end.  Wakes the master once. */
bool
demand_open(struct supervisor *sv, struct unit *u)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLONESHOT };

	if (u->listener >= 0 && access(u->service->demand, F_OK) != 0)
		demand_close(u);
	if (u->listener < 0 && (u->listener = listen_at(&u->service->talks[0])) < 0) {
		log_event(LOG_ERROR_, "service.socket", "service", "%s", u->service->name,
		    "why", "%s", strerror(errno), NULL);
		return false;
	}
	e.data.fd = u->listener;
	if (epoll_ctl(sv->epoll, EPOLL_CTL_MOD, u->listener, &e) != 0)
		(void)epoll_ctl(sv->epoll, EPOLL_CTL_ADD, u->listener, &e);
	u->service->command.listener = u->listener;
	return true;
}

bool
demand_waits(const struct unit *u)
{
	struct pollfd p = { .fd = u->listener, .events = POLLIN };

	return poll(&p, 1, 0) == 1;
}
