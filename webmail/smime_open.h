/*
 * What is within an S/MIME message (RFC 8551): mail that was signed opaquely, and
 * mail that was encrypted to a key which somebody has.  Only a message whose own type
 * is application/pkcs7-mime is opened, whole: so nothing that was encrypted ever stands
 * in one document with what a stranger put beside it.
 *
 * What a stranger wrote is bounded: bytes, layers, recipients.  Compressed data
 * (RFC 3274) is not unpacked.
 */
#ifndef WEBMAIL_SMIME_OPEN_H
#define WEBMAIL_SMIME_OPEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

#define SMIME_BYTES_MAX	((size_t)50 * 1024 * 1024)	/* of a message that is opened */
#define SMIME_LAYERS_MAX 5

struct x509_st;
struct evp_pkey_st;

struct smime_key {
	int64_t			 id;
	struct x509_st		*certificate;
	struct evp_pkey_st	*key;
};

struct smime_keys {
	struct smime_key	*list;
	size_t			 count;
};

/* Why it is not open. */
enum smime_fault {
	SMIME_FINE,
	SMIME_NO_KEY,		/* encrypted, and to none of these keys */
	SMIME_BROKEN,		/* it was changed, cut, or is no CMS at all */
	SMIME_TOO_LARGE,	/* or nested too deeply */
	SMIME_OTHER		/* of a kind that shows nothing: certificates, receipts, compressed */
};

struct smime_opened {
	const char		*bytes;		/* the MIME entity within, on the arena; NULL: there is a fault */
	size_t			 len;
	enum smime_fault	 fault;
	bool			 is_encrypted;
	bool			 is_authenticated; /* by the encryption itself: nobody changed what he could not read */
};

/* Whether a message whose own type is this one hides what it says. */
bool smime_is_opaque(const char *type);

enum smime_depth {
	SMIME_ENCRYPTION,	/* takes off encryption alone, down to a signature */
	SMIME_CONTENT		/* and opaque signatures, which it does not verify */
};

/*
 * Opens a message.  One that is not opaque comes back as it is.  Authenticated
 * encryption is verified before OUT has any of it.
 */
void smime_open(struct arena *arena, const char *bytes, size_t len, const struct smime_keys *keys,
    enum smime_depth depth, struct smime_opened *out);

/*
 * Of DER that may end anywhere: what is there of the content that was signed opaquely;
 * NULL where it is something else.  For previews, so nothing is verified.
 */
const char *smime_beginning(struct arena *arena, const char *der, size_t len, size_t *out_len);

#endif
