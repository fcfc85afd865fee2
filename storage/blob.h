/*
 * Uploads until they are used (RFC 8620, section 6), in pieces.  Those that
 * nobody used for a day expire (storage/cleanup.h), an account's oldest before
 * that when it has very many.
 */
#ifndef STORAGE_BLOB_H
#define STORAGE_BLOB_H

#include "core/ctx.h"
#include "core/hash.h"

struct stored_blob {
	unsigned char	 sha256[SHA256_LEN];
	int64_t		 size;
	const char	*type;
};

/* Keep LEN bytes; the same bytes again are the same blob.  Sets sha256 and size. */
enum status db_blob_put(struct ctx *cx, int64_t account, const void *p, size_t len,
    struct stored_blob *blob) NODISCARD;

/* ERR_NOT_FOUND; otherwise it counts as used. */
enum status db_blob_find(struct ctx *cx, int64_t account, struct stored_blob *blob) NODISCARD;

/* Write its bytes to a file. */
enum status db_blob_copy(struct ctx *cx, int64_t account, const struct stored_blob *blob, int fd) NODISCARD;

#endif
