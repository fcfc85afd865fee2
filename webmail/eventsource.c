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

/* The states of an account that are newer than SINCE, into CHANGED. */
static enum status
add_newer(struct ctx *cx, int64_t account, const char *types, int64_t since, json_t *changed,
    int64_t *counter)
{
	struct mail_states s;
	json_t *of_account = json_keep(cx->arena, json_object());
	char id[32];
	enum status st;

	if ((st = db_mail_states(cx, account, &s)) != OK)
		return st;
	for (size_t i = 0; mail_state_name(i) != NULL; i++)
		if (mail_state_at(&s, i) > since &&
		    (strcmp(types, "*") == 0 || in_list(types, mail_state_name(i))))
			json_object_set_new(of_account, mail_state_name(i),
			    jmap_state_json(mail_state_at(&s, i)));
	snprintf(id, sizeof id, "a%lld", (long long)account);
	if (json_object_size(of_account) > 0)
		json_object_set(changed, id, of_account);
	*counter = s.counter;
	return OK;
}

/*
 * What moved since the states were as the last id says: its number is the own
 * account's counter.  Of accounts elsewhere, which count for themselves, all
 * states are told: hearing of one twice costs little.
 */
static enum status
missed(struct ctx *cx, const char *types, const char *last_id, const char **frame)
{
	json_t *changed = json_keep(cx->arena, json_object()), *event;
	struct mail_access *list;
	int64_t since, own, other;
	size_t count;
	enum status st;

	*frame = "";
	if (!jmap_state(last_id, &since))
		return OK;
	if ((st = add_newer(cx, cx->who.account, types, since, changed, &own)) != OK ||
	    (st = db_mail_access_list(cx, cx->who.account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i].outside &&
		    (st = add_newer(cx, list[i].account, types, 0, changed, &other)) != OK)
			return st;
	event = json_keep(cx->arena, json_pack("{s:s, s:O}", "@type", "StateChange", "changed",
	    changed));
	if (json_object_size(changed) > 0)
		*frame = arena_printf(cx->arena, "event: state\nid: %lld\ndata: %s\n\n",
		    (long long)own, json_write(cx, event, NULL));
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
