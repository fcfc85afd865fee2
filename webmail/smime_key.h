/*
 * Keys of people: out of a PKCS#12 file (RFC 7292), and from their sealed rows.
 */
#ifndef WEBMAIL_SMIME_KEY_H
#define WEBMAIL_SMIME_KEY_H

#include <jansson.h>

#include "core/ctx.h"
#include "webmail/smime_open.h"

enum pkcs12 { PKCS12_FINE, PKCS12_PASSWORD, PKCS12_BROKEN, PKCS12_NO_KEY };

struct pkcs12_found {
	struct x509_st	*certificate;
	char		*pem;		/* the private key (PKCS#8), on the arena, to be wiped */
	const void	*chain;		/* certificates of issuers in DER, one after another */
	size_t		 chain_len;
};

/* Also those of old programs (RC2, 3DES).  PASSWORD may be "". */
enum pkcs12 pkcs12_read(struct arena *arena, const void *der, size_t len, const char *password,
    struct pkcs12_found *out);

/*
 * The keys of who asks, whoever's mail he looks at: so nobody ever opens mail with a
 * key of somebody else.  The newest first; one that cannot be unsealed is not among them.
 */
enum status smime_keys_own(struct ctx *cx, struct smime_keys *out) NODISCARD;

struct jmap;

/* The same, read once in a request. */
enum status smime_keys_of(struct jmap *j, const struct smime_keys **out) NODISCARD;

struct mail_access;
json_t *smime_capability(const struct ctx *cx, const struct mail_access *a);

#endif
