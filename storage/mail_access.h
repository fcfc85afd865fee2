/*
 * Whose mail an account may see: its own, that of accounts which let it in
 * (a team's mailbox, an assistant), and its own at other providers.  This is the one place where that is asked.
 */
#ifndef STORAGE_MAIL_ACCESS_H
#define STORAGE_MAIL_ACCESS_H

#include "core/ctx.h"

/* The task that opens a shared mailbox in Dovecot (httpd/shared_tasks.h). */
#define SHARED_TASK	"shared"

struct mail_access {
	int64_t		 account;	/* whose mail */
	const char	*address, *name;
	bool		 personal;	/* the account of the one who asks */
	bool		 outside;	/* he is its owner, and it is elsewhere (storage/outside.h) */
	bool		 may_write;
	const char	*may_send;	/* of grants: no, as, behalf */
};

/* All that WHO may see, the own account first; never one that is switched off. */
enum status db_mail_access_list(struct ctx *cx, int64_t who, struct mail_access **out,
    size_t *count) NODISCARD;

/* ERR_NOT_FOUND when WHO may not see ACCOUNT. */
enum status db_mail_access_find(struct ctx *cx, int64_t who, int64_t account,
    struct mail_access *out) NODISCARD;

/*
 * Let GRANTEE (a person, or a group with all in it) in, or change what he may.
 * MAY_SEND: "as" the account, on its "behalf" (the mail tells who), "no", or
 * NULL for what it is.  ERR_PRECONDITION when one of them is not there.
 */
enum status db_mail_access_put(struct ctx *cx, int64_t account, int64_t grantee,
    bool may_write, const char *may_send) NODISCARD;

/* ERR_NOT_FOUND when he was not let in. */
enum status db_mail_access_remove(struct ctx *cx, int64_t account, int64_t grantee) NODISCARD;

/* Whom ACCOUNT lets in: account is the grantee here. */
enum status db_mail_access_grants(struct ctx *cx, int64_t account, struct mail_access **out,
    size_t *count) NODISCARD;

#endif
