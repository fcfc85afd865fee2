#include <string.h>

#include "mailcore/control.h"
#include "mailcore/unix.h"

/* Dovecot's protocol for masters of its auth process, as `doveadm auth cache flush` speaks it. */
enum status
mailcore_forget_login(struct ctx *cx, const char *root, const char *login)
{
	const char *path = arena_printf(cx->arena, "%s/run/dovecot-control/auth-master", root);
	const char *ask, *line;
	struct unix_talk *talk;
	enum status st;

	if (login != NULL && strpbrk(login, "\t\r\n") != NULL)
		return fault(cx, ERR_INVALID, "no login holds a tab or line end");
	ask = arena_printf(cx->arena, "VERSION\t1\t1\nCACHE-FLUSH\t1%s%s\n",
	    login != NULL ? "\t" : "", login != NULL ? login : "");
	if ((st = unix_open(cx, path, &talk)) != OK ||
	    (st = unix_send(cx, talk, ask, strlen(ask))) != OK)
		return st;
	do {
		if ((st = unix_line(cx, talk, &line)) != OK)
			return st;
	} while (strncmp(line, "OK\t1", 4) != 0 && strncmp(line, "FAIL\t1", 6) != 0 &&
	    strncmp(line, "NOTFOUND\t1", 10) != 0);
	if (strncmp(line, "FAIL", 4) == 0)
		return fault(cx, ERR_UPSTREAM, "Dovecot did not forget a login: %s", line);
	return OK;
}
