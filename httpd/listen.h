/*
 * Listening sockets, opened by the master and used by every front, so that a
 * reload never closes a port.
 */
#ifndef HTTPD_LISTEN_H
#define HTTPD_LISTEN_H

#include "core/ctx.h"

/*
 * Listen on BIND ("127.0.0.1", "::1", "*" for every address of both kinds).
 * ERR_BUSY when somebody else has the port; the fault says so in plain words.
 */
enum status listen_open(struct ctx *cx, const char *bind, int port, int *fd) NODISCARD;

#endif
