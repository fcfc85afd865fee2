/*
 * EmailSubmission (RFC 8621, section 7): what its files share.
 *
 *	submission.c		get, changes
 *	submission_query.c	query, queryChanges
 *	submission_set.c	set
 *	submission_envelope.c	who it is from and to, with parameters
 *	submission_send.c	hands it to Postfix, now or when it is due
 *	submission_notice.c	tells the sender that a held message was not sent
 */
#ifndef WEBMAIL_SUBMISSION_H
#define WEBMAIL_SUBMISSION_H

#include "imapclient/smtp.h"
#include "storage/identity.h"
#include "storage/mail_email.h"
#include "storage/mail_submission.h"
#include "webmail/private.h"

jmap_run submission_query_changes;

#define SUBMISSION_RECIPIENTS	1000
#define SUBMISSION_HOLD		44236800	/* seconds that mail may be held: 512 days */

/* A message as a client wants it sent. */
struct letter {
	const struct identity	*as;
	struct mail_email	*email;
	const char		*bytes;		/* what leaves: without its Bcc */
	size_t			 len;
	const char		*message_id;	/* with its <>; NULL: none */
	json_t			*envelope;	/* on the arena; parameters' names in capitals */
	int64_t			 send_at;	/* seconds since 1970; 0: now */
	json_t			*error;		/* why not: a SetError, NULL: it may go */
};

/* ERR_INVALID: L->error says why. */
enum status submission_read(struct jmap *j, const struct identity *identities, size_t count,
    const json_t *given, struct letter *l) NODISCARD;

/* The envelope for Postfix; ENVID is ours. */
enum status submission_message(struct ctx *cx, const json_t *envelope, const char *envid,
    struct smtp_message *m) NODISCARD;

/*
 * Hand over a message whose row is S (kept, and begun).  OK: Postfix has it,
 * and whatever dies, it gets it once only.  ERR_BUSY: not now, else not ever;
 * *R has the answers.  On ERR_INTERNAL nobody knows; the row's taken will.
 */
enum status submission_hand_over(struct ctx *cx, int64_t account, const struct mail_submission *s,
    struct smtp_message *m, struct smtp_result *r) NODISCARD;

/*
 * Within a change: it was handed over, or refused for good.  Reports that came
 * faster than this are kept.
 */
enum status submission_sent(struct ctx *cx, struct mail_change *change, struct mail_submission *s,
    const struct smtp_message *m, const struct smtp_result *r) NODISCARD;

/* Within a change: keep the bytes, and have them sent when S is due. */
enum status submission_hold(struct ctx *cx, struct mail_change *change,
    const struct mail_submission *s, const char *bytes, size_t len) NODISCARD;

/* "250 2.0.0 Ok: queued as 4XyZ", printable ASCII. */
const char *submission_reply(struct ctx *cx, const struct smtp_reply *r);

/* A message in INBOX: these of its recipients got nothing, for the reasons in DELIVERY. */
enum status submission_notice(struct ctx *cx, int64_t account, const struct mail_submission *s,
    const json_t *delivery, const char *header, size_t header_len) NODISCARD;

#endif
