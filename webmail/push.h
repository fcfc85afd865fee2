/*
 * Telling subscribers of changes by Web Push (RFC 8620, section 7.2): tasks
 * that httpd runs.
 */
#ifndef WEBMAIL_PUSH_H
#define WEBMAIL_PUSH_H

#include <jansson.h>

#include "storage/task.h"

#define TASK_PUSH		"push"		/* something changed (push_due() in the schema) */
#define TASK_PUSH_RETRY		"push-retry"	/* a push service was away */
#define TASK_PUSH_VERIFY	"push-verify"	/* send REF its code */

enum status push_tell(struct ctx *cx, const struct task *task) NODISCARD;
enum status push_verify(struct ctx *cx, const struct task *task) NODISCARD;

/* The states of ACCOUNT by type, and those of each of his elsewhere by its id, on the arena. */
enum status push_states(struct ctx *cx, int64_t account, json_t **out) NODISCARD;

#endif
