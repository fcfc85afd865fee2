#include <endian.h>
#include <string.h>

#include "core/clock.h"
#include "core/hash.h"
#include "storage/quarantine_link.h"
#include "storage/server_secret.h"

#define MAC_LEN		16
#define PLAIN_LEN	24	/* three numbers, big-endian */

static enum status
sign(struct ctx *cx, const char *action, const unsigned char plain[static PLAIN_LEN],
    unsigned char mac[static MAC_LEN])
{
	unsigned char secret[SHA256_LEN], full[SHA256_LEN];
	size_t len = strlen(action);
	unsigned char *text = arena_alloc(cx->arena, PLAIN_LEN + len);
	enum status st;

	if ((st = db_server_secret(cx, "quarantine-link", secret)) != OK)
		return st;
	memcpy(text, plain, PLAIN_LEN);
	memcpy(text + PLAIN_LEN, action, len);
	hash_hmac(secret, sizeof secret, text, PLAIN_LEN + len, full);
	hash_wipe(secret, sizeof secret);
	memcpy(mac, full, MAC_LEN);
	return OK;
}

enum status
quarantine_link_make(struct ctx *cx, const char *action, const struct quarantine_link *link,
    const char **token)
{
	const uint64_t numbers[] = {
		htobe64((uint64_t)link->account), htobe64((uint64_t)link->id),
		htobe64((uint64_t)link->expires),
	};
	unsigned char all[PLAIN_LEN + MAC_LEN];
	enum status st;

	memcpy(all, numbers, PLAIN_LEN);
	if ((st = sign(cx, action, all, all + PLAIN_LEN)) != OK)
		return st;
	*token = base64url_encode(cx->arena, all, sizeof all);
	return OK;
}

enum status
quarantine_link_read(struct ctx *cx, const char *action, const char *token,
    struct quarantine_link *out)
{
	unsigned char mac[MAC_LEN];
	uint64_t numbers[3];
	size_t len = 0;
	unsigned char *all = base64_decode(cx->arena, token, strlen(token), &len);
	enum status st;

	if (all == NULL || len != PLAIN_LEN + MAC_LEN)
		return fault(cx, ERR_NOT_FOUND, "this is no link of a digest");
	if ((st = sign(cx, action, all, mac)) != OK)
		return st;
	if (!hash_equal(mac, all + PLAIN_LEN, MAC_LEN))
		return fault(cx, ERR_NOT_FOUND, "this is no link of a digest");
	memcpy(numbers, all, PLAIN_LEN);
	*out = (struct quarantine_link){
		.account = (int64_t)be64toh(numbers[0]),
		.id = (int64_t)be64toh(numbers[1]),
		.expires = (int64_t)be64toh(numbers[2]),
	};
	return clock_seconds() <= out->expires ? OK :
	    fault(cx, ERR_PRECONDITION, "this link has expired");
}
