/*
 * Signing in and out from the browser: /api/v2/session, /api/v2/sessions.
 * `session_post` runs in the auth pool, the others in the admin pool.
 */
#ifndef ADMIN_SESSION_H
#define ADMIN_SESSION_H

#include "core/http.h"

#define SESSION_COOKIE	"__Host-hayloft"

/* POST /api/v2/session {"login", "password"}; needs nobody. */
enum status session_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /api/v2/session; needs nobody, so that a page may ask quietly. */
enum status session_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* DELETE /api/v2/session; needs nobody: signing out twice is no mistake. */
enum status session_delete(struct ctx *cx, const struct request *rq, struct reply *re);

/* DELETE /api/v2/sessions; needs a user. */
enum status sessions_delete(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
