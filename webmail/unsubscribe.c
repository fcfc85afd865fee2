/*
 * Email/unsubscribe, a method of ours: leave a list by one click (RFC 8058),
 * asked by this server, so that the list learns no more of the reader than
 * that he leaves.  The address is called only when a valid DKIM signature
 * vouches for both fields: else anybody could make readers call addresses.
 *
 *	{ accountId, emailId } -> { accountId, emailId, notDone: null | SetError }
 *
 * Types of that error are notFound, notOffered (by the message), notVouchedFor,
 * ambiguousAddress (more than one is given), and serverUnavailable (the list's).
 */
#include <string.h>

#include "core/conf.h"
#include "fetch/fetch.h"
#include "webmail/blob.h"
#include "webmail/mime_header.h"

const struct jmap_arg unsubscribe_args[] = {
	{ "emailId", ARG_ID, ARG_MUST }, { NULL, ARG_ID, 0 },
};

#define TIMEOUT_MS	10000

/* Of the topmost one. */
static const char *
text_of(struct arena *arena, const struct mime_fields *fields, const char *name)
{
	size_t at = 0;
	const struct mime_field *f = mime_field_next(fields, name, &at);

	return f != NULL ? mime_header_text(arena, f->raw, f->len) : NULL;
}

/* The first https address between "<" and ">". */
static const char *
https_of(struct arena *arena, const char *list)
{
	for (const char *s = list; s != NULL && (s = strchr(s, '<')) != NULL; s++) {
		size_t len;

		s += 1 + strspn(s + 1, " \t");
		len = strcspn(s, "> \t");
		if (len > 8 && s[len] != '\0' && strncasecmp(s, "https://", 8) == 0)
			return arena_strndup(arena, s, len);
	}
	return NULL;
}

/* Whether WORD is in LIST, whose words are separated by SEPARATORS. */
static bool
in_list(const char *list, const char *word, const char *separators)
{
	size_t len = strlen(word);

	for (const char *s = list; *(s += strspn(s, separators)) != '\0'; s += strcspn(s, separators))
		if (strcspn(s, separators) == len && strncasecmp(s, word, len) == 0)
			return true;
	return false;
}

/* The value of tag NAME in "v=1; d=x.example; h=from:to", without white space. */
static const char *
tag_of(struct arena *arena, const char *tags, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = tags; *s != '\0'; s += strcspn(s, ";"), s += *s == ';') {
		s += strspn(s, " \t\r\n");
		if (strncmp(s, name, len) == 0 && s[len + strspn(s + len, " \t\r\n")] == '=') {
			const char *v = strchr(s, '=') + 1;
			char *out = arena_strndup(arena, v, strcspn(v, ";")), *o = out;

			for (const char *c = out; *c != '\0'; c++)
				if (strchr(" \t\r\n", *c) == NULL)
					*o++ = *c;
			*o = '\0';
			return out;
		}
	}
	return NULL;
}

/*
 * Domains whose signature held, by what our own mail server wrote when it took
 * the message (RFC 8601): the topmost such field, if it is ours.
 */
static bool
domain_passed(struct arena *arena, const struct mime_fields *fields, const char *host,
    const char *domain)
{
	const char *results = text_of(arena, fields, "Authentication-Results");
	size_t len = strlen(host);

	if (results == NULL)
		return false;
	results += strspn(results, " \t");
	if (strncasecmp(results, host, len) != 0 || results[len + strspn(results + len, " \t")] != ';')
		return false;
	for (const char *s = results; (s = strchr(s, ';')) != NULL;) {
		const char *part = arena_strndup(arena, s + 1, strcspn(s + 1, ";"));

		s++;
		if (in_list(part, "dkim=pass", " \t\r\n") &&
		    (in_list(part, arena_printf(arena, "header.d=%s", domain), " \t\r\n") ||
		    in_list(part, arena_printf(arena, "header.i=@%s", domain), " \t\r\n")))
			return true;
	}
	return false;
}

static bool
is_vouched_for(struct arena *arena, const struct mime_fields *fields, const char *host)
{
	const struct mime_field *f;
	size_t at = 0;

	while ((f = mime_field_next(fields, "DKIM-Signature", &at)) != NULL) {
		const char *tags = mime_header_text(arena, f->raw, f->len);
		const char *names = tag_of(arena, tags, "h"), *domain = tag_of(arena, tags, "d");

		if (names != NULL && domain != NULL && in_list(names, "List-Unsubscribe", ":") &&
		    in_list(names, "List-Unsubscribe-Post", ":") &&
		    domain_passed(arena, fields, host, domain))
			return true;
	}
	return false;
}

/* What is to be called; NULL and an *ERROR where it cannot be. */
static const char *
address_of(struct ctx *cx, const struct mime_fields *fields, json_t **error)
{
	const char *post = text_of(cx->arena, fields, "List-Unsubscribe-Post");
	const char *url = https_of(cx->arena, text_of(cx->arena, fields, "List-Unsubscribe"));
	size_t at = 0;

	if (url == NULL || post == NULL || !in_list(post, "List-Unsubscribe=One-Click", " \t\r\n")) {
		*error = jmap_set_error("notOffered", "The list does not offer it.", NULL);
		return NULL;
	}
	/* Two of them: nobody knows which one was signed. */
	if (mime_field_next(fields, "List-Unsubscribe", &at) != NULL &&
	    mime_field_next(fields, "List-Unsubscribe", &at) != NULL) {
		*error = jmap_set_error("ambiguousAddress", "The message names more than one address.",
		    NULL);
		return NULL;
	}
	if (!is_vouched_for(cx->arena, fields, conf_mail_host(cx->conf, cx->arena))) {
		*error = jmap_set_error("notVouchedFor",
		    "Nobody vouches that this address is the list's.", NULL);
		return NULL;
	}
	return url;
}

/* RFC 8058, section 3.2: a POST without cookies, and no redirect is followed. */
static enum status
call(struct ctx *cx, const char *url, json_t **error)
{
	static const char body[] = "List-Unsubscribe=One-Click";
	struct header type = { "content-type", "application/x-www-form-urlencoded", NULL };
	struct fetch f = {
		.url = url, .method = "POST", .headers = &type, .body = body,
		.body_len = sizeof body - 1, .timeout = TIMEOUT_MS, .https_only = true,
	};
	struct fetched got;
	enum status st = fetch_url(cx, &f, &got);

	if (st == ERR_INTERNAL)
		return st;
	if (st == ERR_TOO_LARGE) {	/* it talks a lot, but it was asked */
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK) {
		*error = jmap_set_error("serverUnavailable", cx->fault_text, NULL);
		ctx_forgive(cx);
	} else if (got.code < 200 || got.code > 299) {
		*error = jmap_set_error("serverUnavailable",
		    arena_printf(cx->arena, "The list answers %d.", got.code), NULL);
	}
	return OK;
}

enum status
email_unsubscribe(struct jmap *j, json_t *args, json_t **result)
{
	const char *id = jmap_created(j, json_get_text(args, "emailId")), *bytes, *url;
	struct mime_fields fields;
	struct blob blob;
	json_t *error = NULL;
	size_t len;
	enum status st;

	if (j->outside)
		return jmap_fail(j, "accountNotSupportedByMethod", "mail that our own server took, only");
	st = jmap_id('e', id) == 0 ? ERR_NOT_FOUND : blob_open(j->cx, j->account,
	    arena_printf(j->cx->arena, "b%s", id + 1), &blob);
	if (st == OK)
		st = blob_bytes(j->cx, &blob, &bytes, &len);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(j->cx);
		error = jmap_set_error("notFound", NULL, NULL);
	} else if (st != OK) {
		return st;
	} else {
		fields = mime_header_read(j->cx->arena, bytes, len);
		if ((url = address_of(j->cx, &fields, &error)) != NULL &&
		    (st = call(j->cx, url, &error)) != OK)
			return st;
	}
	*result = json_pack("{s:O, s:O, s:o}", "accountId", json_object_get(args, "accountId"),
	    "emailId", json_object_get(args, "emailId"), "notDone",
	    error != NULL ? error : json_null());
	return OK;
}
