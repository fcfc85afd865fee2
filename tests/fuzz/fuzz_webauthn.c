/*
 * What a security key answers: three parts behind their lengths, as a new key
 * and as a signature of a known one.  Nothing of it may ever be right: nobody
 * signed it.
 */
#include "admin/webauthn.h"
#include "tests/fuzz/fuzz.h"

static const struct webauthn_site site = { .rp_id = "localhost", .origin = "https://localhost" };

/* The client data that a new key must show; a fuzzer would not find the challenge. */
#define CREATE	"{\"type\":\"webauthn.create\",\"challenge\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"," \
	"\"origin\":\"https://localhost\"}"
#define GET	"{\"type\":\"webauthn.get\",\"challenge\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"," \
	"\"origin\":\"https://localhost\"}"

/* The next part: a length in two bytes, and as much as there is. */
static const void *
part(const uint8_t **data, size_t *size, size_t *len)
{
	const uint8_t *at;

	*len = 0;
	if (*size < 2)
		return "";
	*len = (size_t)((*data)[0] << 8 | (*data)[1]);
	at = *data + 2;
	*size -= 2;
	if (*len > *size)
		*len = *size;
	*data = at + *len;
	*size -= *len;
	return at;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* RFC 7748's base point of P-256 would do as well: any key. */
	static const unsigned char point[64] = { 1 };
	static const int algorithms[] = { -7, -8, -257 };
	unsigned char challenge[SHA256_LEN] = { 0 };
	struct webauthn_answer a = { .credential_id = "" };
	struct webauthn_key key;
	struct ctx cx;
	int64_t counter;

	ctx_open(&cx, NULL);
	a.auth_data = part(&data, &size, &a.auth_data_len);
	a.signature = part(&data, &size, &a.signature_len);
	a.client_data = arena_strndup(cx.arena, (const char *)data, size);
	a.client_data_len = strlen(a.client_data);
	if (webauthn_register(&cx, &site, challenge, &a, &key) != OK)
		ctx_forgive(&cx);
	a.client_data = CREATE;
	a.client_data_len = sizeof CREATE - 1;
	if (webauthn_register(&cx, &site, challenge, &a, &key) == OK) {
		REQUIRE(key.credential_id_len > 0 && key.credential_id_len <= 1023);
		REQUIRE(key.public_key_len > 0 && key.counter >= 0);
	} else {
		ctx_forgive(&cx);
	}
	a.client_data = GET;
	a.client_data_len = sizeof GET - 1;
	for (size_t i = 0; i < COUNT(algorithms); i++) {
		key = (struct webauthn_key){ .rp_id = "localhost", .algorithm = algorithms[i],
			.public_key = point, .public_key_len = sizeof point };
		REQUIRE(webauthn_verify(&cx, &site, challenge, &a, &key, i == 0, &counter) != OK);
		ctx_forgive(&cx);
	}
	ctx_close(&cx);
	return 0;
}
