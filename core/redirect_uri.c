#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/http.h"
#include "core/redirect_uri.h"

/* Length of "http://127.0.0.1" or "http://[::1]" at the beginning; 0: it is neither. */
static size_t
loopback(const char *uri)
{
	static const char *const here[] = { "http://127.0.0.1", "http://[::1]" };

	for (size_t i = 0; i < COUNT(here); i++) {
		size_t len = strlen(here[i]);

		if (strncmp(uri, here[i], len) == 0 &&
		    (uri[len] == '\0' || strchr(":/?", uri[len]) != NULL))
			return len;
	}
	return 0;
}

static bool
is_localhost(const char *uri)
{
	static const char name[] = "http://localhost";

	return strncmp(uri, name, sizeof name - 1) == 0 &&
	    (uri[sizeof name - 1] == '\0' || strchr(":/?", uri[sizeof name - 1]) != NULL);
}

/* ":" and digits, at most five. */
static const char *
behind_port(const char *s)
{
	size_t digits;

	if (*s != ':')
		return s;
	digits = strspn(s + 1, "0123456789");
	return digits >= 1 && digits <= 5 ? s + 1 + digits : NULL;
}

/* "https://host[:port][/…]": a host of letters, digits, dots, hyphens, or an address in brackets. */
static bool
has_plain_host(const char *s)
{
	size_t len;

	if (*s == '[') {
		len = 1 + strspn(s + 1, "0123456789abcdefABCDEF:.");
		if (s[len++] != ']')
			return false;
	} else if ((len = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")) == 0) {
		return false;
	}
	s = behind_port(s + len);
	return s != NULL && (*s == '\0' || *s == '/' || *s == '?');
}

/* "org.example.app:/back": the dot keeps out javascript:, data: and all that browsers know. */
static bool
is_apps_own(const char *uri)
{
	size_t len = strspn(uri, "abcdefghijklmnopqrstuvwxyz0123456789+-.");

	return len > 0 && uri[len] == ':' && islower((unsigned char)*uri) &&
	    memchr(uri, '.', len) != NULL;
}

bool
redirect_uri_is_sound(const char *uri)
{
	size_t len = strlen(uri);

	if (len == 0 || len > REDIRECT_URI_MAX)
		return false;
	for (const char *s = uri; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f || strchr("#\\\"<>^`{|}", *s) != NULL)
			return false;
	if (strncmp(uri, "https://", 8) == 0)
		return has_plain_host(uri + 8);
	if (loopback(uri) != 0 || is_localhost(uri))
		return has_plain_host(uri + 7);
	return is_apps_own(uri);
}

bool
redirect_uri_matches(const char *registered, const char *sent)
{
	size_t len = loopback(registered);
	const char *a, *b;

	if (strcmp(registered, sent) == 0)
		return true;
	if (len == 0 || strncmp(registered, sent, len) != 0)
		return false;
	a = behind_port(registered + len);
	b = behind_port(sent + len);
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

const char *
redirect_uri_add(struct arena *arena, const char *uri, const char *name, const char *value)
{
	if (value == NULL)
		return uri;
	return arena_printf(arena, "%s%c%s=%s", uri, strchr(uri, '?') != NULL ? '&' : '?', name,
	    http_escape(arena, value));
}
