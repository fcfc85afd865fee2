/*
 * The key with which our push messages are signed (RFC 8292).
 */
#ifndef STORAGE_VAPID_H
#define STORAGE_VAPID_H

#include "core/webpush.h"

/* Made when it is first asked for; the same for all from then on. */
enum status db_vapid_key(struct ctx *cx, struct webpush_key *out) NODISCARD;

#endif
