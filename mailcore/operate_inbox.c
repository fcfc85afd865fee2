/*
 * Dovecot makes an account's INBOX when it is opened first.  Its version 2.3 ends one
 * of two processes that do so in the same moment: the first holds the lock of the list
 * of mailboxes and wants that of the list's index, the second, which lists them, has
 * just the other way round ("Resource deadlock avoided").  That is a session of IMAP
 * cut off, or a mail deferred.  So whoever makes an account has Dovecot make the INBOX
 * before he tells anybody of it.
 */
#include <string.h>

#include "mailcore/operate.h"
#include "mailcore/unix.h"

/*
 * To ask how many messages are there makes what is not there yet, and is no error
 * when it is.  The protocol is that of `doveadm` to its server, in the version
 * without channels: "+" for whoever may reach this socket, the answer, "+" or "-WHY".
 */
enum status
operate_inbox(struct operate *o)
{
	const char *line, *ask = arena_printf(o->cx->arena,
	    "VERSION\tdoveadm-server\t1\t0\n\t%s\tmailbox status\tmessages\tINBOX\n", o->words[0]);
	struct unix_talk *talk;
	enum status st;

	if ((st = unix_open(o->cx, arena_printf(o->cx->arena, "%s/run/dovecot/doveadm-server", o->root),
	    &talk)) != OK ||
	    (st = unix_send(o->cx, talk, ask, strlen(ask))) != OK ||
	    (st = unix_line(o->cx, talk, &line)) != OK)
		return st;
	if (strcmp(line, "+") != 0)
		return fault(o->cx, ERR_UPSTREAM, "Dovecot makes no sense");
	do
		if ((st = unix_line(o->cx, talk, &line)) != OK)
			return st;
	while (*line != '+' && *line != '-');
	return *line == '+' ? OK : fault(o->cx, ERR_UPSTREAM, "Dovecot made no INBOX: %s", line + 1);
}
