/*
 * Sieve scripts that we make: of the filters and of the vacation response.
 * They stand in the account's own store beside what the person wrote, which we
 * never touch, and are run before his active script (dovecot.conf).
 */
#ifndef WEBMAIL_SIEVE_MADE_H
#define WEBMAIL_SIEVE_MADE_H

#include "core/buf.h"
#include "core/json.h"
#include "storage/identity.h"
#include "storage/sieve_store.h"
#include "webmail/private.h"

#define SIEVE_MADE_FILTERS	"hayloft-filters"
#define SIEVE_MADE_VACATION	"hayloft-vacation"

/* Whether a script's name is one of ours. */
bool sieve_is_made(const char *name);

/* A string of Sieve (RFC 5228, section 2.4.2), quotes included. */
void sieve_put_string(struct buf *b, const char *s);

/*
 * A rule as docs/jmap-filters.md says.  NULL when it is one, else why not, for
 * a person; *PROPERTY is where.
 */
const char *filter_check(struct ctx *cx, const json_t *rule, const char **property);

/*
 * The script of FILTERS.  Folders are named by id where there is one (BOXES),
 * else by the path that the rule remembers.
 */
enum status filter_compile(struct ctx *cx, const struct mail_filter *filters, size_t count,
    const struct mail_mailbox *boxes, size_t box_count, const char **script, size_t *len) NODISCARD;

/* The script of a vacation response; ADDRESSES are those that mail for the account comes to. */
enum status vacation_compile(struct ctx *cx, const struct vacation *v,
    const struct identity *addresses, size_t count, const char **script, size_t *len) NODISCARD;

/* Make the filters' script anew: after a change of filters, or of a folder's name. */
enum status filters_apply(struct jmap *j) NODISCARD;

/* ---- Methods ----------------------------------------------------------------------- */

#define JMAP_SIEVE	"urn:ietf:params:jmap:sieve"
#define JMAP_VACATION	"urn:ietf:params:jmap:vacationresponse"
#define JMAP_FILTERS	"urn:hayloft:params:jmap:filters"

jmap_run script_get, script_set, script_query, script_validate, vacation_get, vacation_set,
    filter_get, filter_changes, filter_set;
extern const struct jmap_arg script_set_args[], script_validate_args[];

/* For the session object. */
json_t *sieve_capability(const struct ctx *cx, const struct mail_access *a);
json_t *vacation_capability(const struct ctx *cx, const struct mail_access *a);
json_t *filters_capability(const struct ctx *cx, const struct mail_access *a);

#endif
