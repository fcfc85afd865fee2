/*
 * The server's part of WebAuthn (level 2): what a browser is asked, and whether
 * its answer is right.  libfido2 reads authenticator data and COSE keys and
 * verifies signatures; the client data (JSON) is ours.
 *
 * Attestation is not asked for: which make of key somebody buys is his own
 * affair.  So the authenticator data comes by itself, without the envelope of
 * an attestation object.
 */
#ifndef ADMIN_WEBAUTHN_H
#define ADMIN_WEBAUTHN_H

#include "core/hash.h"
#include "core/http.h"
#include "core/json.h"
#include "storage/webauthn_key.h"

/* Under which name a browser speaks to us. */
struct webauthn_site {
	const char	*rp_id;		/* "mail.example.org" */
	const char	*origin;	/* "https://mail.example.org:8443" */
};

/* What an authenticator answered, decoded; texts and bytes as long as the ctx. */
struct webauthn_answer {
	const char	*client_data;	/* JSON */
	const void	*auth_data, *signature, *credential_id, *user_handle;
	size_t		 client_data_len, auth_data_len, signature_len, credential_id_len,
			 user_handle_len;
};

/* By the name that was asked for; ERR_DENIED unless it is one of this server's (hayloft.conf). */
enum status webauthn_site(struct ctx *cx, const struct request *rq, struct webauthn_site *out) NODISCARD;

/*
 * {"clientDataJSON", "authenticatorData", "signature", "id", "userHandle"}, all
 * base64url; the last three may be missing.  ERR_INVALID.
 */
enum status webauthn_read(struct ctx *cx, const json_t *sent, struct webauthn_answer *out) NODISCARD;

/* PublicKeyCredentialCreationOptions and …RequestOptions, binary members as base64url. */
json_t *webauthn_creation(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_key *known, size_t count);
json_t *webauthn_request(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_key *known, size_t count);

/*
 * A new key: rp_id, credential_id, algorithm, public_key, counter and passkey of
 * *OUT.  ERR_DENIED: not an answer to this challenge at this site.
 */
enum status webauthn_register(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_answer *a,
    struct webauthn_key *out) NODISCARD;

/*
 * Did KEY sign CHALLENGE at this site, somebody being there (and, with VERIFIED,
 * proved to the key by finger or PIN)?  *COUNTER is the key's now.
 * ERR_DENIED: no, or its counter says that the key was copied.
 */
enum status webauthn_verify(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_answer *a,
    const struct webauthn_key *key, bool verified, int64_t *counter) NODISCARD;

#endif
