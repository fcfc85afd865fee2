/*
 * An email_source over a message's bytes: of a blob that is no message in a mailbox,
 * or of what was within one that hid it (S/MIME).
 */
#ifndef WEBMAIL_EMAIL_PARSED_H
#define WEBMAIL_EMAIL_PARSED_H

#include "storage/mail_email.h"
#include "webmail/email_render.h"
#include "webmail/smime_open.h"

struct email_parsed {
	struct mime_message	 message;
	struct email_source	 source;
	int64_t			 email;		/* that its parts are named by; 0: they have no name */
};

/* BYTES must outlive it. */
struct email_parsed *email_parsed(struct arena *arena, const char *bytes, size_t len, int64_t email);

/*
 * What is within E, whose own type is smime_is_opaque(); once in a request.
 * *OUT stays NULL where it cannot be opened; OPENED tells.
 */
enum status email_opened(struct jmap *j, const struct mail_email *e, struct smime_opened *opened,
    struct email_parsed **out) NODISCARD;

/* The property smimeContent (docs/jmap-smime.md); a new reference. */
json_t *email_opened_json(struct arena *arena, const struct smime_opened *opened,
    const struct email_parsed *within);

#endif
