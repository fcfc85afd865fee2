/*
 * DKIM keys: rows of a domain.  The newest active one of a domain signs, an RSA
 * key before an Ed25519 key, which many receivers do not know yet; the others
 * stay published for mail that is still on its way.
 */
#ifndef STORAGE_DKIM_H
#define STORAGE_DKIM_H

#include "storage/db.h"

struct dkim_key {
	int64_t		 domain_id;
	const char	*domain;	/* example.org; filled when read */
	const char	*selector;
	const char	*algorithm;	/* "rsa", "ed25519" */
	const char	*private_pem;
	const char	*public_base64;	/* p= of the DNS record */
	bool		 active;
};

/* A new key of a domain; ERR_EXISTS when it has one under this selector. */
enum status db_dkim_add(struct ctx *cx, const struct dkim_key *key) NODISCARD;

/* The key of DOMAIN that signs, private part included; ERR_NOT_FOUND when none does. */
enum status db_dkim_signing_of(struct ctx *cx, int64_t domain_id, struct dkim_key *out) NODISCARD;

/* All keys of a domain; true to its name. */
enum status db_dkim_delete_all(struct ctx *cx, int64_t domain_id) NODISCARD;
enum status db_dkim_delete(struct ctx *cx, int64_t domain_id, const char *selector) NODISCARD;

/* Signs or not. */
enum status db_dkim_activate(struct ctx *cx, int64_t domain_id, const char *selector,
    bool active) NODISCARD;

/* All keys of a domain, newest first; private_pem is NULL. */
enum status db_dkim_list(struct ctx *cx, int64_t domain_id,
    struct dkim_key **out, size_t *count) NODISCARD;

/* The signing key of each active domain, also by the other names that it has (alias domains). */
enum status db_dkim_signing(struct ctx *cx, struct dkim_key **out, size_t *count) NODISCARD;

#endif
