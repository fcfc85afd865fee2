/*
 * {"forgotten": LOGIN} to /api/v2/session: a link to choose a new password is
 * mailed to the account's recovery address (storage/password_link.h).  The
 * answer is 204 whoever that is.  Each question counts against the client's
 * address like a wrong password, and an account is mailed three links an hour.
 */
#ifndef ADMIN_FORGOTTEN_H
#define ADMIN_FORGOTTEN_H

#include "core/http.h"

enum status password_forgotten(struct ctx *cx, struct reply *re, const char *login) NODISCARD;

#endif
