#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/json.h"
#include "core/log.h"
#include "mailcore/files.h"
#include "mailcore/process.h"
#include "mailcore/update.h"

#define COPY_SECONDS	7200	/* for the database's folder */
#define HOOK_SECONDS	600
#define STEADY_MS	5000	/* ready for so long, before it is believed */
#define LOOK_MS		200
#define IDS_MARGIN	1000000	/* given out between the question and the stop */

static char *
below(struct ctx *cx, const char *folder, const char *name)
{
	return arena_printf(cx->arena, "%s/%s", folder, name);
}

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* ---- asking and telling -------------------------------------------------------- */

enum status
update_ask(struct ctx *cx, const struct update *u)
{
	json_t *o = json_keep(cx->arena, json_pack("{s:s, s:s, s:s, s:s, s:I, s:i, s:b}", "folder", u->folder,
	    "program", u->program, "ui", u->ui, "config", u->config, "ids", (json_int_t)u->ids,
	    "seconds", u->seconds, "back", u->back));
	const char *text = json_write(cx, o, NULL);

	(void)unlink(below(cx, u->state, UPDATE_RESULT));
	return file_write(cx, below(cx, u->state, UPDATE_WANTED), text, strlen(text), 0600, NULL);
}

enum status
update_read(struct ctx *cx, const char *state, struct update *out)
{
	json_t *o;
	char *text;
	size_t len;
	enum status st;

	if ((st = file_read(cx, below(cx, state, UPDATE_WANTED), &text, &len)) != OK ||
	    (st = json_read(cx, text, len, &o)) != OK)
		return st;
	*out = (struct update){
		.state = state,
		.folder = json_get_text(o, "folder"), .program = json_get_text(o, "program"),
		.ui = json_get_text(o, "ui"), .config = json_get_text(o, "config"),
		.ids = json_get_int(o, "ids", 0),
		.seconds = (int)json_get_int(o, "seconds", 120),
		.back = json_is_true(json_object_get(o, "back")),
	};
	if (out->folder == NULL || out->program == NULL || out->ui == NULL || out->config == NULL)
		return fault(cx, ERR_INVALID, "%s says too little", UPDATE_WANTED);
	(void)unlink(below(cx, state, UPDATE_WANTED));
	return OK;
}

void
update_say(struct ctx *cx, const char *state, const char *fmt, ...)
{
	FILE *f = fopen(below(cx, state, UPDATE_LOG), "ae");
	char when[21], text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	text[strcspn(text, "\n")] = '\0';
	clock_rfc3339(clock_seconds(), when);
	log_info("update", "%s", text);
	if (f == NULL)
		return;
	fprintf(f, "%s %s\n", when, text);
	fclose(f);
}

void
update_end(struct ctx *cx, const struct update *u, const char *word, const char *why)
{
	const char *text = arena_printf(cx->arena, "%s %s\n", word, why);

	update_say(cx, u->state, "%s %s: %s", u->back ? "rollback" : "update", word, why);
	/* A rollback that did not work leaves an update that one can go back from. */
	if (((!u->back || strcmp(word, "rolled-back") == 0) &&
	    file_write(cx, below(cx, u->folder, "state"), word, strlen(word), 0600, NULL) != OK) ||
	    file_write(cx, below(cx, u->state, UPDATE_RESULT), text, strlen(text), 0600, NULL) != OK)
		update_say(cx, u->state, "cannot write that down: %s", cx->fault_text);
}

/* ---- hooks ---------------------------------------------------------------------------- */

static int
is_plain(const struct dirent *e)
{
	return e->d_name[0] != '.' && e->d_name[strlen(e->d_name) - 1] != '~';
}

enum status
update_hooks(struct ctx *cx, const struct update *u, const char *when)
{
	const char *folder = below(cx, u->state, arena_printf(cx->arena, UPDATE_HOOKS "/%s", when));
	struct dirent **list;
	int n = scandir(folder, &list, is_plain, alphasort);
	enum status st = OK;

	for (int i = 0; i < n; i++) {
		struct command hook = { .argv = { below(cx, folder, list[i]->d_name), u->folder } };

		if (st == OK && access(hook.argv[0], X_OK) == 0) {
			update_say(cx, u->state, "%s: %s", when, list[i]->d_name);
			st = process_run(cx, &hook, HOOK_SECONDS);
		}
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return st;
}

enum status
update_tool(struct ctx *cx, const char *const *argv, int seconds, struct buf *said)
{
	struct buf nowhere = BUF_ON(cx->arena);
	struct command c = { 0 };

	for (size_t i = 0; argv[i] != NULL && i < COUNT(c.argv) - 1; i++)
		c.argv[i] = argv[i];
	return process_capture(cx, &c, seconds, said != NULL ? 1u << 20 : 4096, said != NULL ? said : &nowhere);
}

/* ---- the switch ----------------------------------------------------------------------------- */

/* A copy beside its place, then in its place at once. */
static enum status
put_file(struct ctx *cx, const char *from, const char *to)
{
	const char *fresh = arena_printf(cx->arena, "%s.update", to);
	struct command copy = { .argv = { "/bin/cp", "--preserve=mode", from, fresh } };
	enum status st;

	if ((st = process_run(cx, &copy, COPY_SECONDS)) != OK)
		return st;
	return rename(fresh, to) == 0 ? OK : fault(cx, ERR_INTERNAL, "%s: %s", to, strerror(errno));
}

/* Two folders change places: there is no moment without either. */
static enum status
exchange(struct ctx *cx, const char *a, const char *b)
{
	if (syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, 2 /* RENAME_EXCHANGE */) == 0)
		return OK;
	return fault(cx, ERR_INTERNAL, "%s and %s: %s", a, b, strerror(errno));
}

static enum status
erase(struct ctx *cx, const char *path)
{
	struct command rm = { .argv = { "/bin/rm", "-rf", path } };

	return process_run(cx, &rm, COPY_SECONDS);
}

static enum status
copy_folder(struct ctx *cx, const char *from, const char *to)
{
	/* Where the file system can share what is the same, it takes no time. */
	struct command copy = { .argv = { "/bin/cp", "-a", "--reflink=auto", from, to } };
	enum status st;

	if ((st = erase(cx, to)) != OK)
		return st;
	return process_run(cx, &copy, COPY_SECONDS);
}

static enum status
put_folder(struct ctx *cx, const char *from, const char *to)
{
	const char *fresh = arena_printf(cx->arena, "%s.update", to);
	enum status st;

	if ((st = copy_folder(cx, from, fresh)) != OK || (st = exchange(cx, fresh, to)) != OK)
		return st;
	return erase(cx, fresh);
}

/* The program, its browser side and its configuration; SIDE: "from" or "to". */
static enum status
put_version(struct ctx *cx, const struct update *u, const char *side)
{
	const char *ui = below(cx, u->folder, arena_printf(cx->arena, "ui-%s", side));
	enum status st;

	if (*u->ui != '\0' && is_there(ui) && (st = put_folder(cx, ui, u->ui)) != OK)
		return st;
	return put_file(cx, below(cx, u->folder, side), u->program);
}

/* The database of an update that did not work is nobody's. */
static enum status
put_database_back(struct ctx *cx, struct update *u)
{
	const char *kept = below(cx, u->folder, "pg");
	enum status st;

	if (!is_there(kept))
		return OK;
	if ((st = exchange(cx, kept, below(cx, u->state, "pg"))) != OK)
		return st;
	u->turned = !u->turned;
	return u->back ? OK : erase(cx, kept);
}

/* Whoever opens the older database is to give out nothing that the newer one did. */
static enum status
note_floor(struct ctx *cx, const struct update *u)
{
	const char *floor = arena_printf(cx->arena, "%lld\n", (long long)u->ids + IDS_MARGIN);

	return file_write(cx, below(cx, u->state, UPDATE_FLOOR), floor, strlen(floor), 0644, NULL);
}

static enum status
roll_back(struct ctx *cx, struct update *u)
{
	const char *conf = below(cx, u->folder, "hayloft.conf");
	enum status st;

	if ((st = note_floor(cx, u)) != OK ||
	    (is_there(u->config) && (st = put_file(cx, u->config, below(cx, u->folder, "hayloft.conf.after"))) != OK) ||
	    (st = put_database_back(cx, u)) != OK ||
	    (is_there(conf) && (st = put_file(cx, conf, u->config)) != OK))
		return st;
	return put_version(cx, u, "from");
}

enum status
update_switch(struct ctx *cx, struct update *u)
{
	const char *kept = below(cx, u->folder, "pg"), *part = below(cx, u->folder, "pg.part");
	enum status st;

	(void)unlink(below(cx, u->state, "ready"));
	if (u->back)
		return roll_back(cx, u);
	if (is_there(below(cx, u->state, "pg"))) {
		update_say(cx, u->state, "the database is copied");
		if ((st = copy_folder(cx, below(cx, u->state, "pg"), part)) != OK)
			return st;
		if (rename(part, kept) != 0)
			return fault(cx, ERR_INTERNAL, "%s: %s", kept, strerror(errno));
	}
	return put_version(cx, u, "to");
}

enum status
update_undo(struct ctx *cx, struct update *u)
{
	const char *after = below(cx, u->folder, "hayloft.conf.after");
	enum status st;

	/* An update that did not stay may have served for a moment; of what a rollback began, nothing is kept. */
	if (u->back)
		(void)unlink(below(cx, u->state, UPDATE_FLOOR));
	else if ((st = note_floor(cx, u)) != OK)
		return st;
	if (((!u->back || u->turned) && (st = put_database_back(cx, u)) != OK) ||
	    (u->back && is_there(after) && (st = put_file(cx, after, u->config)) != OK))
		return st;
	return put_version(cx, u, u->back ? "to" : "from");
}

bool
update_watch(const struct update *u, pid_t child, const volatile int *stop, int *how)
{
	int64_t end = clock_steady() + (int64_t)u->seconds * 1000, ready = 0;
	char path[4096];

	snprintf(path, sizeof path, "%s/ready", u->state);
	while (!*stop && (ready != 0 || clock_steady() < end)) {
		struct timespec nap = { .tv_nsec = LOOK_MS * 1000000L };

		if (waitpid(child, how, WNOHANG) == child)
			return false;
		if (!is_there(path))
			ready = 0;
		else if (ready == 0)
			ready = clock_steady();
		else if (clock_steady() - ready > STEADY_MS)
			return true;
		(void)nanosleep(&nap, NULL);
	}
	return false;
}

/* ---- ids ---------------------------------------------------------------------------------- */

int64_t
update_floor(struct ctx *cx, const char *root)
{
	char *text;
	size_t len;

	if (file_read(cx, below(cx, root, UPDATE_FLOOR), &text, &len) == OK)
		return strtoll(text, NULL, 10);
	ctx_forgive(cx);
	return 0;
}

void
update_floor_done(struct ctx *cx, const char *root)
{
	(void)unlink(below(cx, root, UPDATE_FLOOR));
}
