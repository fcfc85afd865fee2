/*
 * The proxy for remote pictures in mail: the sender sees our address and not
 * the reader's, once, and neither cookies nor a referrer.
 *
 * It is no open proxy: it wants a signed-in account, and a key that only this
 * account's session object tells, so that no mail can hold an address that
 * works.  It fetches from public addresses only (fetch/fetch.h) and passes on
 * nothing but pictures that a browser paints without running anything in them.
 */
#include <string.h>

#include "fetch/fetch.h"
#include "storage/image_cache.h"
#include "storage/server_secret.h"
#include "webmail/private.h"
#include "webmail/webmail.h"

#define SIZE_MOST	(5 * 1024 * 1024)
#define TIMEOUT_MS	10000
#define REDIRECTS	5
#define KEY_LEN		32		/* characters */

enum status
image_proxy_key(struct ctx *cx, const char **key)
{
	unsigned char secret[SHA256_LEN], mac[SHA256_LEN];
	const char *whose = arena_printf(cx->arena, "a%lld", (long long)cx->who.account);
	enum status st;

	if ((st = db_server_secret(cx, "image-proxy", secret)) != OK)
		return st;
	hash_hmac(secret, sizeof secret, whose, strlen(whose), mac);
	hash_wipe(secret, sizeof secret);
	*key = arena_strndup(cx->arena, base64url_encode(cx->arena, mac, sizeof mac), KEY_LEN);
	return OK;
}

/* By what the bytes are: what a server calls them proves nothing. */
static const char *
image_type(const char *p, size_t len)
{
	static const struct {
		const char	*type;
		size_t		 at;
		const char	*magic;
		size_t		 len;
	} kinds[] = {
		{ "image/png", 0, "\x89PNG\r\n\x1a\n", 8 },
		{ "image/jpeg", 0, "\xff\xd8\xff", 3 },
		{ "image/gif", 0, "GIF87a", 6 },
		{ "image/gif", 0, "GIF89a", 6 },
		{ "image/webp", 8, "WEBPVP8", 7 },
		{ "image/avif", 4, "ftypavif", 8 },
		{ "image/bmp", 0, "BM", 2 },
		{ "image/x-icon", 0, "\0\0\1\0", 4 },
	};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (len >= kinds[i].at + kinds[i].len &&
		    memcmp(p + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
			return kinds[i].type;
	return NULL;
}

static enum status
fetch_image(struct ctx *cx, const char *url, struct image *out)
{
	struct header accept = { "accept", "image/avif,image/webp,image/*;q=0.8", NULL };
	struct fetch f = {
		.url = url, .headers = &accept, .max = SIZE_MOST, .timeout = TIMEOUT_MS,
		.redirects = REDIRECTS,
	};
	struct fetched got;
	enum status st;

	if ((st = fetch_url(cx, &f, &got)) != OK)
		/* Whatever it is, it is not the client's picture that is too large for us. */
		return st == ERR_TOO_LARGE || st == ERR_LIMIT || st == ERR_BUSY ? ERR_UPSTREAM : st;
	if (got.code != 200)
		return fault(cx, ERR_UPSTREAM, "it answers %d", got.code);
	*out = (struct image){ image_type(got.body, got.body_len), got.body, got.body_len };
	if (out->type == NULL)
		return fault(cx, ERR_UPSTREAM, "that is no picture");
	return db_image_put(cx, cx->who.account, url, out);
}

enum status
image_proxy(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *url = http_query(cx, rq, "u"), *given = http_query(cx, rq, "k"), *key;
	struct image image;
	enum status st;

	if ((st = image_proxy_key(cx, &key)) != OK)
		return st;
	if (given == NULL || strlen(given) != KEY_LEN || !hash_equal(given, key, KEY_LEN))
		return fault(cx, ERR_DENIED, "not an address that we gave out");
	if (url == NULL || strlen(url) > 8000 ||
	    (strncasecmp(url, "http://", 7) != 0 && strncasecmp(url, "https://", 8) != 0))
		return fault(cx, ERR_INVALID, "u is the picture's address");
	if ((st = db_image_find(cx, cx->who.account, url, &image)) == ERR_NOT_FOUND)
		st = fetch_image(cx, url, &image);
	if (st != OK)
		return st;
	reply_bytes(cx, re, 200, image.type, image.data, image.len);
	reply_header(cx, re, "cache-control", "private, max-age=604800, immutable");
	reply_header(cx, re, "x-content-type-options", "nosniff");
	reply_header(cx, re, "content-security-policy", "sandbox; default-src 'none'");
	return OK;
}
