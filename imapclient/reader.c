#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/buf.h"
#include "imapclient/reader.h"

const struct imap_limits imap_limits_default = {
	.literal = 4 * 1024 * 1024,
	.memory = 16 * 1024 * 1024,
	.nodes = 1000 * 1000,
	.wire = 1024 * 1024 * 1024,
};

/* Where values end: at the line's end, or at the ] of a response code. */
enum until { UNTIL_LINE, UNTIL_BRACKET };

void
imap_reader_open(struct imap_reader *r, imap_pull_fn *pull, void *arg, char *buf, size_t size)
{
	*r = (struct imap_reader){
		.pull = pull,
		.arg = arg,
		.limits = imap_limits_default,
		.buf = buf,
		.size = size,
		.sink = -1,
	};
}

static int
fail(struct imap_reader *r, const char *why)
{
	if (r->error == NULL)
		r->error = why;
	return -1;
}

static bool
fill(struct imap_reader *r)
{
	ssize_t n;

	if (r->wire > r->limits.wire) {
		fail(r, "an answer without end");
		return false;
	}
	if ((n = r->pull(r->arg, r->buf, r->size)) <= 0)
		return false;
	r->pos = 0;
	r->end = (size_t)n;
	return true;
}

/* The next byte, -1 when there is none; peek leaves it there. */
static inline int
peek(struct imap_reader *r)
{
	if (r->pos == r->end && !fill(r))
		return -1;
	return (unsigned char)r->buf[r->pos];
}

static inline int
next(struct imap_reader *r)
{
	int c = peek(r);

	if (c >= 0) {
		r->pos++;
		r->wire++;
	}
	return c;
}

/* May LEN more bytes be kept? */
static bool
afford(struct imap_reader *r, struct imap_response *re, size_t len)
{
	if (len > r->limits.memory - r->memory) {
		re->cut = true;
		return false;
	}
	r->memory += len;
	return true;
}

/*
 * A byte of a string that grows.  The room is paid for in steps, because the
 * buffer doubles on the arena and its old copies stay there.
 */
static void
keep(struct imap_reader *r, struct imap_response *re, struct buf *b, char c, bool *full)
{
	if (*full)
		return;
	if (b->size - b->len < 2 || b->data == NULL) {
		size_t more = b->size == 0 ? 64 : b->size * 2;

		if (b->len >= r->limits.literal || !afford(r, re, more)) {
			re->cut = *full = true;
			return;
		}
		if (b->size == 0) {	/* most strings are short */
			b->data = arena_alloc(b->arena, 64);
			b->size = 64;
		}
	}
	buf_putc(b, c);
}

static struct imap_node *
new_node(struct imap_reader *r, struct imap_response *re, struct arena *arena, enum imap_kind kind)
{
	struct imap_node *n;

	if (re->cut && r->nodes >= r->limits.nodes)
		return NULL;
	if (r->nodes >= r->limits.nodes) {
		re->cut = true;
		return NULL;
	}
	r->nodes++;
	n = arena_alloc(arena, sizeof *n);
	n->kind = kind;
	return n;
}

static int
line_end(struct imap_reader *r)
{
	int c = next(r);

	if (c == '\r')
		c = next(r);
	if (c < 0)
		return -1;
	return c == '\n' ? 0 : fail(r, "a line that does not end where it should");
}

/* The rest of the line, which is for people. */
static int
rest_of_line(struct imap_reader *r, struct imap_response *re, struct arena *arena, const char **text)
{
	struct buf b = BUF_ON(arena);
	bool full = false;
	int c;

	while ((c = peek(r)) >= 0 && c != '\r' && c != '\n') {
		keep(r, re, &b, c == 0 ? '?' : (char)c, &full);
		r->pos++;
		r->wire++;
	}
	*text = buf_str(&b);
	return c < 0 ? -1 : line_end(r);
}

/*
 * Most atoms and strings lie whole in the buffer and are taken in one piece:
 * LEN bytes, and OVER more behind them.
 */
static bool
take_whole(struct imap_reader *r, struct imap_response *re, struct buf *b, size_t len, size_t over)
{
	if (len > r->limits.literal || !afford(r, re, len + 1))
		return false;
	b->data = arena_memdup(b->arena, r->buf + r->pos, len);
	b->len = len;
	b->size = len + 1;
	r->pos += len + over;
	r->wire += len + over;
	return true;
}

static int
quoted(struct imap_reader *r, struct imap_response *re, struct buf *b)
{
	bool full = false;
	int c;

	next(r);			/* the opening quote */
	for (size_t i = r->pos; i < r->end; i++) {
		c = (unsigned char)r->buf[i];
		if (c == '"' && take_whole(r, re, b, i - r->pos, 1))
			return 0;
		if (c == '"' || c == '\\' || c == '\r' || c == '\n' || c == 0)
			break;
	}
	while ((c = next(r)) != '"') {
		if (c == '\\')
			c = next(r);
		if (c < 0)
			return -1;
		if (c == 0 || c == '\r' || c == '\n')
			return fail(r, "a quoted string that does not end");
		keep(r, re, b, (char)c, &full);
	}
	return 0;
}

/* Where the [ at I is closed; r->end where that is not in the buffer, or is no plain text. */
static size_t
bracket_end(const struct imap_reader *r, size_t i)
{
	for (i++; i < r->end; i++) {
		unsigned char c = (unsigned char)r->buf[i];

		if (c == ']')
			return i;
		if (c < ' ' || c == 127 || c == '"')
			return r->end;
	}
	return i;
}

/* An atom; what it may hold between [ and ] belongs to it: BODY[HEADER.FIELDS (TO)]<0>. */
static int
atom(struct imap_reader *r, struct imap_response *re, struct buf *b, enum until until)
{
	bool full = false, inside = false, quotes = false;
	size_t len = b->len;
	int c;

	for (size_t i = r->pos; i < r->end && len == 0; i++) {
		c = (unsigned char)r->buf[i];
		if (c == ' ' || c == '(' || c == ')' || c == '\r' || c == '\n') {
			if (i > r->pos && take_whole(r, re, b, i - r->pos, 0))
				return 0;
			break;
		}
		if (c == '[' && until == UNTIL_LINE && (i = bracket_end(r, i)) < r->end)
			continue;
		if (c < ' ' || c == 127 || c == '[' || c == ']')
			break;
	}

	while ((c = peek(r)) >= 0) {
		if (c == '\r' || c == '\n')
			break;
		if (c < ' ' || c == 127)
			return fail(r, "a control character in an atom");
		if (inside) {
			if (c == '"')
				quotes = !quotes;
			else if (c == ']' && !quotes)
				inside = false;
		} else if (c == ' ' || c == '(' || c == ')') {
			break;
		} else if (c == ']' && until == UNTIL_BRACKET) {
			break;
		} else if (c == '[' && until == UNTIL_LINE) {
			inside = true;
		}
		keep(r, re, b, (char)c, &full);
		len++;
		r->pos++;
		r->wire++;
	}
	if (c < 0)
		return -1;
	return inside ? fail(r, "an open [ at the end of a line") :
	    len == 0 ? fail(r, "an empty atom") : 0;
}

/* LEN bytes of a literal: into P, into the descriptor FD, or nowhere. */
static int
literal_bytes(struct imap_reader *r, uint64_t len, char *p, int fd)
{
	while (len > 0) {
		size_t some;

		if (r->pos == r->end && !fill(r))
			return -1;
		some = r->end - r->pos;
		if (some > len)
			some = (size_t)len;
		if (p != NULL) {
			memcpy(p, r->buf + r->pos, some);
			p += some;
		}
		for (size_t done = 0; fd >= 0 && done < some; ) {
			ssize_t n = write(fd, r->buf + r->pos + done, some - done);

			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0)
				return fail(r, "no room for a message");
			done += (size_t)n;
		}
		r->pos += some;
		r->wire += some;
		len -= some;
	}
	return 0;
}

/* {123} or {123+} and its bytes. */
static int
literal(struct imap_reader *r, struct imap_response *re, struct arena *arena, struct imap_node *n)
{
	uint64_t len = 0;
	int digits = 0, c;

	next(r);			/* the { */
	while ((c = next(r)) >= '0' && c <= '9') {
		if (++digits > 12)
			return fail(r, "a literal of absurd size");
		len = len * 10 + (uint64_t)(c - '0');
	}
	if (c == '+')
		c = next(r);
	if (c < 0)
		return -1;
	if (c != '}' || digits == 0)
		return fail(r, "a broken literal");
	if (line_end(r) < 0)
		return -1;
	if (len > r->limits.wire)
		return fail(r, "a literal of absurd size");

	if (n != NULL)
		n->len = (size_t)len;
	if (n != NULL && r->sink >= 0 && len > r->sink_above &&
	    len <= r->sink_max - r->sink_used) {
		n->sunk = true;
		n->at = r->sink_used;
		r->sink_used += len;
		return literal_bytes(r, len, NULL, r->sink);
	}
	if (n != NULL && len <= r->limits.literal && afford(r, re, (size_t)len)) {
		char *p = arena_alloc(arena, (size_t)len + 1);

		n->data = p;
		return literal_bytes(r, len, p, -1);
	}
	if (n != NULL)
		n->skipped = true;
	re->cut = true;
	return literal_bytes(r, len, NULL, -1);
}

/* One atom or string into N; N is NULL when it shall be read over. */
static int
scalar(struct imap_reader *r, struct imap_response *re, struct arena *arena,
    struct imap_node *n, enum until until, int c)
{
	struct imap_node over = { .kind = IMAP_NIL };
	struct buf b = BUF_ON(arena);
	int rc;

	if (c == '~') {			/* literal8 of RFC 3516, or an atom */
		next(r);
		if ((c = peek(r)) < 0)
			return -1;
		if (c != '{')
			buf_putc(&b, '~');
	}
	if (c == '{') {
		if (n != NULL)
			n->kind = IMAP_STRING;
		return literal(r, re, arena, n);
	}
	if (n == NULL)
		n = &over;
	if (c == '"') {
		n->kind = IMAP_STRING;
		rc = quoted(r, re, &b);
	} else {
		n->kind = IMAP_ATOM;
		if (b.len > 0 && (c == ' ' || c == '(' || c == ')' || c == '\r' || c == '\n' || c == ']'))
			rc = 0;		/* a lone ~ */
		else
			rc = atom(r, re, &b, until);
	}
	n->data = buf_str(&b);
	n->len = b.len;
	if (n->kind == IMAP_ATOM && strcasecmp(n->data, "NIL") == 0)
		n->kind = IMAP_NIL;
	return rc;
}

/*
 * Values up to the end of the line (left unread) or up to ] (taken).  A list
 * too deep, or a node too many, is read over: `over` counts its parentheses.
 */
static int
values(struct imap_reader *r, struct imap_response *re, struct arena *arena,
    enum until until, struct imap_node **first)
{
	struct imap_node **tails[IMAP_DEPTH + 1];
	struct imap_node *n;
	size_t depth = 0, over = 0;
	int c;

	*first = NULL;
	tails[0] = first;
	for (;;) {
		if ((c = peek(r)) < 0)
			return -1;
		switch (c) {
		case ' ':
			next(r);
			continue;
		case '\r':
		case '\n':
			if (depth > 0 || over > 0 || until != UNTIL_LINE)
				return fail(r, "a list that does not end");
			return 0;
		case '(':
			next(r);
			n = over > 0 || depth == IMAP_DEPTH ? NULL : new_node(r, re, arena, IMAP_LIST);
			if (n == NULL) {
				re->cut = true;
				over++;
				continue;
			}
			*tails[depth] = n;
			tails[depth] = &n->next;
			tails[++depth] = &n->child;
			continue;
		case ')':
			next(r);
			if (over > 0)
				over--;
			else if (depth > 0)
				depth--;
			else
				return fail(r, "a ) too many");
			continue;
		case ']':
			if (until == UNTIL_BRACKET && depth == 0 && over == 0) {
				next(r);
				return 0;
			}
			break;
		}
		n = over > 0 ? NULL : new_node(r, re, arena, IMAP_ATOM);
		if (scalar(r, re, arena, n, until, c) < 0)
			return -1;
		if (n != NULL) {
			*tails[depth] = n;
			tails[depth] = &n->next;
		}
	}
}

static enum imap_condition
condition(const struct imap_node *n)
{
	static const struct {
		const char		*word;
		enum imap_condition	 condition;
	} table[] = {
		{ "OK", IMAP_COND_OK }, { "NO", IMAP_COND_NO }, { "BAD", IMAP_COND_BAD },
		{ "BYE", IMAP_COND_BYE }, { "PREAUTH", IMAP_COND_PREAUTH },
	};

	for (size_t i = 0; i < COUNT(table); i++)
		if (imap_node_is(n, table[i].word))
			return table[i].condition;
	return IMAP_COND_NONE;
}

/* "OK [CODE …] words", the OK being read. */
static int
status_line(struct imap_reader *r, struct arena *arena, struct imap_response *re)
{
	if (peek(r) == ' ')
		next(r);
	if (peek(r) == '[') {
		next(r);
		if (values(r, re, arena, UNTIL_BRACKET, &re->code) < 0)
			return -1;
		if (peek(r) == ' ')
			next(r);
	}
	return rest_of_line(r, re, arena, &re->text);
}

static int
response(struct imap_reader *r, struct arena *arena, struct imap_response *re)
{
	struct imap_node *word;
	struct buf tag = BUF_ON(arena);
	bool full = false;
	int c;

	if ((c = peek(r)) < 0)
		return -1;
	if (c == '+') {
		next(r);
		if (peek(r) == ' ')
			next(r);
		re->kind = IMAP_CONTINUE;
		return rest_of_line(r, re, arena, &re->text);
	}
	while ((c = next(r)) != ' ') {
		if (c < 0)
			return -1;
		if (c < ' ' || c == 127 || tag.len > 40)
			return fail(r, "no IMAP");
		keep(r, re, &tag, (char)c, &full);
	}
	if (tag.len == 0)
		return fail(r, "no IMAP");
	re->kind = strcmp(tag.data, "*") == 0 ? IMAP_UNTAGGED : IMAP_TAGGED;
	re->tag = tag.data;

	if ((c = peek(r)) < 0)
		return -1;
	if (c == ' ' || c == '\r' || c == '\n' || c == '(' || c == ')')
		return fail(r, "no IMAP");
	if ((word = new_node(r, re, arena, IMAP_ATOM)) == NULL)
		return fail(r, "no IMAP");
	if (scalar(r, re, arena, word, UNTIL_LINE, c) < 0)
		return -1;
	if ((re->condition = condition(word)) != IMAP_COND_NONE)
		return status_line(r, arena, re);
	if (re->kind == IMAP_TAGGED)
		return fail(r, "no IMAP");
	re->nodes = word;
	if (values(r, re, arena, UNTIL_LINE, &word->next) < 0)
		return -1;
	return line_end(r);
}

bool
imap_reader_next(struct imap_reader *r, struct arena *arena, struct imap_response *out)
{
	*out = (struct imap_response){ .text = "" };
	r->wire = 0;
	r->memory = r->nodes = 0;
	r->error = NULL;
	return response(r, arena, out) == 0;
}

bool
imap_node_is(const struct imap_node *n, const char *word)
{
	return n != NULL && n->kind == IMAP_ATOM && strcasecmp(n->data, word) == 0;
}

bool
imap_node_number(const struct imap_node *n, uint64_t max, uint64_t *value)
{
	uint64_t v = 0;

	if (n == NULL || (n->kind != IMAP_ATOM && n->kind != IMAP_STRING) ||
	    n->data == NULL || n->len == 0)
		return false;
	for (size_t i = 0; i < n->len; i++) {
		if (n->data[i] < '0' || n->data[i] > '9' ||
		    __builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(n->data[i] - '0'), &v))
			return false;
	}
	if (v > max)
		return false;
	*value = v;
	return true;
}

const char *
imap_node_text(const struct imap_node *n)
{
	if (n == NULL || (n->kind != IMAP_ATOM && n->kind != IMAP_STRING) ||
	    n->data == NULL || memchr(n->data, '\0', n->len) != NULL)
		return NULL;
	return n->data;
}
