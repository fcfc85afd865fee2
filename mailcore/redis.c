#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "mailcore/redis.h"

enum status
redis_open(struct ctx *cx, const struct mailcore_model *model, struct unix_talk **out)
{
	const char *path = arena_printf(cx->arena, "%s/run/redis/redis.sock", model->root);
	enum status st;

	if ((st = unix_open(cx, path, out)) != OK)
		return st;
	return redis_do(cx, *out, REDIS_ARGS("AUTH", model->redis_password));
}

/*
 * An answer is a line, or a line with the number of answers that follow
 * ("*3", after EXEC).  Texts ("$5") never come back from what we send.
 */
static enum status
read_answer(struct ctx *cx, struct unix_talk *talk)
{
	const char *line;
	enum status st;
	long left = 1;

	while (left-- > 0) {
		if ((st = unix_line(cx, talk, &line)) != OK)
			return st;
		if (line[0] == '-')
			return fault(cx, ERR_UPSTREAM, "Redis: %s", line + 1);
		if (line[0] == '*')
			left += atol(line + 1);
		else if (line[0] != '+' && line[0] != ':')
			return fault(cx, ERR_UPSTREAM, "Redis answered %s", line);
	}
	return OK;
}

static enum status
ask(struct ctx *cx, struct unix_talk *talk, const char *const *args)
{
	struct buf out = BUF_ON(cx->arena);
	size_t count = 0;

	while (args[count] != NULL)
		count++;
	buf_printf(&out, "*%zu\r\n", count);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "$%zu\r\n%s\r\n", strlen(args[i]), args[i]);
	return unix_send(cx, talk, out.data, out.len);
}

enum status
redis_do(struct ctx *cx, struct unix_talk *talk, const char *const *args)
{
	enum status st = ask(cx, talk, args);

	return st == OK ? read_answer(cx, talk) : st;
}

enum status
redis_number(struct ctx *cx, struct unix_talk *talk, const char *const *args, int64_t *number)
{
	const char *line;
	enum status st;

	if ((st = ask(cx, talk, args)) != OK || (st = unix_line(cx, talk, &line)) != OK)
		return st;
	if (line[0] != ':')
		return fault(cx, ERR_UPSTREAM, "Redis answered %s", line);
	*number = strtoll(line + 1, NULL, 10);
	return OK;
}
