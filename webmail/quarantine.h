/*
 * Refused mail: taken from Rspamd, and given to its recipient after all.
 */
#ifndef WEBMAIL_QUARANTINE_H
#define WEBMAIL_QUARANTINE_H

#include "core/http.h"
#include "storage/task.h"

struct blob;

/*
 * POST /internal/quarantine, from Rspamd's metadata exporter: the message, and
 * in X-Rspamd-… what is known of it.  A message that is too large to be kept,
 * or for nobody here, is answered 200 all the same: there is nothing to repeat.
 */
enum status quarantine_post(struct ctx *cx, const struct request *rq, struct reply *re);

/*
 * The task QUARANTINE_RELEASE: ref is the row.  The message goes into its owner's INBOX, out of Junk
 * where its copy is, Rspamd learns that it was none, and the row goes.  A worker that dies in between
 * leaves a second copy at worst.
 */
enum status quarantine_release(struct ctx *cx, const struct task *task) NODISCARD;

/*
 * The task QUARANTINE_LEARN: ref is the row.  The message goes through its owner's Junk, from which Rspamd
 * learns, and the row goes.  What is there already was taught, or will be by whoever moves it.
 */
enum status quarantine_learn(struct ctx *cx, const struct task *task) NODISCARD;

/*
 * The bytes of what is kept for ACCOUNT, by a blob's id ("q12"). ERR_NOT_FOUND for everybody
 * else, also for those who may read its mail, and where an administrator keeps it to himself.
 */
enum status quarantine_blob(struct ctx *cx, int64_t account, const char *id, struct blob *out) NODISCARD;

/* The task QUARANTINE_DIGEST (webmail/quarantine_digest.c). */
enum status quarantine_digest(struct ctx *cx, const struct task *task) NODISCARD;

#endif
