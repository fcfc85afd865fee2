/*
 * Connections are counted per address and in all when they are accepted.  The
 * rest is one look over all connections and requests a second: cheap (20,000
 * connections take a few milliseconds), and one place instead of a timer in
 * each.  libh2o's own timers are set wide (front.c): its one deadline for
 * header and body would cut honest uploads on slow lines, and on HTTP/2 one
 * byte now and then keeps its timer happy for ever.
 *
 * Who is cut gets no answer: the socket is shut down and libh2o cleans up as
 * if the client had left.
 */
#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <h2o.h>
#include <h2o/http1.h>
#include <h2o/http2.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "httpd/bans.h"
#include "httpd/bridge.h"
#include "httpd/forwarded.h"
#include "httpd/front.h"
#include "httpd/guard.h"
#include "httpd/limits.h"

#define BUCKETS		4096
#define GRACE		10000		/* ms before a rate is held against anybody */
#define DRAIN_IDLE	5000		/* ms that an idle connection may stay while draining */
#define BANS_MOST	((size_t)1 << 20)	/* bytes of lines */
#define SPARE_FDS	512		/* files, workers, bodies on their way */

struct address {
	struct address	*next;
	uint64_t	 key;
	unsigned	 connections;
	int64_t		 bodies;	/* found by the sweep */
	bool		 greedy;	/* more than its share */
};

static struct address *addresses[BUCKETS];
static h2o_linklist_t clients;
static size_t connections, most;
static uint64_t seed;
static struct bans *bans;
static unsigned sweep;
static int64_t sweep_now;
static unsigned long cuts[CUT_COUNT], accepted;

static const char *const reasons[CUT_COUNT] = {
	[CUT_ADDRESS] = "address", [CUT_FULL] = "full", [CUT_IDLE] = "idle",
	[CUT_SLOW_HEADER] = "slow-header", [CUT_SLOW_BODY] = "slow-body",
	[CUT_SLOW_READER] = "slow-reader", [CUT_RESETS] = "resets", [CUT_HEADER] = "header",
	[CUT_BODIES] = "bodies", [CUT_BANNED] = "banned",
};

void
limits_open(void)
{
	struct rlimit rl;

	h2o_linklist_init_anchor(&clients);
	hash_random(&seed, sizeof seed);
	most = (size_t)front.conf->max_connections;
	/* An accept that fails for want of descriptors would be tried again for ever. */
	if (getrlimit(RLIMIT_NOFILE, &rl) == 0 && most + SPARE_FDS > rl.rlim_cur) {
		most = rl.rlim_cur > 2 * SPARE_FDS ? rl.rlim_cur - SPARE_FDS : rl.rlim_cur / 2;
		log_warn("connections", "the system allows %zu connections, %lld are configured",
		    most, (long long)front.conf->max_connections);
	}
}

uint64_t
limits_address_key(const struct sockaddr *sa)
{
	uint64_t key = 0;

	if (sa->sa_family == AF_INET) {
		key = (uint64_t)((const struct sockaddr_in *)(const void *)sa)->sin_addr.s_addr;
	} else if (sa->sa_family == AF_INET6) {
		const struct in6_addr *a = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;

		if (IN6_IS_ADDR_V4MAPPED(a))
			memcpy(&key, a->s6_addr + 12, 4);
		else
			memcpy(&key, a->s6_addr, 8);
	}
	return key;
}

static struct address **
bucket(uint64_t key)
{
	uint64_t h = (key ^ seed) * 0x9e3779b97f4a7c15u;

	return &addresses[(h >> 40) % BUCKETS];
}

static struct address *
address_get(uint64_t key)
{
	struct address **head = bucket(key), *a;

	for (a = *head; a != NULL; a = a->next)
		if (a->key == key)
			return a;
	a = h2o_mem_alloc(sizeof *a);
	*a = (struct address){ .next = *head, .key = key };
	return *head = a;
}

static void
address_put(struct address *a)
{
	struct address **at;

	if (--a->connections > 0)
		return;
	for (at = bucket(a->key); *at != a; at = &(*at)->next)
		;
	*at = a->next;
	free(a);
}

static void
on_close(void *arg)
{
	struct client *c = arg;

	h2o_linklist_unlink(&c->link);
	address_put(c->address);
	connections--;
	free(c);
}

static void
set_option(int fd, int level, int name, int value)
{
	/* A socket that is closing already refuses; then it does not matter. */
	(void)setsockopt(fd, level, name, &value, sizeof value);
}

bool
limits_admit(h2o_socket_t *sock)
{
	struct sockaddr_storage peer;
	struct sockaddr *sa = (struct sockaddr *)&peer;
	struct address *address;
	struct client *c;
	int fd = h2o_socket_get_fd(sock);
	bool proxy;

	accepted++;
	if (h2o_socket_getpeername(sock, sa) == 0)
		return false;
	/* Whom a proxy speaks for is seen at each request (httpd/forwarded.h). */
	proxy = forwarded_is_proxy(sa);
	if (!proxy && bans_hit(bans, sa, clock_seconds())) {
		cuts[CUT_BANNED]++;
		return false;
	}
	if (connections >= most) {
		cuts[CUT_FULL]++;
		return false;
	}
	address = address_get(limits_address_key(sa));
	address->connections++;
	if (!proxy && address->connections > front.conf->max_connections_per_address) {
		cuts[CUT_ADDRESS]++;
		address_put(address);
		return false;
	}
	c = h2o_mem_alloc(sizeof *c);
	*c = (struct client){ .sock = sock, .address = address, .active = clock_steady() };
	h2o_linklist_insert(&clients, &c->link);
	connections++;
	sock->on_close.cb = on_close;
	sock->on_close.data = c;

	/* A reader whose window stays shut, and one that vanished. */
	set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, (int)front.conf->write_timeout * 1000);
	set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
	set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 60);
	set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 20);
	return true;
}

bool
limits_banned(const struct sockaddr *sa)
{
	return bans_hit(bans, sa, clock_seconds());
}

/* Whoever is kept out from now on loses what he has open. */
static void
cut_banned(void)
{
	struct sockaddr_storage peer;
	struct sockaddr *sa = (struct sockaddr *)&peer;

	for (h2o_linklist_t *l = clients.next; l != &clients; l = l->next) {
		struct client *c = H2O_STRUCT_FROM_MEMBER(struct client, link, l);

		if (h2o_socket_getpeername(c->sock, sa) != 0 && !forwarded_is_proxy(sa) &&
		    bans_hit(bans, sa, clock_seconds()))
			limits_cut(c, CUT_BANNED);
	}
}

void
limits_ban(int fd)
{
	char *text = calloc(1, BANS_MOST + 1);
	struct bans *fresh = bans_open();
	size_t len = 0;
	ssize_t n;

	if (text == NULL)
		abort();
	while (len < BANS_MOST && (n = pread(fd, text + len, BANS_MOST - len, (off_t)len)) > 0)
		len += (size_t)n;
	bans_read(fresh, text);
	free(text);
	bans_close(bans);
	bans = fresh;
	cut_banned();
}

struct client *
limits_client(h2o_conn_t *conn)
{
	return conn->callbacks->get_socket(conn)->on_close.data;
}

void
limits_cut(struct client *c, enum cut why)
{
	if (c->cut)
		return;
	c->cut = true;
	cuts[why]++;
	log_debug("cut", "%s", reasons[why]);
	shutdown(h2o_socket_get_fd(c->sock), SHUT_RDWR);
}

void
limits_request_ended(h2o_req_t *req)
{
	h2o_socket_t *sock = req->conn->callbacks->get_socket(req->conn);

	if (sock != NULL && sock->on_close.data != NULL) {
		struct client *c = sock->on_close.data;

		c->active = clock_steady();
		c->acked = 0;
	}
}

struct reservation {
	struct client	*client;
	int64_t		 bytes;
};

static void
end_reservation(void *arg)
{
	struct reservation *r = arg;

	r->client->bodies -= r->bytes;
}

bool
limits_reserve(h2o_req_t *req, int64_t bytes)
{
	struct client *c = limits_client(req->conn);
	struct reservation *r;

	/* One upload of full size, or many small ones: more at a time no client needs. */
	if (c->bodies > 0 && c->bodies + bytes > front.conf->max_body)
		return false;
	r = h2o_mem_alloc_shared(&req->pool, sizeof *r, end_reservation);
	*r = (struct reservation){ c, bytes };
	c->bodies += bytes;
	return true;
}

/* The sweep */

static int64_t
since(const struct timeval *tv)
{
	return (int64_t)h2o_now(front.loop) - ((int64_t)tv->tv_sec * 1000 + tv->tv_usec / 1000);
}

static void
look_at_body(struct client *c, int64_t elapsed, size_t received)
{
	c->address->bodies += (int64_t)received;
	if (elapsed > GRACE && (int64_t)received < front.conf->min_rate * (elapsed / 1000))
		limits_cut(c, CUT_SLOW_BODY);
	else if (c->address->greedy && received > 1 << 20)
		limits_cut(c, CUT_BODIES);
}

/* How much of a response has arrived at the other side, as TCP knows it. */
static int64_t
bytes_acked(struct client *c, bool *pending)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof info;

	(void)getsockopt(h2o_socket_get_fd(c->sock), IPPROTO_TCP, TCP_INFO, &info, &len);
	*pending = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0 ||
	    h2o_socket_is_writing(c->sock);
	return (int64_t)info.tcpi_bytes_acked;
}

static void
look_at_response(struct client *c, h2o_req_t *req)
{
	struct note *note = bridge_note(req, false);
	int64_t window = front.conf->write_timeout * 1000;
	h2o_iovec_t *mark;

	if ((note != NULL && note->stream) || since(&req->timestamps.response_start_at) < 2000)
		return;
	if (req->version < 0x200) {
		bool pending;
		int64_t acked = bytes_acked(c, &pending);

		if (!pending || c->acked == 0 ||
		    acked - c->acked >= front.conf->min_rate * front.conf->write_timeout) {
			c->acked = acked > 0 ? acked : 1;
			c->acked_at = sweep_now;
		} else if (sweep_now - c->acked_at > window) {
			limits_cut(c, CUT_SLOW_READER);
		}
		return;
	}
	/* On HTTP/2 the client's windows may stop one stream while others run. */
	mark = h2o_req_getenv(req, "progress", 8, 1);
	if (mark->base == NULL ||
	    (int64_t)(req->bytes_sent - mark->len) >= front.conf->min_rate * front.conf->write_timeout) {
		mark->base = (char *)(uintptr_t)sweep_now;
		mark->len = req->bytes_sent;
	} else if (sweep_now - (int64_t)(uintptr_t)mark->base > window) {
		limits_cut(c, CUT_SLOW_READER);
	}
}

static int
look_at_h1(h2o_req_t *req, void *arg)
{
	struct client *c = limits_client(req->conn);

	(void)arg;
	if (req->timestamps.request_begin_at.tv_sec == 0)
		return 0;			/* idle: see below */
	c->seen = sweep;
	if (req->version == 0) {
		if (since(&req->timestamps.request_begin_at) > front.conf->request_timeout * 1000)
			limits_cut(c, CUT_SLOW_HEADER);
	} else if (req->res.status != 0) {
		look_at_response(c, req);
	} else if (req->timestamps.request_body_begin_at.tv_sec != 0 && req->entity.base == NULL) {
		look_at_body(c, since(&req->timestamps.request_body_begin_at),
		    c->sock->input->size);
	}
	return 0;
}

static int
look_at_h2(h2o_req_t *req, void *arg)
{
	struct client *c = limits_client(req->conn);
	size_t received;

	(void)arg;
	switch (guard_phase(req, &received)) {
	case GUARD_HEADERS:
		c->seen = sweep;
		if (since(&req->timestamps.request_begin_at) > front.conf->request_timeout * 1000)
			limits_cut(c, CUT_SLOW_HEADER);
		break;
	case GUARD_BODY:
		c->seen = sweep;
		look_at_body(c, since(&req->timestamps.request_body_begin_at), received);
		break;
	case GUARD_RESPONSE:
		c->seen = sweep;
		if (req->res.status != 0)
			look_at_response(c, req);
		break;
	case GUARD_OTHER:
		break;
	}
	return 0;
}

void
limits_tick(int64_t now)
{
	int64_t idle = front.draining ? DRAIN_IDLE : front.conf->request_timeout * 1000;

	sweep++;
	sweep_now = now;
	H2O_HTTP1_CALLBACKS.foreach_request(&front.ctx, look_at_h1, NULL);
	H2O_HTTP2_CALLBACKS.foreach_request(&front.ctx, look_at_h2, NULL);

	for (h2o_linklist_t *l = clients.next; l != &clients; l = l->next) {
		struct client *c = H2O_STRUCT_FROM_MEMBER(struct client, link, l);

		if (c->seen != sweep && now - c->active > idle)
			limits_cut(c, CUT_IDLE);
		/* The last sweep's sum decides in the next one. */
		c->address->greedy = c->address->bodies > 2 * front.conf->max_body;
	}
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct address *a = addresses[i]; a != NULL; a = a->next)
			a->bodies = 0;
}

size_t
limits_connections(void)
{
	return connections;
}

void
limits_metrics(struct buf *out)
{
	buf_metric(out, "hayloft_connections", "gauge", "Connections that are open.");
	buf_printf(out, "hayloft_connections %zu\n", connections);
	buf_metric(out, "hayloft_connections_accepted_total", "counter", "Connections that were taken.");
	buf_printf(out, "hayloft_connections_accepted_total %lu\n", accepted);
	buf_metric(out, "hayloft_connections_cut_total", "counter", "Connections that we ended, and why.");
	for (size_t i = 0; i < CUT_COUNT; i++)
		buf_printf(out, "hayloft_connections_cut_total{reason=\"%s\"} %lu\n", reasons[i],
		    cuts[i]);
}
