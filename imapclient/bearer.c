#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/json.h"
#include "imapclient/bearer.h"

#define CHALLENGE_MAX	4096

/* A saslname (RFC 5801, section 4). */
static void
add_name(struct buf *b, const char *name)
{
	for (; *name != '\0'; name++) {
		if (*name == ',')
			buf_puts(b, "=2C");
		else if (*name == '=')
			buf_puts(b, "=3D");
		else
			buf_putc(b, *name);
	}
}

struct bearer
bearer_make(struct arena *arena, bool oauthbearer, const char *user, const char *token,
    const char *host, int port)
{
	struct buf b = BUF_ON(arena);
	struct bearer out;

	if (oauthbearer) {
		buf_puts(&b, "n,a=");
		add_name(&b, user);
		buf_printf(&b, ",\001host=%s\001port=%d\001", host, port);
	} else {
		buf_printf(&b, "user=%s\001", user);
	}
	buf_printf(&b, "auth=Bearer %s\001\001", token);
	out = (struct bearer){
		.mechanism = oauthbearer ? "OAUTHBEARER" : "XOAUTH2",
		.first = base64_encode(arena, b.data, b.len),
		.yes = oauthbearer ? "AQ==" : "",
	};
	hash_wipe(b.data, b.len);
	return out;
}

const char *
bearer_status(struct ctx *cx, const char *challenge)
{
	static const char *const known[] = { "invalid_token", "invalid_request", "insufficient_scope" };
	size_t len = strlen(challenge);
	const char *text, *status;
	json_t *told;

	if (len > CHALLENGE_MAX || (text = base64_decode(cx->arena, challenge, len, &len)) == NULL)
		return "refused";
	if (json_read(cx, text, len, &told) != OK) {
		ctx_forgive(cx);
		return "refused";
	}
	if ((status = json_get_text(told, "status")) == NULL)
		return "refused";
	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(status, known[i]) == 0)
			return known[i];
	return strlen(status) == 3 && strspn(status, "0123456789") == 3 ? status : "refused";
}
