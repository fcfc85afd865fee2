/*
 * A domain with what belongs to it from the start.
 */
#ifndef ADMIN_DOMAIN_MAKE_H
#define ADMIN_DOMAIN_MAKE_H

#include "storage/dkim.h"
#include "storage/domain.h"

/* The domain and its DKIM key, RSA of 2048 bits, which is what fits and everybody verifies. */
enum status domain_make(struct ctx *cx, struct domain *domain, struct dkim_key *key) NODISCARD;

#endif
