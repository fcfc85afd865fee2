/* What a validation server answers, and what somebody types as a YubiKey would. */
#include <ctype.h>
#include <string.h>

#include "core/yubico.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct yubico_client client = { "1", "0123456789abcdefghij", 20 };
	struct arena *arena = arena_open();
	char otp[YUBICO_OTP_LEN + 1];
	const char *status;

	if (yubico_otp(arena_strndup(arena, (const char *)data, size), otp))
		REQUIRE(strlen(otp) == YUBICO_OTP_LEN &&
		    strspn(otp, "cbdefghijklnrtuv") == YUBICO_OTP_LEN);
	/* Nobody guesses a signature. */
	REQUIRE(yubico_answer(arena, &client, "cccccccccccbcjjrgbdcnntgitkdbgtndrljfdnivcij",
	    "abcdefghijklmnopqrst", (const char *)data, size, &status) == YUBICO_FORGED);
	for (; *status != '\0'; status++)
		REQUIRE(isalnum((unsigned char)*status) || *status == '_' || *status == '?');
	arena_close(arena);
	return 0;
}
