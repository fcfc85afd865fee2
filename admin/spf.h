/*
 * From where a domain says that its mail comes: the networks of its SPF record
 * (RFC 7208), and where it has none those of its MX or of itself.
 */
#ifndef ADMIN_SPF_H
#define ADMIN_SPF_H

#include "core/ctx.h"

#define SPF_NETWORKS	500

/*
 * "192.0.2.0/24", at most SPF_NETWORKS of them, none twice.  Networks that are half the
 * internet are left out.  ERR_BUSY: nobody can be asked; ERR_NOT_FOUND: it says nothing.
 */
enum status spf_networks(struct ctx *cx, const char *domain, const char ***out, size_t *count) NODISCARD;

#endif
