/*
 * One connection per message: connect, TLS, sign in, MAIL and all RCPT in one
 * write where the server pipelines, DATA, QUIT.  Nothing that could end a line
 * is ever put into a command (arg()), and the message is dot-stuffed.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/pages.h"
#include "imapclient/smtp_private.h"

#define CONNECT_MS	15000
#define DATA_MS		(10 * 60 * 1000)	/* RFC 5321, 4.5.3.2.6: filters may think */
#define LINE		2048			/* of an answer; more of a line is dropped */
#define LINES		128			/* of one answer */
#define TEXT_MAX	4096			/* of one answer that is kept */
#define PIPELINE	50			/* recipients in one write */

static void
close_smtp(void *arg)
{
	struct smtp *s = arg;

	stream_close(s->stream);
	s->stream = NULL;
}

static enum status
lost(struct smtp *s)
{
	return fault(s->cx, ERR_BUSY, "submission server %s: %s", s->host, stream_error(s->stream));
}

static enum status
nonsense(struct smtp *s)
{
	return fault(s->cx, ERR_UPSTREAM, "submission server %s does not speak SMTP", s->host);
}

enum status
smtp_put(struct smtp *s, const void *p, size_t len)
{
	stream_set_deadline(s->stream, clock_steady() + ctx_time_left(s->cx, ANSWER_MS));
	return stream_write(s->stream, p, len) ? OK : lost(s);
}

/* One line without its end into LINE bytes at P. */
static enum status
get_line(struct smtp *s, char *p, int wait)
{
	size_t len = 0, total = 0;

	stream_set_deadline(s->stream, clock_steady() + ctx_time_left(s->cx, wait));
	for (;;) {
		char c;

		if (s->pos == s->end) {
			ssize_t n = stream_read(s->stream, s->in, sizeof s->in);

			if (n < 0)
				return lost(s);
			s->pos = 0;
			s->end = (size_t)n;
		}
		c = s->in[s->pos++];
		if (++total > 64 * 1024)
			return nonsense(s);
		if (c == '\n')
			break;
		if (len < LINE - 1)
			p[len++] = c == '\0' ? '?' : c;
	}
	if (len > 0 && p[len - 1] == '\r')
		len--;
	p[len] = '\0';
	return OK;
}

/* "5.1.1 " at the start of TEXT: its length without the space, 0 when none. */
static size_t
enhanced_len(const char *text)
{
	int a, b, c, n = 0;

	if ((text[0] != '2' && text[0] != '4' && text[0] != '5') ||
	    sscanf(text, "%1d.%3d.%3d%n", &a, &b, &c, &n) != 3)
		return 0;
	return text[n] == ' ' || text[n] == '\0' ? (size_t)n : 0;
}

enum status
smtp_get_reply(struct smtp *s, struct smtp_reply *re, int wait)
{
	struct buf text = BUF_ON(s->cx->arena);
	char line[LINE];
	enum status st;

	*re = (struct smtp_reply){ .enhanced = "", .text = "" };
	for (int n = 0; ; n++) {
		const char *words = line + 4;
		size_t len;

		if ((st = get_line(s, line, wait)) != OK)
			return st;
		if (n == LINES || line[0] < '2' || line[0] > '5' || !isdigit((unsigned char)line[1]) ||
		    !isdigit((unsigned char)line[2]) || (line[3] != ' ' && line[3] != '-' && line[3] != '\0') ||
		    (n > 0 && atoi(line) != re->code))
			return nonsense(s);
		re->code = atoi(line);
		if (line[3] == '\0')
			words = "";
		if ((len = enhanced_len(words)) > 0) {
			if (n == 0)
				re->enhanced = arena_strndup(s->cx->arena, words, len);
			words += len + (words[len] == ' ');
		}
		if (text.len + strlen(words) < TEXT_MAX) {
			if (n > 0)
				buf_putc(&text, '\n');
			buf_puts(&text, words);
		}
		if (line[3] != '-')
			break;
	}
	re->text = buf_str(&text);
	return OK;
}

/* May S stand in a command?  Printable, no space, no angle bracket; UTF-8 when UTF8. */
static bool
arg(const char *s, bool utf8)
{
	size_t len = strlen(s);

	if (len > 320)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c <= ' ' || c == 127 || c == '<' || c == '>' || c == '\\' || c == '"' ||
		    (c > 127 && !utf8))
			return false;
	}
	return true;
}

bool
smtp_is_address(const char *s)
{
	const char *at = strrchr(s, '@');

	return at != NULL && at > s && at[1] != '\0' && arg(s, true);
}

static bool
has_8bit(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s > 126)
			return true;
	return false;
}

/* xtext of RFC 3461, 4. */
static void
add_xtext(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c <= ' ' || c > 126 || c == '+' || c == '=')
			buf_printf(b, "+%02X", c);
		else
			buf_putc(b, (char)c);
	}
}

void
smtp_learn(struct smtp *s, const char *text)
{
	static const struct {
		const char	*word;
		unsigned	 can;
	} table[] = {
		{ "STARTTLS", CAN_STARTTLS }, { "PIPELINING", CAN_PIPELINE },
		{ "8BITMIME", CAN_8BITMIME }, { "SMTPUTF8", CAN_UTF8 }, { "DSN", CAN_DSN },
		{ "SIZE", CAN_SIZE },
	};

	/* The first line is the server's name. */
	for (text = strchr(text, '\n'); text != NULL; text = strchr(text, '\n')) {
		size_t len = strcspn(++text, " =\n");
		size_t rest = strcspn(text, "\n");

		for (size_t i = 0; i < COUNT(table); i++)
			if (strlen(table[i].word) == len && strncasecmp(text, table[i].word, len) == 0)
				s->can |= table[i].can;
		if (len == 4 && strncasecmp(text, "SIZE", 4) == 0)
			s->size_limit = atoll(text + 4);
		if (len == 4 && strncasecmp(text, "AUTH", 4) == 0) {
			char *words = arena_strndup(s->cx->arena, text, rest);

			for (char *save, *w = strtok_r(words + 4, " =", &save); w != NULL;
			    w = strtok_r(NULL, " ", &save)) {
				if (strcasecmp(w, "XOAUTH2") == 0)
					s->can |= CAN_XOAUTH2;
				else if (strcasecmp(w, "OAUTHBEARER") == 0)
					s->can |= CAN_OAUTHBEARER;
				else if (strcasecmp(w, "PLAIN") == 0)
					s->can |= CAN_PLAIN;
				else if (strcasecmp(w, "LOGIN") == 0)
					s->can |= CAN_LOGIN;
			}
		}
	}
}

static enum status
ehlo(struct smtp *s, const char *helo)
{
	struct smtp_reply re;
	enum status st;
	char *line = arena_printf(s->cx->arena, "EHLO %s\r\n", helo);

	s->can = 0;
	s->size_limit = 0;
	if ((st = smtp_put(s, line, strlen(line))) != OK || (st = smtp_get_reply(s, &re, ANSWER_MS)) != OK)
		return st;
	if (re.code != 250)
		return fault(s->cx, re.code / 100 == 4 ? ERR_BUSY : ERR_UPSTREAM,
		    "submission server %s: EHLO: %d %s", s->host, re.code, re.text);
	smtp_learn(s, re.text);
	return OK;
}

static enum status
greet(struct smtp *s, const struct smtp_login *login)
{
	struct smtp_reply re;
	enum status st;

	if ((st = smtp_get_reply(s, &re, ANSWER_MS)) != OK)
		return st;
	if (re.code != 220)
		return fault(s->cx, ERR_BUSY, "submission server %s: %d %s", s->host, re.code, re.text);
	if ((st = ehlo(s, login->helo)) != OK || login->at.tls != STREAM_STARTTLS)
		return st;

	if (!(s->can & CAN_STARTTLS))
		return fault(s->cx, ERR_UPSTREAM, "submission server %s has no TLS", s->host);
	if ((st = smtp_put(s, "STARTTLS\r\n", 10)) != OK || (st = smtp_get_reply(s, &re, ANSWER_MS)) != OK)
		return st;
	if (re.code != 220)
		return fault(s->cx, ERR_UPSTREAM, "submission server %s: STARTTLS: %d %s",
		    s->host, re.code, re.text);
	/* What was said in the clear behind it would count as said under TLS. */
	if (s->pos != s->end)
		return fault(s->cx, ERR_UPSTREAM, "submission server %s spoke between STARTTLS and TLS", s->host);
	if ((st = stream_secure(s->cx, s->stream, &login->at)) != OK)
		return st;
	return ehlo(s, login->helo);
}

/* A refusal in our words: 4yz may work later, 5yz never will. */
static enum status
refused(const struct smtp_reply *re)
{
	if (re->code == 552 || strcmp(re->enhanced, "5.3.4") == 0)
		return ERR_TOO_LARGE;
	return re->code / 100 == 4 ? ERR_BUSY : ERR_DENIED;
}

static void
add_mail(struct smtp *s, struct buf *b, const struct smtp_message *m, bool utf8)
{
	buf_printf(b, "MAIL FROM:<%s>", m->sender);
	if (s->can & CAN_SIZE)
		buf_printf(b, " SIZE=%zu", m->len);
	if ((m->eight_bit || utf8) && (s->can & CAN_8BITMIME))
		buf_puts(b, " BODY=8BITMIME");
	if (utf8)
		buf_puts(b, " SMTPUTF8");
	if (s->can & CAN_DSN) {
		if (m->return_headers)
			buf_puts(b, " RET=HDRS");
		if (m->envid != NULL) {
			buf_puts(b, " ENVID=");
			add_xtext(b, m->envid);
		}
	}
	buf_puts(b, "\r\n");
}

static void
add_rcpt(struct smtp *s, struct buf *b, const struct smtp_rcpt *r)
{
	static const char *const names[] = { "NEVER", "SUCCESS", "FAILURE", "DELAY" };
	const char *type = r->orcpt != NULL ? strchr(r->orcpt, ';') : NULL;

	buf_printf(b, "RCPT TO:<%s>", r->address);
	if (s->can & CAN_DSN) {
		char before = '=';

		if (r->notify != SMTP_NOTIFY_DEFAULT)
			buf_puts(b, " NOTIFY");
		for (size_t i = 0; i < COUNT(names); i++) {
			/* NEVER stands alone (RFC 3461, 4.1). */
			if (!(r->notify & 1u << i) || (i > 0 && (r->notify & SMTP_NOTIFY_NEVER)))
				continue;
			buf_putc(b, before);
			buf_puts(b, names[i]);
			before = ',';
		}
		if (type != NULL) {
			buf_printf(b, " ORCPT=%.*s;", (int)(type - r->orcpt), r->orcpt);
			add_xtext(b, type + 1);
		}
	}
	buf_puts(b, "\r\n");
}

static enum status
check(struct ctx *cx, const struct smtp_login *login, const struct smtp_message *m, bool *utf8)
{
	if (!arg(login->helo, false) || login->helo[0] == '\0')
		return fault(cx, ERR_INVALID, "no host name for EHLO");
	if (m->rcpt_count == 0)
		return fault(cx, ERR_INVALID, "no recipients");
	if (m->sender[0] != '\0' && !smtp_is_address(m->sender))
		return fault(cx, ERR_INVALID, "the sender's address cannot be used");
	*utf8 = m->utf8 || has_8bit(m->sender);
	for (size_t i = 0; i < m->rcpt_count; i++) {
		const struct smtp_rcpt *r = &m->rcpts[i];

		if (!smtp_is_address(r->address))
			return fault(cx, ERR_INVALID, "a recipient's address cannot be used");
		if (r->orcpt != NULL && (strchr(r->orcpt, ';') == NULL || !arg(r->orcpt, true)))
			return fault(cx, ERR_INVALID, "a recipient's original address cannot be used");
		*utf8 = *utf8 || has_8bit(r->address);
	}
	if (m->envid != NULL && strlen(m->envid) > 100)
		return fault(cx, ERR_INVALID, "an envelope id too long");
	return OK;
}

/* MAIL and the recipients.  *TAKEN: how many may get it. */
static enum status
envelope(struct smtp *s, struct smtp_message *m, struct smtp_result *out, bool utf8, size_t *taken)
{
	size_t step = s->can & CAN_PIPELINE ? PIPELINE : 1;
	struct buf b = BUF_ON(s->cx->arena);
	enum status st;

	*taken = 0;
	add_mail(s, &b, m, utf8);
	if (!(s->can & CAN_PIPELINE)) {
		if ((st = smtp_put(s, b.data, b.len)) != OK ||
		    (st = smtp_get_reply(s, &out->mail, ANSWER_MS)) != OK)
			return st;
		b.len = 0;
		if (out->mail.code / 100 != 2)
			return fault(s->cx, refused(&out->mail), "the sender was refused: %d %s %s",
			    out->mail.code, out->mail.enhanced, out->mail.text);
	}
	for (size_t from = 0; from < m->rcpt_count; from += step) {
		size_t until = from + step < m->rcpt_count ? from + step : m->rcpt_count;

		for (size_t i = from; i < until; i++)
			add_rcpt(s, &b, &m->rcpts[i]);
		if ((st = smtp_put(s, b.data, b.len)) != OK)
			return st;
		b.len = 0;
		if (from == 0 && (s->can & CAN_PIPELINE) &&
		    (st = smtp_get_reply(s, &out->mail, ANSWER_MS)) != OK)
			return st;
		for (size_t i = from; i < until; i++) {
			if ((st = smtp_get_reply(s, &m->rcpts[i].reply, ANSWER_MS)) != OK)
				return st;
			if (m->rcpts[i].reply.code / 100 == 2) {
				m->rcpts[i].accepted = true;
				(*taken)++;
			}
		}
		if (out->mail.code / 100 != 2)
			return fault(s->cx, refused(&out->mail), "the sender was refused: %d %s %s",
			    out->mail.code, out->mail.enhanced, out->mail.text);
	}
	if (*taken > 0)
		return OK;
	st = ERR_DENIED;
	for (size_t i = 0; i < m->rcpt_count; i++)
		if (m->rcpts[i].reply.code / 100 == 4)
			st = ERR_BUSY;
	return fault(s->cx, st, "all recipients were refused, the first by %d %s %s",
	    m->rcpts[0].reply.code, m->rcpts[0].reply.enhanced, m->rcpts[0].reply.text);
}

/*
 * Doubles the dot that begins a line and makes every line end in CRLF: a bare
 * LF or CR behind which a dot follows would end the message for some servers
 * ("SMTP smuggling").
 */
struct stuffing {
	struct buf	 out;
	char		 last;		/* byte before, '\n' at the start */
};

static void
stuff(struct stuffing *d, const char *p, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = p[i];

		if (d->last == '\r' && c != '\n') {
			buf_putc(&d->out, '\n');
			d->last = '\n';
		}
		if (c == '\n' && d->last != '\r')
			buf_putc(&d->out, '\r');
		if (c == '.' && d->last == '\n')
			buf_putc(&d->out, '.');
		buf_putc(&d->out, c);
		d->last = c;
	}
}

static enum status
send_data(struct smtp *s, const struct smtp_message *m)
{
	enum { PIECE = 32 * 1024 };
	struct stuffing d = { .out = BUF_ON(s->cx->arena), .last = '\n' };
	char *piece = m->data == NULL ? arena_alloc(s->cx->arena, PIECE) : NULL;
	enum status st;

	buf_reserve(&d.out, 3 * PIECE);		/* all a piece can become */
	for (size_t done = 0; done < m->len; ) {
		size_t some = m->len - done < PIECE ? m->len - done : PIECE;

		if (m->data == NULL) {
			ssize_t n = pread(m->fd, piece, some, (off_t)done);

			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0)		/* no end is sent, so the server drops it */
				return fault(s->cx, ERR_INTERNAL, "the message is shorter than was said");
			some = (size_t)n;
		}
		d.out.len = 0;
		stuff(&d, m->data != NULL ? (const char *)m->data + done : piece, some);
		if ((st = smtp_put(s, d.out.data, d.out.len)) != OK)
			return st;
		done += some;
		if (m->data != NULL && done % PAGES_STEP == 0)
			pages_forget((const char *)m->data + done - PAGES_STEP, PAGES_STEP);
	}
	return OK;
}

static const char *
end_of_data(char last)
{
	return last == '\n' ? ".\r\n" : last == '\r' ? "\n.\r\n" : "\r\n.\r\n";
}

/* "2.0.0 Ok: queued as 4XyZ": the word behind it. */
static const char *
queue_id(struct arena *arena, const char *text)
{
	const char *p = strcasestr(text, "queued as ");

	if (p == NULL)
		return "";
	p += strlen("queued as ");
	return arena_strndup(arena, p, strspn(p, "0123456789"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_."));
}

static enum status
message(struct smtp *s, struct smtp_message *m, struct smtp_result *out)
{
	enum status st;
	const char *end;
	char last = '\n';

	if ((st = smtp_put(s, "DATA\r\n", 6)) != OK || (st = smtp_get_reply(s, &out->data, ANSWER_MS)) != OK)
		return st;
	if (out->data.code != 354)
		return fault(s->cx, refused(&out->data), "DATA was refused: %d %s %s",
		    out->data.code, out->data.enhanced, out->data.text);
	out->data = (struct smtp_reply){ .enhanced = "", .text = "" };
	if ((st = send_data(s, m)) != OK)
		return st;
	if (m->len > 0 && m->data != NULL)
		last = ((const char *)m->data)[m->len - 1];
	else if (m->len > 0 && pread(m->fd, &last, 1, (off_t)m->len - 1) != 1)
		return fault(s->cx, ERR_INTERNAL, "the message cannot be read");
	end = end_of_data(last);
	if (smtp_put(s, end, strlen(end)) != OK || smtp_get_reply(s, &out->data, DATA_MS) != OK) {
		ctx_forgive(s->cx);
		return fault(s->cx, ERR_INTERNAL, "submission server %s: %s after the message was sent",
		    s->host, stream_error(s->stream));
	}
	if (out->data.code / 100 != 2)
		return fault(s->cx, refused(&out->data), "the message was refused: %d %s %s",
		    out->data.code, out->data.enhanced, out->data.text);
	out->queue_id = queue_id(s->cx->arena, out->data.text);
	return OK;
}

static enum status
converse(struct smtp *s, const struct smtp_login *login, struct smtp_message *m,
    struct smtp_result *out, bool utf8)
{
	enum status st;
	size_t taken;

	if ((st = greet(s, login)) != OK || (st = smtp_sign_in(s, login)) != OK)
		return st;
	out->size_limit = s->size_limit;
	if (s->size_limit > 0 && m->len > (uint64_t)s->size_limit)
		return fault(s->cx, ERR_TOO_LARGE, "the server takes %lld bytes", (long long)s->size_limit);
	if (utf8 && !(s->can & CAN_UTF8))
		return fault(s->cx, ERR_DENIED, "submission server %s takes no addresses in UTF-8", s->host);
	if ((st = envelope(s, m, out, utf8, &taken)) != OK || (st = message(s, m, out)) != OK)
		return st;
	out->accepted = taken;
	return OK;
}

enum status
smtp_send(struct ctx *cx, const struct smtp_login *login,
    struct smtp_message *m, struct smtp_result *out)
{
	struct smtp *s = arena_alloc(cx->arena, sizeof *s);
	const struct smtp_reply none = { .enhanced = "", .text = "" };
	enum status st;
	bool utf8 = false;

	*out = (struct smtp_result){ .mail = none, .data = none, .queue_id = "" };
	for (size_t i = 0; i < m->rcpt_count; i++) {
		m->rcpts[i].reply = none;
		m->rcpts[i].accepted = false;
	}
	s->cx = cx;
	s->host = login->at.host;
	if ((st = check(cx, login, m, &utf8)) != OK ||
	    (st = stream_open(cx, &login->at, clock_steady() + ctx_time_left(cx, CONNECT_MS),
	        &s->stream)) != OK)
		return st;
	ctx_on_end(cx, close_smtp, s);

	if ((st = converse(s, login, m, out, utf8)) == OK) {
		/* A courtesy; in mid-message closing is the only way out. */
		stream_set_deadline(s->stream, clock_steady() + 200);
		(void)!stream_write(s->stream, "QUIT\r\n", 6);
	} else {
		/* A recipient that was taken gets nothing when the message was not. */
		for (size_t i = 0; i < m->rcpt_count; i++)
			m->rcpts[i].accepted = false;
	}
	close_smtp(s);
	return st;
}
