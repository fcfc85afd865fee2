/*
 * Web Key Directory (draft-koch-openpgp-webkey-service): keys of people here for
 * everybody, and keys of others for those who write to them.
 */
#include <string.h>

#include <openssl/sha.h>

#include "core/address.h"
#include "core/buf.h"
#include "core/clock.h"
#include "core/hash.h"
#include "fetch/fetch.h"
#include "storage/domain.h"
#include "storage/pgp.h"
#include "webmail/pgp_key.h"
#include "webmail/private.h"
#include "webmail/webmail.h"

#define LOOKUP_MAX	10			/* addresses at once */
#define ANSWER_MAX	((size_t)128 * 1024)	/* bytes of a key that somebody publishes */
#define TIMEOUT_MS	5000
#define TOGETHER_S	15			/* nobody is asked any more after so long */

#define DIRECTORY	"/.well-known/openpgpkey/"

const struct jmap_arg pgp_lookup_args[] = {
	{ "emails", ARG_TEXTS, ARG_MUST }, { NULL, ARG_ID, 0 },
};

const char *
pgp_wkd_hash(struct arena *arena, const char *local, size_t len)
{
	static const char letters[] = "ybndrfg8ejkmcpqxot1uwisza345h769";
	unsigned char digest[SHA_DIGEST_LENGTH];
	char *lower = arena_strndup(arena, local, len), *out = arena_alloc(arena, 33);
	uint32_t bits = 0;
	int have = 0;
	char *to = out;

	for (char *c = lower; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c += 'a' - 'A';
	SHA1((const unsigned char *)lower, len, digest);
	/* 160 bits are 32 letters of five. */
	for (size_t i = 0; i < sizeof digest; i++) {
		bits = bits << 8 | digest[i];
		for (have += 8; have >= 5; have -= 5)
			*to++ = letters[bits >> (have - 5) & 31];
	}
	return out;
}

bool
pgp_is_public(const void *p, size_t len)
{
	const unsigned char *b = p;

	/* Bit 7, then tag 6 in the new format or the old one. */
	return len > 10 && (b[0] == 0xc6 || (b[0] & 0xfc) == 0x98);
}

/* ---- For everybody ------------------------------------------------------------------- */

static enum status
tell(struct ctx *cx, const char *domain, const char *hash, struct reply *re)
{
	const void *key;
	size_t len;
	enum status st;

	if (strlen(hash) != 32)
		return fault(cx, ERR_NOT_FOUND, "that is no hash of an address");
	if ((st = db_pgp_published(cx, domain, hash, &key, &len)) != OK)
		return st;
	reply_bytes(cx, re, 200, "application/octet-stream", key, len);
	reply_header(cx, re, "access-control-allow-origin", "*");
	return OK;
}

/* "hu/HASH" asked of the domain itself, "DOMAIN/hu/HASH" of any name of ours; the policy says nothing. */
enum status
wkd_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *rest = rq->path + strlen(DIRECTORY), *slash, *domain;

	if (strncmp(rest, "hu/", 3) == 0 || strcmp(rest, "policy") == 0)
		domain = arena_strndup(cx->arena, rq->authority, strcspn(rq->authority, ":"));
	else if ((slash = strchr(rest, '/')) != NULL) {
		domain = arena_strndup(cx->arena, rest, (size_t)(slash - rest));
		rest = slash + 1;
	} else
		return fault(cx, ERR_NOT_FOUND, "there is no list of keys");
	if (domain_parse(cx, domain, &domain) != OK) {
		ctx_forgive(cx);
		return fault(cx, ERR_NOT_FOUND, "no such domain");
	}
	if (strcmp(rest, "policy") == 0) {
		reply_bytes(cx, re, 200, "text/plain", "", 0);
		return OK;
	}
	return strncmp(rest, "hu/", 3) == 0 ? tell(cx, domain, rest + 3, re) :
	    fault(cx, ERR_NOT_FOUND, "ask for hu/HASH");
}

/* ---- Of others ----------------------------------------------------------------------- */

static enum status
ask(struct ctx *cx, const char *url, struct fetched *got)
{
	struct fetch f = { .url = url, .max = ANSWER_MAX, .timeout = TIMEOUT_MS, .redirects = 2,
		.https_only = true };

	return fetch_url(cx, &f, got);
}

static const char *
escaped(struct ctx *cx, const char *s, size_t len)
{
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < len; i++)
		if (strchr("!$&'()*+,;=:@/?#[]%|`{}^\"\\ ", s[i]) == NULL)
			buf_add(&out, &s[i], 1);
		else
			buf_printf(&out, "%%%02X", (unsigned char)s[i]);
	return buf_str(&out);
}

/* The name "openpgpkey" is asked where there is one, else the domain itself (section 3.1). */
static enum status
elsewhere(struct ctx *cx, const char *email, const char *hash, const void **key, size_t *len)
{
	const char *domain = address_domain(email);
	const char *local = escaped(cx, email, (size_t)(domain - email - 1));
	struct fetched got;
	enum status st;

	st = ask(cx, arena_printf(cx->arena, "https://openpgpkey.%s" DIRECTORY "%s/hu/%s?l=%s",
	    domain, domain, hash, local), &got);
	if (st == ERR_UPSTREAM) {
		ctx_forgive(cx);
		st = ask(cx, arena_printf(cx->arena, "https://%s" DIRECTORY "hu/%s?l=%s", domain, hash,
		    local), &got);
	}
	if (st != OK)
		return st;
	if (got.code != 200 || !pgp_is_public(got.body, got.body_len))
		return fault(cx, ERR_NOT_FOUND, "no key is published for this address");
	*key = got.body;
	*len = got.body_len;
	return OK;
}

static enum status
find(struct ctx *cx, const char *text, const void **key, size_t *len)
{
	const char *email, *domain, *hash;
	int64_t ours;
	enum status st;

	if ((st = address_parse(cx, text, &email)) != OK)
		return st;
	domain = address_domain(email);
	hash = pgp_wkd_hash(cx->arena, email, (size_t)(domain - email - 1));
	st = db_domain_of_name(cx, domain, &ours);
	if (st != ERR_NOT_FOUND)
		return st == OK ? db_pgp_published(cx, domain, hash, key, len) : st;
	ctx_forgive(cx);
	return elsewhere(cx, email, hash, key, len);
}

enum status
pgp_lookup(struct jmap *j, json_t *args, json_t **result)
{
	json_t *emails = json_object_get(args, "emails"), *one;
	json_t *list = json_keep(j->cx->arena, json_array());
	json_t *missing = json_keep(j->cx->arena, json_array());
	int64_t end = clock_seconds() + TOGETHER_S;
	size_t i;

	if (json_array_size(emails) > LOOKUP_MAX)
		return jmap_fail(j, "requestTooLarge", "more than %d addresses", LOOKUP_MAX);
	json_array_foreach(emails, i, one) {
		enum status st = ERR_NOT_FOUND;
		const void *key;
		size_t len;

		if (clock_seconds() < end &&
		    (st = find(j->cx, json_string_value(one), &key, &len)) != OK) {
			if (st == ERR_INTERNAL)
				return st;
			ctx_forgive(j->cx);
		}
		if (st == OK)
			json_array_append_new(list, json_pack("{s:O, s:s}", "email", one, "publicKey",
			    base64_encode(j->cx->arena, key, len)));
		else
			json_array_append(missing, one);
	}
	*result = json_pack("{s:O, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "list", list, "notFound", missing);
	return OK;
}
