/*
 * Remote pictures that an account has looked at, for a week; its oldest go
 * when it has too many.
 */
#ifndef STORAGE_IMAGE_CACHE_H
#define STORAGE_IMAGE_CACHE_H

#include "core/ctx.h"

struct image {
	const char	*type;		/* "image/png" */
	const char	*data;
	size_t		 len;
};

/* ERR_NOT_FOUND, without a fault. */
enum status db_image_find(struct ctx *cx, int64_t account, const char *url, struct image *out) NODISCARD;

enum status db_image_put(struct ctx *cx, int64_t account, const char *url,
    const struct image *image) NODISCARD;

#endif
