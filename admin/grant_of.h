/*
 * A sign-in at a mail provider (storage/mail_grant.h) in place of a password:
 * what accounts elsewhere and sync jobs share.
 */
#ifndef ADMIN_GRANT_OF_H
#define ADMIN_GRANT_OF_H

#include "admin/api.h"
#include "storage/mail_provider.h"

/*
 * The member "grant" of a call for ACCOUNT's mailbox: *ID, 0 when none was sent, and
 * its provider in *OUT.  Refused: there is no such one of that account, or it is over.
 */
enum status grant_of(struct api_call *call, int64_t account, int64_t *id, struct mail_provider *out) NODISCARD;

#endif
