/*
 * How much somebody may keep in calendars and address books (RFC 4331).
 */
#ifndef DAV_QUOTA_H
#define DAV_QUOTA_H

#include "core/ctx.h"

/* The condition that dav_code() answers with 507. */
#define DAV_QUOTA_EXCEEDED	"D:quota-not-exceeded"

/* Bytes; BOUND 0: none. */
struct dav_quota {
	int64_t	used, bound;
};

/* As it is now; within one request it is asked once. */
enum status dav_quota_find(struct ctx *cx, int64_t account, struct dav_quota *out) NODISCARD;

/* ERR_LIMIT and the condition when ACCOUNT may not keep MORE bytes; fewer are always right. */
enum status dav_quota_require(struct ctx *cx, int64_t account, int64_t more) NODISCARD;

#endif
