/*
 * Certificates of people (RFC 8550) as we look at them: whose they are, what for, how long.
 */
#ifndef WEBMAIL_SMIME_CERTIFICATE_H
#define WEBMAIL_SMIME_CERTIFICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "core/arena.h"

struct x509_st;

/* From DER; NULL when it is none. */
struct x509_st *smime_certificate(struct arena *arena, const void *der, size_t len);

/* The DER of one. */
const void *smime_certificate_der(struct arena *arena, struct x509_st *certificate, size_t *len);

/* SHA-256 in hexadecimal digits. */
const char *smime_fingerprint(struct arena *arena, struct x509_st *certificate);

/* Is ADDRESS in it?  Any case. */
bool smime_certificate_names(struct x509_st *certificate, const char *address);

/* Its addresses; the list ends with NULL. */
const char **smime_certificate_addresses(struct arena *arena, struct x509_st *certificate);

enum smime_use { SMIME_SIGN, SMIME_ENCRYPT };

/* Was it issued for that, and does it hold at NOW (seconds since 1970)? */
bool smime_certificate_may(struct x509_st *certificate, enum smime_use use);
bool smime_certificate_holds(struct x509_st *certificate, int64_t now);

/*
 * For a person: subject, issuer, emails, notBefore, notAfter, fingerprint, isExpired,
 * maySign, mayEncrypt.  A new reference.
 */
json_t *smime_certificate_json(struct arena *arena, struct x509_st *certificate, int64_t now);

#endif
