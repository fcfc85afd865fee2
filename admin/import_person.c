#include <string.h>

#include "admin/categories.h"
#include "admin/import_person.h"
#include "storage/credential.h"
#include "storage/identity_provider.h"

const char *
import_claim(const json_t *settings)
{
	const char *claim = json_get_text(settings, "attribute_field");

	return claim != NULL && *claim != '\0' ? claim : "mailcow_template";
}

/* The template that the person's attribute is mapped to, or the one for all; NULL: none. */
static const char *
template_of(const json_t *settings, const json_t *claims)
{
	const json_t *mappers = json_object_get(settings, "mappers");
	const json_t *templates = json_object_get(settings, "templates");
	const json_t *value = json_object_get(claims, import_claim(settings));
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

enum status
import_person(struct ctx *cx, const json_t *settings, const json_t *claims, const char *address)
{
	const char *name = json_get_text(claims, "name"), *template = template_of(settings, claims);
	const char *at = strrchr(address, '@'), *password;
	struct principal asks = cx->who;
	struct api_call call;
	json_t *sent;
	enum status st;

	if (template == NULL || *template == '\0')
		return fault(cx, ERR_NOT_FOUND, "there is no template for %s", address);
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
