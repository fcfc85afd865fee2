#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/json.h"
#include "dav/backup.h"
#include "dav/dav.h"
#include "httpd/cmd_dav.h"
#include "storage/db.h"

/* Writing */

static enum status
write_line(struct ctx *cx, void *arg, const char *line)
{
	FILE *f = arg;

	if (fputs(line, f) < 0 || fputc('\n', f) == EOF)
		return fault(cx, ERR_INTERNAL, "writing: %s", strerror(errno));
	return OK;
}

/* Beside its place first, so that one cut short takes no other's place; for its owner's eyes alone. */
static enum status
backup_one(struct cli *c, const char *folder, const struct account *a, json_t *done)
{
	struct ctx *cx = &c->cx;
	const char *path = arena_printf(cx->arena, "%s/%s.jsonl", folder, a->address);
	const char *fresh = arena_printf(cx->arena, "%s.new", path);
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
	struct dav_backed sum;
	enum status st;

	if (f == NULL)
		return fault(cx, ERR_INVALID, "%s: %s", fresh, strerror(errno));
	st = dav_backup(cx, a, write_line, f, &sum);
	if (st == OK && (fflush(f) != 0 || fsync(fd) != 0))
		st = fault(cx, ERR_INTERNAL, "%s: %s", fresh, strerror(errno));
	fclose(f);
	if (st == OK && rename(fresh, path) != 0)
		st = fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	if (st != OK) {
		unlink(fresh);
		return st;
	}
	json_array_append_new(done, json_pack("{s:s, s:s, s:I, s:I}", "address", a->address, "file", path,
	    "collections", (json_int_t)sum.collections, "objects", (json_int_t)sum.objects));
	return OK;
}

static enum status
backup_all(struct cli *c, json_t *done)
{
	struct account *list;
	size_t count;
	enum status st;

	if ((st = db_account_list(&c->cx, 0, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].kind, "person") == 0 &&
		    (st = backup_one(c, c->args[0], &list[i], done)) != OK)
			return st;
	return OK;
}

enum status
cmd_dav_backup(struct cli *c)
{
	static const char *const columns[] = { "address", "collections", "objects", "file", NULL };
	json_t *done = json_keep(c->cx.arena, json_array());
	struct account a;
	struct stat folder;
	enum status st = OK;

	if (stat(c->args[0], &folder) != 0 || !S_ISDIR(folder.st_mode))
		return fault(&c->cx, ERR_INVALID, "%s is no folder", c->args[0]);
	if (c->arg_count == 2 && strcmp(c->args[1], "all") == 0)
		st = backup_all(c, done);
	else
		for (int i = 1; i < c->arg_count && st == OK; i++)
			if ((st = cmd_dav_account(c, c->args[i], &a)) == OK)
				st = backup_one(c, c->args[0], &a, done);
	if (st == OK)
		cli_list(c, done, columns);
	return st;
}

/* Reading */

const struct cli_option cmd_dav_restore_options[] = {
	{ "only", "COLLECTION", "this one alone: calendar/personal" },
	{ "list", NULL, "only tell what is in the file" },
	{ 0 }
};

/* "…/alice@example.org.jsonl": whose it was. */
static const char *
owner_of(struct cli *c, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	size_t len = strlen(name);

	if (len > 6 && strcmp(name + len - 6, ".jsonl") == 0)
		len -= 6;
	return arena_strndup(c->cx.arena, name, len);
}

static enum status
read_lines(struct cli *c, FILE *f, struct dav_restore *r)
{
	enum status st = OK;
	size_t size = 0, number = 0;
	char *line = NULL;
	ssize_t n;

	while (st == OK && (n = getline(&line, &size, f)) > 0) {
		number++;
		if (line[n - 1] == '\n')
			n--;
		st = dav_restore_line(&c->cx, r, line, (size_t)n);
	}
	free(line);
	if (st == OK && ferror(f))
		st = fault(&c->cx, ERR_INTERNAL, "%s: %s", c->args[0], strerror(errno));
	if (st == OK)
		st = dav_restore_end(&c->cx, r);
	if (st == ERR_INVALID) {
		const char *why = arena_strdup(c->cx.arena, c->cx.fault_text != NULL ? c->cx.fault_text : "");

		ctx_forgive(&c->cx);
		return fault(&c->cx, st, "%s, line %zu: %s", c->args[0], number, why);
	}
	return st;
}

enum status
cmd_dav_restore(struct cli *c)
{
	static const char *const columns[] = { "collection", "objects", NULL };
	struct dav_restore r = {
		.only = cli_text(c, "only"), .look = cli_flag(c, "list"),
		.seen = json_keep(c->cx.arena, json_array()),
	};
	struct ctx *cx = &c->cx;
	struct account a;
	json_t *said;
	enum status st;
	FILE *f;

	if ((st = cmd_dav_account(c, c->arg_count > 1 ? c->args[1] : owner_of(c, c->args[0]), &a)) != OK ||
	    (st = dav_prepare(cx)) != OK || (st = db_begin(cx)) != OK)
		return st;
	r.account = &a;
	if ((f = fopen(c->args[0], "re")) == NULL)
		return fault(cx, errno == ENOENT ? ERR_NOT_FOUND : ERR_INVALID, "%s: %s", c->args[0], strerror(errno));
	st = read_lines(c, f, &r);
	fclose(f);
	if (st != OK)
		return st;
	if (r.only != NULL && r.sum.collections == 0)
		return fault(cx, ERR_NOT_FOUND, "%s has no %s", c->args[0], r.only);
	if (r.look) {
		cli_list(c, r.seen, columns);
		return OK;
	}
	said = json_keep(cx->arena, json_pack("{s:s, s:I, s:I, s:I, s:I}", "address", a.address,
	    "collections", (json_int_t)r.sum.collections, "objects", (json_int_t)r.sum.objects,
	    "unchanged", (json_int_t)r.sum.unchanged, "refused", (json_int_t)r.sum.refused));
	if ((st = cli_commit(c, a.id, "collections.restore", a.address, NULL, said)) != OK)
		return st;
	cli_show(c, said);
	return OK;
}
