/*
 * edit/identity-provider-test, mailcow's button "Test connection": does the
 * directory let us look (admin/directory.h)?  Or does the provider answer, is it
 * the one that it is taken for, and does it know us?  The last is asked with a code
 * that nobody was given: who is known is told that the code is wrong (RFC 6749,
 * section 5.2), and nothing else happens.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/directory.h"
#include "admin/operation.h"
#include "core/redirect_uri.h"
#include "oauth/oauth.h"
#include "oauth/private.h"

/* As the settings have it: mailcow's clients send numbers and switches as text. */
static json_t *
meant(const char *name, json_t *sent)
{
	const char *text = json_string_value(sent);

	if (strncmp(name, "use_", 4) == 0)
		return json_boolean(json_is_true(sent) || json_integer_value(sent) == 1 ||
		    (text != NULL && strcmp(text, "1") == 0));
	if (strcmp(name, "port") == 0 && text != NULL)
		return json_integer(atoi(text));
	return json_incref(sent);
}

/* What is set up, and over it what was sent. */
static json_t *
overlaid(struct arena *arena, const json_t *kept, const json_t *sent)
{
	static const char *const members[] = { "authsource", "server_url", "realm", "client_id",
		"host", "port", "use_ssl", "use_tls", "basedn", "username_field", "filter", "binddn" };
	json_t *out = json_keep(arena, json_deep_copy(kept)), *value;

	for (size_t i = 0; i < COUNT(members); i++)
		if ((value = json_object_get(sent, members[i])) != NULL)
			json_object_set_new(out, members[i], meant(members[i], value));
	return out;
}

static bool
is_directory(const json_t *settings)
{
	const char *source = json_get_text(settings, "authsource");

	return source != NULL && strcmp(source, "ldap") == 0;
}

/* A directory answers when it lets us look; its password goes only to whom it is for. */
static enum status
try_directory(struct ctx *cx, const json_t *kept, const json_t *settings, const json_t *sent)
{
	static const char *const whose[] = { "authsource", "host", "port", "use_ssl", "use_tls", "binddn" };
	const char *secret = json_get_text(sent, "bindpass");
	bool same = true;
	enum status st;

	for (size_t i = 0; i < COUNT(whose); i++) {
		json_t *is = json_object_get(settings, whose[i]);

		same = same && (is == NULL || json_equal(is, json_object_get(kept, whose[i])));
	}
	if (secret != NULL && (*secret == '\0' || strcmp(secret, "*") == 0))
		secret = NULL;
	if (secret == NULL && same && (st = db_identity_provider_secret(cx, &secret)) != OK)
		return st;
	return directory_try(cx, settings, secret);
}

/* The secret that was sent; the one that is kept goes only to whom it is for. */
static enum status
find_secret(struct ctx *cx, const json_t *kept, const json_t *sent, struct provider *p)
{
	const char *said = json_get_text(sent, "client_secret"), *issuer, *client;

	p->secret = said != NULL && *said != '\0' && strcmp(said, "*") != 0 ? said : NULL;
	client = json_get_text(kept, "client_id");
	if (p->secret != NULL || provider_issuer(cx, kept, &issuer) != OK) {
		ctx_forgive(cx);
		return OK;
	}
	if (strcmp(issuer, p->issuer) != 0 || strcmp(client, p->client) != 0)
		return OK;
	return db_identity_provider_secret(cx, &p->secret);
}

static enum status
knows_us(struct ctx *cx, const struct provider *p)
{
	const char *error, *body = arena_printf(cx->arena, "grant_type=authorization_code"
	    "&code=connection-test&code_verifier=connection-test-connection-test-connection-test"
	    "&redirect_uri=%s", http_escape(cx->arena, oauth_url(cx, "/oauth/callback")));
	struct fetched got;
	json_t *told;
	enum status st;

	if ((st = provider_post(cx, p, body, &got)) != OK)
		return st;
	if ((st = json_read(cx, got.body, got.body_len, &told)) != OK)
		return fault(cx, ERR_UPSTREAM, "the provider answered %d, and no JSON, at %s", got.code,
		    p->token);
	error = json_get_text(told, "error");
	if (error != NULL && (strcmp(error, "invalid_grant") == 0 || strcmp(error, "invalid_request") == 0))
		return OK;
	return fault(cx, ERR_DENIED, "the provider does not take us for a client of its own: %.100s",
	    error != NULL ? error : "no reason given");
}

static enum status
try(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	struct provider p = { 0 };
	json_t *kept;
	const char *url;
	enum status st;

	if ((st = db_identity_provider_get(cx, &kept)) != OK)
		return st;
	p.settings = overlaid(cx->arena, kept, call->sent);
	if (is_directory(p.settings))
		return try_directory(cx, kept, p.settings, call->sent);
	url = json_get_text(p.settings, "server_url");
	if (url != NULL && *url != '\0' && (strncmp(url, "https://", 8) != 0 || !redirect_uri_is_sound(url)))
		return fault(cx, ERR_INVALID, "server_url is no https URL");
	if ((st = provider_issuer(cx, p.settings, &p.issuer)) != OK)
		return st;
	p.client = json_get_text(p.settings, "client_id");
	if ((st = find_secret(cx, kept, call->sent, &p)) != OK ||
	    (st = provider_discover(cx, &p)) != OK)
		return st;
	return knows_us(cx, &p);
}

static enum status
run(struct operation_call *call)
{
	static const char *const secrets[] = { "client_secret", "bindpass" };
	json_t *shown = json_keep(call->cx->arena, json_copy((json_t *)(uintptr_t)call->sent));
	enum status st = try(call);

	for (size_t i = 0; i < COUNT(secrets); i++)
		if (json_object_get(shown, secrets[i]) != NULL)
			json_object_set_new(shown, secrets[i], json_string("*"));
	call->sent = shown;
	if (st == OK || st == ERR_INTERNAL)
		return st;
	/* Whose fault it is matters to nobody but who asks; the reason does. */
	call->message = arena_strdup(call->cx->arena, call->cx->fault_text);
	return ERR_INVALID;
}

enum status
oauth_provider_test(struct ctx *cx, const struct request *rq, struct reply *re)
{
	static const struct operation op = { .verb = "edit", .path = "identity-provider-test",
		.category = "identity-provider", .who = WHO_ADMIN, .run = run };
	json_t *body;
	enum status st;

	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	return operation_post(cx, &op, body, re);
}
