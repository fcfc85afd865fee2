/*
 * Emails and threads as the index knows them.
 */
#ifndef STORAGE_MAIL_EMAIL_H
#define STORAGE_MAIL_EMAIL_H

#include "storage/mail_state.h"

struct mail_email {
	int64_t		 id, thread;
	int64_t		 size;
	int64_t		 received_at;	/* seconds since 1970 */
	const char	*subject;	/* NULL: none */
	const char	*head;		/* JSON: from, to, …, messageId, …, sentAt */
	const char	*preview;
	bool		 has_attachment;
	const char	*structure;	/* JSON */
	const char	*keywords;	/* separated by spaces */
	const char	*smime;		/* "" or storage/mail_smime.h */
	int64_t		*mailboxes;
	size_t		 mailbox_count;
};

/* Those of IDS that there are and that are in a mailbox, in any order. */
enum status db_mail_email_get(struct ctx *cx, int64_t account, const int64_t *ids, size_t count,
    struct mail_email **out, size_t *found) NODISCARD;

/* Where on the mail server they are, mailbox by mailbox. */
struct mail_place {
	int64_t		 email, mailbox, uid, uidvalidity;
	const char	*path;
	const char	*keywords;	/* of this copy */
};

enum status db_mail_places(struct ctx *cx, int64_t account, const int64_t *ids, size_t count,
    struct mail_place **out, size_t *found) NODISCARD;

/* Which emails these messages of a mailbox are. */
enum status db_mail_at(struct ctx *cx, int64_t account, int64_t mailbox, const int64_t *uids,
    size_t count, struct mail_place **out, size_t *found) NODISCARD;

struct mail_thread {
	int64_t		 id;
	int64_t		*emails;	/* oldest first */
	size_t		 count;
};

enum status db_mail_thread_get(struct ctx *cx, int64_t account, const int64_t *ids, size_t count,
    struct mail_thread **out, size_t *found) NODISCARD;

/* Those of EMAILS, not muted themselves, whose thread has a muted one ($muted). */
enum status db_mail_muted(struct ctx *cx, int64_t account, const int64_t *emails, size_t count,
    int64_t **out, size_t *found) NODISCARD;

#endif
