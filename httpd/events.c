/*
 * An audience is the streams of one account.  The first one makes the watcher
 * look after the account (it then holds an IMAP session for it), the last one
 * that closes ends that.
 *
 * One change of the mail store is news of several types, each told by itself.
 * They are gathered for a moment and leave as one frame: one round of questions
 * for the client instead of four, and one id for all, so that a client that
 * comes back with the id it saw last has missed nothing.
 *
 * A stream has at most one frame on its way; what comes meanwhile is gathered
 * behind it, up to a bound.  A client that reads too slowly for that is cut: it
 * connects again and asks for the changes since.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <h2o.h>

#include "core/clock.h"
#include "core/conf.h"
#include "httpd/bridge.h"
#include "httpd/events.h"
#include "httpd/front.h"
#include "httpd/limits.h"
#include "httpd/slim.h"
#include "storage/notify.h"

#define BUCKETS		1024
#define PER_ACCOUNT	100
#define IN_ALL		20000
#define PENDING_MAX	65536
#define PING_LEAST	5		/* seconds */
#define PING_MOST	300
#define GATHER		20		/* ms */
#define SIGN_OF_LIFE	60		/* where no pings are wanted, to notice who left */

struct audience {
	struct audience	*next;
	int64_t		 account;
	h2o_linklist_t	 streams;
	size_t		 count;
	h2o_timeout_entry_t gather;
	char		 changed[1024];		/* news that is gathered: "TYPE=STATE TYPE=STATE" */
};

struct stream {
	h2o_generator_t	 generator;
	h2o_linklist_t	 link;
	struct audience	*audience;
	h2o_req_t	*req;
	const char	*types;
	int		 ping;			/* seconds, 0: none wanted */
	bool		 close_after_state, ending, ended;
	char		*sending;		/* NULL: nothing is on its way */
	char		*pending;		/* text behind it */
	size_t		 pending_len;
	int64_t		 spoke;			/* when the last frame left */
};

static struct audience *audiences[BUCKETS];
static size_t streams;
static unsigned long frames;
static h2o_timeout_t gather;

void
events_open(void)
{
	h2o_timeout_init(front.loop, &gather, GATHER);
}

static struct audience **
bucket(int64_t account)
{
	return &audiences[((uint64_t)account * 0x9e3779b97f4a7c15u >> 32) % BUCKETS];
}

static struct audience *
find(int64_t account)
{
	struct audience *a = *bucket(account);

	while (a != NULL && a->account != account)
		a = a->next;
	return a;
}

static void
tell(enum control_kind kind, int64_t account)
{
	struct control c = { .kind = kind, .account = account, .fd = -1 };

	front_tell_watcher(&c);
}

static void
dispose(void *arg)
{
	struct stream *s = arg;
	struct audience *a = s->audience, **at;

	free(s->sending);
	free(s->pending);
	if (a == NULL)
		return;
	h2o_linklist_unlink(&s->link);
	streams--;
	if (--a->count > 0)
		return;
	tell(CONTROL_UNWATCH, a->account);
	h2o_timeout_unlink(&a->gather);
	for (at = bucket(a->account); *at != a; at = &(*at)->next)
		;
	*at = a->next;
	free(a);
}

static void
send_more(struct stream *s)
{
	h2o_iovec_t bytes;

	if (s->sending != NULL || s->ended)
		return;
	s->ended = s->ending;
	s->spoke = clock_steady();
	if (s->pending == NULL) {
		if (s->ended)
			h2o_send(s->req, NULL, 0, H2O_SEND_STATE_FINAL);
		return;
	}
	s->sending = s->pending;
	bytes = h2o_iovec_init(s->sending, s->pending_len);
	s->pending = NULL;
	s->pending_len = 0;
	frames++;
	h2o_send(s->req, &bytes, 1, s->ended ? H2O_SEND_STATE_FINAL : H2O_SEND_STATE_IN_PROGRESS);
}

static void
on_proceed(h2o_generator_t *self, h2o_req_t *req)
{
	struct stream *s = H2O_STRUCT_FROM_MEMBER(struct stream, generator, self);

	(void)req;
	free(s->sending);
	s->sending = NULL;
	if (s->pending != NULL || s->ending)
		send_more(s);
}

static void
say(struct stream *s, const char *text)
{
	size_t len = strlen(text);

	if (s->ending)
		return;
	if (s->pending_len + len > PENDING_MAX) {
		limits_cut(limits_client(s->req->conn), CUT_SLOW_READER);
		return;
	}
	s->pending = h2o_mem_realloc(s->pending, s->pending_len + len + 1);
	memcpy(s->pending + s->pending_len, text, len + 1);
	s->pending_len += len;
}

static void on_gathered(h2o_timeout_entry_t *entry);

bool
events_start(h2o_req_t *req, const struct event_stream *wanted)
{
	struct audience *a = find(wanted->account);
	struct stream *s;

	if (front.draining || streams >= IN_ALL || (a != NULL && a->count >= PER_ACCOUNT))
		return false;
	if (a == NULL) {
		struct audience **head = bucket(wanted->account);

		a = h2o_mem_alloc(sizeof *a);
		*a = (struct audience){ .next = *head, .account = wanted->account };
		a->gather.cb = on_gathered;
		h2o_linklist_init_anchor(&a->streams);
		*head = a;
		tell(CONTROL_WATCH, a->account);
	}
	s = h2o_mem_alloc_shared(&req->pool, sizeof *s, dispose);
	*s = (struct stream){
		.generator.proceed = on_proceed,
		.audience = a,
		.req = req,
		.types = h2o_strdup(&req->pool, wanted->types, SIZE_MAX).base,
		.ping = wanted->ping == 0 ? 0 : wanted->ping < PING_LEAST ? PING_LEAST :
		    wanted->ping > PING_MOST ? PING_MOST : wanted->ping,
		.close_after_state = wanted->close_after_state,
		.spoke = clock_steady(),
	};
	h2o_linklist_insert(&a->streams, &s->link);
	a->count++;
	streams++;
	slim_request(req);
	/* Something at once, so that the response's header leaves, too. */
	say(s, "retry: 2000\n\n");
	if (*wanted->first != '\0') {
		say(s, wanted->first);
		s->ending = s->close_after_state;
	}
	h2o_start_response(req, &s->generator);
	send_more(s);
	return true;
}

static bool
is_wanted(const char *types, const char *type, size_t len)
{
	if (strcmp(types, "*") == 0)
		return true;
	for (const char *s = types; *s != '\0'; s += *s == ',') {
		size_t n = strcspn(s, ",");

		if (n == len && memcmp(s, type, n) == 0)
			return true;
		s += n;
	}
	return false;
}

/* Letters, digits and a few marks: nothing that means something in JSON or in a frame. */
static bool
is_plain(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == '"' || s[i] == '\\' || s[i] == 0x7f)
			return false;
	return len > 0;
}

/*
 * "TYPE=STATE" is news of the stream's own account, "NUMBER:TYPE=STATE" of one
 * that its owner has elsewhere.  How long NUMBER is; *ACCOUNT as it says.
 */
static size_t
account_of(const char *word, size_t len, int64_t *account)
{
	size_t digits = 0;

	while (digits < len && word[digits] >= '0' && word[digits] <= '9')
		digits++;
	if (digits == 0 || digits == len || word[digits] != ':')
		return 0;
	*account = strtoll(word, NULL, 10);
	return digits + 1;
}

/* The states of ACCOUNT as one member of JSON; nothing when none is wanted. */
static void
add_states(struct buf *data, const char *changed, const char *types, int64_t own, int64_t account,
    uint64_t *latest)
{
	size_t begun = data->len;

	for (const char *s = changed; *s != '\0'; s += strspn(s, " ")) {
		size_t len = strcspn(s, " "), skip;
		int64_t of = own;
		const char *eq, *type;

		skip = account_of(s, len, &of);
		type = s + skip;
		eq = memchr(type, '=', len - skip);
		if (of == account && eq != NULL && eq > type && is_plain(s, len) &&
		    is_wanted(types, type, (size_t)(eq - type))) {
			uint64_t state = strtoull(eq + 1, NULL, 10);

			if (of == own && state > *latest)
				*latest = state;
			if (data->len == begun)
				buf_printf(data, "%s\"a%lld\":{", begun > 0 ? "," : "",
				    (long long)account);
			buf_printf(data, "%s\"%.*s\":\"%.*s\"",
			    data->data[data->len - 1] != '{' ? "," : "", (int)(eq - type), type,
			    (int)(len - (size_t)(eq + 1 - s)), eq + 1);
		}
		s += len;
	}
	if (data->len > begun)
		buf_putc(data, '}');
}

/* Was ACCOUNT named in what stands before END? */
static bool
is_named_before(const char *changed, const char *end, int64_t account)
{
	for (const char *s = changed; s < end; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		int64_t of = 0;

		if (account_of(s, len, &of) > 0 && of == account)
			return true;
		s += len;
	}
	return false;
}

const char *
events_frame(struct arena *arena, int64_t account, const char *types, const char *changed)
{
	struct buf data = BUF_ON(arena);
	const char *id = "";
	uint64_t latest = 0;

	add_states(&data, changed, types, account, account, &latest);
	for (const char *s = changed; *s != '\0'; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		int64_t other = 0;

		if (account_of(s, len, &other) > 0 && other != account &&
		    !is_named_before(changed, s, other))
			add_states(&data, changed, types, account, other, &latest);
		s += len;
	}
	if (data.len == 0)
		return NULL;
	/* States of an account count up together, so the greatest tells all that was seen of the own. */
	if (latest > 0)
		id = arena_printf(arena, "id: %llu\n", (unsigned long long)latest);
	return arena_printf(arena, "%sevent: state\ndata: {\"@type\":\"StateChange\","
	    "\"changed\":{%s}}\n\n", id, buf_str(&data));
}

/* Tell every stream what was gathered. */
static void
publish(struct audience *a)
{
	struct arena *arena = arena_open();

	for (h2o_linklist_t *l = a->streams.next; l != &a->streams; l = l->next) {
		struct stream *s = H2O_STRUCT_FROM_MEMBER(struct stream, link, l);
		const char *frame = events_frame(arena, a->account, s->types, a->changed);

		if (frame == NULL)
			continue;
		say(s, frame);
		if (s->close_after_state)
			s->ending = true;
		send_more(s);
	}
	a->changed[0] = '\0';
	arena_close(arena);
}

static void
on_gathered(h2o_timeout_entry_t *entry)
{
	publish(H2O_STRUCT_FROM_MEMBER(struct audience, gather, entry));
}

/* OLD without the types that NEW has, then NEW; on the arena. */
static const char *
merge(struct arena *arena, const char *old, const char *new)
{
	struct buf out = BUF_ON(arena), types = BUF_ON(arena);

	for (const char *s = new; *s != '\0'; s += strspn(s, " ")) {
		buf_printf(&types, "%s%.*s", types.len > 0 ? "," : "", (int)strcspn(s, "= "), s);
		s += strcspn(s, " ");
	}
	for (const char *s = old; *s != '\0'; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");

		if (!is_wanted(buf_str(&types), s, strcspn(s, "= ")))
			buf_printf(&out, "%.*s ", (int)len, s);
		s += len;
	}
	buf_puts(&out, new);
	return buf_str(&out);
}

static void
end(struct stream *s, int64_t now)
{
	(void)now;
	s->ending = true;
	send_more(s);
}

/*
 * Nobody knows by which proof a stream was opened: all end, and those whose
 * clients still may come back with the id they saw last.
 */
static void
end_audience(struct audience *a)
{
	for (h2o_linklist_t *l = a->streams.next; l != &a->streams; l = l->next)
		end(H2O_STRUCT_FROM_MEMBER(struct stream, link, l), 0);
}

void
events_news(int64_t account, const char *changed)
{
	struct audience *a = find(account);
	struct arena *arena;
	const char *merged;

	if (a == NULL)
		return;
	if (strncmp(changed, NOTIFY_ACCESS "=", sizeof NOTIFY_ACCESS) == 0) {
		end_audience(a);
		return;
	}
	arena = arena_open();
	merged = merge(arena, a->changed, changed);
	if (strlen(merged) >= sizeof a->changed) {
		publish(a);
		merged = changed;
	}
	snprintf(a->changed, sizeof a->changed, "%s", merged);
	arena_close(arena);
	if (!h2o_timeout_is_linked(&a->gather))
		h2o_timeout_link(front.loop, &gather, &a->gather);
}

void
events_watch_again(void)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct audience *a = audiences[i]; a != NULL; a = a->next)
			tell(CONTROL_WATCH, a->account);
}

static void
for_each(void (*fn)(struct stream *s, int64_t now), int64_t now)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct audience *a = audiences[i]; a != NULL; a = a->next)
			for (h2o_linklist_t *l = a->streams.next; l != &a->streams; l = l->next)
				fn(H2O_STRUCT_FROM_MEMBER(struct stream, link, l), now);
}

static void
look_at(struct stream *s, int64_t now)
{
	char text[64];
	int wait = s->ping > 0 ? s->ping : SIGN_OF_LIFE;

	if (s->sending != NULL) {
		if (now - s->spoke > front.conf->write_timeout * 1000)
			limits_cut(limits_client(s->req->conn), CUT_SLOW_READER);
		return;
	}
	if (s->ended || now - s->spoke < wait * 1000)
		return;
	if (s->ping > 0)
		snprintf(text, sizeof text, "event: ping\ndata: {\"interval\":%d}\n\n", s->ping);
	else
		snprintf(text, sizeof text, ":\n\n");
	say(s, text);
	send_more(s);
}

void
events_tick(int64_t now)
{
	for_each(look_at, now);
}

void
events_end_all(void)
{
	for_each(end, 0);
}

void
events_metrics(struct buf *out)
{
	buf_metric(out, "hayloft_streams", "gauge", "Event streams that are open.");
	buf_printf(out, "hayloft_streams %zu\n", streams);
	buf_metric(out, "hayloft_stream_frames_total", "counter", "Events that were sent on them.");
	buf_printf(out, "hayloft_stream_frames_total %lu\n", frames);
}
