/*
 * One connection per unit of work: connect, STARTTLS where asked for, sign in.
 * Names and scripts travel as literals, so that no character of theirs means
 * anything; everything that the server says passes the bounds of sieve_reader.c.
 */
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/hash.h"
#include "core/http.h"
#include "imapclient/sieve.h"
#include "imapclient/sieve_reader.h"

#define CONNECT_MS	15000
#define ANSWER_MS	30000
#define LINES_MAX	2000	/* of one answer */

struct sieve {
	struct ctx		*cx;
	const char		*host;
	struct stream		*stream;
	struct sieve_reader	 reader;
	bool			 starttls, xoauth2, plain;
};

static void
close_sieve(void *arg)
{
	struct sieve *s = arg;

	stream_close(s->stream);
	s->stream = NULL;
}

static ssize_t
pull(void *arg, void *p, size_t size)
{
	struct sieve *s = arg;

	stream_set_deadline(s->stream, clock_steady() + ctx_time_left(s->cx, ANSWER_MS));
	return stream_read(s->stream, p, size);
}

static enum status
lost(struct sieve *s)
{
	const char *why = s->reader.error;

	/* Whatever comes next would be out of step. */
	if (why == NULL && s->stream != NULL)
		why = stream_error(s->stream);
	close_sieve(s);
	return fault(s->cx, s->reader.error != NULL ? ERR_UPSTREAM : ERR_BUSY,
	    "ManageSieve server %s: %s", s->host, why != NULL ? why : "closed");
}

static enum status
put(struct sieve *s, const void *p, size_t len)
{
	if (s->stream == NULL)
		return fault(s->cx, ERR_BUSY, "ManageSieve server %s: closed", s->host);
	stream_set_deadline(s->stream, clock_steady() + ctx_time_left(s->cx, ANSWER_MS));
	return stream_write(s->stream, p, len) ? OK : lost(s);
}

static enum status
next(struct sieve *s, struct sieve_line *line)
{
	if (s->stream == NULL)
		return fault(s->cx, ERR_BUSY, "ManageSieve server %s: closed", s->host);
	return sieve_reader_next(&s->reader, s->cx->arena, line) ? OK : lost(s);
}

/* The server's words, as text that can be shown. */
static const char *
words(struct sieve *s, const char *text)
{
	char *out = arena_strndup(s->cx->arena, text, strnlen(text, 2000));

	for (char *c = out; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' && *c != '\n')
			*c = ' ';
	return utf8_valid(out, strlen(out)) ? out : "";
}

static enum status
refused(struct sieve *s, const struct sieve_line *line, enum status otherwise)
{
	static const struct {
		const char	*code;
		enum status	 st;
	} codes[] = {
		{ "QUOTA/MAXSIZE", ERR_TOO_LARGE }, { "QUOTA", ERR_LIMIT }, { "ACTIVE", ERR_PRECONDITION },
		{ "NONEXISTENT", ERR_NOT_FOUND }, { "ALREADYEXISTS", ERR_EXISTS },
		{ "TRYLATER", ERR_BUSY }, { "AUTH-TOO-WEAK", ERR_UPSTREAM },
	};

	if (line->condition == SIEVE_BYE)
		otherwise = ERR_BUSY;
	for (size_t i = 0; i < COUNT(codes); i++)
		if (strncasecmp(line->code, codes[i].code, strlen(codes[i].code)) == 0)
			return fault(s->cx, codes[i].st, "%s", words(s, line->text));
	return fault(s->cx, otherwise, "%s", words(s, line->text));
}

/* Read an answer to its end; OTHERWISE when it is NO without a reason that we know. */
static enum status
answer(struct sieve *s, enum status otherwise, enum status (*heed)(struct sieve *,
    const struct sieve_line *, void *), void *arg)
{
	struct sieve_line line;
	enum status st;

	for (int i = 0; i < LINES_MAX; i++) {
		if ((st = next(s, &line)) != OK)
			return st;
		if (line.condition == SIEVE_OK)
			return OK;
		if (line.condition != SIEVE_NONE)
			return refused(s, &line, otherwise);
		if (heed != NULL && (st = heed(s, &line, arg)) != OK)
			return st;
	}
	s->reader.error = "an answer without end";
	return lost(s);
}

/* ---- Sign-in ----------------------------------------------------------------------- */

static enum status
learn(struct sieve *s, const struct sieve_line *line, void *arg)
{
	const char *name = line->count > 0 ? line->token[0].data : "";
	const char *value = line->count > 1 ? line->token[1].data : "";

	(void)arg;
	if (strcasecmp(name, "STARTTLS") == 0) {
		s->starttls = true;
	} else if (strcasecmp(name, "SASL") == 0) {
		char *list = arena_strdup(s->cx->arena, value), *save;

		for (char *w = strtok_r(list, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save)) {
			s->xoauth2 |= strcasecmp(w, "XOAUTH2") == 0;
			s->plain |= strcasecmp(w, "PLAIN") == 0;
		}
	}
	return OK;
}

static enum status
greet(struct sieve *s, const struct sieve_login *login)
{
	enum status st;

	if ((st = answer(s, ERR_BUSY, learn, NULL)) != OK || login->at.tls != STREAM_STARTTLS)
		return st;
	if (!s->starttls)
		return fault(s->cx, ERR_UPSTREAM, "ManageSieve server %s has no TLS", s->host);
	if ((st = put(s, "STARTTLS\r\n", 10)) != OK || (st = answer(s, ERR_UPSTREAM, NULL, NULL)) != OK)
		return st;
	/* What was said in the clear behind it would count as said under TLS. */
	if (s->reader.pos != s->reader.end)
		return fault(s->cx, ERR_UPSTREAM, "ManageSieve server %s spoke between STARTTLS and TLS",
		    s->host);
	if ((st = stream_secure(s->cx, s->stream, &login->at)) != OK)
		return st;
	s->starttls = s->xoauth2 = s->plain = false;
	return answer(s, ERR_UPSTREAM, learn, NULL);
}

/* XOAUTH2 tells its error as a challenge, which wants an empty answer. */
static enum status
on_challenge(struct sieve *s, const struct sieve_line *line, void *arg)
{
	(void)line;
	(void)arg;
	return put(s, "\"\"\r\n", 4);
}

static enum status
sign_in(struct sieve *s, const struct sieve_login *login)
{
	bool token = login->mechanism == MAIL_XOAUTH2;
	struct buf b = BUF_ON(s->cx->arena);
	char *line, *secret;
	enum status st;

	if (login->user[strcspn(login->user, "\r\n\001")] != '\0' ||
	    login->secret[strcspn(login->secret, "\r\n\001")] != '\0')
		return fault(s->cx, ERR_INVALID, "a control character in a login");
	if (!(token ? s->xoauth2 : s->plain))
		return fault(s->cx, ERR_UPSTREAM, "ManageSieve server %s takes no %s", s->host,
		    token ? "XOAUTH2" : "PLAIN");
	if (token) {
		buf_printf(&b, "user=%s\001auth=Bearer %s\001\001", login->user, login->secret);
	} else {
		buf_putc(&b, '\0');
		buf_puts(&b, login->user);
		buf_putc(&b, '\0');
		buf_puts(&b, login->secret);
	}
	secret = base64_encode(s->cx->arena, b.data, b.len);
	line = arena_printf(s->cx->arena, "AUTHENTICATE \"%s\" {%zu+}\r\n%s\r\n",
	    token ? "XOAUTH2" : "PLAIN", strlen(secret), secret);
	st = put(s, line, strlen(line));
	hash_wipe(b.data, b.len);
	hash_wipe(secret, strlen(secret));
	hash_wipe(line, strlen(line));
	return st != OK ? st : answer(s, ERR_UNAUTHENTICATED, on_challenge, NULL);
}

enum status
sieve_open(struct ctx *cx, const struct sieve_login *login, struct sieve **out)
{
	struct sieve *s = arena_alloc(cx->arena, sizeof *s);
	enum status st;

	s->cx = cx;
	s->host = login->at.host;
	if ((st = stream_open(cx, &login->at, clock_steady() + ctx_time_left(cx, CONNECT_MS),
	    &s->stream)) != OK)
		return st;
	ctx_on_end(cx, close_sieve, s);
	sieve_reader_open(&s->reader, pull, s);
	if ((st = greet(s, login)) != OK || (st = sign_in(s, login)) != OK)
		return st;
	*out = s;
	return OK;
}

/* ---- Commands ------------------------------------------------------------------------ */

/* RFC 5804, section 1.6, and what can be a file's name at Dovecot. */
bool
sieve_name_valid(const char *name)
{
	size_t len = strlen(name);

	if (len == 0 || len > SIEVE_NAME_MAX || !utf8_valid(name, len) || name[0] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c < ' ' || c == 0x7f || c == '/' ||
		    /* U+0080 to U+009F, U+2028, U+2029 */
		    (c == 0xc2 && (unsigned char)name[i + 1] < 0xa0) ||
		    (c == 0xe2 && (unsigned char)name[i + 1] == 0x80 &&
		    ((unsigned char)name[i + 2] == 0xa8 || (unsigned char)name[i + 2] == 0xa9)))
			return false;
	}
	return true;
}

static void
add_string(struct buf *b, const char *p, size_t len)
{
	buf_printf(b, " {%zu+}\r\n", len);
	buf_add(b, p, len);
}

/* COMMAND with up to two strings. */
static enum status
command(struct sieve *s, const char *name, const char *one, const char *two, size_t two_len)
{
	struct buf b = BUF_ON(s->cx->arena);

	buf_puts(&b, name);
	if (one != NULL)
		add_string(&b, one, strlen(one));
	if (two != NULL)
		add_string(&b, two, two_len);
	buf_puts(&b, "\r\n");
	return put(s, b.data, b.len);
}

struct listing {
	struct sieve_script	*list;
	size_t			 count;
};

static enum status
on_script(struct sieve *s, const struct sieve_line *line, void *arg)
{
	struct listing *l = arg;

	(void)s;
	if (line->count == 0 || !line->token[0].string || l->count == SIEVE_SCRIPTS_MAX ||
	    strlen(line->token[0].data) != line->token[0].len ||
	    !utf8_valid(line->token[0].data, line->token[0].len))
		return OK;
	l->list[l->count++] = (struct sieve_script){
		.name = line->token[0].data,
		.active = line->count > 1 && strcasecmp(line->token[1].data, "ACTIVE") == 0,
	};
	return OK;
}

enum status
sieve_list(struct sieve *s, struct sieve_script **out, size_t *count)
{
	struct listing l = {
		.list = arena_array(s->cx->arena, SIEVE_SCRIPTS_MAX, sizeof *l.list),
	};
	enum status st;

	if ((st = command(s, "LISTSCRIPTS", NULL, NULL, 0)) != OK ||
	    (st = answer(s, ERR_UPSTREAM, on_script, &l)) != OK)
		return st;
	*out = l.list;
	*count = l.count;
	return OK;
}

static enum status
on_text(struct sieve *s, const struct sieve_line *line, void *arg)
{
	struct sieve_token *text = arg;

	(void)s;
	if (text->data == NULL && line->count > 0 && line->token[0].string)
		*text = line->token[0];
	return OK;
}

enum status
sieve_get(struct sieve *s, const char *name, const char **text, size_t *len)
{
	struct sieve_token got = { 0 };
	enum status st;

	if ((st = command(s, "GETSCRIPT", name, NULL, 0)) != OK ||
	    (st = answer(s, ERR_NOT_FOUND, on_text, &got)) != OK)
		return st;
	*text = got.data != NULL ? got.data : "";
	*len = got.len;
	return OK;
}

enum status
sieve_put(struct sieve *s, const char *name, const char *text, size_t len)
{
	enum status st;

	if (!sieve_name_valid(name))
		return fault(s->cx, ERR_INVALID, "this is no name for a script");
	if (len > SIEVE_SCRIPT_MAX)
		return fault(s->cx, ERR_TOO_LARGE, "at most %zu bytes", SIEVE_SCRIPT_MAX);
	if ((st = command(s, "PUTSCRIPT", name, text, len)) != OK)
		return st;
	return answer(s, ERR_INVALID, NULL, NULL);
}

enum status
sieve_check(struct sieve *s, const char *text, size_t len)
{
	struct buf b = BUF_ON(s->cx->arena);
	enum status st;

	if (len > SIEVE_SCRIPT_MAX)
		return fault(s->cx, ERR_TOO_LARGE, "at most %zu bytes", SIEVE_SCRIPT_MAX);
	buf_puts(&b, "CHECKSCRIPT");
	add_string(&b, text, len);
	buf_puts(&b, "\r\n");
	if ((st = put(s, b.data, b.len)) != OK)
		return st;
	return answer(s, ERR_INVALID, NULL, NULL);
}

enum status
sieve_activate(struct sieve *s, const char *name)
{
	enum status st;

	if ((st = command(s, "SETACTIVE", name != NULL ? name : "", NULL, 0)) != OK)
		return st;
	return answer(s, ERR_NOT_FOUND, NULL, NULL);
}

enum status
sieve_delete(struct sieve *s, const char *name)
{
	enum status st;

	if ((st = command(s, "DELETESCRIPT", name, NULL, 0)) != OK)
		return st;
	return answer(s, ERR_NOT_FOUND, NULL, NULL);
}

enum status
sieve_rename(struct sieve *s, const char *from, const char *to)
{
	enum status st;

	if (!sieve_name_valid(to))
		return fault(s->cx, ERR_INVALID, "this is no name for a script");
	if ((st = command(s, "RENAMESCRIPT", from, to, strlen(to))) != OK)
		return st;
	return answer(s, ERR_NOT_FOUND, NULL, NULL);
}
