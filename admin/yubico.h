/*
 * One-time passwords of YubiKeys are asked about at a validation server
 * (core/yubico.h, `yubico.url`), whose answer alone counts: when it is away
 * nobody gets in by one, and other factors go on working.
 */
#ifndef ADMIN_YUBICO_H
#define ADMIN_YUBICO_H

#include "core/ctx.h"
#include "core/yubico.h"

/* Is it set up here (`yubico.id`, `yubico.key`)? */
bool yubico_is_offered(struct ctx *cx);

/*
 * Is OTP good, shown by ACCOUNT?  Outside of a transaction: it may take five
 * seconds.  ERR_UNAUTHENTICATED: no, or it was shown before; ERR_BUSY: nobody
 * knows now (cx->problem says so to the page).
 */
enum status yubico_verify(struct ctx *cx, int64_t account,
    const char otp[static YUBICO_OTP_LEN + 1]) NODISCARD;

#endif
