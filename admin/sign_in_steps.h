/*
 * Signing in from the browser in one or more steps: a password, then what else
 * the account asks for; or a passkey.  Proving oneself again, before the
 * sign-in itself is changed, goes the same way.
 *
 * As long as something is missing the answer is 202 with
 *	{"step": TOKEN, "needs": WHAT, …}
 * and the page sends the token with what was asked for:
 *	second-factor	{"step", "code"} (of an app, a YubiKey, or a recovery code) or {"step", "key": {…}}
 *	passkey		{"step", "key": {…}}
 *	enrol		{"step", "code"}: the administrator wants a second factor; the answer has a secret
 *	new-password	{"step", "password"}
 * A token that came by mail (storage/password_link.h) is sent alone; what follows
 * ends with a new password.
 * A token that is over is answered 410.  A code is tried ten times for one
 * token, and counts with wrong passwords (storage/throttle.h).
 */
#ifndef ADMIN_SIGN_IN_STEPS_H
#define ADMIN_SIGN_IN_STEPS_H

#include "core/http.h"
#include "core/json.h"
#include "storage/sign_in_step.h"

/*
 * STEP says who and what was shown.  Starts the session (or notes that
 * step->session has proved itself again), or asks for more.  RECOVERY: codes
 * to be shown with the answer, or NULL.
 */
enum status sign_in_next(struct ctx *cx, const struct request *rq, struct reply *re,
    struct sign_in_step *step, json_t *recovery) NODISCARD;

/* {"step", …} of a page; SESSION as in struct sign_in_step. */
enum status sign_in_answer(struct ctx *cx, const struct request *rq, struct reply *re,
    const json_t *body, int64_t session) NODISCARD;

/* Ask for a passkey: whoever it is, or the account of SESSION. */
enum status sign_in_passkey(struct ctx *cx, const struct request *rq, struct reply *re,
    int64_t session) NODISCARD;

/* "Begin again", and "not now": answers that are complete. */
enum status sign_in_too_often(struct ctx *cx, struct reply *re, int64_t wait);

/* A new authenticator app: {"secret", "uri", "qr"}; its sealed secret into STEP. */
enum status totp_offer(struct ctx *cx, int64_t account, const char *address,
    struct sign_in_step *step, json_t **out) NODISCARD;

/* Fresh recovery codes as an array. */
enum status recovery_offer(struct ctx *cx, int64_t account, json_t **out) NODISCARD;

#endif
