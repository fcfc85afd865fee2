/*
 * A mailbox that several people share is open to two of Dovecot's groups: who is in these
 * is asked of the database at each sign-in (mail.acl_groups()).  What they may stands above
 * all its folders, where Dovecot looks for those that have no list of their own; no command
 * of IMAP or doveadm writes there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailcore/garbage.h"
#include "mailcore/operate.h"

#define ROOT_FOLDER	"sdbox"
#define TOP_FOLDER	"mailboxes"
#define ACL_FILE	"dovecot-acl"

/* All but "a": who is let in is the administrator's matter. */
#define READ_RIGHTS	"lrs"
#define WRITE_RIGHTS	"lrwstipekx"

/* As the owner of mail, who alone writes there: what he put there instead is not followed. */
static int
open_top(const char *path, bool make)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), root, top;

	if (folder < 0)
		return -1;
	root = openat(folder, ROOT_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	close(folder);
	if (root < 0)
		return -1;
	if (make && mkdirat(root, TOP_FOLDER, 0700) < 0 && errno != EEXIST)
		top = -1;
	else
		top = openat(root, TOP_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	close(root);
	return top;
}

static bool
put(int top, const char *text, size_t len)
{
	static const char fresh[] = ACL_FILE ".new";
	int fd;
	bool done;

	unlinkat(top, fresh, 0);
	fd = openat(top, fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	done = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
	close(fd);
	return done && renameat(top, fresh, top, ACL_FILE) == 0;
}

enum status
operate_shared_open(struct operate *o)
{
	const char *path, *text;
	enum status st = OK;
	struct stat info;
	int top;

	if (!mailcore_is_mail_dir(o->words[0]) ||
	    strspn(o->words[1], "0123456789") != strlen(o->words[1]))
		return fault(o->cx, ERR_INVALID, "that is no mail folder");
	path = arena_printf(o->cx->arena, "%s/mail/%s", o->root, o->words[0]);
	text = arena_printf(o->cx->arena, "group=hl-%s-rw " WRITE_RIGHTS "\ngroup=hl-%s-ro "
	    READ_RIGHTS "\n", o->words[1], o->words[1]);
	if (lstat(path, &info) != 0)
		return fault(o->cx, ERR_NOT_FOUND, "no mail yet: %s", strerror(errno));
	if (geteuid() == 0 && seteuid(info.st_uid) != 0)
		return fault(o->cx, ERR_INTERNAL, "seteuid: %s", strerror(errno));
	top = open_top(path, true);
	if (top < 0 || !put(top, text, strlen(text)))
		st = fault(o->cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	if (top >= 0)
		close(top);
	if (getuid() == 0 && seteuid(0) != 0)
		return fault(o->cx, ERR_INTERNAL, "seteuid: %s", strerror(errno));
	return st;
}
