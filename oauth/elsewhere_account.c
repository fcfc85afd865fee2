/*
 * Whose account is it that a provider elsewhere has told us of?  By its subject,
 * which never changes hands there; the first time by a mail address that it has
 * verified, and only where the administrator has said that this mailbox signs in
 * there.  Where that is wanted a mailbox is made of a template.
 */
#include <string.h>

#include "admin/import_person.h"
#include "core/address.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/db.h"

/* As an administrator would make it. */
static enum status
make(struct ctx *cx, const json_t *settings, const json_t *claims, const char *address)
{
	enum status st = import_person(cx, settings, claims, address);

	if (st != ERR_NOT_FOUND)
		return st;
	ctx_forgive(cx);
	return oauth_problem(cx, ERR_DENIED, "provider_no_mailbox",
	    "there is no mailbox for %s, and no template for one", address);
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
