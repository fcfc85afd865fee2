#include <arpa/inet.h>
#include <ctype.h>
#include <idn2.h>
#include <stdlib.h>
#include <string.h>

#include "core/address.h"
#include "core/http.h"

/* RFC 5322, 3.2.3: what an unquoted local part is made of, besides dots. */
static const char atext[] =
    "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~";

static bool
labels_are_sound(const char *name)
{
	for (const char *label = name; *label != '\0';) {
		size_t len = strcspn(label, ".");

		if (len == 0 || len > 63 || label[0] == '-' || label[len - 1] == '-' ||
		    strspn(label, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
			return false;
		label += len;
		if (*label == '.' && *++label == '\0')
			return false;
	}
	return *name != '\0';
}

enum status
domain_parse(struct ctx *cx, const char *text, const char **out)
{
	size_t len = strlen(text);
	char *name;
	int rc;

	if (len > 0 && text[len - 1] == '.')	/* the root, as zone files write it */
		len--;
	if (len > 1000 || !utf8_valid(text, len))
		return fault(cx, ERR_INVALID, "this domain name is too long or no UTF-8");
	text = arena_strndup(cx->arena, text, len);
	rc = idn2_to_ascii_8z(text, &name, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
	if (rc != IDN2_OK)
		return fault(cx, ERR_INVALID, "\"%s\" is no domain name: %s", text,
		    idn2_strerror(rc));
	arena_adopt(cx->arena, name, idn2_free);
	for (char *c = name; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	if (strlen(name) > 253 || !labels_are_sound(name))
		return fault(cx, ERR_INVALID, "\"%s\" is no domain name", text);
	if (strchr(name, '.') == NULL)
		return fault(cx, ERR_INVALID, "a mail domain has a dot, \"%s\" has none", text);
	if (isdigit((unsigned char)strrchr(name, '.')[1]))
		return fault(cx, ERR_INVALID, "\"%s\" is an IP address, not a domain name", text);
	*out = name;
	return OK;
}

/* Dot-string of RFC 5321, 4.1.2; quoted strings are more trouble than use. */
static bool
local_is_sound(const char *local)
{
	size_t len = strlen(local);

	if (len == 0 || len > 64 || local[0] == '.' || local[len - 1] == '.' ||
	    strstr(local, "..") != NULL)
		return false;
	for (size_t i = 0; i < len; i++)
		if (local[i] != '.' && strchr(atext, local[i]) == NULL)
			return false;
	return true;
}

static enum status
parse(struct ctx *cx, const char *text, bool may_be_bare, const char **out)
{
	const char *at = strrchr(text, '@'), *domain;
	char *local;
	enum status st;

	if (at == NULL)
		return fault(cx, ERR_INVALID, "an address has an \"@\", \"%.*s\" has none",
		    ADDRESS_MAX, text);
	local = arena_strndup(cx->arena, text, (size_t)(at - text));
	for (char *c = local; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	if (!(may_be_bare && *local == '\0') && !local_is_sound(local))
		return fault(cx, ERR_INVALID,
		    "\"%.*s\" before the \"@\" is not 1 to 64 ASCII letters, digits and "
		    "signs with single dots between", ADDRESS_MAX, local);
	if ((st = domain_parse(cx, at + 1, &domain)) != OK)
		return st;
	*out = arena_printf(cx->arena, "%s@%s", local, domain);
	return OK;
}

enum status
address_parse(struct ctx *cx, const char *text, const char **out)
{
	return parse(cx, text, false, out);
}

enum status
address_parse_catchall(struct ctx *cx, const char *text, const char **out)
{
	return parse(cx, text, true, out);
}

enum status
address_parse_mailbox(struct ctx *cx, const char *text, const char **out)
{
	const char *address;
	enum status st;

	if ((st = parse(cx, text, false, &address)) != OK)
		return st;
	if (address[strspn(address, "abcdefghijklmnopqrstuvwxyz0123456789.-_")] != '@')
		return fault(cx, ERR_INVALID,
		    "the name of a mailbox has letters, digits, \".\", \"-\" and \"_\" only");
	*out = address;
	return OK;
}

const char *
address_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return at != NULL ? at + 1 : "";
}

const char *
domain_display(struct ctx *cx, const char *domain)
{
	char *name;

	if (idn2_to_unicode_8z8z(domain, &name, 0) != IDN2_OK)
		return domain;
	return arena_adopt(cx->arena, name, idn2_free);
}

bool
network_valid(const char *s)
{
	char address[INET6_ADDRSTRLEN];
	unsigned char ip[16];
	size_t len = strcspn(s, "/"), digits;
	int bits = 0;

	if (len >= sizeof address)
		return false;
	memcpy(address, s, len);
	address[len] = '\0';
	if (s[len] == '/') {
		digits = strspn(s + len + 1, "0123456789");
		if (digits == 0 || digits > 3 || s[len + 1 + digits] != '\0')
			return false;
		bits = atoi(s + len + 1);
	}
	if (inet_pton(AF_INET, address, ip) == 1)
		return bits <= 32;
	return inet_pton(AF_INET6, address, ip) == 1 && bits <= 128;
}
