/*
 * Passwords that a directory elsewhere (LDAP) knows: those of mailboxes whose
 * authsource is ldap.  This is the only place that asks it; signin() comes here
 * for the browser, DAV and JMAP, Dovecot for mail (and so Postfix, too).
 */
#ifndef ADMIN_DIRECTORY_H
#define ADMIN_DIRECTORY_H

#include "core/http.h"
#include "core/json.h"
#include "storage/account.h"
#include "storage/directory_login.h"

/*
 * Is PASSWORD that of ACCOUNT there?  PROTOCOL as in db_credential_verify.  No
 * transaction may be open, since this waits for another server.
 * ERR_UNAUTHENTICATED: no, or no mailbox of this kind.  ERR_BUSY: nobody knows
 * now, because the directory does not answer or does not let us look.
 */
enum status directory_verify(struct ctx *cx, const struct account *account, const char *password,
    const char *protocol, struct directory_login *out) NODISCARD;

/*
 * LOGIN has no account here: with import_users one who is known there by LOGIN and PASSWORD gets
 * a mailbox of a template.  ERR_UNAUTHENTICATED: nobody is; ERR_BUSY as above.
 */
enum status directory_import(struct ctx *cx, const char *login, const char *password) NODISCARD;

/*
 * POST /internal/directory, a form with login, password, protocol and remote, as
 * Dovecot asks (mailcore/templates/dovecot-directory.lua).  204: right; 403: wrong;
 * 503: as ERR_BUSY.
 */
enum status directory_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* Does the directory of SETTINGS (as mailcow calls them) let us look, with SECRET?  The fault says why not. */
enum status directory_try(struct ctx *cx, const json_t *settings, const char *secret) NODISCARD;

#endif
