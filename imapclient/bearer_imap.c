/*
 * AUTHENTICATE with an access token (RFC 9051, section 6.2.2; RFC 7628).  Our
 * own: libetpan knows XOAUTH2 alone, and always with an initial response.
 */
#include <string.h>

#include "core/clock.h"
#include "core/hash.h"
#include "imapclient/bearer.h"
#include "imapclient/private.h"

/* A line behind the server's "+". */
static enum status
answer(struct ctx *cx, struct imap *imap, const char *words)
{
	stream_set_deadline(imap->stream, clock_steady() + ctx_time_left(cx, imap->stall_ms));
	return stream_write(imap->stream, words, strlen(words)) &&
	    stream_write(imap->stream, "\r\n", 2) ? OK : imap_lost(cx, imap);
}

static enum status
talk(struct ctx *cx, struct imap *imap, const struct bearer *b, bool initial, const char **status,
    struct imap_response *re)
{
	struct imap_cmd cmd;
	bool said = initial, done;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, "AUTHENTICATE ");
	imap_cmd_add(&cmd, "%s%s%s", b->mechanism, initial ? " " : "", initial ? b->first : "");
	st = imap_send(cx, imap, &cmd);
	while (st == OK && (st = imap_next(cx, imap, cx->arena, re, &done)) == OK && !done) {
		if (re->kind != IMAP_CONTINUE)
			continue;
		if (!said) {
			st = answer(cx, imap, b->first);
			said = true;
		} else if (*status == NULL) {
			*status = bearer_status(cx, re->text);
			st = answer(cx, imap, b->yes);
		} else {
			st = imap_nonsense(cx, imap, "asks without end");
		}
	}
	return st;
}

enum status
imap_bearer_sign_in(struct ctx *cx, struct imap *imap, const struct imap_login *login)
{
	const char *status = NULL;
	struct imap_response re;
	struct bearer b;
	enum status st;

	if ((st = imap_learn(cx, imap)) != OK)
		return st;
	if (!imap->caps[IMAP_CAP_OAUTHBEARER] && !imap->caps[IMAP_CAP_XOAUTH2])
		return fault(cx, ERR_UPSTREAM, "mail server %s takes no tokens (OAUTHBEARER, XOAUTH2)",
		    login->at.host);
	b = bearer_make(cx->arena, imap->caps[IMAP_CAP_OAUTHBEARER], login->user, login->secret,
	    login->at.host, login->at.port);
	st = talk(cx, imap, &b, imap->caps[IMAP_CAP_SASL_IR], &status, &re);
	hash_wipe(b.first, strlen(b.first));
	if (st != OK || re.condition == IMAP_COND_OK)
		return st;
	if (imap_error_status(re.condition, re.code) == ERR_BUSY)
		return fault(cx, ERR_BUSY, "mail server %s is not available now", login->at.host);
	return fault(cx, ERR_UNAUTHENTICATED, "%s did not let %s in: the token was not taken (%s)",
	    login->at.host, login->user, status != NULL ? status : "refused");
}
