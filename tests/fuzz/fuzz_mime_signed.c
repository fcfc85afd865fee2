/* A signed message: what is fuzzed stands in the signature, or is the whole message. */
#include "tests/fuzz/fuzz.h"
#include "core/buf.h"
#include "webmail/mime_signed.h"

#include <openssl/x509.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "From: a@example.org\r\nContent-Type: application/pkcs7-mime\r\n"
	    "Content-Transfer-Encoding: binary\r\n\r\n";
	static const struct smime_keys none;
	static X509_STORE *trust;
	struct arena *arena = arena_open();
	struct buf message = BUF_ON(arena);
	struct mime_signed found;
	struct smime_opened opened;
	size_t len;

	if (trust == NULL)
		trust = X509_STORE_new();
	if (size > 0 && data[0] == 0x30)
		buf_add(&message, head, sizeof head - 1);
	buf_add(&message, data, size);
	smime_open(arena, buf_str(&message), message.len, &none, SMIME_CONTENT, &opened);
	REQUIRE((opened.bytes != NULL) == (opened.fault == SMIME_FINE));
	(void)smime_beginning(arena, (const char *)data, size, &len);
	mime_signed_check(arena, buf_str(&message), message.len, &none, trust, 1790000000,
	    1700000000, &found);
	/* Nobody is trusted. */
	REQUIRE(found.now != SIGNED_VERIFIED && found.delivered != SIGNED_VERIFIED);
	REQUIRE(found.error_count <= SIGNED_ERRORS_MAX);
	REQUIRE((found.now == SIGNED_FAILED) == (found.error_count > 0));
	for (size_t i = 0; i < found.error_count; i++)
		require_text(found.errors[i]);
	arena_close(arena);
	return 0;
}
