#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/file.h"
#include "mailcore/files.h"

enum status
file_read(struct ctx *cx, const char *path, char **text, size_t *len)
{
	struct buf buf = BUF_ON(cx->arena);
	char part[8192];
	ssize_t n;
	int fd;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return fault(cx, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL,
		    "%s: %s", path, strerror(errno));
	while ((n = read(fd, part, sizeof part)) > 0)
		buf_add(&buf, part, (size_t)n);
	close(fd);
	if (n < 0)
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	*text = buf.data != NULL ? buf.data : arena_strdup(cx->arena, "");
	*len = buf.len;
	return OK;
}

/* The ids behind a name or a decimal number. */
static enum status
file_owner(struct ctx *cx, const char *user, const char *group, uid_t *uid, gid_t *gid)
{
	struct passwd *pw;
	struct group *gr;
	char *end;

	*uid = 0;
	*gid = 0;
	if (user != NULL) {
		*uid = (uid_t)strtoul(user, &end, 10);
		*gid = (gid_t)*uid;
		if (*end != '\0') {
			if ((pw = getpwnam(user)) == NULL)
				return fault(cx, ERR_NOT_FOUND, "no user %s on this machine", user);
			*uid = pw->pw_uid;
			*gid = pw->pw_gid;
		}
	}
	if (group != NULL) {
		*gid = (gid_t)strtoul(group, &end, 10);
		if (*end != '\0') {
			if ((gr = getgrnam(group)) == NULL)
				return fault(cx, ERR_NOT_FOUND, "no group %s on this machine", group);
			*gid = gr->gr_gid;
		}
	}
	return OK;
}

enum status
file_write(struct ctx *cx, const char *path, const void *data, size_t len,
    mode_t mode, const char *group)
{
	const char *fresh = arena_printf(cx->arena, "%s.new", path);
	uid_t uid;
	gid_t gid;
	enum status st;
	int fd;

	if ((st = file_owner(cx, NULL, group, &uid, &gid)) != OK)
		return st;
	(void)unlink(fresh);
	if ((fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
		return fault(cx, ERR_INTERNAL, "%s: %s", fresh, strerror(errno));
	if (!file_put(fd, data, len) ||
	    (group != NULL && fchown(fd, (uid_t)-1, gid) != 0) ||
	    fchmod(fd, mode) != 0 || fsync(fd) != 0 ||
	    rename(fresh, path) != 0) {
		st = fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
		(void)unlink(fresh);
	}
	close(fd);
	return st;
}

enum status
file_update(struct ctx *cx, const char *path, const void *data, size_t len,
    mode_t mode, const char *group, bool *changed)
{
	struct stat now;
	char *text;
	size_t text_len;
	uid_t uid;
	gid_t gid;
	enum status st;

	if ((st = file_owner(cx, NULL, group, &uid, &gid)) != OK)
		return st;
	if (lstat(path, &now) == 0 && S_ISREG(now.st_mode) &&
	    (now.st_mode & 07777) == mode && (group == NULL || now.st_gid == gid)) {
		if ((st = file_read(cx, path, &text, &text_len)) != OK)
			return st;
		if (text_len == len && memcmp(text, data, len) == 0)
			return OK;
	}
	*changed = true;
	return file_write(cx, path, data, len, mode, group);
}

enum status
file_folder(struct ctx *cx, const char *path, mode_t mode, const char *user, const char *group)
{
	struct stat now;
	uid_t uid;
	gid_t gid;
	enum status st;

	if ((st = file_owner(cx, user, group, &uid, &gid)) != OK)
		return st;
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	if (lstat(path, &now) != 0 || !S_ISDIR(now.st_mode))
		return fault(cx, ERR_INTERNAL, "%s is not a folder", path);
	if ((now.st_uid != uid || now.st_gid != gid) && geteuid() == 0 &&
	    lchown(path, uid, gid) != 0)
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	if ((now.st_mode & 07777) != mode && chmod(path, mode) != 0)
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	return OK;
}
