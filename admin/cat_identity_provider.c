/*
 * The OpenID provider that knows people for us, in mailcow's members.
 */
#include <string.h>

#include "admin/categories.h"
#include "core/redirect_uri.h"
#include "storage/identity_provider.h"

#define TEXT(name, most, help)	{ name, API_TEXT, IN_EDIT, NULL, NULL, 0, most, NULL, NULL, help }
#define SWITCH(name, help)	{ name, API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, help }

static const struct api_field fields[] = {
	{ "authsource", API_CHOICE, IN_EDIT, NULL, NULL, 0, 0, "keycloak generic-oidc", NULL, "what it is; mailboxes of this authsource sign in there" },
	TEXT("name", 100, "what people read on the button"),
	TEXT("server_url", 1000, "generic-oidc: its issuer; keycloak: the server, to which realms/REALM is added"),
	TEXT("realm", 100, "keycloak's realm"),
	TEXT("client_id", 255, "what we are called there"),
	{ "client_secret", API_SECRET, IN_EDIT, NULL, NULL, 0, 1000, NULL, NULL, "and our secret there; left out: a public client" },
	TEXT("client_scopes", 255, "openid profile email when left out"),
	SWITCH("import_users", "who has no mailbox here gets one at the first sign-in"),
	TEXT("default_template", 100, "of which that is made"),
	TEXT("attribute_field", 100, "the claim that chooses a template; mailcow_template when left out"),
	{ "mappers", API_LIST, IN_EDIT, NULL, NULL, 0, 100, NULL, NULL, "values of that claim" },
	{ "templates", API_LIST, IN_EDIT, NULL, NULL, 0, 100, NULL, NULL, "the template for each of them" },
	TEXT("authorize_url", 1000, "kept for mailcow's clients; the issuer tells"),
	TEXT("token_url", 1000, "likewise"),
	TEXT("userinfo_url", 1000, "likewise"),
	TEXT("redirect_url", 1000, "likewise: it is /oauth/callback under the name that the browser used"),
	{ "redirect_url_extra", API_LIST, IN_EDIT, NULL, NULL, 0, 100, NULL, NULL, "likewise" },
	TEXT("version", 20, "likewise"),
	{ 0 }
};

static enum status
edited(struct api_call *call)
{
	json_t *settings, *value;
	const char *url, *key;
	enum status st;

	if ((st = db_identity_provider_get(call->cx, &settings)) != OK)
		return st;
	settings = json_keep(call->cx->arena, json_deep_copy(settings));
	json_object_foreach(call->in, key, value)
		if (strcmp(key, "client_secret") != 0)
			json_object_set(settings, key, value);
	url = json_get_text(settings, "server_url");
	if (url != NULL && *url != '\0' && (strncmp(url, "https://", 8) != 0 || !redirect_uri_is_sound(url)))
		return api_refuse(call, ERR_INVALID, "value_invalid", "server_url");
	return db_identity_provider_put(call->cx, settings, api_text(call, "client_secret"));
}

const struct api_category cat_identity_provider = {
	.name = "identity-provider", .only = "identity-provider", .help = "The OpenID provider that people sign in at instead of here",
	.view = "api.identity_provider", .log = "identity_provider", .edited = "object_modified+",
	.get = WHO_ADMIN, .edit = WHO_ADMIN, .fields = fields, .on_edit = edited,
};
