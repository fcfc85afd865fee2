/*
 * Postfix' own programs do the work; names of messages are letters and digits
 * before they become an argument.
 */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "mailcore/operate.h"
#include "mailcore/process.h"

#define COMMAND_SECONDS	10
#define LIST_MOST	((size_t)16 << 20)
#define SHOW_MOST	((size_t)512 << 10)
#define AT_ONCE		5	/* messages named in one command */

static const char *const queues[] = { "maildrop", "incoming", "active", "deferred", "hold" };

static const char *
conf_folder(struct operate *o)
{
	return arena_printf(o->cx->arena, "%s/conf/postfix", o->root);
}

static bool
is_queue_id(const char *s)
{
	size_t len = strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	return s[len] == '\0' && len >= 6 && len <= 30;
}

/* Call FN for each file of a queue, also those one folder below: deferred mail is spread. */
static void
each_file(struct operate *o, const char *folder, int depth,
    void (*fn)(struct operate *o, const char *path, const char *id, void *arg), void *arg)
{
	struct arena *whole = ctx_turn(o->cx);
	DIR *dir = opendir(folder);

	for (struct dirent *d; dir != NULL && (d = readdir(dir)) != NULL;) {
		const char *path = arena_printf(o->cx->arena, "%s/%s", folder, d->d_name);

		if (d->d_type == DT_DIR && depth > 0 && strlen(d->d_name) == 1 && *d->d_name != '.')
			each_file(o, path, depth - 1, fn, arg);
		else if (d->d_type == DT_REG && is_queue_id(d->d_name))
			fn(o, path, d->d_name, arg);
	}
	if (dir != NULL)
		closedir(dir);
	ctx_turn_end(o->cx, whole);
}

static const char *
queue_folder(struct operate *o, const char *queue)
{
	return arena_printf(o->cx->arena, "%s/postfix/spool/%s", o->root, queue);
}

static void
count_file(struct operate *o, const char *path, const char *id, void *arg)
{
	(void)o, (void)path, (void)id;
	++*(long *)arg;
}

enum status
operate_queue_count(struct operate *o)
{
	for (size_t i = 0; i < COUNT(queues); i++) {
		long count = 0;

		each_file(o, queue_folder(o, queues[i]), 1, count_file, &count);
		buf_printf(&o->out, "%s %ld\n", queues[i], count);
	}
	return OK;
}

/* Postfix keeps the time of the next attempt as the file's own. */
static void
tell_retry(struct operate *o, const char *path, const char *id, void *arg)
{
	struct stat file;

	(void)arg;
	if (o->out.len < LIST_MOST / 4 && stat(path, &file) == 0)
		buf_printf(&o->out, "retry %s %lld\n", id, (long long)file.st_mtime);
}

enum status
operate_queue_list(struct operate *o)
{
	struct command list = { .argv = { "/usr/sbin/postqueue", "-c", conf_folder(o), "-j" } };
	struct buf said = BUF_ON(o->cx->arena);
	enum status st;

	if ((st = process_capture(o->cx, &list, COMMAND_SECONDS, LIST_MOST, &said)) != OK)
		return st;
	/* After the list: what came to be deferred meanwhile has its time by now. */
	each_file(o, queue_folder(o, "deferred"), 1, tell_retry, NULL);
	buf_add(&o->out, said.data, said.len);
	return OK;
}

static void
note_found(struct operate *o, const char *path, const char *id, void *arg)
{
	const char **wanted = arg;

	(void)o, (void)path;
	if (*wanted != NULL && strcmp(*wanted, id) == 0)
		*wanted = NULL;
}

static enum status
require_message(struct operate *o, const char *id)
{
	const char *wanted = id;

	if (!is_queue_id(id))
		return fault(o->cx, ERR_INVALID, "\"%.40s\" names no message of a queue", id);
	for (size_t i = 0; i < COUNT(queues) && wanted != NULL; i++)
		each_file(o, queue_folder(o, queues[i]), 1, note_found, &wanted);
	return wanted == NULL ? OK : fault(o->cx, ERR_NOT_FOUND, "there is no %s in the queue", id);
}

enum status
operate_queue_show(struct operate *o)
{
	struct command show = { .argv = { "/usr/sbin/postcat", "-c", conf_folder(o), "-q",
	    o->words[0] } };
	enum status st;

	if ((st = require_message(o, o->words[0])) != OK)
		return st;
	return process_capture(o->cx, &show, COMMAND_SECONDS, SHOW_MOST, &o->out);
}

enum status
operate_queue_flush(struct operate *o)
{
	struct command flush = { .argv = { "/usr/sbin/postqueue", "-c", conf_folder(o), "-f" } };

	return process_run(o->cx, &flush, COMMAND_SECONDS);
}

static enum status
do_some(struct operate *o, const char *option, char *const *ids, size_t count)
{
	bool deliver = strcmp(option, "-i") == 0;
	struct command command = { .argv = {
		deliver ? "/usr/sbin/postqueue" : "/usr/sbin/postsuper", "-c", conf_folder(o),
	} };
	struct buf said = BUF_ON(o->cx->arena);

	for (size_t i = 0; i < count; i++) {
		command.argv[3 + 2 * i] = option;
		command.argv[4 + 2 * i] = ids[i];
	}
	return process_capture(o->cx, &command, COMMAND_SECONDS, 4096, &said);
}

static const struct action {
	const char	*name, *option;
	size_t		 at_once;
	bool		 takes_all;
} actions[] = {
	{ "hold", "-h", AT_ONCE, true }, { "release", "-H", AT_ONCE, true },
	{ "requeue", "-r", AT_ONCE, true }, { "delete", "-d", AT_ONCE, true },
	{ "deliver", "-i", 1, false },
};

static enum status
find_action(struct operate *o, const struct action **out)
{
	for (size_t i = 0; i < COUNT(actions); i++)
		if (strcmp(actions[i].name, o->words[0]) == 0) {
			*out = &actions[i];
			return OK;
		}
	return fault(o->cx, ERR_INVALID, "\"%.40s\" is done to no message", o->words[0]);
}

enum status
operate_queue_do(struct operate *o)
{
	const struct action *action;
	enum status st;

	if ((st = find_action(o, &action)) != OK)
		return st;
	for (size_t n = 1; n < o->count; n++)
		if ((st = require_message(o, o->words[n])) != OK)
			return st;
	for (size_t n = 1; n < o->count; n += action->at_once) {
		size_t left = o->count - n;

		st = do_some(o, action->option, o->words + n,
		    left < action->at_once ? left : action->at_once);
		if (st != OK)
			return st;
	}
	return OK;
}

enum status
operate_queue_do_all(struct operate *o)
{
	char *const all[] = { (char *)"ALL" };
	const struct action *action;
	enum status st;

	if ((st = find_action(o, &action)) != OK)
		return st;
	if (!action->takes_all)
		return fault(o->cx, ERR_INVALID, "%s takes names", action->name);
	return do_some(o, action->option, all, 1);
}
