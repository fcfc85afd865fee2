/*
 * The guard against our own network (SSRF): a name is resolved here, once, and
 * of its addresses only those that core/guard.h permits are given to libcurl, which
 * resolves nothing itself and so cannot be led elsewhere by a second answer.
 * The address is looked at once more when the socket is made.  Redirects are
 * followed here, one by one, with the same look at each.
 *
 * libcurl would resolve in a thread, which our system call filter forbids:
 * one more reason to hand it addresses.
 */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/guard.h"
#include "fetch/fetch.h"

#define URL_MAX		8192
#define MAX_OTHERWISE	((size_t)1 << 20)
#define TIMEOUT_MS	15000

/* A URL in its parts, all on the arena. */
struct place {
	const char	*url;		/* without user, password and fragment */
	const char	*scheme, *host;
	const char	*user, *password;	/* NULL: none */
	int		 port;
};

/* One answer while it comes in. */
struct answer {
	struct buf	 body;
	size_t		 max;
	bool		 too_large;
};

static char *
url_part(struct ctx *cx, CURLU *u, CURLUPart part, unsigned flags)
{
	char *text = NULL, *kept;

	if (curl_url_get(u, part, &text, flags) != CURLUE_OK)
		return NULL;
	kept = arena_strdup(cx->arena, text);
	curl_free(text);
	return kept;
}

static void
free_url(void *u)
{
	curl_url_cleanup(u);
}

/* webcal is a web address with a hint for the calendar program. */
static const char *
without_hint(struct ctx *cx, const char *url)
{
	if (strncasecmp(url, "webcal://", 9) == 0)
		return arena_printf(cx->arena, "http://%s", url + 9);
	if (strncasecmp(url, "webcals://", 10) == 0)
		return arena_printf(cx->arena, "https://%s", url + 10);
	return url;
}

/* Services below 1024 are not the web's, but for its own two. */
static bool
is_web_port(int port)
{
	return port == 80 || port == 443 || (port >= 1024 && port <= 65535);
}

/* URL, relative to BASE when that is not NULL. */
static enum status
read_place(struct ctx *cx, const char *base, const char *url, struct place *out)
{
	CURLU *u = arena_adopt(cx->arena, curl_url(), free_url);
	const char *port;

	if (u == NULL)
		return fault(cx, ERR_INTERNAL, "no memory for a URL");
	if (strlen(url) > URL_MAX)
		return fault(cx, ERR_INVALID, "the URL is too long");
	if ((base != NULL && curl_url_set(u, CURLUPART_URL, base, 0) != CURLUE_OK) ||
	    curl_url_set(u, CURLUPART_URL, without_hint(cx, url), CURLU_NON_SUPPORT_SCHEME |
	    CURLU_URLENCODE) != CURLUE_OK)
		return fault(cx, ERR_INVALID, "not a URL");
	*out = (struct place){
		.scheme = url_part(cx, u, CURLUPART_SCHEME, 0),
		.host = url_part(cx, u, CURLUPART_HOST, 0),
		.user = url_part(cx, u, CURLUPART_USER, CURLU_URLDECODE),
		.password = url_part(cx, u, CURLUPART_PASSWORD, CURLU_URLDECODE),
	};
	if (out->scheme == NULL ||
	    (strcmp(out->scheme, "http") != 0 && strcmp(out->scheme, "https") != 0))
		return fault(cx, ERR_INVALID, "a URL begins with http or https");
	port = url_part(cx, u, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	out->port = port != NULL ? atoi(port) : 0;
	if (out->host == NULL || *out->host == '\0')
		return fault(cx, ERR_INVALID, "the URL names no host");
	if (!is_web_port(out->port))
		return fault(cx, ERR_DENIED, "port %d is not for web servers", out->port);
	curl_url_set(u, CURLUPART_USER, NULL, 0);
	curl_url_set(u, CURLUPART_PASSWORD, NULL, 0);
	curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
	if ((out->url = url_part(cx, u, CURLUPART_URL, 0)) == NULL)
		return fault(cx, ERR_INVALID, "not a URL");
	return OK;
}

enum status
fetch_url_check(struct ctx *cx, const char *url)
{
	struct place place;

	return read_place(cx, NULL, url, &place);
}

/* "[::1]" is what a URL says for ::1. */
static const char *
bare_host(struct ctx *cx, const char *host)
{
	size_t len = strlen(host);

	return *host == '[' && len > 2 ? arena_strndup(cx->arena, host + 1, len - 2) : host;
}

/* The permitted addresses of the host, "192.0.2.1,[2001:db8::1]" as libcurl takes them. */
static enum status
resolve(struct ctx *cx, const struct place *place, const char **out)
{
	struct guard_address found[GUARD_ADDRESSES];
	struct buf list = BUF_ON(cx->arena);
	size_t count;
	enum status st;

	if ((st = guard_resolve(cx, bare_host(cx, place->host), place->port, found, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		char text[INET6_ADDRSTRLEN];

		if (getnameinfo((struct sockaddr *)&found[i].sa, found[i].len, text, sizeof text,
		    NULL, 0, NI_NUMERICHOST) == 0)
			buf_printf(&list, found[i].sa.ss_family == AF_INET6 ? "%s[%s]" : "%s%s",
			    list.len > 0 ? "," : "", text);
	}
	*out = buf_str(&list);
	return OK;
}

static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *at)
{
	struct ctx *cx = arg;

	if (purpose != CURLSOCKTYPE_IPCXN || !guard_permits(cx->conf, &at->addr))
		return CURL_SOCKET_BAD;
	return socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
}

static size_t
take_body(char *p, size_t size, size_t n, void *arg)
{
	struct answer *a = arg;

	if (size * n > a->max - a->body.len) {
		a->too_large = true;
		return 0;
	}
	buf_add(&a->body, p, size * n);
	return size * n;
}

static void
free_list(void *list)
{
	curl_slist_free_all(list);
}

static void
read_headers(struct ctx *cx, CURL *h, struct fetched *out)
{
	struct header **at = &out->headers;
	struct curl_header *line = NULL;

	out->headers = NULL;
	while ((line = curl_easy_nextheader(h, CURLH_HEADER, 0, line)) != NULL) {
		char *name = arena_strdup(cx->arena, line->name);

		for (char *s = name; *s != '\0'; s++)
			if (*s >= 'A' && *s <= 'Z')
				*s |= 0x20;
		*at = arena_alloc(cx->arena, sizeof **at);
		**at = (struct header){ name, arena_strdup(cx->arena, line->value), NULL };
		at = &(*at)->next;
	}
}

static enum status
add_headers(struct ctx *cx, const struct fetch *f, struct curl_slist **out)
{
	/* libcurl would wait for "100 Continue". */
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	bool typed = false;

	for (const struct header *h = f->headers; h != NULL; h = h->next) {
		if (strpbrk(h->value, "\r\n") != NULL || strpbrk(h->name, "\r\n:") != NULL) {
			curl_slist_free_all(list);
			return fault(cx, ERR_INVALID, "a header of two lines");
		}
		typed = typed || strcmp(h->name, "content-type") == 0;
		list = curl_slist_append(list, arena_printf(cx->arena, "%s: %s", h->name, h->value));
	}
	/* It would call a body a form. */
	if (f->body != NULL && !typed)
		list = curl_slist_append(list, "Content-Type: application/octet-stream");
	*out = arena_adopt(cx->arena, list, free_list);
	return OK;
}

static enum status
failed(struct ctx *cx, const struct answer *a, CURLcode code, const char *host, const char *words)
{
	if (a->too_large)
		return fault(cx, ERR_TOO_LARGE, "%s sends more than %zu bytes", host, a->max);
	if (code == CURLE_OPERATION_TIMEDOUT)
		return fault(cx, ERR_BUSY, "%s took too long", host);
	return fault(cx, ERR_UPSTREAM, "%s: %s", host, *words != '\0' ? words :
	    curl_easy_strerror(code));
}

static void
set_options(struct ctx *cx, CURL *h, const struct fetch *f, const struct place *place,
    struct answer *a, int time_left)
{
	curl_easy_setopt(h, CURLOPT_URL, place->url);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h, CURLOPT_PROXY, "");
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)time_left);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "Hayloft/" VERSION);
	curl_easy_setopt(h, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, cx);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, a);
	if (*cx->conf->fetch_authorities != '\0')
		curl_easy_setopt(h, CURLOPT_CAINFO, cx->conf->fetch_authorities);
	if (f->method != NULL && strcmp(f->method, "HEAD") == 0)
		curl_easy_setopt(h, CURLOPT_NOBODY, 1L);
	else if (f->method != NULL)
		curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, f->method);
	if (f->body != NULL) {
		curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)f->body_len);
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, f->body);
	}
	if (place->user != NULL) {
		curl_easy_setopt(h, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(h, CURLOPT_USERNAME, place->user);
		curl_easy_setopt(h, CURLOPT_PASSWORD,
		    place->password != NULL ? place->password : "");
	}
}

static enum status
run(struct ctx *cx, CURL *h, const struct place *place, struct answer *a, struct fetched *out)
{
	char words[CURL_ERROR_SIZE] = "";
	CURLcode code;
	long answer;

	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, words);
	code = curl_easy_perform(h);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, NULL);
	if (code != CURLE_OK)
		return failed(cx, a, code, place->host, words);
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &answer);
	*out = (struct fetched){
		.code = (int)answer, .url = place->url,
		.body = buf_str(&a->body), .body_len = a->body.len,
	};
	read_headers(cx, h, out);
	return OK;
}

/* One request, one answer. */
static enum status
ask(struct ctx *cx, const struct fetch *f, const struct place *place, int64_t end,
    struct fetched *out)
{
	struct answer a = { BUF_ON(cx->arena), f->max > 0 ? f->max : MAX_OTHERWISE, false };
	struct curl_slist *headers, *pin;
	const char *addresses = NULL;
	int64_t left;
	enum status st;
	CURL *h;

	if ((st = resolve(cx, place, &addresses)) != OK || (st = add_headers(cx, f, &headers)) != OK)
		return st;
	if ((left = end - clock_steady()) <= 0)
		return fault(cx, ERR_BUSY, "%s took too long", place->host);
	pin = arena_adopt(cx->arena, curl_slist_append(NULL, arena_printf(cx->arena, "%s:%d:%s",
	    place->host, place->port, addresses)), free_list);
	if ((h = curl_easy_init()) == NULL)
		return fault(cx, ERR_INTERNAL, "no memory for a connection");
	set_options(cx, h, f, place, &a, (int)left);
	curl_easy_setopt(h, CURLOPT_RESOLVE, pin);
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
	st = run(cx, h, place, &a, out);
	curl_easy_cleanup(h);
	return st;
}

static bool
is_redirect(int code)
{
	return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
}

static bool
same_server(const struct place *a, const struct place *b)
{
	return strcmp(a->scheme, b->scheme) == 0 && strcasecmp(a->host, b->host) == 0 &&
	    a->port == b->port;
}

enum status
fetch_url(struct ctx *cx, const struct fetch *f, struct fetched *out)
{
	bool may_follow = f->redirects > 0 && f->body == NULL &&
	    (f->method == NULL || strcmp(f->method, "GET") == 0 || strcmp(f->method, "HEAD") == 0);
	int timeout = ctx_time_left(cx, f->timeout > 0 ? f->timeout : TIMEOUT_MS);
	int64_t end = clock_steady() + timeout;
	struct place first, place;
	enum status st;

	if ((st = read_place(cx, NULL, f->url, &first)) != OK)
		return st;
	if (f->user != NULL) {
		first.user = f->user;
		first.password = f->password;
	}
	place = first;
	for (int turns = 0;; turns++) {
		const char *location;

		if (f->https_only && strcmp(place.scheme, "https") != 0)
			return fault(cx, ERR_DENIED, "only https is allowed here");
		if ((st = ask(cx, f, &place, end, out)) != OK)
			return st;
		location = fetched_header(out, "location");
		if (!is_redirect(out->code) || !may_follow || location == NULL)
			return OK;
		if (turns == f->redirects)
			return fault(cx, ERR_LIMIT, "%s redirects too often", place.host);
		if ((st = read_place(cx, place.url, location, &place)) != OK)
			return st;
		/* Nobody but the server that was named gets the password. */
		place.user = same_server(&first, &place) ? first.user : NULL;
		place.password = first.password;
	}
}

const char *
fetched_header(const struct fetched *out, const char *name)
{
	for (const struct header *h = out->headers; h != NULL; h = h->next)
		if (strcmp(h->name, name) == 0)
			return h->value;
	return NULL;
}
