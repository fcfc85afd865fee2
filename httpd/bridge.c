/*
 * A request becomes a job of the pool; the worker's reply becomes a response.
 *
 * Life.  libh2o frees a request whenever its client leaves, also while a
 * worker is at it.  So everything about a request in flight is one exchange in
 * the request's own pool, with a dispose function that libh2o calls in every
 * case; it takes the job from the queue, or leaves the worker to finish for
 * nobody.  Nothing else holds a pointer to the request.
 *
 * Order of who serves: files of the browser side, our own few addresses, the
 * table of routes, the page of the app.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <h2o.h>

#include "admin/session.h"
#include "core/conf.h"
#include "core/hash.h"
#include "httpd/assets.h"
#include "httpd/bridge.h"
#include "httpd/csp.h"
#include "httpd/events.h"
#include "httpd/forwarded.h"
#include "httpd/front.h"
#include "httpd/limits.h"
#include "httpd/metrics.h"
#include "httpd/pool.h"
#include "httpd/sync.h"

#define CHUNK		65536		/* of a file on its way to the client */
#define RETRY_AFTER	"2"

struct exchange {
	h2o_generator_t	 generator;
	h2o_req_t	*req;
	struct note	*note;
	struct job	 job;
	int		 fd;		/* the reply's file, -1 for none */
	int64_t		 at, left;
	char		*chunk;
};

/* Small helpers */

static char *
text(h2o_mem_pool_t *pool, h2o_iovec_t s)
{
	return h2o_strdup(pool, s.base, s.len).base;
}

static void
set(h2o_req_t *req, const h2o_token_t *token, const char *value)
{
	h2o_add_header(&req->pool, &req->res.headers, token, NULL, value, strlen(value));
}

struct note *
bridge_note(h2o_req_t *req, bool make)
{
	h2o_iovec_t *slot = h2o_req_getenv(req, "note", 4, make);
	struct note *note;

	if (slot == NULL || slot->base != NULL || !make)
		return slot != NULL ? (struct note *)(void *)slot->base : NULL;
	note = h2o_mem_alloc_pool(&req->pool, sizeof *note);
	*note = (struct note){ .id = "-", .route = "front", .fault = "" };
	slot->base = (char *)note;
	return note;
}

/* "5f3a9c1e0000002a": which run of the front, which request of it. */
static const char *
new_id(h2o_mem_pool_t *pool)
{
	static const char digits[] = "0123456789abcdef";
	static uint32_t run, count;
	char *id = h2o_mem_alloc_pool(pool, 17);
	uint64_t n;

	if (run == 0)
		hash_random(&run, sizeof run);
	n = (uint64_t)run << 32 | ++count;
	for (int i = 15; i >= 0; i--, n >>= 4)
		id[i] = digits[n & 15];
	id[16] = '\0';
	return id;
}

/* An address as text, "-" for none. */
static void
show_address(struct sockaddr_storage *ss, char out[static INET6_ADDRSTRLEN])
{
	memcpy(out, "-", 2);
	if (ss->ss_family == AF_INET) {
		inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)ss)->sin_addr, out, INET6_ADDRSTRLEN);
	} else if (ss->ss_family == AF_INET6) {
		struct in6_addr *a = &((struct sockaddr_in6 *)(void *)ss)->sin6_addr;

		if (IN6_IS_ADDR_V4MAPPED(a))
			inet_ntop(AF_INET, a->s6_addr + 12, out, INET6_ADDRSTRLEN);
		else
			inet_ntop(AF_INET6, a, out, INET6_ADDRSTRLEN);
	}
}

const char *
bridge_remote(h2o_req_t *req)
{
	struct client *c = limits_client(req->conn);
	struct sockaddr_storage ss;
	char *behind;

	if (forwarded_peer(req, &ss)) {
		behind = h2o_mem_alloc_pool(&req->pool, INET6_ADDRSTRLEN);
		show_address(&ss, behind);
		return behind;
	}
	if (c->remote[0] == '\0') {
		if (h2o_socket_getpeername(c->sock, (struct sockaddr *)&ss) == 0)
			ss.ss_family = AF_UNSPEC;
		show_address(&ss, c->remote);
	}
	return c->remote;
}

/* Answers of our own */

static void
send_bytes(h2o_req_t *req, int code, const char *type, const char *body, size_t len)
{
	static h2o_generator_t generator;
	h2o_iovec_t bytes = h2o_iovec_init(body, len);
	bool head = h2o_memis(req->method.base, req->method.len, "HEAD", 4);

	req->res.status = code;
	req->res.reason = http_phrase(code);
	req->res.content_length = len;
	set(req, H2O_TOKEN_CONTENT_TYPE, type);
	csp_add(req, CSP_API);
	h2o_start_response(req, &generator);
	h2o_send(req, &bytes, head ? 0 : 1, H2O_SEND_STATE_FINAL);
}

void
bridge_text(h2o_req_t *req, int code, const char *type, const char *body, size_t len)
{
	bridge_note(req, true);
	send_bytes(req, code, type, h2o_strdup(&req->pool, body, len).base, len);
}

void
bridge_problem(h2o_req_t *req, int code, const char *detail)
{
	struct note *note = bridge_note(req, true);
	char *body = h2o_mem_alloc_pool(&req->pool, 512);
	int n;

	if (note->id[0] == '-')
		note->id = new_id(&req->pool);
	if (*note->fault == '\0')
		note->fault = detail;
	n = snprintf(body, 512, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,"
	    "\"detail\":\"%s\",\"instance\":\"urn:request:%s\"}", http_phrase(code), code, detail,
	    note->id);
	if (code == 503 || code == 429)
		set(req, H2O_TOKEN_RETRY_AFTER, RETRY_AFTER);
	h2o_add_header_by_str(&req->pool, &req->res.headers, H2O_STRLIT("x-request-id"), 0, NULL,
	    note->id, strlen(note->id));
	/* What comes next on this connection may not be what it seems. */
	if (code == 400 || code == 413 || code == 431)
		req->http1_is_persistent = 0;
	send_bytes(req, code, "application/problem+json", body, (size_t)n);
}

/* Streaming a reply's file */

static void
proceed_file(h2o_generator_t *self, h2o_req_t *req)
{
	struct exchange *x = H2O_STRUCT_FROM_MEMBER(struct exchange, generator, self);
	size_t want = x->left < CHUNK ? (size_t)x->left : CHUNK;
	h2o_iovec_t bytes;
	ssize_t n;

	do
		n = pread(x->fd, x->chunk, want, x->at);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		/* Shorter than the worker said: the client must not take it for the whole. */
		h2o_send(req, NULL, 0, H2O_SEND_STATE_ERROR);
		return;
	}
	x->at += n;
	x->left -= n;
	bytes = h2o_iovec_init(x->chunk, (size_t)n);
	h2o_send(req, &bytes, 1, x->left > 0 ? H2O_SEND_STATE_IN_PROGRESS : H2O_SEND_STATE_FINAL);
}

/* Replies */

/* What belongs to the connection is ours to say, not a worker's. */
static bool
is_ours(const char *name)
{
	static const char *const names[] = {
		"connection", "content-length", "transfer-encoding", "keep-alive", "upgrade", "te",
		"trailer", "proxy-connection", "date", "server", "x-request-id",
		REPLY_SYNC_OWED,
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static void
copy_headers(h2o_req_t *req, const struct header *h)
{
	for (; h != NULL; h = h->next) {
		size_t name_len = strlen(h->name), len = strlen(h->value);
		const h2o_token_t *token;
		char *value;

		if (is_ours(h->name))
			continue;
		value = h2o_strdup(&req->pool, h->value, len).base;
		token = h2o_lookup_token(h->name, name_len);
		if (token != NULL)
			h2o_add_header(&req->pool, &req->res.headers, token, NULL, value, len);
		else
			h2o_add_header_by_str(&req->pool, &req->res.headers,
			    h2o_strdup(&req->pool, h->name, name_len).base, name_len, 0, NULL,
			    value, len);
	}
}

static void
respond(struct exchange *x, struct message *m)
{
	static h2o_generator_t at_once;
	h2o_req_t *req = x->req;
	struct reply *re = &m->re;
	bool head = h2o_memis(req->method.base, req->method.len, "HEAD", 4);
	bool bare = re->code == 204 || re->code == 304;
	int64_t len = re->body_fd >= 0 ? re->body_fd_len : (int64_t)re->body_len;

	req->res.status = re->code;
	req->res.reason = http_phrase(re->code);
	req->res.content_length = bare || re->stream != NULL ? SIZE_MAX : (size_t)len;
	copy_headers(req, re->headers);
	h2o_add_header_by_str(&req->pool, &req->res.headers, H2O_STRLIT("x-request-id"), 0, NULL,
	    x->note->id, strlen(x->note->id));
	csp_add(req, CSP_API);

	if (re->stream != NULL) {
		x->note->stream = true;
		if (events_start(req, re->stream))
			return;
		x->note->stream = false;
		req->res.headers = (h2o_headers_t){ 0 };
		bridge_problem(req, 429, "too many event streams are open");
		return;
	}
	if (head || bare || len == 0) {
		h2o_start_response(req, &at_once);
		h2o_send(req, NULL, 0, H2O_SEND_STATE_FINAL);
		return;
	}
	if (re->body_fd >= 0) {
		x->fd = re->body_fd;
		re->body_fd = -1;
		x->at = re->body_fd_start;
		x->left = len;
		x->chunk = h2o_mem_alloc_pool(&req->pool, CHUNK);
		x->generator.proceed = proceed_file;
		h2o_start_response(req, &x->generator);
		proceed_file(&x->generator, req);
	} else {
		h2o_iovec_t body = h2o_strdup(&req->pool, re->body, re->body_len);

		h2o_start_response(req, &at_once);
		h2o_send(req, &body, 1, H2O_SEND_STATE_FINAL);
	}
}

static void
on_done(struct job *job, enum job_end end, struct message *m)
{
	struct exchange *x = H2O_STRUCT_FROM_MEMBER(struct exchange, job, job);

	x->note->worker_ms = job->worker_ms;
	x->note->account = job->account;
	switch (end) {
	case JOB_REPLIED:
		if (m->fault != NULL && *m->fault != '\0')
			x->note->fault = h2o_strdup(&x->req->pool, m->fault, SIZE_MAX).base;
		if (job->account != 0 && reply_find(&m->re, REPLY_SYNC_OWED) != NULL)
			sync_request(job->account, SYNC_INDEX);
		respond(x, m);
		break;
	case JOB_FULL:
		bridge_problem(x->req, 503, "the server is busy, please try again");
		break;
	case JOB_TOO_LARGE:
		bridge_problem(x->req, 431, "the header of the request is too large");
		break;
	case JOB_CRASHED:
		bridge_problem(x->req, 500, "the request could not be finished");
		break;
	case JOB_LATE:
		bridge_problem(x->req, 504, "the request took too long");
		break;
	case JOB_LEFT:
		bridge_problem(x->req, 408, "the client left while the request waited");
		break;
	}
}

static void
dispose(void *arg)
{
	struct exchange *x = arg;

	pool_cancel(&x->job);
	if (x->fd >= 0)
		close(x->fd);
}

/* Requests */

/* They speak of the connection, or would let a client pretend to be us. */
static bool
is_dropped(h2o_iovec_t name)
{
	static const char *const names[] = {
		"connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect",
		"transfer-encoding", "http2-settings", "x-request-id", "cookie",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (name.len == strlen(names[i]) && memcmp(name.base, names[i], name.len) == 0)
			return true;
	return false;
}

/* HTTP/2 sends each cookie in a field of its own: one line again (RFC 9113, section 8.2.3). */
static const char *
join_cookies(h2o_req_t *req)
{
	size_t len = 0;
	char *line, *at;

	for (ssize_t i = -1; (i = h2o_find_header(&req->headers, H2O_TOKEN_COOKIE, i)) >= 0;)
		len += req->headers.entries[i].value.len + 2;
	if (len == 0)
		return NULL;
	at = line = h2o_mem_alloc_pool(&req->pool, len + 1);
	for (ssize_t i = -1; (i = h2o_find_header(&req->headers, H2O_TOKEN_COOKIE, i)) >= 0;) {
		h2o_iovec_t v = req->headers.entries[i].value;

		memcpy(at, v.base, v.len);
		at += v.len;
		memcpy(at, "; ", 2);
		at += 2;
	}
	at[-2] = '\0';
	return line;
}

static struct header *
take_headers(h2o_req_t *req, const char *cookies)
{
	struct header *list = h2o_mem_alloc_pool(&req->pool,
	    (req->headers.size + 1) * sizeof *list), **at;
	struct header *first = NULL, *h = list;
	size_t room = 0;
	char *block;

	for (size_t i = 0; i < req->headers.size; i++)
		room += req->headers.entries[i].name->len + req->headers.entries[i].value.len + 2;
	block = h2o_mem_alloc_pool(&req->pool, room + 1);
	at = &first;
	for (size_t i = 0; i < req->headers.size; i++) {
		h2o_header_t *from = &req->headers.entries[i];

		if (is_dropped(*from->name))
			continue;
		h->name = block;
		memcpy(block, from->name->base, from->name->len);
		block += from->name->len;
		*block++ = '\0';
		h->value = block;
		memcpy(block, from->value.base, from->value.len);
		block += from->value.len;
		*block++ = '\0';
		*at = h;
		at = &h->next;
		h++;
	}
	if (cookies != NULL) {
		h->name = "cookie";
		h->value = cookies;
		*at = h;
		at = &h->next;
	}
	*at = NULL;
	return first;
}

/* What proves who asks, for affinity and fairness: our cookie, else Authorization. */
static uint64_t
credential(h2o_req_t *req, const char *cookies)
{
	ssize_t i;

	for (const char *s = cookies; s != NULL; s = (s = strchr(s, ';')) != NULL ? s + 1 : NULL) {
		s += strspn(s, " ");
		if (strncmp(s, SESSION_COOKIE "=", sizeof SESSION_COOKIE) == 0)
			return pool_credential(s, strcspn(s, ";"));
	}
	i = h2o_find_header(&req->headers, H2O_TOKEN_AUTHORIZATION, -1);
	return i < 0 ? 0 : pool_credential(req->headers.entries[i].value.base,
	    req->headers.entries[i].value.len);
}

static void
hand_over(h2o_req_t *req, const struct route *route, const char *method, const char *path,
    const struct target *target)
{
	struct exchange *x = h2o_mem_alloc_shared(&req->pool, sizeof *x, dispose);
	const char *cookies = join_cookies(req);
	struct sockaddr_storage peer;

	*x = (struct exchange){ .req = req, .note = bridge_note(req, true), .fd = -1 };
	x->note->id = new_id(&req->pool);
	x->note->route = route->path;
	x->job = (struct job){
		.pool = route->pool,
		.route = route,
		.credential = credential(req, cookies),
		.done = on_done,
		.rq = {
			.id = x->note->id,
			.method = method,
			.path = path,
			.query = target->query.base != NULL ? text(&req->pool, target->query) : NULL,
			.authority = text(&req->pool, req->authority),
			.remote = bridge_remote(req),
			.headers = take_headers(req, cookies),
			.body = req->entity.base != NULL ? req->entity.base : "",
			.body_len = req->entity.len,
		},
	};
	if (req->version < 0x200)
		x->job.client = h2o_socket_get_fd(limits_client(req->conn)->sock);
	if (forwarded_peer(req, &peer) ||
	    h2o_socket_getpeername(limits_client(req->conn)->sock, (struct sockaddr *)&peer) > 0)
		x->job.address = limits_address_key((struct sockaddr *)&peer);
	pool_submit(&x->job);
}

int64_t
bridge_body_limit(h2o_req_t *req)
{
	const struct route *route;
	struct target target;
	const char *allow;
	bool known;

	if (!bridge_target(req->input.path.base, req->input.path.len, &target))
		return 0;
	route = route_find(text(&req->pool, req->input.method), text(&req->pool, target.path),
	    &known, &allow);
	if (route == NULL || route->need == NEED_INTERNAL)
		return 0;
	return route->max_body < front.conf->max_body ? route->max_body : front.conf->max_body;
}

static void
serve_health(h2o_req_t *req)
{
	const char *why = "draining";
	char *body = h2o_mem_alloc_pool(&req->pool, 256);

	if (!front.draining && pool_healthy(&why)) {
		bridge_text(req, 200, "application/json", H2O_STRLIT("{\"status\":\"ok\"}\n"));
	} else {
		int n = snprintf(body, 256, "{\"status\":\"failing\",\"reason\":\"%s\"}\n", why);

		bridge_text(req, 503, "application/json", body, (size_t)n);
	}
}

static bool
is_path(const struct target *t, const char *path)
{
	return h2o_memis(t->path.base, t->path.len, path, strlen(path));
}

static void
serve_route(h2o_req_t *req, const struct target *target)
{
	const char *method = text(&req->pool, req->method), *path = text(&req->pool, target->path);
	const struct route *route;
	const char *allow;
	bool known;

	route = route_find(method, path, &known, &allow);
	if (strncmp(path, "/internal/", 10) == 0 || (route != NULL && route->need == NEED_INTERNAL)) {
		bridge_problem(req, 404, "there is nothing at this address");
	} else if (route != NULL) {
		int64_t most = route->max_body < front.conf->max_body ? route->max_body :
		    front.conf->max_body;

		if ((int64_t)req->entity.len > most)
			bridge_problem(req, 413, "the body is larger than this address takes");
		else
			hand_over(req, route, method, path, target);
	} else if (assets_serve_shell(req, target->path)) {
		return;
	} else if (known) {
		set(req, H2O_TOKEN_ALLOW, h2o_strdup(&req->pool, allow, SIZE_MAX).base);
		bridge_problem(req, 405, "this address does not take that method");
	} else {
		bridge_problem(req, 404, "there is nothing at this address");
	}
}

/* The peer has the address that it asks at, and passes nobody else's question on. */
static bool
is_from_here(h2o_req_t *req)
{
	h2o_socket_t *sock = limits_client(req->conn)->sock;
	struct sockaddr_storage peer, own;

	if (h2o_find_header_by_str(&req->headers, H2O_STRLIT("x-forwarded-for"), -1) >= 0 ||
	    h2o_socket_getpeername(sock, (struct sockaddr *)&peer) == 0 ||
	    h2o_socket_getsockname(sock, (struct sockaddr *)&own) == 0 ||
	    peer.ss_family != own.ss_family)
		return false;
	if (peer.ss_family == AF_INET)
		return ((struct sockaddr_in *)&peer)->sin_addr.s_addr ==
		    ((struct sockaddr_in *)&own)->sin_addr.s_addr;
	return peer.ss_family == AF_INET6 && memcmp(&((struct sockaddr_in6 *)&peer)->sin6_addr,
	    &((struct sockaddr_in6 *)&own)->sin6_addr, sizeof(struct in6_addr)) == 0;
}

bool
bridge_serve_service(h2o_req_t *req, const struct target *target)
{
	const char *method = text(&req->pool, req->method), *path = text(&req->pool, target->path);
	const struct route *route;
	const char *allow;
	bool known;

	route = route_find(method, path, &known, &allow);
	if (route == NULL || route->need != NEED_SERVICE || !is_from_here(req))
		return false;
	if ((int64_t)req->entity.len > route->max_body)
		bridge_problem(req, 413, "the body is larger than this address takes");
	else
		hand_over(req, route, method, path, target);
	return true;
}

int
bridge_on_req(h2o_handler_t *self, h2o_req_t *req)
{
	struct sockaddr_storage behind;
	struct target target;
	const char *why;

	(void)self;
	if (req->version < 0x200) {
		h2o_buffer_t *in = limits_client(req->conn)->sock->input;

		if ((why = bridge_check_head(in->bytes, in->size)) != NULL) {
			bridge_problem(req, 400, why);
			return 0;
		}
	}
	if (!bridge_target(req->path.base, req->path.len, &target)) {
		bridge_problem(req, 400, "the request target makes no sense");
		return 0;
	}
	if (target.authority.base != NULL)
		req->authority = target.authority;
	else if (req->version >= 0x200 &&
	    req->authority.base == req->hostconf->authority.hostport.base) {
		bridge_problem(req, 400, "no authority");
		return 0;
	}
	if (forwarded_peer(req, &behind) && limits_banned((struct sockaddr *)&behind)) {
		bridge_problem(req, 403, "this address is kept out");
		return 0;
	}
	if (assets_serve(req, target.path))
		return 0;
	if (is_path(&target, "/healthz"))
		serve_health(req);
	else if (is_path(&target, "/metrics"))
		metrics_serve(req);
	else
		serve_route(req, &target);
	return 0;
}
