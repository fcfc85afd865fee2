/*
 * S/MIME signatures of whole messages (RFC 8551, RFC 8550), by OpenSSL: detached
 * (multipart/signed) and opaque (application/pkcs7-mime), also within encryption that
 * was opened.  A signature deeper in the message speaks for a part of it only and is
 * not looked at.
 *
 * What a stranger wrote is bounded: size of the signature, signers,
 * certificates, length of a chain.  Nothing is asked of the network, so a
 * certificate that was revoked is not known.
 */
#ifndef WEBMAIL_MIME_SIGNED_H
#define WEBMAIL_MIME_SIGNED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "webmail/smime_open.h"

enum signed_state {
	SIGNED_NOT,		/* no S/MIME message */
	SIGNED_UNKNOWN,		/* encrypted and no more, only certificates, or of another kind (OpenPGP) */
	SIGNED_VERIFIED,
	SIGNED_FAILED
};

#define SIGNED_ERRORS_MAX	8

struct mime_signed {
	enum signed_state	 now, delivered;
	const char		*errors[SIGNED_ERRORS_MAX];	/* why it is not verified now, for a person */
	size_t			 error_count;
	bool			 is_encrypted;	/* to whomever */

	/* Verified now: whose it is, and by which certificate mail to him can be encrypted. */
	const char		*signer;	/* lower case */
	struct x509_st		*certificate;	/* NULL: by none that came along */
	int			 gcm;		/* his program opens AES-GCM: 1, 0; -1: it did not say */
};

/* Whether a message whose own type is this one is such a message. */
bool mime_is_signed(const char *type);

struct x509_store_st;

/* The authorities in a PEM file, as long as that stays the same; NULL: it cannot be read. */
struct x509_store_st *mime_signed_trust(const char *path);

/*
 * Verified: the message is as it was signed, by a certificate that TRUST leads to, which
 * held for mail at that time (seconds since 1970), and that names all addresses of From.
 */
void mime_signed_check(struct arena *arena, const char *bytes, size_t len,
    const struct smime_keys *keys, struct x509_store_st *trust, int64_t now, int64_t delivered, struct mime_signed *out);

#endif
