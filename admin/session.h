/*
 * Signing in and out from the browser: /api/v2/session, /api/v2/sessions.
 * `session_post` runs in the auth pool, the others in the admin pool.
 */
#ifndef ADMIN_SESSION_H
#define ADMIN_SESSION_H

#include "core/http.h"
#include "core/json.h"

#define SESSION_COOKIE	"__Host-hayloft"

/*
 * POST /api/v2/session {"login", "password"}, {"passkey": true} or an answer to a
 * further step (admin/sign_in_steps.h); needs nobody.
 */
enum status session_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /api/v2/session; needs nobody, so that a page may ask quietly. */
enum status session_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* DELETE /api/v2/session; needs nobody: signing out twice is no mistake. */
enum status session_delete(struct ctx *cx, const struct request *rq, struct reply *re);

/*
 * POST /api/v2/session/proof {"password"}, {"passkey": true} or {"step", …}: the
 * person of a session is still there.  204; a wrong answer is 403, since the
 * session goes on.
 */
enum status session_prove(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /api/v2/sessions: one's own, with the one that asks marked. */
enum status sessions_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* DELETE /api/v2/sessions: all; needs an account, as those below. */
enum status sessions_delete(struct ctx *cx, const struct request *rq, struct reply *re);

/* DELETE /api/v2/sessions/ID, and /api/v2/sessions/others: all but the one that asks. */
enum status sessions_delete_one(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /api/v2/last-logins: when and from where each service was last used. */
enum status last_logins_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* For sign_in_steps.c: the answer that sets the cookie. */
void session_reply_started(struct ctx *cx, struct reply *re, const char *token, json_t *recovery);

#endif
