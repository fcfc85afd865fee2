/*
 * Who may do what with mailboxes (RFC 4314).
 */
#ifndef IMAPCLIENT_ACL_H
#define IMAPCLIENT_ACL_H

#include "imapclient/folder.h"

/*
 * The rights ("lrswipkxte") that the one who signed in has in each of NAMES, asked in batches
 * of one round trip; NULL where the server tells none.  All NULL on a server without ACL.
 */
enum status imap_folder_rights(struct ctx *cx, struct imap *imap, const char *const *names,
    size_t count, const char **rights) NODISCARD;

/* Somebody ("bob@example.org"; "$team" in Dovecot's spelling of groups) and what he may. */
struct imap_grant {
	const char	*who, *rights;
};

struct imap_grants {
	struct imap_grant	*list;
	size_t			 count;
};

/* Everybody who is named in the lists of NAMES, asked as above; none where one may not see it. */
enum status imap_folder_grants(struct ctx *cx, struct imap *imap, const char *const *names,
    size_t count, struct imap_grants *out) NODISCARD;

/* Let WHO have exactly RIGHTS in a mailbox (section 3.1); "": nothing, he is not named any more. */
enum status imap_folder_grant(struct ctx *cx, struct imap *imap, const char *name,
    const char *who, const char *rights) NODISCARD;

#endif
