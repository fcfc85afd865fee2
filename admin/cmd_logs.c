/*
 * `hayloft logs`: what the services say.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/log_read.h"

#define LOOK_MS		500

static void
show_line(struct cli *c, const struct log_line *l)
{
	json_t *row;

	if (!c->json) {
		printf("%s %s %s: %s\n", l->stamp, l->priority, l->program, l->message);
		return;
	}
	row = json_keep(c->cx.arena, json_pack("{s:s, s:s, s:s, s:s, s:s}", "place", l->place,
	    "stamp", l->stamp, "program", l->program, "priority", l->priority, "message", l->message));
	printf("%s\n", json_write(&c->cx, row, NULL));
}

/* Lines behind FROM as they come, until the reader goes. */
static enum status
follow(struct cli *c, struct log_question *q, const char *from)
{
	char place[64];

	snprintf(place, sizeof place, "%s", from != NULL ? from : "-");
	q->after = true;
	q->place = place;
	while (fflush(stdout) == 0) {
		struct arena *whole = ctx_turn(&c->cx);
		struct log_line *lines;
		const char *next;
		size_t count;
		enum status st;

		(void)poll(NULL, 0, LOOK_MS);
		if ((st = log_read(&c->cx, q, &lines, &count, &next)) != OK)
			return st;
		for (size_t i = 0; i < count; i++)
			show_line(c, &lines[i]);
		snprintf(place, sizeof place, "%s", next != NULL ? next : "-");
		ctx_turn_end(&c->cx, whole);
	}
	return OK;
}

/* With --json an object a line: what is followed has no end. */
static enum status
show(struct cli *c)
{
	struct log_question q = { .name = c->args[0], .count = 100, .word = cli_text(c, "word"),
		.place = cli_text(c, "before") };
	struct log_line *lines;
	const char *next, *from = NULL;
	size_t count;
	enum status st;

	if ((st = cli_number(c, "count", &q.count)) != OK)
		return st;
	/* Where the log ends now is where following begins, whatever comes in between. */
	if (cli_flag(c, "follow")) {
		struct log_question end = { .name = q.name, .count = 1, .after = true };

		if ((st = log_read(&c->cx, &end, &lines, &count, &from)) != OK)
			return st;
		q.place = from;
	}
	if ((st = log_read(&c->cx, &q, &lines, &count, &next)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		show_line(c, &lines[i]);
	return cli_flag(c, "follow") ? follow(c, &q, from) : OK;
}

static const struct cli_option options[] = {
	{ "count", "NUMBER", "so many of the newest lines (100)" },
	{ "word", "WORD", "lines that hold it, any case" },
	{ "before", "PLACE", "lines before this one, as --json tells places" },
	{ "follow", NULL, "and what comes, until Ctrl-C" },
	{ 0 }
};

const struct cli_verb logs_verbs[] = {
	{ "", "NAME", "Lines of a log: postfix, dovecot, rspamd, postgresql, redis, unbound, mta-sts, clamav, access.",
	  1, 1, options, show, true },
	{ 0 }
};
