/*
 * Certificates in the cards of one's own address books (KEY, RFC 6350, section 6.8.1),
 * where other programs find them, too.
 */
#ifndef WEBMAIL_SMIME_CARD_H
#define WEBMAIL_SMIME_CARD_H

#include "core/ctx.h"
#include "webmail/smime_open.h"

/* Those of the cards of ACCOUNT that name EMAIL, and that name it themselves. */
enum status smime_card_certificates(struct ctx *cx, int64_t account, const char *email,
    struct x509_st ***out, size_t *count) NODISCARD;

/*
 * Into the first card that names EMAIL and has room; not there where the card has it.
 * A transaction of its own.
 */
enum status smime_card_keep(struct ctx *cx, int64_t account, const char *email,
    struct x509_st *certificate) NODISCARD;

#endif
