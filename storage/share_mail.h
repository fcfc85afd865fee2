/*
 * Who was given a calendar or an address book, and has not been told by mail
 * (migration 0038).  Tasks of kind TASK_SHARE_MAIL tell him.
 */
#ifndef STORAGE_SHARE_MAIL_H
#define STORAGE_SHARE_MAIL_H

#include "core/ctx.h"

#define TASK_SHARE_MAIL	"share-mail"

/* So many mails a day: of one owner to one person, and of one owner to everybody. */
#define SHARE_MAILS_EACH	5
#define SHARE_MAILS_ALL		200

struct share_given {
	int64_t		 collection;
	const char	*name, *label;
	int		 rights;	/* enum share_right */
	bool		 is_book;
	bool		 asks;		/* he has to accept it first */
};

/* What one owner gave. */
struct share_mail {
	int64_t			 owner;
	const char		*owner_address, *owner_name;	/* "" when he has none */
	const char		*to, *to_name;			/* the same */
	bool			 may;	/* he wants such mail, and has not had too many */
	struct share_given	*list;	/* at most 50 at a time */
	size_t			 count;
};

/* ERR_NOT_FOUND quietly when ACCOUNT has been told of everything. */
enum status db_share_mail_find(struct ctx *cx, int64_t account, struct share_mail *out) NODISCARD;

/* He was told (SENT), or is not to be. */
enum status db_share_mail_told(struct ctx *cx, int64_t account, const struct share_mail *mail,
    bool sent) NODISCARD;

#endif
