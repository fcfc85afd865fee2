#include <ctype.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/http.h"
#include "core/yubico.h"

#define SHA1_LEN	20
#define MEMBERS		20	/* of an answer; there are nine in the protocol */
#define KEY_MAX		64
#define STATUS_MAX	40

struct member {
	const char	*name, *value;
};

bool
yubico_otp(const char *typed, char out[static YUBICO_OTP_LEN + 1])
{
	size_t n = 0;

	typed += strspn(typed, " \t\r\n");
	for (; *typed != '\0' && !isspace((unsigned char)*typed); typed++) {
		char c = (char)tolower((unsigned char)*typed);

		if (n == YUBICO_OTP_LEN || strchr("cbdefghijklnrtuv", c) == NULL)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n == YUBICO_OTP_LEN && typed[strspn(typed, " \t\r\n")] == '\0';
}

bool
yubico_client(const struct conf *conf, struct arena *arena, struct yubico_client *out)
{
	*out = (struct yubico_client){ .id = conf->yubico_id };
	if (*conf->yubico_id == '\0' || conf->yubico_id[strspn(conf->yubico_id, "0123456789")] != '\0')
		return false;
	out->key = base64_decode(arena, conf->yubico_key, strlen(conf->yubico_key), &out->key_len);
	return out->key != NULL && out->key_len > 0 && out->key_len <= KEY_MAX;
}

void
yubico_nonce(char out[static YUBICO_NONCE_LEN + 1])
{
	unsigned char raw[YUBICO_NONCE_LEN / 2];

	hash_random(raw, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++) {
		out[2 * i] = "0123456789abcdef"[raw[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[raw[i] & 15];
	}
	out[YUBICO_NONCE_LEN] = '\0';
}

static void
sign(const struct yubico_client *client, const char *line, unsigned char out[static SHA1_LEN])
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	if (HMAC(EVP_sha1(), client->key, (int)client->key_len, (const unsigned char *)line,
	    strlen(line), mac, &len) == NULL || len != SHA1_LEN)
		abort();
	memcpy(out, mac, SHA1_LEN);
}

/* The signed line has its members in the order of their names: id, nonce, otp. */
const char *
yubico_question(struct arena *arena, const char *url, const struct yubico_client *client,
    const char *otp, const char *nonce)
{
	const char *line = arena_printf(arena, "id=%s&nonce=%s&otp=%s", client->id, nonce, otp);
	unsigned char mac[SHA1_LEN];

	sign(client, line, mac);
	return arena_printf(arena, "%s%s%s&h=%s", url, strchr(url, '?') != NULL ? "&" : "?", line,
	    http_escape(arena, base64_encode(arena, mac, sizeof mac)));
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

/* "name=value" lines, sorted; false when there are too many, a name comes twice, or a line is none. */
static bool
read_members(struct arena *arena, const char *text, size_t len, struct member out[static MEMBERS],
    size_t *count)
{
	char *rest = arena_strndup(arena, text, len), *line;

	*count = 0;
	if (memchr(text, '\0', len) != NULL)
		return false;
	while ((line = strsep(&rest, "\r\n")) != NULL) {
		char *eq = strchr(line, '=');

		if (*line == '\0')
			continue;
		if (eq == NULL || *count == MEMBERS)
			return false;
		*eq = '\0';
		out[(*count)++] = (struct member){ line, eq + 1 };
	}
	qsort(out, *count, sizeof *out, by_name);
	for (size_t i = 1; i < *count; i++)
		if (strcmp(out[i - 1].name, out[i].name) == 0)
			return false;
	return true;
}

static const char *
member(const struct member *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, name) == 0)
			return list[i].value;
	return "";
}

/* Are all members but h signed by h? */
static bool
is_signed(struct arena *arena, const struct yubico_client *client, const struct member *list,
    size_t count)
{
	const char *h = member(list, count, "h");
	unsigned char mac[SHA1_LEN];
	struct buf line = BUF_ON(arena);
	const void *said;
	size_t len;

	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, "h") != 0)
			buf_printf(&line, "%s%s=%s", line.len > 0 ? "&" : "", list[i].name, list[i].value);
	sign(client, buf_str(&line), mac);
	said = base64_decode(arena, h, strlen(h), &len);
	return said != NULL && len == SHA1_LEN && hash_equal(said, mac, SHA1_LEN);
}

static const char *
printable(struct arena *arena, const char *word)
{
	char *out = arena_strndup(arena, word, strnlen(word, STATUS_MAX));

	for (char *s = out; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && *s != '_')
			*s = '?';
	return out;
}

enum yubico_said
yubico_answer(struct arena *arena, const struct yubico_client *client, const char *otp,
    const char *nonce, const char *text, size_t len, const char **status)
{
	static const char *const wrong[] = {
		"BAD_OTP", "REPLAYED_OTP", "REPLAYED_REQUEST",
		"DELAYED_OTP",	/* not in the protocol, but of servers in use: made long before */
	};
	struct member list[MEMBERS];
	size_t count;

	*status = "";
	if (!read_members(arena, text, len, list, &count))
		return YUBICO_FORGED;
	*status = printable(arena, member(list, count, "status"));
	if (!is_signed(arena, client, list, count) || strcmp(member(list, count, "otp"), otp) != 0 ||
	    strcmp(member(list, count, "nonce"), nonce) != 0)
		return YUBICO_FORGED;
	if (strcmp(*status, "OK") == 0)
		return YUBICO_RIGHT;
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (strcmp(*status, wrong[i]) == 0)
			return YUBICO_WRONG;
	return YUBICO_FAILED;
}
