/*
 * Rspamd asks what macros a document that came in mail has: POST with its bytes,
 * and the answer is JSON: "present", "automatic" and "suspicious" (words, or
 * null), "encrypted", "broken".  As every reader of strangers' bytes it stands in a
 * worker, which may die of it and takes nobody along.
 */
#ifndef HTTPD_MACROS_H
#define HTTPD_MACROS_H

#include "core/ctx.h"
#include "core/http.h"

#define MACROS_DOCUMENT_MAX	(INT64_C(32) << 20)	/* rspamd-local.lua sends no larger ones */

enum status macros_post(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
