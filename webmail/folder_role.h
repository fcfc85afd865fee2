/*
 * Which mailbox of an account is for sent mail, drafts and so on: as the server
 * says (RFC 6154), or else by the names that servers and their programs give them.
 */
#ifndef WEBMAIL_FOLDER_ROLE_H
#define WEBMAIL_FOLDER_ROLE_H

#include "imapclient/folder.h"

/* F, one of ALL: each use belongs to one mailbox at most (RFC 8621, section 2). */
enum imap_use folder_use(const struct imap *imap, const struct imap_folders *all,
    const struct imap_folder *f);

/* "drafts" (RFC 8621), NULL for none; *ORDER: where lists show it. */
const char *folder_role(enum imap_use use, int64_t *order);

/* Of "drafts"; IMAP_USE_NONE for none of ours. */
enum imap_use folder_use_of(const char *role);

/* "Drafts", as one is called that we make; NULL: that is none to be made. */
const char *folder_usual_name(enum imap_use use);

#endif
