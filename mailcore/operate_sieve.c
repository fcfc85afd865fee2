/*
 * The Sieve script that somebody wrote and switched on, as it lies in his own
 * folder: Dovecot keeps a link to it there.  Nothing is followed that leads
 * elsewhere.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "mailcore/garbage.h"
#include "mailcore/operate.h"

#define SCRIPT_MOST	((size_t)2 << 20)	/* dovecot.conf has a bound of one */
#define FOLDER		"sieve/"

static enum status
read_script(struct operate *o, int folder, const char *name)
{
	int sieve = openat(folder, "sieve", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int fd = sieve >= 0 ? openat(sieve, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
	ssize_t n = 0;

	if (sieve >= 0)
		close(sieve);
	if (fd < 0)
		return fault(o->cx, ERR_NOT_FOUND, "no script: %s", strerror(errno));
	while (o->out.len < SCRIPT_MOST && (n = read(fd, buf_reserve(&o->out, 65536), 65536)) > 0)
		o->out.len += (size_t)n;
	close(fd);
	return n < 0 ? fault(o->cx, ERR_INTERNAL, "%s: %s", name, strerror(errno)) : OK;
}

enum status
operate_sieve_active(struct operate *o)
{
	char link[512];
	enum status st;
	ssize_t len;
	int folder;

	if (!mailcore_is_mail_dir(o->words[0]))
		return fault(o->cx, ERR_INVALID, "that is no mail folder");
	folder = open(arena_printf(o->cx->arena, "%s/mail/%s", o->root, o->words[0]),
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return fault(o->cx, ERR_NOT_FOUND, "no mail yet: %s", strerror(errno));
	len = readlinkat(folder, ".dovecot.sieve", link, sizeof link - 1);
	link[len > 0 ? len : 0] = '\0';
	if (len <= 0 || (size_t)len >= sizeof link - 1 ||
	    strncmp(link, FOLDER, strlen(FOLDER)) != 0 || strchr(link + strlen(FOLDER), '/') != NULL)
		st = fault(o->cx, ERR_NOT_FOUND, "no script is active");
	else
		st = read_script(o, folder, link + strlen(FOLDER));
	close(folder);
	return st;
}
