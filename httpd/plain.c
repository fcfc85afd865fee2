/*
 * Nothing is served to others over plain HTTP but the way to HTTPS.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/conf.h"
#include "httpd/bridge.h"
#include "httpd/front.h"
#include "httpd/limits.h"
#include "httpd/plain.h"

#define CHALLENGE	"/.well-known/acme-challenge/"
#define ANSWER_MAX	1024

/* The answer to a challenge is the file of its name in STATE/acme/. */
static bool
serve_challenge(h2o_req_t *req, h2o_iovec_t path)
{
	size_t prefix = sizeof CHALLENGE - 1, len = path.len - prefix;
	const char *token = path.base + prefix;
	char name[160], answer[ANSWER_MAX];
	struct arena *arena;
	ssize_t n = -1;
	int fd;

	if (path.len <= prefix || memcmp(path.base, CHALLENGE, prefix) != 0)
		return false;
	/* base64url (RFC 8555, section 8.3), so it cannot climb out of the folder. */
	for (size_t i = 0; i < len; i++)
		if (!((token[i] >= 'a' && token[i] <= 'z') || (token[i] >= 'A' && token[i] <= 'Z') ||
		    (token[i] >= '0' && token[i] <= '9') || token[i] == '-' || token[i] == '_'))
			return false;
	if ((size_t)snprintf(name, sizeof name, "acme/%.*s", (int)len, token) >= sizeof name)
		return false;
	arena = arena_open();
	fd = open(conf_root_path(front.conf, arena, name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	arena_close(arena);
	if (fd >= 0) {
		n = read(fd, answer, sizeof answer);
		close(fd);
	}
	if (n > 0)
		bridge_text(req, 200, "text/plain", answer, (size_t)n);
	else
		bridge_problem(req, 404, "no such challenge");
	return true;
}

static bool
is_name(h2o_iovec_t host, const char *name, size_t len)
{
	return host.len == len && strncasecmp(host.base, name, len) == 0;
}

/*
 * A name that is ours: a client may say any, and a cache or a mail could carry
 * an answer that leads there.
 */
static bool
is_ours(h2o_iovec_t host)
{
	static const char *const here[] = { "localhost", "127.0.0.1", "[::1]" };
	const char *names = front.conf->names;

	if (is_name(host, front.conf->host, strlen(front.conf->host)))
		return true;
	for (size_t i = 0; i < COUNT(here) && strcmp(front.conf->host, "localhost") == 0; i++)
		if (is_name(host, here[i], strlen(here[i])))
			return true;
	for (names += strspn(names, " "); *names != '\0'; names += strspn(names, " ")) {
		size_t len = strcspn(names, " ");

		if (is_name(host, names, len))
			return true;
		names += len;
	}
	return false;
}

static void
redirect(h2o_req_t *req, h2o_iovec_t path, h2o_iovec_t query)
{
	h2o_iovec_t host = req->authority, port = { 0 };
	char text[16];
	size_t end;

	/* Without its port, which may follow an IPv6 address in brackets. */
	for (end = host.len; end > 0 && host.base[end - 1] >= '0' && host.base[end - 1] <= '9'; end--)
		;
	if (end > 0 && host.base[end - 1] == ':')
		host.len = end - 1;
	if (!is_ours(host))
		host = h2o_iovec_init(front.conf->host, strlen(front.conf->host));
	if (conf_port(front.conf, 443) != 443)
		port = h2o_iovec_init(text, (size_t)snprintf(text, sizeof text, ":%d",
		    conf_port(front.conf, 443)));
	h2o_iovec_t to = h2o_concat(&req->pool, h2o_iovec_init("https://", 8), host, port, path,
	    h2o_iovec_init("?", query.base != NULL ? 1 : 0), query);

	h2o_add_header(&req->pool, &req->res.headers, H2O_TOKEN_LOCATION, NULL, to.base, to.len);
	bridge_text(req, 308, "text/plain", H2O_STRLIT("This server speaks HTTPS.\n"));
}

int
plain_on_req(h2o_handler_t *self, h2o_req_t *req)
{
	h2o_buffer_t *in = limits_client(req->conn)->sock->input;
	const char *why = bridge_check_head(in->bytes, in->size);
	struct target target;

	(void)self;
	if (why == NULL && !bridge_target(req->path.base, req->path.len, &target))
		why = "the request target makes no sense";
	if (why != NULL) {
		bridge_problem(req, 400, why);
		return 0;
	}
	if (target.authority.base != NULL)
		req->authority = target.authority;
	if (!serve_challenge(req, target.path) && !bridge_serve_service(req, &target))
		redirect(req, target.path, target.query);
	return 0;
}
