/*
 * What has expired goes: sessions, mail tokens, remembered Basic passwords,
 * unused uploads, forgotten failures.  The watcher calls this now and then; nothing depends on
 * it, since every reader looks at the time itself.
 */
#ifndef STORAGE_CLEANUP_H
#define STORAGE_CLEANUP_H

#include "core/ctx.h"

/* *ROWS counts what went (may be NULL). */
enum status db_cleanup(struct ctx *cx, int64_t *rows) NODISCARD;

#endif
