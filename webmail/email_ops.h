/*
 * What Email/set changes on the mail server.  Changes of many emails travel together:
 * one STORE, COPY or MOVE for all that want the same.
 */
#ifndef WEBMAIL_EMAIL_OPS_H
#define WEBMAIL_EMAIL_OPS_H

#include "imapclient/store.h"
#include "storage/mail_email.h"
#include "webmail/private.h"

/* In the order in which they must happen: a copy needs its source. */
enum op_kind { OP_ADD, OP_REMOVE, OP_COPY, OP_MOVE, OP_EXPUNGE };

struct email_op {
	enum op_kind		 kind;
	const struct mail_place	*at;
	const char		*words;		/* keywords of ADD and REMOVE, separated by spaces */
	const struct mail_mailbox *to;
	struct email_change		*change;
};

/* What one email of update or destroy came to. */
struct email_change {
	const char	*id;		/* as the client wrote it */
	int64_t		 email;
	json_t		*error;		/* NULL: done */
};

struct email_setter {
	struct jmap	*j;
	struct email_op	*ops;
	size_t		 op_count, op_room;
	bool		 source_gone;	/* the mailbox of the last group is not there any more */
	bool		 unsettled;	/* the index must ask the mail server what came of it */
	json_t		*result;	/* on the arena */
};

void email_op_add(struct email_setter *s, const struct email_op *op);

/*
 * Do them all.  What the mail server refuses is the error of its change; ERR_BUSY and
 * ERR_UPSTREAM when it is away, with some of them done perhaps.
 */
enum status email_ops_run(struct email_setter *s) NODISCARD;

#endif
