/*
 * Who knows people for us, an OpenID provider or a directory (LDAP), in mailcow's members.
 */
#include <string.h>

#include "admin/categories.h"
#include "core/redirect_uri.h"
#include "storage/away.h"
#include "storage/identity_provider.h"

#define TEXT(name, most, help)	{ name, API_TEXT, IN_EDIT, NULL, NULL, 0, most, NULL, NULL, help }
#define NUMBER(name, least, most, help) { name, API_NUMBER, IN_EDIT, NULL, NULL, least, most, NULL, NULL, help }
#define SWITCH(name, help)	{ name, API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, help }

static const struct api_field fields[] = {
	{ "authsource", API_CHOICE, IN_EDIT, NULL, NULL, 0, 0, "keycloak generic-oidc ldap", NULL, "what it is; mailboxes of this authsource sign in there" },
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
	TEXT("host", 1000, "ldap: the directory's name; several with commas, of which the first that answers is asked"),
	NUMBER("port", 1, 65535, "389 when left out, 636 with use_ssl"),
	SWITCH("use_ssl", "TLS from the first byte (ldaps)"),
	SWITCH("use_tls", "STARTTLS; without either only to addresses of fetch.allow"),
	SWITCH("ignore_ssl_error", "not to be had: name an authority in fetch.authorities instead"),
	TEXT("basedn", 1000, "below which people are"),
	TEXT("username_field", 100, "the attribute that holds the mailbox' address; mail when left out"),
	TEXT("filter", 1000, "and what else an entry must be, such as the member of a group"),
	TEXT("binddn", 1000, "who may look for them there; empty: anybody"),
	{ "bindpass", API_SECRET, IN_EDIT, NULL, NULL, 0, 1000, NULL, NULL, "and his password; needed again when it would go to another server" },
	SWITCH("periodic_sync", "kept for mailcow's clients: who is new is made at the first sign-in"),
	NUMBER("sync_interval", 1, 10080, "likewise"),
	{ 0 }
};

/* What a bind password is for: it goes to nobody else. */
static const char *const whose[] = {
	"authsource", "host", "port", "use_ssl", "use_tls", "binddn",
};

static bool
goes_elsewhere(const json_t *was, const json_t *is)
{
	for (size_t i = 0; i < COUNT(whose); i++) {
		const json_t *before = json_object_get(was, whose[i]);
		const json_t *after = json_object_get(is, whose[i]);

		if (before != after && !json_equal(before, after))
			return true;
	}
	return false;
}

/* RFC 4512, section 1.4: a descriptor. */
static bool
is_attribute(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(name);
}

static enum status
check_directory(struct api_call *call, const json_t *was, const json_t *is)
{
	static const char *const needed[] = { "host", "basedn" };
	const char *field = json_get_text(is, "username_field"), *secret = api_text(call, "bindpass");
	const char *login = json_get_text(is, "binddn");

	for (size_t i = 0; i < COUNT(needed); i++) {
		const char *value = json_get_text(is, needed[i]);

		if (value == NULL || *value == '\0')
			return api_refuse(call, ERR_INVALID, "value_missing", needed[i]);
	}
	if (field != NULL && !is_attribute(field))
		return api_refuse(call, ERR_INVALID, "value_invalid", "username_field");
	if (json_is_true(json_object_get(is, "ignore_ssl_error")))
		return api_refuse(call, ERR_INVALID, "value_invalid", "ignore_ssl_error");
	if (login != NULL && *login != '\0' && (secret == NULL || *secret == '\0') && goes_elsewhere(was, is))
		return api_refuse(call, ERR_INVALID, "password_empty", NULL);
	return OK;
}

static bool
is_directory(const json_t *settings)
{
	const char *source = json_get_text(settings, "authsource");

	return source != NULL && strcmp(source, "ldap") == 0;
}

static enum status
edited(struct api_call *call)
{
	const char *url, *key, *secret;
	json_t *was, *is, *value;
	enum status st;

	if ((st = db_identity_provider_get(call->cx, &was)) != OK)
		return st;
	is = json_keep(call->cx->arena, json_deep_copy(was));
	json_object_foreach(call->in, key, value)
		if (strcmp(key, "client_secret") != 0 && strcmp(key, "bindpass") != 0)
			json_object_set(is, key, value);
	url = json_get_text(is, "server_url");
	if (url != NULL && *url != '\0' && (strncmp(url, "https://", 8) != 0 || !redirect_uri_is_sound(url)))
		return api_refuse(call, ERR_INVALID, "value_invalid", "server_url");
	if (is_directory(is) && (st = check_directory(call, was, is)) != OK)
		return st;
	secret = api_text(call, is_directory(is) ? "bindpass" : "client_secret");
	/* There is room for one, and a provider does not learn the directory's. */
	if (secret == NULL && is_directory(is) != is_directory(was))
		secret = "";
	if ((st = db_identity_provider_put(call->cx, is, secret)) != OK)
		return st;
	return db_away_answered(call->cx, AWAY_DIRECTORY, true);
}

const struct api_category cat_identity_provider = {
	.name = "identity-provider", .only = "identity-provider", .help = "The OpenID provider or directory (LDAP) that people sign in at instead of here",
	.view = "api.identity_provider", .log = "identity_provider", .edited = "object_modified+",
	.get = WHO_ADMIN, .edit = WHO_ADMIN, .fields = fields, .on_edit = edited,
};
