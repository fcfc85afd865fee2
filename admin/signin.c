#include <ctype.h>
#include <string.h>

#include "admin/directory.h"
#include "admin/signin.h"
#include "core/address.h"
#include "core/conf.h"
#include "core/http.h"
#include "core/json.h"
#include "storage/audit.h"
#include "storage/credential.h"
#include "storage/domain.h"
#include "storage/last_login.h"
#include "storage/throttle.h"

static char *
trimmed(struct arena *arena, const char *text)
{
	size_t len;

	while (isspace((unsigned char)*text))
		text++;
	for (len = strlen(text); len > 0 && isspace((unsigned char)text[len - 1]); len--)
		;
	return arena_strndup(arena, text, len);
}

enum status
signin_login(struct ctx *cx, const char *typed, const char **login)
{
	char *text = trimmed(cx->arena, typed);
	struct account admin;
	const char *domain;
	enum status st;

	if (!utf8_valid(text, strlen(text)) || strlen(text) > ADDRESS_MAX) {
		*login = "(unreadable)";
		return OK;
	}
	if (strchr(text, '@') == NULL) {
		/* An administrator without a mailbox, who signs in with a plain name? */
		for (char *c = text; *c != '\0'; c++)
			*c = (char)tolower((unsigned char)*c);
		if ((st = db_account_find(cx, text, &admin)) == OK) {
			*login = text;
			return OK;
		}
		if (st != ERR_NOT_FOUND)
			return st;
		ctx_forgive(cx);
		st = db_domain_default(cx, cx->conf->host, &domain);
		if (st == OK)
			text = arena_printf(cx->arena, "%s@%s", text, domain);
		else if (st != ERR_NOT_FOUND)
			return st;
	}
	if (address_parse(cx, text, login) != OK) {
		ctx_forgive(cx);
		for (char *c = text; *c != '\0'; c++)
			*c = (char)tolower((unsigned char)*c);
		*login = text;
	}
	return OK;
}

enum status
signin_failed(struct ctx *cx, int64_t account, const char *login, const char *what, int64_t wait)
{
	json_t *after = json_keep(cx->arena, json_pack("{s:s}", "by", what));
	struct audit audit = { .account = account, .event = "session.fail", .object = login };
	enum status st;

	if (wait > 0)
		json_object_set_new(after, "wait", json_integer(wait));
	audit.after = json_write(cx, after, NULL);
	if ((st = db_audit(cx, &audit)) != OK)
		return st;
	return fault(cx, ERR_UNAUTHENTICATED, "wrong login or %s", what);
}

/*
 * The right password where it is not enough: no guess, so it does not count.
 * (Who has it learns as much from the browser's sign-in.)
 */
static enum status
not_enough(struct ctx *cx, const struct account *account, const char *login)
{
	enum status st;

	if ((st = db_throttle_forgive(cx, login, NULL)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = account->id,
	    .event = "basic.refused", .object = account->address })) != OK)
		return st;
	return fault(cx, ERR_UNAUTHENTICATED, "wrong login or password");
}

/* Nobody guessed wrong when a directory could not be asked. */
static enum status
take_back(struct ctx *cx, const char *login)
{
	const char *why = arena_strdup(cx->arena, cx->fault_text != NULL ? cx->fault_text : "");
	enum status st;

	ctx_forgive(cx);
	return (st = db_throttle_forgive(cx, login, NULL)) != OK ? st : fault(cx, ERR_BUSY, "%s", why);
}

/* Whose login it is: also of one whom a directory knows, and who is here for the first time.  ERR_NOT_FOUND. */
static enum status
find(struct ctx *cx, const char *login, const char *password, struct account *out)
{
	enum status st = db_account_find(cx, login, out);

	if (st != ERR_NOT_FOUND)
		return st;
	ctx_forgive(cx);
	if ((st = directory_import(cx, login, password)) == OK)
		return db_account_find(cx, login, out);
	return st == ERR_BUSY ? take_back(cx, login) : st == ERR_UNAUTHENTICATED ? ERR_NOT_FOUND : st;
}

/*
 * ACCOUNT NULL: nobody.  What we know is looked at in any case, since that is the work which
 * takes the time; where a directory knows the main password that has the last word.
 */
static enum status
verify(struct ctx *cx, const struct account *account, const char *login, const char *password,
    const char *protocol, struct credential_use *used)
{
	struct directory_login d;
	enum status st;

	st = db_credential_verify(cx, account != NULL ? account->id : 0, password, protocol, used);
	if (st != ERR_UNAUTHENTICATED || account == NULL)
		return st;
	if ((st = directory_verify(cx, account, password, protocol, &d)) == OK)
		*used = (struct credential_use){ .needs_more = d.needs_more };
	return st == ERR_BUSY ? take_back(cx, login) : st;
}

enum status
signin(struct ctx *cx, const char *typed, const char *password, const char *protocol,
    enum proof proof, struct credential_use *used, int64_t *wait)
{
	struct account account;
	const char *login;
	bool known, first = false;
	enum status st;

	if ((st = signin_login(cx, typed, &login)) != OK ||
	    (st = db_throttle_attempt(cx, login, wait)) != OK)
		return st;
	if ((st = find(cx, login, password, &account)) != OK && st != ERR_NOT_FOUND)
		return st;
	known = st == OK && account_may_sign_in(&account);
	if (st == ERR_NOT_FOUND)
		ctx_forgive(cx);

	st = verify(cx, known ? &account : NULL, login, password, protocol, used);
	if (st == ERR_UNAUTHENTICATED)
		return signin_failed(cx, known ? account.id : 0, login, "password", *wait);
	if (st != OK)
		return st;
	if (used->needs_more && proof == PROOF_BASIC)
		return not_enough(cx, &account, login);
	if ((st = db_throttle_forgive(cx, login, used->needs_more ? NULL : &first)) != OK)
		return st;
	account_becomes(cx, &account, proof);
	if (used->is_app)
		cx->who.role = ROLE_USER;

	if (proof == PROOF_BASIC &&
	    (st = db_last_login_put(cx, account.id, protocol != NULL ? protocol : "api", used->id)) != OK)
		return st;

	/*
	 * A Basic client signs in again whenever the cache forgot it; worth a
	 * row is the first time from a new place.
	 */
	if (proof == PROOF_BASIC && first)
		return db_audit(cx, &(struct audit){ .account = account.id,
		    .event = "basic.start", .object = account.address });
	return OK;
}
