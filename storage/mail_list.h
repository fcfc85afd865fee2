/*
 * Groups as mailing lists: how they are set, and the mail on its way to their
 * members.  Postfix writes that mail (mail.list_put() in 0022_objects.sql); a
 * task sends it on (webmail/list_post.c).
 */
#ifndef STORAGE_MAIL_LIST_H
#define STORAGE_MAIL_LIST_H

#include "core/ctx.h"

/* The task that sends one mail on: ref is the row. */
#define LIST_TASK	"list"

struct mail_list {
	int64_t		 account, domain;
	const char	*address, *name;	/* of the group; name "" when none */
	const char	*post;		/* who may write: members, domain, listed, anyone */
	const char	*reply_to;	/* "": the author, "list", or an address */
	const char	*subject_tag;	/* "": none */
	bool		 may_leave;	/* members may by a mail to name+unsubscribe@ */
};

struct list_mail {
	int64_t		 account, id;
	const char	*sender;	/* of the envelope */
	const char	*detail;	/* "unsubscribe"; "" usually */
	const char	*bytes;		/* CRLF line ends */
	size_t		 len;
	const char	*done;		/* to whom it was sent already: a recipient's key; "" nobody */
};

struct list_recipient {
	const char	*key;		/* recipients come in the order of their keys */
	const char	*address;
	bool		 outside;	/* not a member by an account here */
};

/* ERR_NOT_FOUND when the mail or the list has gone. */
enum status db_list_mail_find(struct ctx *cx, int64_t account, int64_t id, struct mail_list *list,
    struct list_mail *mail) NODISCARD;

/* The next of those who get it, behind DONE, at most LIMIT; all alike in OUTSIDE. */
enum status db_list_recipients(struct ctx *cx, const struct list_mail *mail, size_t limit,
    struct list_recipient **out, size_t *count) NODISCARD;

enum status db_list_mail_done(struct ctx *cx, const struct list_mail *mail, const char *key) NODISCARD;
enum status db_list_mail_delete(struct ctx *cx, const struct list_mail *mail) NODISCARD;

/* ADDRESS is in it no more; *WAS: it was, by itself and not as one of everybody. */
enum status db_list_leave(struct ctx *cx, int64_t list, const char *address, bool *was) NODISCARD;

#endif
