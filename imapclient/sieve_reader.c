#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "imapclient/sieve_reader.h"

void
sieve_reader_open(struct sieve_reader *r, sieve_pull_fn *pull, void *arg)
{
	*r = (struct sieve_reader){ .pull = pull, .arg = arg };
}

static bool
broken(struct sieve_reader *r, const char *why)
{
	r->error = why;
	return false;
}

/* One byte, left where it is; -1 when there is none. */
static int
peek(struct sieve_reader *r)
{
	if (r->pos == r->end) {
		ssize_t n = r->pull(r->arg, r->buf, sizeof r->buf);

		if (n <= 0)
			return -1;
		r->pos = 0;
		r->end = (size_t)n;
	}
	return (unsigned char)r->buf[r->pos];
}

static int
get(struct sieve_reader *r)
{
	int c = peek(r);

	if (c < 0)
		return -1;
	if (++r->line > SIEVE_LINE) {
		r->error = "a line without end";
		return -1;
	}
	r->pos++;
	return c;
}

static bool
quoted(struct sieve_reader *r, struct buf *b)
{
	int c;

	while ((c = get(r)) != '"') {
		if (c == '\\')
			c = get(r);
		if (c < 0)
			return false;
		if (c == '\0' || c == '\r' || c == '\n')
			return broken(r, "a string without end");
		if (b->len >= SIEVE_STRING)
			return broken(r, "a string too long");
		buf_putc(b, (char)c);
	}
	return true;
}

/* Behind "{": the size, "}" CRLF, and the bytes. */
static bool
literal(struct sieve_reader *r, struct buf *b)
{
	size_t size = 0, digits = 0;
	int c;

	while ((c = get(r)) >= '0' && c <= '9') {
		size = size * 10 + (size_t)(c - '0');
		if (++digits > 10 || size > SIEVE_STRING)
			return broken(r, "a literal too long");
	}
	if (c == '+')
		c = get(r);
	if (digits == 0 || c != '}' || get(r) != '\r' || get(r) != '\n')
		return broken(r, "a broken literal");
	for (size_t i = 0; i < size; i++) {
		if ((c = get(r)) < 0)
			return false;
		buf_putc(b, (char)c);
	}
	return true;
}

static bool
word(struct sieve_reader *r, struct buf *b)
{
	int c;

	while ((c = peek(r)) > ' ' && c != '"' && c != '(' && c != ')' && c != '{') {
		if (b->len >= 1024)
			return broken(r, "a word too long");
		buf_putc(b, (char)c);
		(void)get(r);
	}
	if (c < 0)
		return false;
	return b->len > 0 || broken(r, "no ManageSieve");
}

static enum sieve_condition
condition_of(const struct sieve_token *t)
{
	if (t->string)
		return SIEVE_NONE;
	return strcasecmp(t->data, "OK") == 0 ? SIEVE_OK : strcasecmp(t->data, "NO") == 0 ? SIEVE_NO :
	    strcasecmp(t->data, "BYE") == 0 ? SIEVE_BYE : SIEVE_NONE;
}

/* A token, put where it belongs: among (…), or behind OK, NO, BYE, or in the line. */
static void
place(struct sieve_line *out, const struct sieve_token *t, size_t nth, int depth)
{
	if (depth > 0) {
		if (*out->code == '\0')
			out->code = t->data;
	} else if (nth == 0 && condition_of(t) != SIEVE_NONE) {
		out->condition = condition_of(t);
	} else if (out->condition != SIEVE_NONE) {
		if (t->string && *out->text == '\0')
			out->text = t->data;
	} else if (out->count < SIEVE_TOKENS) {
		out->token[out->count++] = *t;
	}
}

bool
sieve_reader_next(struct sieve_reader *r, struct arena *arena, struct sieve_line *out)
{
	int depth = 0, c;

	*out = (struct sieve_line){ .code = "", .text = "" };
	r->line = 0;
	for (size_t nth = 0;;) {
		struct buf b = BUF_ON(arena);
		struct sieve_token t = { 0 };

		while ((c = peek(r)) == ' ')
			if (get(r) < 0)
				return false;
		if (c == '\r' || c == '\n') {
			(void)get(r);
			if (c == '\r' && get(r) != '\n')
				return broken(r, "no ManageSieve");
			if (depth > 0)
				return broken(r, "a list without end");
			return true;
		}
		if (c == '(' || c == ')') {
			(void)get(r);
			depth += c == '(' ? 1 : -1;
			if (depth < 0 || depth > 4)
				return broken(r, "no ManageSieve");
			continue;
		}
		if (c < 0)
			return false;
		t.string = c == '"' || c == '{';
		if (t.string && get(r) < 0)
			return false;
		if (!(c == '"' ? quoted(r, &b) : c == '{' ? literal(r, &b) : word(r, &b)))
			return false;
		t.len = b.len;
		t.data = buf_str(&b);
		place(out, &t, nth++, depth);
	}
}
