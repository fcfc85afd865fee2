/*
 * WebDAV-Push (draft of bitfire, https://github.com/bitfireAT/webdav-push): a
 * client subscribes to a collection, and is told by Web Push that it changed.
 */
#ifndef DAV_PUSH_H
#define DAV_PUSH_H

#include "core/http.h"
#include "core/xml.h"
#include "dav/target.h"
#include "storage/task.h"

/* POST of a push-register to a collection: 201 or 204 with Location and Expires. */
enum status dav_push_register(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;

/* DELETE /dav/push/ID: the asker's own registration. */
enum status dav_push_delete(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* Task TASK_DAV_PUSH: tell what is pending. */
enum status dav_push(struct ctx *cx, const struct task *task) NODISCARD;

/* It could not be told for days: the registration goes. */
enum status dav_push_give_up(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

#endif
