#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "oauth/private.h"

/* RFC 6749, section 2.3.1: Basic, with both halves encoded as a form before; NULL: no header. */
static enum status
read_basic(struct ctx *cx, const struct request *rq, const char **id, const char **secret)
{
	const char *value = http_header(rq, "authorization");
	char *text, *colon;
	size_t len;

	*id = *secret = NULL;
	if (value == NULL)
		return OK;
	if (strncasecmp(value, "basic ", 6) != 0)
		return oauth_refuse(cx, "invalid_client", "a program proves itself by Basic");
	value += 6 + strspn(value + 6, " ");
	text = base64_decode(cx->arena, value, strlen(value), &len);
	if (text == NULL || strlen(text) != len || (colon = strchr(text, ':')) == NULL)
		return oauth_refuse(cx, "invalid_client", "the header is broken");
	*colon = '\0';
	*id = http_unescape(cx->arena, text, strlen(text));
	*secret = http_unescape(cx->arena, colon + 1, strlen(colon + 1));
	if (*id == NULL || *secret == NULL)
		return oauth_refuse(cx, "invalid_client", "the header is broken");
	return OK;
}

static enum status
known(struct ctx *cx, enum status st)
{
	if (st != ERR_NOT_FOUND && st != ERR_UNAUTHENTICATED)
		return st;
	return oauth_refuse(cx, "invalid_client", "the client is not known, or did not prove itself");
}

enum status
oauth_client_read(struct ctx *cx, const struct request *rq, struct form *form,
    struct oauth_client *out)
{
	const char *id, *secret, *named, *sent;
	enum status st;

	if (!http_type_is(http_header(rq, "content-type"), "application/x-www-form-urlencoded"))
		return oauth_refuse(cx, "invalid_request", "send application/x-www-form-urlencoded");
	if (strlen(rq->body) != rq->body_len || form_read(cx, rq->body, form) != OK) {
		const char *why = cx->fault_text;

		return oauth_refuse(cx, "invalid_request", "%s", why != NULL ? why : "the body holds a NUL");
	}
	if ((st = read_basic(cx, rq, &id, &secret)) != OK)
		return st;
	named = form_get(form, "client_id");
	sent = form_get(form, "client_secret");
	/* One way only, or nobody knows which one counts. */
	if (id != NULL && (sent != NULL || (named != NULL && strcmp(named, id) != 0)))
		return oauth_refuse(cx, "invalid_request", "the client proves itself in two ways");
	if (id == NULL) {
		id = named;
		secret = sent;
	}
	if (id == NULL)
		return oauth_refuse(cx, "invalid_client", "which client?");
	if (secret != NULL && *secret != '\0')
		return known(cx, db_oauth_client_verify(cx, id, secret, out));
	if ((st = known(cx, db_oauth_client_find(cx, id, out))) != OK)
		return st;
	return out->is_public ? OK : oauth_refuse(cx, "invalid_client", "the client's secret is needed");
}
