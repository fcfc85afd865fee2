/*
 * Does the index tell what the mail server has?
 */
#ifndef WEBMAIL_VERIFY_H
#define WEBMAIL_VERIFY_H

#include "core/json.h"

/*
 * Follows the mail server to the end, then compares all mailboxes, UIDs and
 * flags, and what the index derives from them.  OUT (borrowed): mailboxes and
 * messages compared, differences in words.  Somebody who works on the mailbox
 * meanwhile may cause some, so a comparison that found any is made once more.
 */
enum status index_verify(struct ctx *cx, int64_t account, json_t **out) NODISCARD;

#endif
