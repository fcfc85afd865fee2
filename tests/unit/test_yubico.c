/* What a YubiKey types, and which answers of a validation server are believed. */
#include <string.h>

#include "core/hash.h"
#include "core/yubico.h"
#include "tests/unit/unit.h"

#define OTP	"cccccccccccbcjjrgbdcnntgitkdbgtndrljfdnivcij"
#define NONCE	"abcdefghijklmnopqrst"

static const struct {
	const char	*typed;
	bool		 want;
} otps[] = {
	{ OTP, true },
	{ "  " OTP "\r\n", true },
	{ "CCCCCCCCCCCBCJJRGBDCNNTGITKDBGTNDRLJFDNIVCIJ", true },
	{ "", false },
	{ OTP "c", false },
	{ "cccccccccccbcjjrgbdcnntgitkdbgtndrljfdnivci", false },
	{ "accccccccccbcjjrgbdcnntgitkdbgtndrljfdnivcij", false },	/* no modhex */
	{ "ccccccccccc cjjrgbdcnntgitkdbgtndrljfdnivcij", false },
	{ OTP " " OTP, false },
	{ "123456", false },
	{ "abcd-efgh-ijkl-mnop", false },
};

static void
test_otp(void **state)
{
	char out[YUBICO_OTP_LEN + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(otps); i++) {
		assert_int_equal(otps[i].want, yubico_otp(otps[i].typed, out));
		if (otps[i].want)
			assert_string_equal(OTP, out);
	}
}

static const struct {
	const char	*id, *key;
	bool		 want;
} clients[] = {
	{ "1", "MDEyMzQ1Njc4OWFiY2RlZmdoaWo=", true },
	{ "", "MDEyMzQ1Njc4OWFiY2RlZmdoaWo=", false },
	{ "1", "", false },
	{ "one", "MDEyMzQ1Njc4OWFiY2RlZmdoaWo=", false },
	{ "1&otp=x", "MDEyMzQ1Njc4OWFiY2RlZmdoaWo=", false },
	{ "1", "not base64!", false },
};

static void
test_client(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(clients); i++) {
		struct arena *arena = arena_open();
		struct conf conf = { .yubico_id = clients[i].id, .yubico_key = clients[i].key };
		struct yubico_client client;

		assert_int_equal(clients[i].want, yubico_client(&conf, arena, &client));
		if (clients[i].want) {
			assert_int_equal(20, client.key_len);
			assert_memory_equal("0123456789abcdefghij", client.key, 20);
		}
		arena_close(arena);
	}
}

static const struct yubico_client client = { "1", "0123456789abcdefghij", 20 };

/* By openssl dgst -sha1 -hmac. */
static void
test_question(void **state)
{
	struct arena *arena = arena_open();

	(void)state;
	assert_string_equal("https://v.example/verify?id=1&nonce=" NONCE "&otp=" OTP
	    "&h=d8qsyURra61OF3D9tAmck3PtyR4%3D",
	    yubico_question(arena, "https://v.example/verify", &client, OTP, NONCE));
	assert_non_null(strstr(yubico_question(arena, "https://v.example/?a=b", &client, OTP, NONCE),
	    "/?a=b&id=1&"));
	arena_close(arena);
}

/* Answers of Debian's yubiserver, and what others make of them. */
#define ANSWER(h, status) "h=" h "\r\nt=2026-11-21T13:45:37.979Z\r\notp=" OTP "\r\nnonce=" NONCE \
	"\r\nsl=100\r\nstatus=" status "\r\n"

static const struct {
	const char		*text;
	enum yubico_said	 want;
	const char		*status;
} answers[] = {
	{ ANSWER("RsLDU0UNrW1r4n+GJ7InF8FsbUQ=", "OK"), YUBICO_RIGHT, "OK" },
	{ ANSWER("3szhjbaxBsb2lcX4Gl3Eh0v/xoo=", "REPLAYED_OTP"), YUBICO_WRONG, "REPLAYED_OTP" },
	{ ANSWER("3zl2AqVqRAh3AXny3lJqVWqJp8c=", "BACKEND_ERROR"), YUBICO_FAILED, "BACKEND_ERROR" },
	/* unsigned, wrongly signed, cut, with a member more */
	{ ANSWER("", "OK"), YUBICO_FORGED, "OK" },
	{ ANSWER("RsLDU0UNrW1r4n+GJ7InF8FsbUU=", "OK"), YUBICO_FORGED, "OK" },
	{ ANSWER("RsLDU0UNrW1r4n+GJ7InF8Fs", "OK"), YUBICO_FORGED, "OK" },
	{ ANSWER("RsLDU0UNrW1r4n+GJ7InF8FsbUQ=", "OK") "a=b\r\n", YUBICO_FORGED, "OK" },
	{ ANSWER("RsLDU0UNrW1r4n+GJ7InF8FsbUQ=", "OK") "status=OK\r\n", YUBICO_FORGED, "" },
	{ ANSWER("3szhjbaxBsb2lcX4Gl3Eh0v/xoo=", "OK"), YUBICO_FORGED, "OK" },
	{ "status=OK\r\n", YUBICO_FORGED, "OK" },
	{ "status=<b>\x01\r\n", YUBICO_FORGED, "?b??" },
	{ "", YUBICO_FORGED, "" },
	{ "OK", YUBICO_FORGED, "" },
	{ "<html>=", YUBICO_FORGED, "" },
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct arena *arena = arena_open();
		const char *status;

		assert_int_equal(answers[i].want, yubico_answer(arena, &client, OTP, NONCE,
		    answers[i].text, strlen(answers[i].text), &status));
		assert_string_equal(answers[i].status, status);
		arena_close(arena);
	}
}

/* A good answer to another question is none to this. */
static void
test_other_questions(void **state)
{
	static const char text[] = ANSWER("RsLDU0UNrW1r4n+GJ7InF8FsbUQ=", "OK");
	const struct yubico_client other = { "1", "0123456789abcdefghiJ", 20 };
	struct arena *arena = arena_open();
	const char *status;

	(void)state;
	assert_int_equal(YUBICO_FORGED, yubico_answer(arena, &client, OTP, "bbcdefghijklmnopqrst", text,
	    strlen(text), &status));
	assert_int_equal(YUBICO_FORGED, yubico_answer(arena, &client,
	    "cccccccccccbcjjrgbdcnntgitkdbgtndrljfdnivcik", NONCE, text, strlen(text), &status));
	assert_int_equal(YUBICO_FORGED, yubico_answer(arena, &other, OTP, NONCE, text, strlen(text),
	    &status));
	assert_int_equal(YUBICO_FORGED, yubico_answer(arena, &client, OTP, NONCE, text, strlen(text) + 1,
	    &status));
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_otp), unit_case(test_client), unit_case(test_question),
		unit_case(test_answers), unit_case(test_other_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
