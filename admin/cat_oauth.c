/*
 * Programs that may ask people for access by OAuth, and the keys that sign what
 * they are told of them.  mailcow knows a client by its address of return alone;
 * a name, scopes and the rest are ours.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "core/redirect_uri.h"
#include "core/scope.h"
#include "storage/oauth_client.h"
#include "storage/oauth_key.h"

static const struct api_field client_fields[] = {
	{ "redirect_uri", API_LIST, IN_BOTH | NEEDED, NULL, NULL, 0, 20, NULL, NULL, "where people are sent back to, exactly: https, http to this machine, or an app's own scheme with a dot" },
	{ "name", API_TEXT, IN_BOTH, NULL, NULL, 1, 100, NULL, NULL, "what people are told; the host of redirect_uri when left out" },
	{ "client_id", API_TEXT, IN_ADD, NULL, NULL, 3, 100, NULL, NULL, "made when left out" },
	{ "scope", API_TEXT, IN_BOTH, NULL, SCOPES_USUAL, 0, 0, NULL, NULL, "what it may ask for at most: " SCOPES_ALL },
	{ "public", API_SWITCH, IN_ADD, NULL, "0", 0, 0, NULL, NULL, "an app that can keep no secret: none is made" },
	{ "trusted", API_SWITCH, IN_BOTH, "trusted", "0", 0, 0, NULL, NULL, "people are not asked whether it may" },
	{ "introspect", API_SWITCH, IN_BOTH, "introspect", "0", 0, 0, NULL, NULL, "a service that may ask about all tokens (RFC 7662)" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use; off, its tokens open nothing" },
	{ "renew_secret", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "another secret, which is told once" },
	{ "revoke_tokens", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "whatever anybody allowed it ends" },
	{ 0 }
};

/* All of them as the row has them; *FIRST is its first host. */
static enum status
read_redirects(struct api_call *call, const char **host)
{
	struct arena *arena = call->cx->arena;
	size_t count;
	const char **uris = api_list(call, "redirect_uri", &count), *all = "", *at;

	*host = NULL;
	if (!api_given(call, "redirect_uri"))
		return OK;
	for (size_t i = 0; i < count; i++) {
		if (!redirect_uri_is_sound(uris[i]))
			return api_refuse(call, ERR_INVALID, "redirect_uri_invalid", uris[i]);
		all = arena_printf(arena, "%s%s%s", all, i > 0 ? " " : "", uris[i]);
	}
	if (count == 0)
		return api_refuse(call, ERR_INVALID, "redirect_uri_invalid", NULL);
	at = strstr(uris[0], "://");
	at = at != NULL ? at + 3 : uris[0];
	*host = arena_strndup(arena, at, strcspn(at, "/?"));
	api_column(call, "redirect_uris", json_string(all));
	return OK;
}

static enum status
client_prepare(struct api_call *call)
{
	const char *scope = api_text(call, "scope"), *name = api_text(call, "name");
	const char *id = api_text(call, "client_id"), *host;
	unsigned char random[12];
	enum status st;

	if ((st = read_redirects(call, &host)) != OK)
		return st;
	if (name == NULL && call->verb == API_ADD)
		name = arena_strndup(call->cx->arena, host, 100);
	if (name != NULL)
		api_column(call, "name", json_string(name));
	if (scope != NULL && (*scope == '\0' || !scope_within(scope, SCOPES_ALL)))
		return api_refuse(call, ERR_INVALID, "value_invalid", "scope");
	if (scope != NULL)
		api_column(call, "scopes", json_string(scope_common(call->cx->arena, scope, SCOPES_ALL)));
	if (call->verb == API_EDIT) {
		api_column(call, "modified", json_string("now"));
		return OK;
	}
	if (id == NULL || *id == '\0') {
		hash_random(random, sizeof random);
		id = arena_strndup(call->cx->arena,
		    hash_sha256_hex(call->cx->arena, random, sizeof random), 24);
	}
	api_column(call, "client_id", json_string(id));
	return OK;
}

static enum status
renew(struct api_call *call)
{
	char secret[TOKEN_LEN + 1];
	enum status st;

	if ((st = db_oauth_client_secret(call->cx, strtoll(call->key, NULL, 10), secret)) != OK)
		return st;
	json_object_set_new(call->more, "client_secret", json_string(secret));
	hash_wipe(secret, sizeof secret);
	return OK;
}

static enum status
client_added(struct api_call *call)
{
	call->more = json_keep(call->cx->arena, json_pack("{s:s, s:O}", "id", call->key,
	    "client_id", json_object_get(call->columns, "client_id")));
	return api_switch(call, "public", false) ? OK : renew(call);
}

static enum status
client_edited(struct api_call *call)
{
	enum status st;

	call->more = json_keep(call->cx->arena, json_object());
	if ((api_switch(call, "revoke_tokens", false) || !api_switch(call, "active", true)) &&
	    (st = db_oauth_client_people(call->cx, strtoll(call->key, NULL, 10), &call->shut,
	    &call->shut_count)) != OK)
		return st;
	if (api_switch(call, "renew_secret", false)) {
		if (json_is_true(json_object_get(call->was, "public")))
			return api_refuse(call, ERR_INVALID, "value_invalid", "renew_secret");
		if ((st = renew(call)) != OK)
			return st;
	}
	return api_switch(call, "revoke_tokens", false) ?
	    db_oauth_client_end_grants(call->cx, strtoll(call->key, NULL, 10)) : OK;
}

static enum status
client_deleted(struct api_call *call)
{
	enum status st = db_oauth_client_people(call->cx, strtoll(call->key, NULL, 10), &call->shut,
	    &call->shut_count);

	return st != OK ? st : db_record_delete(call->cx, "oauth_client", "id", call->key);
}

static void
client_news(struct api_call *call)
{
	api_news_everybody(call);
	for (size_t i = 0; i < call->shut_count; i++)
		mail_news_shut(call->cx, call->shut[i]);
}

const struct api_category cat_oauth2_client = {
	.name = "oauth2-client", .help = "Programs that may ask people for access by OAuth or OpenID Connect",
	.view = "api.oauth2_client", .table = "oauth_client", .key_column = "id", .log = "oauth2 client",
	.added = "Added client access", .edited = "object_modified+", .deleted = "items_deleted+",
	.named = "name",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = client_fields, .prepare = client_prepare, .on_add = client_added,
	.on_edit = client_edited, .on_delete = client_deleted, .news = client_news,
};

static const struct api_field key_fields[] = {
	{ "replace", API_SWITCH, IN_EDIT | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the next token is signed by another one; this one is told for a week" },
	{ 0 }
};

static enum status
key_edited(struct api_call *call)
{
	return api_switch(call, "replace", false) ? db_oauth_key_rotate(call->cx) : OK;
}

static enum status
key_deleted(struct api_call *call)
{
	return db_record_delete(call->cx, "oauth_key", "id", call->key);
}

const struct api_category cat_oauth2_key = {
	.name = "oauth2-key", .help = "Keys that sign ID tokens; they are replaced every quarter by themselves. Deleting forgets one at once",
	.view = "api.oauth2_key", .key_column = "id", .log = "oauth2 key",
	.edited = "object_modified+", .deleted = "items_deleted+",
	.get = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = key_fields, .on_edit = key_edited, .on_delete = key_deleted,
};
