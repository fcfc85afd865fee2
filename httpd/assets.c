/*
 * Every file of the built browser side is in memory with its br and gz twins,
 * its response headers are made once, and a request is one look in a hash
 * table.  A new front (a reload makes one) reads what was built since.
 *
 * Files below /assets/ have a hash of their content in their name and never
 * change; all others are asked for again each time, with an ETag.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <h2o.h>

#include "core/arena.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "httpd/assets.h"
#include "httpd/bridge.h"
#include "httpd/csp.h"
#include "httpd/front.h"

#define SLOTS		4096		/* a power of two, above twice the files */
#define FILE_MAX	(32 << 20)
#define DEPTH_MAX	8
#define HEADERS_MAX	(CSP_MAX + 6)

enum form { PLAIN, GZIP, BROTLI, FORMS };

struct asset {
	const char	*path;		/* "/assets/app-4F2A.js" */
	size_t		 path_len;
	enum csp_kind	 kind;
	h2o_mime_attributes_t mime;
	struct body {
		const char	*data;	/* NULL: not in this form */
		size_t		 len;
		const char	*etag;
		h2o_header_t	 headers[HEADERS_MAX];
		size_t		 count;
	} bodies[FORMS];
};

static struct asset *slots[SLOTS];
static size_t files;
static struct arena *arena;
static struct asset *shell;

static const struct { const char *end, *type; bool first; } types[] = {
	{ ".html", "text/html; charset=utf-8", false },
	{ ".js", "text/javascript; charset=utf-8", true },
	{ ".mjs", "text/javascript; charset=utf-8", true },
	{ ".css", "text/css; charset=utf-8", true },
	{ ".svg", "image/svg+xml", false },
	{ ".png", "image/png", false },
	{ ".ico", "image/x-icon", false },
	{ ".webp", "image/webp", false },
	{ ".json", "application/json", false },
	{ ".webmanifest", "application/manifest+json", false },
	{ ".txt", "text/plain; charset=utf-8", false },
	{ ".ftl", "text/plain; charset=utf-8", false },
	{ ".woff2", "font/woff2", false },
	{ ".wasm", "application/wasm", false },
	{ ".map", "application/json", false },
};

static const char *const shell_paths[] = {
	"/mail", "/calendar", "/contacts", "/tasks", "/settings", "/admin", "/oauth/authorize", "/oauth/callback",
};

static bool
ends(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static size_t
slot_of(const char *path, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)path[i]) * 16777619u;
	return (h ^ h >> 15) & (SLOTS - 1);
}

static struct asset *
find(const char *path, size_t len)
{
	for (size_t i = slot_of(path, len); slots[i] != NULL; i = (i + 1) & (SLOTS - 1))
		if (slots[i]->path_len == len && memcmp(slots[i]->path, path, len) == 0)
			return slots[i];
	return NULL;
}

static struct asset *
get(const char *path)
{
	size_t len = strlen(path), i;
	struct asset *a = find(path, len);

	if (a != NULL || files >= SLOTS / 2)
		return a;
	a = arena_alloc(arena, sizeof *a);
	a->path = arena_strdup(arena, path);
	a->path_len = len;
	for (i = slot_of(path, len); slots[i] != NULL; i = (i + 1) & (SLOTS - 1))
		;
	slots[i] = a;
	files++;
	return a;
}

static char *
read_all(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat sb;
	char *data = NULL;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_size <= FILE_MAX) {
		ssize_t n;

		data = arena_alloc(arena, (size_t)sb.st_size + 1);
		n = read(fd, data, (size_t)sb.st_size);
		*len = n > 0 ? (size_t)n : 0;
	}
	close(fd);
	return data;
}

static void
load(const char *file, const char *path)
{
	char base[512];
	enum form form = ends(path, ".br") ? BROTLI : ends(path, ".gz") ? GZIP : PLAIN;
	struct asset *a;
	size_t len;
	char *data;

	snprintf(base, sizeof base, "%.*s", (int)(strlen(path) - (form == PLAIN ? 0 : 3)), path);
	if ((a = get(base)) == NULL || (data = read_all(file, &len)) == NULL) {
		log_warn("assets", "left out %s", path);
		return;
	}
	a->bodies[form].data = data;
	a->bodies[form].len = len;
}

static void
walk(const char *folder, const char *prefix, int depth)
{
	DIR *dir = opendir(folder);
	struct dirent *e;

	if (dir == NULL) {
		log_warn("assets", "cannot read %s: %m", folder);
		return;
	}
	while ((e = readdir(dir)) != NULL) {
		char file[1024], path[512];
		struct stat sb;

		if (e->d_name[0] == '.' ||
		    (size_t)snprintf(file, sizeof file, "%s/%s", folder, e->d_name) >= sizeof file ||
		    (size_t)snprintf(path, sizeof path, "%s/%s", prefix, e->d_name) >= sizeof path ||
		    stat(file, &sb) < 0)
			continue;
		if (S_ISDIR(sb.st_mode) && depth < DEPTH_MAX)
			walk(file, path, depth + 1);
		else if (S_ISREG(sb.st_mode))
			load(file, path);
	}
	closedir(dir);
}

static void
add(struct body *b, const h2o_token_t *token, const char *value)
{
	b->headers[b->count++] = (h2o_header_t){
		(h2o_iovec_t *)(uintptr_t)&token->buf, NULL, h2o_iovec_init(value, strlen(value)),
	};
}

/* Make the headers, once for all requests. */
static void
prepare(struct asset *a)
{
	bool forever = strncmp(a->path, "/assets/", 8) == 0;
	const char *type = "application/octet-stream";
	static const char *const encodings[FORMS] = { [GZIP] = "gzip", [BROTLI] = "br" };

	for (size_t i = 0; i < COUNT(types); i++)
		if (ends(a->path, types[i].end)) {
			type = types[i].type;
			if (types[i].first)
				a->mime.priority = H2O_MIME_ATTRIBUTE_PRIORITY_HIGHEST;
		}
	a->kind = strcmp(a->path, "/frame/editor.html") == 0 ? CSP_EDITOR :
	    strncmp(a->path, "/frame/", 7) == 0 && ends(a->path, ".html") ? CSP_MESSAGE :
	    ends(a->path, ".html") ? CSP_APP : CSP_FILE;
	for (size_t f = 0; f < FORMS; f++) {
		struct body *b = &a->bodies[f];

		if (b->data == NULL)
			continue;
		b->etag = arena_printf(arena, "\"%.20s\"", hash_sha256_hex(arena, b->data, b->len));
		add(b, H2O_TOKEN_CONTENT_TYPE, type);
		add(b, H2O_TOKEN_ETAG, b->etag);
		add(b, H2O_TOKEN_CACHE_CONTROL,
		    forever ? "public, max-age=31536000, immutable" : "no-cache");
		if (a->bodies[GZIP].data != NULL || a->bodies[BROTLI].data != NULL)
			add(b, H2O_TOKEN_VARY, "accept-encoding");
		if (encodings[f] != NULL)
			add(b, H2O_TOKEN_CONTENT_ENCODING, encodings[f]);
		/* The message frame's policy names the host that was asked for. */
		if (a->kind != CSP_MESSAGE) {
			h2o_header_t more[CSP_MAX];
			size_t n = csp_headers(a->kind, NULL, h2o_iovec_init("", 0), more);

			memcpy(b->headers + b->count, more, n * sizeof *more);
			b->count += n;
		}
	}
}

void
assets_open(void)
{
	arena = arena_open();
	walk(front.conf->ui, "", 0);
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i] != NULL)
			prepare(slots[i]);
	shell = find("/index.html", 11);
	if (shell == NULL)
		log_warn("assets", "no index.html in %s: the browser side is not built",
		    front.conf->ui);
}

int
assets_encodings(const char *s, size_t len)
{
	const char *end = s + len;
	int found = 0, refused = 0;

	while (s < end) {
		const char *comma = memchr(s, ',', (size_t)(end - s)), *stop, *q;
		int which = 0;

		stop = comma != NULL ? comma : end;
		while (s < stop && (*s == ' ' || *s == '\t'))
			s++;
		for (q = s; q < stop && *q != ';' && *q != ' ' && *q != '\t'; q++)
			;
		if (q - s == 2 && strncasecmp(s, "br", 2) == 0)
			which = ENCODING_BROTLI;
		else if (q - s == 4 && strncasecmp(s, "gzip", 4) == 0)
			which = ENCODING_GZIP;
		else if (q - s == 1 && *s == '*')
			which = ENCODING_GZIP | ENCODING_BROTLI;
		found |= which;
		/* "q=0", "q=0.000": not acceptable (RFC 9110, section 12.4.2). */
		while (q < stop && (*q == ';' || *q == ' ' || *q == '\t'))
			q++;
		if (stop - q >= 3 && (*q == 'q' || *q == 'Q') && q[1] == '=' && q[2] == '0') {
			for (q += 3; q < stop && (*q == '.' || *q == '0' || *q == ' '); q++)
				;
			if (q == stop)
				refused |= which;
		}
		s = stop + 1;
	}
	return found & ~refused;
}

static bool
is_method(const h2o_req_t *req, const char *name)
{
	return h2o_memis(req->method.base, req->method.len, name, strlen(name));
}

static void
serve(h2o_req_t *req, struct asset *a)
{
	static h2o_generator_t generator;
	ssize_t at = h2o_find_header(&req->headers, H2O_TOKEN_ACCEPT_ENCODING, -1);
	int takes = at < 0 ? 0 : assets_encodings(req->headers.entries[at].value.base,
	    req->headers.entries[at].value.len);
	struct body *b = &a->bodies[PLAIN];
	bool same = false;

	if ((takes & ENCODING_GZIP) && a->bodies[GZIP].data != NULL)
		b = &a->bodies[GZIP];
	if ((takes & ENCODING_BROTLI) && a->bodies[BROTLI].data != NULL)
		b = &a->bodies[BROTLI];
	if (b->data == NULL) {
		bridge_problem(req, 406, "there is no plain form of this file");
		return;
	}
	if ((at = h2o_find_header(&req->headers, H2O_TOKEN_IF_NONE_MATCH, -1)) >= 0) {
		h2o_iovec_t given = req->headers.entries[at].value;

		same = memmem(given.base, given.len, b->etag, strlen(b->etag)) != NULL;
	}
	/* Shared, never changed: a filter that adds a header makes its own copy first. */
	req->res.headers = (h2o_headers_t){ b->headers, b->count, b->count };
	if (a->kind == CSP_MESSAGE)
		csp_add(req, CSP_MESSAGE);
	req->res.mime_attr = &a->mime;
	req->res.status = same ? 304 : 200;
	req->res.reason = same ? "Not Modified" : "OK";
	req->res.content_length = same ? SIZE_MAX : b->len;
	/* So that libh2o does not keep a copy of the headers for rewriting. */
	req->res.original.status = req->res.status;
	h2o_start_response(req, &generator);
	if (same || is_method(req, "HEAD")) {
		h2o_send(req, NULL, 0, H2O_SEND_STATE_FINAL);
	} else {
		h2o_iovec_t body = h2o_iovec_init(b->data, b->len);

		h2o_send(req, &body, 1, H2O_SEND_STATE_FINAL);
	}
}

bool
assets_serve(h2o_req_t *req, h2o_iovec_t path)
{
	struct asset *a;

	if (!is_method(req, "GET") && !is_method(req, "HEAD"))
		return false;
	if ((a = find(path.base, path.len)) == NULL)
		return false;
	serve(req, a);
	return true;
}

bool
assets_serve_shell(h2o_req_t *req, h2o_iovec_t path)
{
	bool ours = path.len == 1;

	for (size_t i = 0; i < COUNT(shell_paths) && !ours; i++) {
		size_t n = strlen(shell_paths[i]);

		ours = path.len >= n && memcmp(path.base, shell_paths[i], n) == 0 &&
		    (path.len == n || path.base[n] == '/');
	}
	if (!ours || (!is_method(req, "GET") && !is_method(req, "HEAD")))
		return false;
	if (shell == NULL)
		bridge_problem(req, 503, "the browser side is not built");
	else
		serve(req, shell);
	return true;
}
