/*
 * Mail signed and encrypted (RFC 8551) with its header protected (RFC 9788): signed mail
 * is multipart/signed, so that everybody can read it; encrypted mail holds such a message,
 * and its Subject is "[...]" to those who carry it.
 */
#ifndef WEBMAIL_SMIME_MAKE_H
#define WEBMAIL_SMIME_MAKE_H

#include <jansson.h>

#include "webmail/mime_write.h"
#include "webmail/smime_open.h"

struct smime_plan {
	const struct smime_key	*signer;	/* NULL: not signed */
	const void		*chain;		/* certificates of its issuers in DER, one after another */
	size_t			 chain_len;
	struct x509_st		**recipients;	/* whom it is encrypted for */
	size_t			 recipient_count; /* 0: not encrypted */
	bool			 gcm;		/* all of them open AES-256-GCM; else AES-256-CBC */
};

/*
 * The message with this header and this tree, as mime_write() writes it, to FD.
 * Bcc stays outside, where mime_without_bcc() finds it.
 */
enum status smime_write(struct ctx *cx, const struct mime_out_fields *fields,
    const struct mime_out *root, const struct smime_plan *plan, int fd, int64_t *size) NODISCARD;

struct jmap;

/*
 * What EMAIL asks for (smimeSign, smimeEncrypt; docs/jmap-smime.md), with the keys and
 * certificates of who asks.  *ERROR is a SetError (a new reference) where that cannot be;
 * *WANTED: it asks for something.
 */
enum status smime_plan(struct jmap *j, const json_t *email, const struct mime_out_fields *fields,
    struct smime_plan *plan, bool *wanted, json_t **error) NODISCARD;

#endif
