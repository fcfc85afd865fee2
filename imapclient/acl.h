/*
 * What the one who signed in may do with mailboxes (RFC 4314).
 */
#ifndef IMAPCLIENT_ACL_H
#define IMAPCLIENT_ACL_H

#include "imapclient/folder.h"

/*
 * The rights ("lrswipkxte") in each of NAMES, asked in batches of one round
 * trip; NULL where the server tells none.  All NULL on a server without ACL.
 */
enum status imap_folder_rights(struct ctx *cx, struct imap *imap, const char *const *names,
    size_t count, const char **rights) NODISCARD;

/*
 * Let IDENTIFIER ("$group" in Dovecot's spelling of groups) have exactly RIGHTS in
 * a mailbox of the one who signed in (section 3.1).
 */
enum status imap_folder_grant(struct ctx *cx, struct imap *imap, const char *name,
    const char *identifier, const char *rights) NODISCARD;

#endif
