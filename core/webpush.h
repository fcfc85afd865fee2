/*
 * Web Push: a message that only the subscriber can read (RFC 8291, with the
 * aes128gcm coding of RFC 8188), and the token by which a push service knows
 * who sends it (VAPID, RFC 8292).  Pure: sending is fetch_url()'s job.
 */
#ifndef CORE_WEBPUSH_H
#define CORE_WEBPUSH_H

#include "core/ctx.h"

#define WEBPUSH_PRIVATE	32	/* bytes of a P-256 scalar */
#define WEBPUSH_PUBLIC	65	/* of an uncompressed point */
#define WEBPUSH_AUTH	16	/* of a subscriber's secret */
#define WEBPUSH_SALT	16
#define WEBPUSH_TEXT	3993	/* of the longest message (RFC 8291, section 4) */

struct webpush_key {
	unsigned char	private_[WEBPUSH_PRIVATE], public_[WEBPUSH_PUBLIC];
};

/* A new key pair on P-256. */
enum status webpush_key_make(struct ctx *cx, struct webpush_key *out) NODISCARD;

/* A subscriber, as browsers and phones tell it: base64url of "p256dh" and "auth". */
struct webpush_peer {
	unsigned char	public_[WEBPUSH_PUBLIC], auth[WEBPUSH_AUTH];
};

/* ERR_INVALID when one of them is broken, or no point of the curve. */
enum status webpush_peer_read(struct ctx *cx, const char *p256dh, const char *auth,
    struct webpush_peer *out) NODISCARD;

/*
 * The body of the POST, to be sent with "Content-Encoding: aes128gcm" and
 * "TTL".  ERR_TOO_LARGE past WEBPUSH_TEXT bytes.
 */
enum status webpush_encrypt(struct ctx *cx, const struct webpush_peer *to, const char *text,
    size_t len, const char **out, size_t *out_len) NODISCARD;

/* The same with a given key and salt, which must never be used twice; for tests. */
enum status webpush_encrypt_with(struct ctx *cx, const struct webpush_key *key,
    const unsigned char salt[static WEBPUSH_SALT], const struct webpush_peer *to,
    const char *text, size_t len, const char **out, size_t *out_len) NODISCARD;

/*
 * The Authorization header for a POST to ENDPOINT, "vapid t=…, k=…", good for
 * twelve hours.  CONTACT: a mailto: or https: URI of who runs this server.
 */
enum status webpush_vapid(struct ctx *cx, const struct webpush_key *key, const char *endpoint,
    const char *contact, const char **out) NODISCARD;

#endif
