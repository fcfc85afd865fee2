/*
 * The OpenID provider or directory that knows people for us, who they are there,
 * and sign-ins that are under way.
 */
#ifndef STORAGE_IDENTITY_PROVIDER_H
#define STORAGE_IDENTITY_PROVIDER_H

#include "core/hash.h"
#include "core/json.h"
#include "storage/account.h"

#define ELSEWHERE_MINUTES	10	/* that a sign-in there may take */

/* Settings as mailcow calls them, without secrets. */
enum status db_identity_provider_get(struct ctx *cx, json_t **settings) NODISCARD;

/* The client's secret, or the password to look at the directory with; NULL when there is none. */
enum status db_identity_provider_secret(struct ctx *cx, const char **secret) NODISCARD;

/* SECRET NULL: as it is; "": none any more. */
enum status db_identity_provider_put(struct ctx *cx, const json_t *settings,
    const char *secret) NODISCARD;

/* What new mailboxes of the template NAME begin with; ERR_NOT_FOUND. */
enum status db_mailbox_template(struct ctx *cx, const char *name, json_t **attributes) NODISCARD;

/* The account of SUBJECT; ERR_NOT_FOUND. */
enum status db_account_of_subject(struct ctx *cx, const char *issuer, const char *subject,
    struct account *out) NODISCARD;

/* ERR_EXISTS: one of them belongs to somebody else already. */
enum status db_account_subject_add(struct ctx *cx, int64_t account, const char *issuer,
    const char *subject) NODISCARD;

/* Who knows the account's password: "mailcow" means us. */
enum status db_account_source(struct ctx *cx, int64_t account, const char **source) NODISCARD;

/* A sign-in that is under way there. */
struct elsewhere {
	const char	*issuer, *client_id, *redirect_uri;
	const char	*nonce, *verifier;
};

enum status db_elsewhere_add(struct ctx *cx, const struct elsewhere *e,
    char state[static TOKEN_LEN + 1], char binding[static TOKEN_LEN + 1]) NODISCARD;

/* Good once.  ERR_UNAUTHENTICATED: over, or begun in another browser. */
enum status db_elsewhere_take(struct ctx *cx, const char *state, const char *binding,
    struct elsewhere *out) NODISCARD;

#endif
