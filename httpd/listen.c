#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "httpd/listen.h"

#define BACKLOG		4096

static bool
is_everywhere(const char *address)
{
	return strcmp(address, "*") == 0 || strcmp(address, "::") == 0;
}

/* One socket for IPv4 and IPv6 where "*" asks for both. */
static int
open_one(const struct addrinfo *ai, bool both)
{
	int on = 1, only6 = !both, saved;
	int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (ai->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only6, sizeof only6);
	if (bind(fd, ai->ai_addr, ai->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		return fd;
	}
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

enum status
listen_open(struct ctx *cx, const char *address, int port, int *out)
{
	static const char *const both[] = { "::", "0.0.0.0", NULL };
	const char *const one[] = { address, NULL };
	const char *const *names = is_everywhere(address) ? both : one;
	char service[16];
	int fd = -1;

	snprintf(service, sizeof service, "%d", port);
	/* A kernel without IPv6 still has the other. */
	for (; *names != NULL && fd < 0; names++) {
		struct addrinfo hints = {
			.ai_socktype = SOCK_STREAM,
			.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
		};
		struct addrinfo *list;
		int failed = getaddrinfo(*names, service, &hints, &list);

		if (failed != 0)
			return fault(cx, ERR_INVALID, "cannot listen on %s: %s", address,
			    gai_strerror(failed));
		errno = 0;
		for (const struct addrinfo *ai = list; ai != NULL && fd < 0; ai = ai->ai_next)
			fd = open_one(ai, is_everywhere(address));
		freeaddrinfo(list);
		if (fd < 0 && errno != EAFNOSUPPORT && errno != EADDRNOTAVAIL)
			break;
	}
	if (fd < 0 && errno == EADDRINUSE)
		return fault(cx, ERR_BUSY, "port %d on %s is taken by another program; "
		    "HAYLOFT_PORT_BASE moves all of Hayloft's ports", port, address);
	if (fd < 0)
		return fault(cx, ERR_DENIED, "cannot listen on %s port %d: %s", address, port,
		    strerror(errno));
	*out = fd;
	return OK;
}
