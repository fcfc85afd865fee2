/*
 * `hayloft trace`: what happened to a message.
 */
#include <stdio.h>
#include <string.h>

#include "admin/commands.h"
#include "core/json.h"
#include "storage/db.h"
#include "storage/trace.h"

static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_get_text(object, key);

	return text != NULL ? text : "";
}

static void
print_message(const json_t *m)
{
	const char *refused = json_get_text(m, "refused"), *action = json_get_text(m, "action");
	const json_t *recipients = json_object_get(m, "recipients");
	json_t *r;
	size_t i;

	printf("%.19s  %s  from <%s>%s%s  by %s [%s]  %lld bytes\n", text_of(m, "time"),
	    *text_of(m, "queue_id") != '\0' ? text_of(m, "queue_id") : "-", text_of(m, "sender"),
	    *text_of(m, "login") != '\0' ? " as " : "", text_of(m, "login"), text_of(m, "via"),
	    text_of(m, "remote"), (long long)json_get_int(m, "size", 0));
	if (*text_of(m, "message_id") != '\0')
		printf("    message-id <%s>\n", text_of(m, "message_id"));
	if (action != NULL)
		printf("    rspamd: %s, score %.2f\n", action,
		    json_number_value(json_object_get(m, "score")));
	if (refused != NULL)
		printf("    refused: %s\n", refused);
	json_array_foreach((json_t *)(uintptr_t)recipients, i, r)
		printf("    <%s>%s%s%s %s%s%s%s%s\n", text_of(r, "recipient"),
		    *text_of(r, "original") != '\0' ? " (as <" : "", text_of(r, "original"),
		    *text_of(r, "original") != '\0' ? ">)" : "", text_of(r, "state"),
		    *text_of(r, "mailbox") != '\0' ? " in " : "", text_of(r, "mailbox"),
		    *text_of(r, "reply") != '\0' && refused == NULL ? ": " : "",
		    refused == NULL ? text_of(r, "reply") : "");
}

static enum status
list(struct cli *c)
{
	struct record_scope scope = { .all = true };
	struct trace_filter f = {
		.sender = cli_text(c, "from"), .recipient = cli_text(c, "to"),
		.message_id = cli_text(c, "message-id"), .queue_id = cli_text(c, "queue-id"),
		.state = cli_text(c, "state"), .since = cli_text(c, "since"),
		.until = cli_text(c, "until"), .limit = 20,
	};
	const char *text;
	int64_t count, last;
	json_t *messages;
	enum status st;

	if ((st = cli_number(c, "count", &f.limit)) != OK)
		return st;
	if (f.limit < 1 || f.limit > 10000)
		return fault(&c->cx, ERR_INVALID, "--count is from 1 to 10000");
	if ((st = db_trace_list(&c->cx, &scope, &f, &text, &count, &last)) != OK ||
	    (st = json_read(&c->cx, text, strlen(text), &messages)) != OK)
		return st;
	if (c->json) {
		cli_show(c, messages);
		return OK;
	}
	for (size_t i = json_array_size(messages); i > 0; i--)
		print_message(json_array_get(messages, i - 1));
	return OK;
}

static enum status
purge(struct cli *c)
{
	int64_t days = -1, count;
	enum status st;

	if ((st = cli_number(c, "days", &days)) != OK)
		return st;
	if (days < 0)
		return fault(&c->cx, ERR_INVALID, "--days is needed: older than how many?");
	if ((st = db_begin(&c->cx)) != OK ||
	    (st = db_trace_purge(&c->cx, days, &count)) != OK ||
	    (st = cli_commit(c, 0, "trace.purge", arena_printf(c->cx.arena, "%lld days",
	    (long long)days), NULL, NULL)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:I}", "forgotten", (json_int_t)count)));
	return OK;
}

static const struct cli_option list_options[] = {
	{ "from", "ADDRESS", "of the sender; @example.org for all of a domain" },
	{ "to", "ADDRESS", "of a recipient, before or after aliases; @example.org for all of a domain" },
	{ "message-id", "ID", "its Message-ID" },
	{ "queue-id", "NAME", "its name in the queue" },
	{ "state", "STATE", "of a recipient: sent, deferred, bounced, refused" },
	{ "since", "TIME", "not older, 2026-11-20T10:00Z" },
	{ "until", "TIME", "older than this" },
	{ "count", "NUMBER", "so many of the newest (20)" },
	{ 0 }
};
static const struct cli_option purge_options[] = {
	{ "days", "NUMBER", "what is older; 0 for everything" },
	{ 0 }
};

const struct cli_verb trace_verbs[] = {
	{ "list", "", "Messages, the newest last, and what happened to them.", 0, 0, list_options, list, false },
	{ "purge", "", "Forgets them.", 0, 0, purge_options, purge, false },
	{ 0 }
};
