/* Links and pictures of administrators: what is taken, and what is not. */
#include "admin/look.h"
#include "core/status.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*text;
	bool		 want;
} links[] = {
	{ "https://wiki.example/a?b=%u#c", true },
	{ "http://intranet", true },
	{ "mailto:help@example.org", true },
	{ "tel:+4930123", true },
	{ "/calendar", true },
	{ "", false },
	{ "//evil.example/", false },
	{ "/\\evil.example/", false },
	{ "https://", false },
	{ "https:///x", false },
	{ "javascript:alert(1)", false },
	{ "JavaScript:alert(1)", false },
	{ " javascript:alert(1)", false },
	{ "java\tscript:alert(1)", false },
	{ "data:text/html,<b>", false },
	{ "https://x/\"onclick=", false },
	{ "https://x/<script>", false },
	{ "wiki.example", false },
};

static void
test_links(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(links); i++)
		if (look_is_link(links[i].text) != links[i].want)
			fail_msg("%s", links[i].text);
}

#define BYTES(s)	s, sizeof(s) - 1

static const struct {
	const char	*bytes;
	size_t		 len;
	const char	*want;
} images[] = {
	{ BYTES("\x89PNG\r\n\x1a\n...."), "image/png" },
	{ BYTES("\xff\xd8\xff\xe0"), "image/jpeg" },
	{ BYTES("GIF89a.."), "image/gif" },
	{ BYTES("RIFF....WEBPVP8 "), "image/webp" },
	{ BYTES("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "image/svg+xml" },
	{ BYTES("\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- <html> -->\n<!DOCTYPE svg>\n<svg>"), "image/svg+xml" },
	{ BYTES("<html><svg>"), NULL },
	{ BYTES("<svgx>"), NULL },
	{ BYTES("<!-- <svg>"), NULL },
	{ BYTES("<?xml"), NULL },
	{ BYTES("RIFF....WAVE"), NULL },
	{ BYTES("\x89PN"), NULL },
	{ BYTES("\0<svg>"), NULL },
	{ BYTES(""), NULL },
};

static void
test_images(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(images); i++) {
		const char *type = look_image_type(images[i].bytes, images[i].len);

		assert_string_equal(images[i].want != NULL ? images[i].want : "none",
		    type != NULL ? type : "none");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_images),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
