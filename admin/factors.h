/*
 * A person's own second factors and passkeys:
 *
 *	GET    /api/v2/factors			what there is
 *	POST   /api/v2/factors/totp		{}: {"step", "secret", "uri", "qr"}; {"step", "code"}: it is on
 *	DELETE /api/v2/factors/totp
 *	POST   /api/v2/factors/keys		{}: {"step", "key"} for navigator.credentials.create();
 *						{"step", "name", "key"}: it is kept
 *	PATCH  /api/v2/factors/keys/ID		{"name"}
 *	DELETE /api/v2/factors/keys/ID
 *	POST   /api/v2/factors/yubico		{"name", "code"}: what the YubiKey typed; it is kept
 *	PATCH  /api/v2/factors/yubico/ID	{"name"}
 *	DELETE /api/v2/factors/yubico/ID
 *	POST   /api/v2/factors/recovery		new recovery codes instead of the old
 *	PATCH  /api/v2/factors/recovery-address	{"address"}: where a forgotten password is mended, "": nowhere
 *
 * Whoever finds a browser open must not change how its owner signs in: changes
 * want a proof of the last ten minutes (POST /api/v2/session/proof), else 403
 * with the problem type /api/#prove_again.  With the first factor come recovery
 * codes, shown that once.
 */
#ifndef ADMIN_FACTORS_H
#define ADMIN_FACTORS_H

#include "core/http.h"

enum status factors_get(struct ctx *cx, const struct request *rq, struct reply *re);
enum status factors_change(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
