/*
 * Answers one by one.  What is refused here could never work; what may be
 * mended later (a name without a record yet) is told by site_look.c.
 */
#include <netdb.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/site.h"
#include "core/address.h"

#define ZONES	"/usr/share/zoneinfo"

enum status
site_host(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	(void)site;
	return domain_parse(cx, text, out);
}

enum status
site_admin(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	(void)site;
	return address_parse_mailbox(cx, text, out);
}

enum status
site_timezone(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	struct stat found;

	(void)site;
	/* A name of the list, not a way out of its folder. */
	if (*text == '\0' || *text == '/' || *text == '.' || strstr(text, "..") != NULL ||
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/.") != strlen(text) ||
	    stat(arena_printf(cx->arena, ZONES "/%s", text), &found) != 0 || !S_ISREG(found.st_mode))
		return fault(cx, ERR_INVALID, "there is no time zone \"%s\"; they are called like Europe/Berlin", text);
	*out = arena_strdup(cx->arena, text);
	return OK;
}

enum status
site_bind(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST };
	struct addrinfo *list;

	(void)site;
	if (strcmp(text, "*") != 0) {
		if (getaddrinfo(text, NULL, &hints, &list) != 0)
			return fault(cx, ERR_INVALID, "\"%s\" is no address; * means all of them", text);
		freeaddrinfo(list);
	}
	*out = arena_strdup(cx->arena, text);
	return OK;
}

enum status
site_port_base(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	char *end;
	long n = strtol(text, &end, 10);

	(void)site;
	if (end == text || *end != '\0' || n < 0 || n > 51000)
		return fault(cx, ERR_INVALID, "a number from 0 (the standard ports) to 51000, not \"%s\"", text);
	*out = arena_printf(cx->arena, "%ld", n);
	return OK;
}

enum status
site_switch(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	static const struct {
		const char	*said, *meant;
	} words[] = {
		{ "on", "on" }, { "off", "off" }, { "yes", "on" }, { "no", "off" }, { "y", "on" }, { "n", "off" },
	};

	(void)site;
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcasecmp(text, words[i].said) == 0) {
			*out = words[i].meant;
			return OK;
		}
	return fault(cx, ERR_INVALID, "on or off, not \"%s\"", text);
}

/* The first certificate of a PEM file, which the caller frees; NULL: none. */
static X509 *
read_certificate(const char *path)
{
	FILE *f = fopen(path, "re");
	X509 *x = f != NULL ? PEM_read_X509(f, NULL, NULL, NULL) : NULL;

	if (f != NULL)
		fclose(f);
	return x;
}

enum status
site_certificate(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	enum status st = OK;
	X509 *x;

	*out = arena_strdup(cx->arena, text);
	if (*text == '\0' || strcmp(text, "own") == 0) {
		*out = "";
		return OK;
	}
	if (*text != '/')
		return fault(cx, ERR_INVALID, "a path from the root (/etc/...), not \"%s\"", text);
	if ((x = read_certificate(text)) == NULL)
		return fault(cx, ERR_INVALID, "%s holds no certificate that can be read (PEM)", text);
	if (X509_cmp_current_time(X509_get0_notAfter(x)) <= 0)
		st = fault(cx, ERR_INVALID, "the certificate in %s has expired", text);
	else if (X509_check_host(x, site->host, 0, 0, NULL) != 1)
		st = fault(cx, ERR_INVALID, "the certificate in %s is not for %s", text, site->host);
	X509_free(x);
	return st;
}

/* OpenSSL would ask at the terminal. */
static int
no_password(char *buf, int size, int writing, void *arg)
{
	(void)buf, (void)size, (void)writing, (void)arg;
	return -1;
}

enum status
site_key(struct ctx *cx, const struct site *site, const char *text, const char **out)
{
	FILE *f = *text == '/' ? fopen(text, "re") : NULL;
	EVP_PKEY *key = f != NULL ? PEM_read_PrivateKey(f, NULL, no_password, NULL) : NULL;
	X509 *x = read_certificate(site->certificate);
	bool fits = key != NULL && x != NULL && X509_check_private_key(x, key) == 1;

	if (f != NULL)
		fclose(f);
	X509_free(x);
	EVP_PKEY_free(key);
	if (key == NULL)
		return fault(cx, ERR_INVALID, "\"%s\" is no file with a private key (PEM, without a password)", text);
	if (!fits)
		return fault(cx, ERR_INVALID, "the key in %s does not belong to the certificate", text);
	*out = arena_strdup(cx->arena, text);
	return OK;
}

const char *
site_this_host(struct arena *arena)
{
	const struct addrinfo hints = { .ai_flags = AI_CANONNAME, .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	char name[256] = "";

	if (gethostname(name, sizeof name - 1) != 0)
		return "";
	if (strchr(name, '.') == NULL && getaddrinfo(name, NULL, &hints, &list) == 0) {
		if (list->ai_canonname != NULL && strlen(list->ai_canonname) < sizeof name)
			strcpy(name, list->ai_canonname);
		freeaddrinfo(list);
	}
	return strchr(name, '.') != NULL && strncmp(name, "localhost", 9) != 0 ? arena_strdup(arena, name) : "";
}

/* As `make install` lays them: PREFIX/bin/hayloft, PREFIX/share/hayloft/ui. */
const char *
site_this_ui(struct arena *arena)
{
	char path[1024], *bin;
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	const char *ui;

	path[n > 0 ? n : 0] = '\0';
	if ((bin = strstr(path, "/bin/hayloft")) == NULL)
		return NULL;
	ui = arena_printf(arena, "%.*s/share/hayloft/ui", (int)(bin - path), path);
	return access(ui, F_OK) == 0 ? ui : NULL;
}

const char *
site_this_timezone(struct arena *arena)
{
	char path[256];
	ssize_t n = readlink("/etc/localtime", path, sizeof path - 1);
	const char *name;

	path[n > 0 ? n : 0] = '\0';
	name = strstr(path, "zoneinfo/");
	return name != NULL ? arena_strdup(arena, name + strlen("zoneinfo/")) : "UTC";
}
