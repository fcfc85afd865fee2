/*
 * A message from an Email object (RFC 8621, section 4.6).
 */
#ifndef WEBMAIL_EMAIL_CREATE_H
#define WEBMAIL_EMAIL_CREATE_H

#include "webmail/private.h"

struct email_made {
	int	 fd;		/* the message, CRLF line ends; closed with the context */
	int64_t	 size;
};

/* *ERROR is a SetError (a new reference) when it cannot be made; NULL otherwise. */
enum status email_make(struct jmap *j, const json_t *email, struct email_made *out,
    json_t **error) NODISCARD;

/*
 * keywords and mailboxIds of a new Email or an import: IMAP flags, and
 * mailboxes of this account.  *ERROR as above.
 */
struct email_place {
	const char	**flags;
	size_t		  flag_count;
	struct mail_mailbox **boxes;
	size_t		  box_count;
};
enum status email_place(struct jmap *j, const json_t *email, struct email_place *out,
    json_t **error) NODISCARD;

/* Put a message there; tells where it is for db_mail_at(). */
struct email_stored {
	int64_t	 mailbox, uid;
};
enum status email_store(struct jmap *j, const struct email_place *place, const void *data, int fd,
    size_t len, int64_t received, struct email_stored *out) NODISCARD;

/* Why it could not, as a SetError; forgives it. */
json_t *email_store_error(struct jmap *j, enum status st);

/* After the index was followed: {id, blobId, threadId, size} of what was stored. */
enum status email_stored_json(struct jmap *j, const struct email_stored *stored, json_t **out) NODISCARD;

#endif
