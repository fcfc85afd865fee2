/*
 * AUTH (RFC 4954): PLAIN, LOGIN, and access tokens (bearer.h).
 */
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "imapclient/bearer.h"
#include "imapclient/smtp_private.h"

#define COMMAND_MAX	512			/* of a command (RFC 5321, 4.5.3.1.4) */

/* One step of a sign-in: WORD in base64 behind VERB. */
static enum status
show(struct smtp *s, const char *verb, const void *word, size_t len, struct smtp_reply *re)
{
	char *secret = base64_encode(s->cx->arena, word, len);
	char *line = arena_printf(s->cx->arena, "%s%s\r\n", verb, secret);
	enum status st = smtp_put(s, line, strlen(line));

	hash_wipe(secret, strlen(secret));
	hash_wipe(line, strlen(line));
	return st != OK ? st : smtp_get_reply(s, re, ANSWER_MS);
}

/* Not in any RFC, and all that some servers take. */
static enum status
auth_login(struct smtp *s, const struct smtp_login *login, struct smtp_reply *re)
{
	enum status st;

	if ((st = smtp_put(s, "AUTH LOGIN\r\n", 12)) != OK || (st = smtp_get_reply(s, re, ANSWER_MS)) != OK ||
	    re->code != 334 ||
	    (st = show(s, "", login->user, strlen(login->user), re)) != OK || re->code != 334)
		return st;
	return show(s, "", login->secret, strlen(login->secret), re);
}

/* PLAIN (RFC 4616). */
static enum status
auth_plain(struct smtp *s, const struct smtp_login *login, struct smtp_reply *re)
{
	struct buf b = BUF_ON(s->cx->arena);
	enum status st;

	buf_putc(&b, '\0');
	buf_puts(&b, login->user);
	buf_putc(&b, '\0');
	buf_puts(&b, login->secret);
	st = show(s, "AUTH PLAIN ", b.data, b.len, re);
	hash_wipe(b.data, b.len);
	return st;
}

/*
 * A token.  What does not fit into a command goes behind an empty challenge (RFC
 * 4954, section 4); an error comes as a challenge, which wants an answer.
 */
static enum status
auth_bearer(struct smtp *s, const struct smtp_login *login, const char **status, struct smtp_reply *re)
{
	bool oauthbearer = login->mechanism == MAIL_BEARER && (s->can & CAN_OAUTHBEARER) != 0;
	struct bearer b = bearer_make(s->cx->arena, oauthbearer, login->user, login->secret,
	    login->at.host, login->at.port);
	bool fits = strlen(b.first) + strlen(b.mechanism) + sizeof "AUTH  \r\n" <= COMMAND_MAX;
	char *line = arena_printf(s->cx->arena, "AUTH %s%s%s\r\n", b.mechanism, fits ? " " : "",
	    fits ? b.first : "");
	enum status st = smtp_put(s, line, strlen(line));

	*status = NULL;
	if (st == OK)
		st = smtp_get_reply(s, re, ANSWER_MS);
	if (st == OK && !fits && re->code == 334 && (st = smtp_put(s, b.first, strlen(b.first))) == OK &&
	    (st = smtp_put(s, "\r\n", 2)) == OK)
		st = smtp_get_reply(s, re, ANSWER_MS);
	hash_wipe(line, strlen(line));
	hash_wipe(b.first, strlen(b.first));
	if (st != OK || re->code != 334)
		return st;
	*status = bearer_status(s->cx, re->text);
	line = arena_printf(s->cx->arena, "%s\r\n", b.yes);
	return (st = smtp_put(s, line, strlen(line))) != OK ? st : smtp_get_reply(s, re, ANSWER_MS);
}

static bool
by_token(const struct smtp_login *login)
{
	return login->mechanism == MAIL_XOAUTH2 || login->mechanism == MAIL_BEARER;
}

static enum status
sign_in_with(struct smtp *s, const struct smtp_login *login)
{
	const char *status = NULL;
	struct smtp_reply re;
	enum status st;

	if (login->user[strcspn(login->user, "\r\n\001")] != '\0' ||
	    login->secret[strcspn(login->secret, "\r\n\001")] != '\0')
		return fault(s->cx, ERR_INVALID, "a control character in a login");
	st = by_token(login) ? auth_bearer(s, login, &status, &re) :
	    s->can & CAN_PLAIN ? auth_plain(s, login, &re) : auth_login(s, login, &re);
	if (st != OK || re.code == 235)
		return st;
	/* A server elsewhere may say anything, what it was told included. */
	return fault(s->cx, re.code / 100 == 4 ? ERR_BUSY : ERR_UNAUTHENTICATED,
	    "submission server %s did not let %s in: %d %s", s->host, login->user, re.code,
	    !login->at.guarded ? re.text : status != NULL ? status : "");
}

enum status
smtp_sign_in(struct smtp *s, const struct smtp_login *login)
{
	unsigned enough = login->mechanism == MAIL_PLAIN ? CAN_PLAIN | CAN_LOGIN :
	    login->mechanism == MAIL_BEARER ? CAN_XOAUTH2 | CAN_OAUTHBEARER : CAN_XOAUTH2;
	struct smtp_login again = *login;
	enum status st;

	if (login->user == NULL)
		return OK;
	if (!(s->can & enough))
		return fault(s->cx, ERR_UPSTREAM, "submission server %s takes no %s", s->host,
		    login->mechanism == MAIL_PLAIN ? "PLAIN" : "XOAUTH2");
	st = sign_in_with(s, login);
	if (st != ERR_UNAUTHENTICATED || login->another == NULL)
		return st;
	ctx_forgive(s->cx);
	if ((st = login->another(s->cx, login->another_arg, &again.secret)) != OK)
		return st;
	return sign_in_with(s, &again);
}
