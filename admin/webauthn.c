#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "admin/webauthn.h"
#include "core/conf.h"

/* One of the words in LIST? */
static bool
names(const char *list, const char *host)
{
	size_t len = strlen(host);

	for (const char *s = list; *s != '\0'; s += strspn(s, " \t")) {
		size_t n = strcspn(s, " \t");

		if (n == len && strncasecmp(s, host, n) == 0)
			return true;
		s += n;
	}
	return false;
}

/*
 * The name is the browser's word, so it counts only if it is ours.  Besides
 * what is configured, "localhost" always is this machine.
 */
enum status
webauthn_site(struct ctx *cx, const struct request *rq, struct webauthn_site *out)
{
	char *host = arena_strdup(cx->arena, rq->authority != NULL ? rq->authority : ""), *colon;

	for (char *s = host; *s != '\0'; s++)
		*s = (char)tolower((unsigned char)*s);
	out->origin = arena_printf(cx->arena, "https://%s", host);
	if ((colon = strchr(host, ':')) != NULL) {
		if (strcmp(colon, ":443") == 0)
			out->origin = arena_printf(cx->arena, "https://%.*s", (int)(colon - host), host);
		*colon = '\0';
	}
	out->rp_id = host;
	if (*host != '\0' && (strcasecmp(host, cx->conf->host) == 0 ||
	    strcmp(host, "localhost") == 0 || names(cx->conf->names, host)))
		return OK;
	return fault(cx, ERR_DENIED, "keys belong to a name of this server, which %s is not"
	    " (hayloft.conf: host, names)", host);
}

static enum status
take(struct ctx *cx, const json_t *sent, const char *name, bool needed, const void **out, size_t *len)
{
	const char *text = json_get_text(sent, name);

	*out = NULL;
	*len = 0;
	if (text != NULL)
		*out = base64_decode(cx->arena, text, strlen(text), len);
	return *out != NULL || (text == NULL && !needed) ? OK :
	    fault(cx, ERR_INVALID, "%s is needed, in base64url", name);
}

enum status
webauthn_read(struct ctx *cx, const json_t *sent, struct webauthn_answer *out)
{
	const void *client_data;
	enum status st;

	if (!json_is_object(sent))
		return fault(cx, ERR_INVALID, "a key's answer is an object");
	if ((st = take(cx, sent, "clientDataJSON", true, &client_data, &out->client_data_len)) != OK ||
	    (st = take(cx, sent, "authenticatorData", true, &out->auth_data, &out->auth_data_len)) != OK ||
	    (st = take(cx, sent, "signature", false, &out->signature, &out->signature_len)) != OK ||
	    (st = take(cx, sent, "id", false, &out->credential_id, &out->credential_id_len)) != OK ||
	    (st = take(cx, sent, "userHandle", false, &out->user_handle, &out->user_handle_len)) != OK)
		return st;
	out->client_data = client_data;
	return OK;
}

/* The opaque name of an account that a passkey keeps: base64url of eight bytes. */
static const char *
user_handle(struct arena *arena, int64_t account)
{
	unsigned char raw[8];

	for (int i = 0; i < 8; i++)
		raw[i] = (unsigned char)((uint64_t)account >> (56 - 8 * i));
	return base64url_encode(arena, raw, sizeof raw);
}

/* Those keys that were made under this name. */
static json_t *
descriptors(struct ctx *cx, const struct webauthn_site *site, const struct webauthn_key *known,
    size_t count)
{
	json_t *out = json_array();

	for (size_t i = 0; i < count; i++)
		if (strcmp(known[i].rp_id, site->rp_id) == 0)
			json_array_append_new(out, json_pack("{s:s, s:s}", "type", "public-key", "id",
			    base64url_encode(cx->arena, known[i].credential_id, known[i].credential_id_len)));
	return out;
}

json_t *
webauthn_creation(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_key *known, size_t count)
{
	const char *name = *cx->who.name != '\0' ? cx->who.name : cx->who.address;

	return json_pack("{s:s, s:{s:s, s:s}, s:{s:s, s:s, s:s},"
	    " s:[{s:s, s:i}, {s:s, s:i}, {s:s, s:i}], s:i, s:s, s:o, s:{s:s, s:s}}",
	    "challenge", base64url_encode(cx->arena, challenge, SHA256_LEN),
	    "rp", "id", site->rp_id, "name", "Hayloft",
	    "user", "id", user_handle(cx->arena, cx->who.account),
	    "name", cx->who.address, "displayName", name,
	    "pubKeyCredParams", "type", "public-key", "alg", -7, "type", "public-key", "alg", -8,
	    "type", "public-key", "alg", -257, "timeout", 300000, "attestation", "none",
	    "excludeCredentials", descriptors(cx, site, known, count),
	    "authenticatorSelection", "residentKey", "preferred", "userVerification", "preferred");
}

json_t *
webauthn_request(struct ctx *cx, const struct webauthn_site *site,
    const unsigned char challenge[static SHA256_LEN], const struct webauthn_key *known, size_t count)
{
	/* Without a list whoever holds the passkey must prove it to the key. */
	return json_pack("{s:s, s:s, s:i, s:s, s:o}",
	    "challenge", base64url_encode(cx->arena, challenge, SHA256_LEN), "rpId", site->rp_id,
	    "timeout", 300000, "userVerification", count == 0 ? "required" : "discouraged",
	    "allowCredentials", descriptors(cx, site, known, count));
}
