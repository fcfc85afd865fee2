/*
 * S/MIME signatures in Email/get and Email/query (RFC 9219).  A message is fetched
 * and verified when somebody asks, and once more when that was a day ago.
 */
#ifndef WEBMAIL_EMAIL_SMIME_H
#define WEBMAIL_EMAIL_SMIME_H

#include "storage/mail_email.h"
#include "webmail/private.h"

#define SMIME_CONTENT_PROPERTY	"smimeContent"	/* ours (docs/jmap-smime.md); email_parsed.h finds it */

/* smimeStatus, smimeStatusAtDelivery, smimeErrors, smimeVerifiedAt, and ours; ended by NULL. */
extern const char *const email_smime_properties[];

/* Those that PROPERTIES names, into OUT. */
enum status email_smime(struct jmap *j, const json_t *properties, const struct mail_email *e,
    json_t *out) NODISCARD;

/* Before a search for what is verified: nothing is left unread.  serverUnavailable, and next time less is left. */
enum status email_smime_all(struct jmap *j) NODISCARD;

#endif
