/*
 * All of a delivery but the message, for an administrator who wonders whether a
 * relay takes mail from here.
 */
#include <string.h>

#include "core/clock.h"
#include "imapclient/smtp_private.h"

#define CONNECT_MS	10000
#define STEP_MS		10000

struct probe {
	struct smtp		 s;
	struct smtp_step	*steps;
	size_t			*count;
};

static void
hang_up(void *arg)
{
	struct smtp *s = arg;

	stream_close(s->stream);
	s->stream = NULL;
}

/* Keep the answer to WORDS; one of the class CLASS is wanted. */
static enum status
heard(struct probe *p, const char *words, int class)
{
	struct smtp_step *step = &p->steps[*p->count];
	enum status st;

	*step = (struct smtp_step){ .said = words };
	if ((st = smtp_get_reply(&p->s, &step->reply, STEP_MS)) != OK)
		return st;
	++*p->count;
	if (step->reply.code / 100 != class)
		return fault(p->s.cx, ERR_UPSTREAM, "%s: %d %s", words, step->reply.code, step->reply.text);
	return OK;
}

static enum status
say(struct probe *p, const char *words)
{
	const char *line = arena_printf(p->s.cx->arena, "%s\r\n", words);
	enum status st = smtp_put(&p->s, line, strlen(line));

	return st == OK ? heard(p, words, 2) : st;
}

static enum status
ehlo(struct probe *p, const char *helo)
{
	enum status st;

	p->s.can = 0;
	if ((st = say(p, arena_printf(p->s.cx->arena, "EHLO %s", helo))) == OK)
		smtp_learn(&p->s, p->steps[*p->count - 1].reply.text);
	return st;
}

/* TLS where there is some. */
static enum status
secure(struct probe *p, const struct smtp_login *login, bool *secured)
{
	enum status st;

	*secured = login->at.tls == STREAM_TLS;
	if (*secured || !(p->s.can & CAN_STARTTLS))
		return OK;
	if ((st = say(p, "STARTTLS")) != OK)
		return st;
	if (p->s.pos != p->s.end)
		return fault(p->s.cx, ERR_UPSTREAM, "%s spoke between STARTTLS and TLS", p->s.host);
	if ((st = stream_secure(p->s.cx, p->s.stream, &login->at)) != OK)
		return st;
	*secured = true;
	return ehlo(p, login->helo);
}

static enum status
sign_in(struct probe *p, const struct smtp_login *login, bool secured)
{
	enum status st;

	if (login->user == NULL)
		return OK;
	if (!secured)
		return fault(p->s.cx, ERR_DENIED, "it offers no TLS, so the password was not shown");
	if ((st = smtp_sign_in(&p->s, login)) != OK)
		return st;
	p->steps[(*p->count)++] = (struct smtp_step){ .said = "AUTH", .reply = { 235, "", "signed in" } };
	return OK;
}

static enum status
talk(struct probe *p, const struct smtp_login *login, const char *from, const char *to)
{
	bool secured;
	enum status st;

	if ((st = heard(p, "(greeting)", 2)) != OK || (st = ehlo(p, login->helo)) != OK ||
	    (st = secure(p, login, &secured)) != OK || (st = sign_in(p, login, secured)) != OK)
		return st;
	if (from != NULL &&
	    (st = say(p, arena_printf(p->s.cx->arena, "MAIL FROM:<%s>", from))) != OK)
		return st;
	if (from != NULL && to != NULL &&
	    (st = say(p, arena_printf(p->s.cx->arena, "RCPT TO:<%s>", to))) != OK)
		return st;
	return say(p, "QUIT");
}

enum status
smtp_probe(struct ctx *cx, const struct smtp_login *login, const char *from, const char *to,
    struct smtp_step steps[static SMTP_STEPS], size_t *count)
{
	struct probe *p = arena_alloc(cx->arena, sizeof *p);
	enum status st;

	*count = 0;
	if ((from != NULL && !smtp_is_address(from)) || (to != NULL && !smtp_is_address(to)))
		return fault(cx, ERR_INVALID, "no address");
	*p = (struct probe){ .s = { .cx = cx, .host = login->at.host }, .steps = steps, .count = count };
	if ((st = stream_open(cx, &login->at, clock_steady() + ctx_time_left(cx, CONNECT_MS), &p->s.stream)) != OK)
		return st;
	ctx_on_end(cx, hang_up, &p->s);
	return talk(p, login, from, to);
}
