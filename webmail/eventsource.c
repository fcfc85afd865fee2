/*
 * Push by event stream (RFC 8620, section 7.3).  The front keeps the stream;
 * what happens later comes from the database's notifications.  A client that
 * comes back with its last id is told at once what moved meanwhile.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "webmail/private.h"
#include "webmail/webmail.h"

static const char *const known[] = {
	"Mailbox", "Thread", "Email", "EmailDelivery", "EmailSubmission", "Identity",
};

static bool
in_list(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = list; *s != '\0'; s += strspn(s, ",")) {
		size_t n = strcspn(s, ",");

		if (n == len && memcmp(s, word, n) == 0)
			return true;
		s += n;
	}
	return false;
}

/* The types as the front compares them: known ones, or "*". */
static bool
read_types(struct ctx *cx, const char *types, const char **out)
{
	if (types == NULL || *types == '\0' || strlen(types) > 1000)
		return false;
	for (const char *c = types; *c != '\0'; c++)
		if (strspn(c, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,*") == 0)
			return false;
	*out = arena_strdup(cx->arena, types);
	return true;
}

/* What moved since the states were as the last id says: its number is the counter's. */
static enum status
missed(struct ctx *cx, const char *types, const char *last_id, const char **frame)
{
	struct mail_states s;
	const int64_t *states[] = { &s.mailbox, &s.thread, &s.email, &s.delivery, &s.submission };
	json_t *changed, *event;
	char account[32];
	int64_t since;
	enum status st;

	*frame = "";
	if (!jmap_state(last_id, &since))
		return OK;
	if ((st = db_mail_states(cx, cx->who.account, &s)) != OK)
		return st;
	changed = json_object();
	for (size_t i = 0; i < COUNT(states); i++)
		if (*states[i] > since && (strcmp(types, "*") == 0 || in_list(types, known[i])))
			json_object_set_new(changed, known[i], jmap_state_json(*states[i]));
	snprintf(account, sizeof account, "a%lld", (long long)cx->who.account);
	event = json_keep(cx->arena, json_pack("{s:s, s:{s:o}}", "@type", "StateChange", "changed",
	    account, changed));
	if (json_object_size(changed) > 0)
		*frame = arena_printf(cx->arena, "event: state\nid: %lld\ndata: %s\n\n",
		    (long long)s.counter, json_write(cx, event, NULL));
	return OK;
}

enum status
jmap_eventsource(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *types, *close_after = http_query(cx, rq, "closeafter");
	const char *ping_text = http_query(cx, rq, "ping"), *last;
	struct event_stream *stream = arena_alloc(cx->arena, sizeof *stream);
	char *end;
	long ping;
	enum status st;

	if (!read_types(cx, http_query(cx, rq, "types"), &types))
		return fault(cx, ERR_INVALID, "types is \"*\" or a list of types");
	if (close_after == NULL || (strcmp(close_after, "no") != 0 &&
	    strcmp(close_after, "state") != 0))
		return fault(cx, ERR_INVALID, "closeafter is \"state\" or \"no\"");
	ping = ping_text != NULL ? strtol(ping_text, &end, 10) : -1;
	if (ping < 0 || *end != '\0')
		return fault(cx, ERR_INVALID, "ping is a number of seconds");
	/* We may choose another interval (RFC 8620, section 7.3), and say so in the event. */
	if (ping > 0)
		ping = ping < 5 ? 5 : ping > 300 ? 300 : ping;
	last = http_header(rq, "last-event-id");
	*stream = (struct event_stream){
		.account = cx->who.account, .types = types, .ping = (int)ping,
		.close_after_state = strcmp(close_after, "state") == 0,
		.last_id = last != NULL ? last : "", .first = "",
	};
	if ((st = missed(cx, types, stream->last_id, &stream->first)) != OK)
		return st;
	re->code = 200;
	reply_header(cx, re, "content-type", "text/event-stream");
	re->stream = stream;
	return OK;
}
