/*
 * DKIM (RFC 6376): a key per domain.  The row in dkim_key is the truth; Redis
 * holds a copy of those that sign, where Rspamd looks them up at each mail.
 */
#ifndef MAILCORE_DKIM_H
#define MAILCORE_DKIM_H

#include "mailcore/model.h"
#include "storage/dkim.h"

/* A new RSA key of BITS (2048, 3072, 4096) under SELECTOR; stores nothing. */
enum status dkim_generate(struct ctx *cx, int bits, const char *selector,
    struct dkim_key *out) NODISCARD;

/* A new Ed25519 key (RFC 8463). */
enum status dkim_generate_ed25519(struct ctx *cx, const char *selector,
    struct dkim_key *out) NODISCARD;

/* A private key that somebody brings, in PEM; ERR_INVALID when it is none that signs. */
enum status dkim_import(struct ctx *cx, const char *pem, const char *selector,
    struct dkim_key *out) NODISCARD;

/* The text of the DNS record at SELECTOR._domainkey.DOMAIN. */
const char *dkim_record(struct arena *arena, const struct dkim_key *key);

/*
 * Make Redis hold exactly the keys that sign, in one step.  Call it when
 * Redis has come up and after the commit that changed a domain or a key.
 * ERR_BUSY when Redis is away: it will be filled when it is back.
 */
enum status mailcore_dkim_publish(struct ctx *cx, const struct mailcore_model *model) NODISCARD;

#endif
