/*
 * Whose account is it that a provider elsewhere has told us of?  By its subject,
 * which never changes hands there; the first time by a mail address that it has
 * verified, and only where the administrator has said that this mailbox signs in
 * there.  Where that is wanted a mailbox is made of a template.
 */
#include <string.h>

#include "admin/categories.h"
#include "core/address.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/credential.h"
#include "storage/db.h"

/* The template that the person's attribute is mapped to, or the one for all; NULL: none. */
static const char *
template_of(const json_t *settings, const json_t *claims)
{
	const char *claim = json_get_text(settings, "attribute_field");
	const json_t *mappers = json_object_get(settings, "mappers");
	const json_t *templates = json_object_get(settings, "templates");
	const json_t *value = json_object_get(claims, claim != NULL && *claim != '\0' ? claim :
	    "mailcow_template");
	size_t i, k;
	json_t *one, *want;

	json_array_foreach(mappers, i, want) {
		if (i >= json_array_size(templates))
			break;
		if (json_equal(value, want))
			return json_string_value(json_array_get(templates, i));
		json_array_foreach(value, k, one)
			if (json_equal(one, want))
				return json_string_value(json_array_get(templates, i));
	}
	return json_get_text(settings, "default_template");
}

/* As an administrator would make it. */
static enum status
make(struct ctx *cx, const json_t *settings, const json_t *claims, const char *address)
{
	const char *name = json_get_text(claims, "name"), *template = template_of(settings, claims);
	const char *at = strrchr(address, '@'), *password;
	struct principal asks = cx->who;
	struct api_call call;
	json_t *sent;
	enum status st;

	if (template == NULL || *template == '\0')
		return oauth_problem(cx, ERR_DENIED, "provider_no_mailbox",
		    "there is no mailbox for %s, and no template for one", address);
	if ((st = db_mailbox_template(cx, template, &sent)) != OK)
		return st;
	sent = json_keep(cx->arena, json_deep_copy(sent));
	/* Whatever the domain asks of passwords, this one has it. */
	password = arena_printf(cx->arena, "%s%s-Aa1", credential_random(cx), credential_random(cx));
	json_object_set_new(sent, "local_part", json_stringn(address, (size_t)(at - address)));
	json_object_set_new(sent, "domain", json_string(at + 1));
	json_object_set_new(sent, "name", json_string(name != NULL && strlen(name) <= 255 ? name : ""));
	json_object_set_new(sent, "authsource", json_string(json_get_text(settings, "authsource")));
	/* Nobody knows it, and it opens nothing. */
	json_object_set_new(sent, "password", json_string(password));
	json_object_set_new(sent, "password2", json_string(password));
	cx->who = (struct principal){ .address = "identity provider", .name = "", .role = ROLE_ADMIN,
	    .proof = PROOF_INTERNAL };
	if ((st = api_call_open(&call, cx, &cat_mailbox, API_ADD)) == OK) {
		call.sent = sent;
		st = api_run(&call);
	}
	cx->who = asks;
	return st;
}

static enum status
find_by_address(struct ctx *cx, const json_t *settings, const json_t *claims, struct account *out)
{
	const char *email = json_get_text(claims, "email"), *address, *source;
	enum status st;

	/* An address that nobody has verified is whoever's that typed it in there. */
	if (email == NULL || !json_get_bool(claims, "email_verified", false))
		return oauth_problem(cx, ERR_DENIED, "provider_no_address",
		    "the provider has verified no mail address of yours");
	if ((st = address_parse(cx, email, &address)) != OK)
		return oauth_problem(cx, ERR_DENIED, "provider_no_address",
		    "the provider tells no mail address");
	if ((st = db_account_find(cx, address, out)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		if (!json_is_true(json_object_get(settings, "import_users")))
			return oauth_problem(cx, ERR_DENIED, "provider_no_mailbox",
			    "there is no mailbox for %s", address);
		if ((st = make(cx, settings, claims, address)) != OK)
			return st;
		st = db_account_find(cx, address, out);
	}
	if (st != OK || (st = db_account_source(cx, out->id, &source)) != OK)
		return st;
	if (strcmp(out->kind, "person") != 0 || strcmp(source, json_get_text(settings, "authsource")) != 0)
		return oauth_problem(cx, ERR_DENIED, "provider_other", "this mailbox does not sign in there");
	return OK;
}

enum status
provider_account(struct ctx *cx, const json_t *settings, const char *issuer, const json_t *claims,
    struct account *out)
{
	const char *subject = json_get_text(claims, "sub");
	enum status st;

	if ((st = db_account_of_subject(cx, issuer, subject, out)) != ERR_NOT_FOUND)
		return st;
	if ((st = find_by_address(cx, settings, claims, out)) != OK)
		return st;
	if ((st = db_begin(cx)) != OK)
		return st;
	if ((st = db_account_subject_add(cx, out->id, issuer, subject)) == ERR_EXISTS) {
		db_rollback(cx);
		ctx_forgive(cx);
		return oauth_problem(cx, ERR_DENIED, "provider_other",
		    "this mailbox is somebody else's there");
	}
	if (st != OK || (st = db_audit(cx, &(struct audit){ .account = out->id,
	    .event = "account.subject", .object = out->address, .actor = "identity provider" })) != OK)
		return st;
	return db_commit(cx);
}
