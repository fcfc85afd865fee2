/*
 * A sign-in like any other session's, then a small machine that reads lines as
 * they come and keeps nothing of them: only their first words matter, literals
 * are counted past.  So a thousand accounts cost a descriptor and a few KiB each,
 * and a server that stops in the middle of a line stops nobody.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "imapclient/private.h"
#include "imapclient/idle.h"

#define HEAD		128			/* bytes of a line that are looked at */
#define LINE_MAX_	(1024 * 1024)		/* longer is no mail server */
#define REISSUE_MS	(25 * 60 * 1000)	/* RFC 9051, 5.4: servers may hang up after 30 minutes */
#define SILENCE_MS	(60 * 1000)		/* of an answer that is due */

enum state { WAITING, ENDING };			/* in IDLE or NOTIFY; DONE or NOOP was sent */

struct imap_idle {
	struct stream	*stream;
	bool		 notify;
	enum state	 state;
	int64_t		 since;		/* in this state */
	unsigned	 tag;
	char		 head[HEAD];	/* of the current line */
	char		 tail[16];	/* its last bytes: {123} */
	size_t		 len, tail_len;
	uint64_t	 literal;	/* bytes of one still to skip */
	bool		 moved, gone;
};

static const char idle_command[] = "IDLE";

/* Never waits long: such a line fits every socket buffer. */
static void
say(struct imap_idle *w, const char *words, bool tagged)
{
	char line[64];
	int n;

	n = tagged ? snprintf(line, sizeof line, "n%u %s\r\n", ++w->tag, words) :
	    snprintf(line, sizeof line, "%s\r\n", words);
	stream_set_deadline(w->stream, clock_steady() + 50);
	if (!stream_write(w->stream, line, (size_t)n))
		w->gone = true;
	w->since = clock_steady();
}

/* The word at place N (0 is the tag) of the line's head. */
static bool
word_is(const struct imap_idle *w, int n, const char *word)
{
	const char *p = w->head;
	size_t len = strlen(word);

	while (n-- > 0) {
		p += strcspn(p, " ");
		p += strspn(p, " ");
	}
	return strncasecmp(p, word, len) == 0 && (p[len] == ' ' || p[len] == '\0');
}

static void
whole_line(struct imap_idle *w)
{
	static const char *const first[] = { "STATUS", "LIST", "LSUB", "VANISHED", "METADATA" };
	static const char *const second[] = { "EXISTS", "EXPUNGE", "FETCH" };

	if (w->head[0] == '+')
		return;
	if (w->head[0] != '*') {
		char tag[16];

		/* The end of IDLE or of NOOP. */
		snprintf(tag, sizeof tag, "n%u", w->tag);
		if (!word_is(w, 0, tag) || !word_is(w, 1, "OK")) {
			w->gone = true;
			return;
		}
		if (w->state == ENDING && !w->notify)
			say(w, idle_command, true);
		else if (!w->notify)
			w->gone = true;		/* IDLE ended unasked */
		w->state = WAITING;
		return;
	}
	if (word_is(w, 1, "BYE"))
		w->gone = true;
	/* NOTIFICATIONOVERFLOW: the server has given up telling. */
	if (word_is(w, 1, "OK") && word_is(w, 2, "[NOTIFICATIONOVERFLOW]"))
		w->gone = w->moved = true;
	for (size_t i = 0; i < COUNT(first); i++)
		if (word_is(w, 1, first[i]))
			w->moved = true;
	for (size_t i = 0; i < COUNT(second); i++)
		if (word_is(w, 2, second[i]))
			w->moved = true;
}

/* Did the line end in {123}?  Then so many bytes follow and the line goes on. */
static bool
ends_in_literal(struct imap_idle *w)
{
	size_t i = w->tail_len;
	uint64_t n = 0, place = 1;

	if (i == 0 || w->tail[--i] != '}')
		return false;
	if (i > 0 && w->tail[i - 1] == '+')
		i--;
	for (; i > 0 && isdigit((unsigned char)w->tail[i - 1]); i--, place *= 10)
		n += (uint64_t)(w->tail[i - 1] - '0') * place;
	if (i == 0 || w->tail[i - 1] != '{' || place == 1)
		return false;
	w->literal = n;
	return true;
}

static void
take(struct imap_idle *w, const char *p, size_t n)
{
	while (n > 0 && !w->gone) {
		char c;

		if (w->literal > 0) {
			size_t some = n < w->literal ? n : (size_t)w->literal;

			w->literal -= some;
			p += some;
			n -= some;
			continue;
		}
		c = *p++;
		n--;
		if (c == '\n') {
			w->head[w->len < HEAD - 1 ? w->len : HEAD - 1] = '\0';
			if (ends_in_literal(w)) {
				w->tail_len = 0;
				continue;
			}
			if (w->len > 0)
				whole_line(w);
			w->len = w->tail_len = 0;
			continue;
		}
		if (c == '\r')
			continue;
		if (w->len < HEAD - 1)
			w->head[w->len] = c;
		if (++w->len > LINE_MAX_)
			w->gone = true;
		if (w->tail_len == sizeof w->tail)
			memmove(w->tail, w->tail + 1, --w->tail_len);
		w->tail[w->tail_len++] = c;
	}
}

static enum imap_news
news(struct imap_idle *w)
{
	bool moved = w->moved;

	w->moved = false;
	return w->gone ? IMAP_NEWS_GONE : moved ? IMAP_NEWS_MOVED : IMAP_NEWS_NONE;
}

enum imap_news
imap_idle_read(struct imap_idle *w)
{
	char some[4096];

	/* Bounded, so that one server that never stops cannot hold the others up. */
	for (int turn = 0; turn < 64 && !w->gone; turn++) {
		ssize_t n = stream_peel(w->stream, some, sizeof some);

		if (n < 0)
			w->gone = true;
		if (n <= 0)
			break;
		take(w, some, (size_t)n);
	}
	return news(w);
}

enum imap_news
imap_idle_tick(struct imap_idle *w)
{
	int64_t passed = clock_steady() - w->since;

	imap_idle_read(w);
	if (w->gone)
		return IMAP_NEWS_GONE;
	if (w->state == ENDING && passed > SILENCE_MS) {
		w->gone = true;
	} else if (w->state == WAITING && passed > REISSUE_MS) {
		w->state = ENDING;
		say(w, w->notify ? "NOOP" : "DONE", w->notify);
	}
	return news(w);
}

/* NOTIFY over all of the account's own mailboxes, and what others share with it (RFC 5465). */
static enum status
notify(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;

	imap_cmd_open(&cmd, cx, imap, "NOTIFY SET (personal (MessageNew MessageExpunge FlagChange"
	    " MailboxName SubscriptionChange)) (subtree shared (MessageNew MessageExpunge FlagChange"
	    " MailboxName))");
	return imap_run(cx, imap, &cmd, "NOTIFY", cx->arena, &re);
}

enum status
imap_idle_open(struct ctx *cx, const struct imap_login *login, struct imap_idle **out)
{
	struct imap_idle *w;
	struct imap_box box;
	struct imap *imap;
	enum status st;

	if ((st = imap_session_open(cx, login, &imap)) != OK)
		return st;
	if ((w = calloc(1, sizeof *w)) == NULL)
		abort();
	if (imap_can(imap, IMAP_CAP_NOTIFY)) {
		w->notify = notify(cx, imap) == OK;
		if (!w->notify && !imap->broken)
			ctx_forgive(cx);
	}
	if (!w->notify) {
		if (!imap_can(imap, IMAP_CAP_IDLE) && !imap->broken)
			st = fault(cx, ERR_PRECONDITION, "%s has neither NOTIFY nor IDLE", imap->host);
		else
			st = imap_select(cx, imap, "INBOX", &box);
	}
	if (st != OK) {
		free(w);
		imap_session_close(imap);
		return st;
	}
	/* The stream and what was read of it move over; the session goes. */
	w->stream = imap->stream;
	w->since = clock_steady();
	imap->stream = NULL;
	imap->broken = true;
	if (!w->notify)
		say(w, idle_command, true);
	take(w, imap->reader.buf + imap->reader.pos, imap->reader.end - imap->reader.pos);
	imap_session_close(imap);
	*out = w;
	return OK;
}

void
imap_idle_close(struct imap_idle *w)
{
	if (w == NULL)
		return;
	stream_close(w->stream);
	free(w);
}

int
imap_idle_fd(const struct imap_idle *w)
{
	return stream_fd(w->stream);
}

bool
imap_idle_sees_all(const struct imap_idle *w)
{
	return w->notify;
}
