/*
 * What a running Hayloft consists of: the master tells it over a socket in
 * STATE/run, `hayloft status` shows it.
 */
#ifndef HTTPD_STATUS_H
#define HTTPD_STATUS_H

#include "core/conf.h"
#include "core/ctx.h"

#define STATUS_SOCKET	"run/master.sock"

/* In the master: a listening socket at PATH that only root and we may use. */
enum status status_listen(struct ctx *cx, const char *path, int *fd) NODISCARD;

/* Somebody is there: send TEXT, hang up.  Never waits. */
void status_answer(int listener, const char *text);

/* The command; returns the exit code. */
int status_main(int argc, char **argv);

extern const char status_usage[];

#endif
