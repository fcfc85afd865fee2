/*
 * add/sso/domain-admin: a token with which another system of the administrator's
 * opens the page for a domain administrator, once and within a minute, at
 * /?sso_token=TOKEN.  A second factor that is on is asked for all the same.
 */
#ifndef ADMIN_SSO_H
#define ADMIN_SSO_H

#include "admin/operation.h"

/* {"username"}: {"token"}. */
enum status sso_domain_admin(struct operation_call *call);

#endif
