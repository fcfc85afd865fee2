/*
 * `hayloft queue`: mail that waits.
 */
#include <stdio.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/mailq.h"
#include "core/clock.h"

/* Other people wrote these bytes: none of them may speak to the terminal. */
static void
print_plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		putchar((c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? '?' : c);
	}
}

static const char *
when(struct cli *c, int64_t seconds)
{
	char text[21];

	if (seconds == 0)
		return "";
	clock_rfc3339((time_t)seconds, text);
	return arena_strdup(c->cx.arena, text);
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = {
		"queue_id", "queue_name", "arrived", "size", "sender", "recipient", "next", "reason", NULL
	};
	json_t *messages, *rows = json_keep(c->cx.arena, json_array()), *m, *r;
	size_t i, k;
	bool cut;
	enum status st;

	if ((st = mailq_list(&c->cx, &messages, &cut)) != OK)
		return st;
	if (c->json) {
		cli_list(c, messages, columns);
		return OK;
	}
	/* A line for each recipient. */
	json_array_foreach(messages, i, m)
		json_array_foreach(json_object_get(m, "recipients"), k, r)
			json_array_append_new(rows, json_pack("{s:s*, s:s*, s:s, s:I, s:s*, s:s*, s:s, s:s*}",
			    "queue_id", json_get_text(m, "queue_id"),
			    "queue_name", json_get_text(m, "queue_name"),
			    "arrived", when(c, json_get_int(m, "arrival_time", 0)),
			    "size", (json_int_t)json_get_int(m, "message_size", 0),
			    "sender", json_get_text(m, "sender"),
			    "recipient", json_get_text(r, "address"),
			    "next", when(c, json_get_int(m, "next_retry", 0)),
			    "reason", json_get_text(r, "delay_reason")));
	cli_list(c, rows, columns);
	if (cut)
		printf("There are more.\n");
	return OK;
}

static enum status
show(struct cli *c)
{
	const char *text;
	size_t len;
	enum status st = mailq_show(&c->cx, c->args[0], &text, &len);

	if (st != OK)
		return st;
	if (c->json)
		cli_show(c, json_keep(c->cx.arena, json_pack("{s:s, s:o}", "queue_id", c->args[0],
		    "text", operation_text(c->cx.arena, text, len))));
	else
		print_plain(text, len);
	return OK;
}

static enum status
act(struct cli *c)
{
	bool all = c->arg_count == 1 && strcmp(c->args[0], "all") == 0;
	enum status st;

	if ((st = mailq_do(&c->cx, c->verb->name, c->args, all ? 0 : (size_t)c->arg_count)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:s}", "done", c->verb->name)));
	return OK;
}

const struct cli_verb queue_verbs[] = {
	{ "list", "", "Mail that waits, oldest first, with the reason and the next attempt.", 0, 0,
	  NULL, list, false },
	{ "show", "NAME", "A message with its envelope, as far as 512 KiB.", 1, 1, NULL, show, false },
	{ "hold", "NAME... | all", "Keep messages until they are released.", 1, CLI_ARGS, NULL, act, false },
	{ "release", "NAME... | all", "Let held messages go on.", 1, CLI_ARGS, NULL, act, false },
	{ "requeue", "NAME... | all", "Let them begin anew, with addresses as they lead now.", 1, CLI_ARGS,
	  NULL, act, false },
	{ "deliver", "NAME...", "Try deferred messages now.", 1, CLI_ARGS, NULL, act, false },
	{ "delete", "NAME... | all", "Delete messages; nobody is told.", 1, CLI_ARGS, NULL, act, false },
	{ "flush", "", "Try everything that was deferred now.", 0, 0, NULL, act, false },
	{ 0 }
};
