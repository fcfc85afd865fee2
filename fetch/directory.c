#include "fetch/directory.h"

enum status
fetch_directory_may(struct ctx *cx, const struct guard_address *at, int port, bool usual, bool plain)
{
	if (guard_is_listed(cx->conf->fetch_allow, (const struct sockaddr *)&at->sa))
		return OK;
	if (!usual)
		return fault(cx, ERR_DENIED, "port %d is not for a directory", port);
	return plain ? fault(cx, ERR_DENIED, "without TLS only where fetch.allow says so") : OK;
}
