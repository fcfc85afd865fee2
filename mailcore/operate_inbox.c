/*
 * Dovecot makes an account's INBOX when it is opened first, and so the other folders that
 * everybody has, Junk for the first spam.  Its version 2.3 ends one of two processes of
 * which one makes a folder while the other lists them: the first holds the lock of the
 * list of mailboxes and wants that of the list's index, the second has just the other way
 * round ("Resource deadlock avoided").  That is a session of IMAP cut off, or a mail
 * deferred.  So whoever makes an account has Dovecot make them all before he tells
 * anybody of it.
 */
#include <string.h>

#include "mailcore/operate.h"
#include "mailcore/unix.h"

static const char *const folders[] = { "INBOX", "Drafts", "Sent", "Junk", "Trash", "Archive" };	/* dovecot.conf */

/*
 * To ask how many messages are there makes what is not there yet, and is no error
 * when it is.  The protocol is that of `doveadm` to its server, in the version
 * without channels: "+" for whoever may reach this socket, then for each command the
 * answer, "+" or "-WHY".  One that names several folders makes none.
 */
enum status
operate_inbox(struct operate *o)
{
	struct arena *arena = o->cx->arena;
	struct unix_talk *talk;
	const char *line;
	enum status st;

	if ((st = unix_open(o->cx, arena_printf(arena, "%s/run/dovecot/doveadm-server", o->root), &talk)) != OK)
		return st;
	for (size_t i = 0; i < COUNT(folders); i++) {
		const char *ask = arena_printf(arena, "%s\t%s\tmailbox status\tmessages\t%s\n",
		    i == 0 ? "VERSION\tdoveadm-server\t1\t0\n" : "", o->words[0], folders[i]);

		if ((st = unix_send(o->cx, talk, ask, strlen(ask))) != OK ||
		    (i == 0 && (st = unix_line(o->cx, talk, &line)) != OK))
			return st;
		if (i == 0 && strcmp(line, "+") != 0)
			return fault(o->cx, ERR_UPSTREAM, "Dovecot makes no sense");
		do
			if ((st = unix_line(o->cx, talk, &line)) != OK)
				return st;
		while (*line != '+' && *line != '-');
		if (*line == '-')
			return fault(o->cx, ERR_UPSTREAM, "Dovecot made no %s: %s", folders[i], line + 1);
	}
	return OK;
}
