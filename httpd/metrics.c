/*
 * Requests by route and code in a small hash table (routes are static text, so
 * their address is their name), latency in one histogram for all.
 */
#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/conf.h"
#include "httpd/bridge.h"
#include "httpd/events.h"
#include "httpd/front.h"
#include "httpd/guard.h"
#include "httpd/limits.h"
#include "httpd/metrics.h"
#include "httpd/pool.h"

#define SLOTS	1024

static struct {
	const char	*route;
	int		 code;
	unsigned long	 count;
} slots[SLOTS];

static const int64_t bounds[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000 };
static unsigned long within[COUNT(bounds) + 1], total;
static double seconds;
static char server[16384];

void
metrics_count(const char *route, int code, int64_t ms)
{
	size_t i = (((uintptr_t)route >> 3) * 31 + (unsigned)code) % SLOTS, b = 0;

	for (size_t tries = 0; tries < SLOTS; tries++, i = (i + 1) % SLOTS) {
		if (slots[i].route == NULL) {
			slots[i].route = route;
			slots[i].code = code;
		}
		if (slots[i].route == route && slots[i].code == code) {
			slots[i].count++;
			break;
		}
	}
	while (b < COUNT(bounds) && ms > bounds[b])
		b++;
	within[b]++;
	total++;
	seconds += (double)ms / 1000;
}

static void
write_all(struct buf *out)
{
	unsigned long sum = 0;

	buf_metric(out, "hayloft_requests_total", "counter", "Requests that were answered.");
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i].route != NULL)
			buf_printf(out, "hayloft_requests_total{route=\"%s\",code=\"%d\"} %lu\n",
			    slots[i].route, slots[i].code, slots[i].count);
	buf_metric(out, "hayloft_request_seconds", "histogram", "From the whole request to the answer.");
	for (size_t b = 0; b < COUNT(bounds); b++)
		buf_printf(out, "hayloft_request_seconds_bucket{le=\"%g\"} %lu\n",
		    (double)bounds[b] / 1000, sum += within[b]);
	buf_printf(out, "hayloft_request_seconds_bucket{le=\"+Inf\"} %lu\n"
	    "hayloft_request_seconds_sum %.3f\nhayloft_request_seconds_count %lu\n", total, seconds,
	    total);
	buf_puts(out, server);
	pool_metrics(out);
	events_metrics(out);
	limits_metrics(out);
	buf_metric(out, "hayloft_guard_calls_total", "counter", "What clients did that ends their connection.");
	buf_printf(out,
	    "hayloft_guard_calls_total{what=\"headers\"} %lu\n"
	    "hayloft_guard_calls_total{what=\"resets\"} %lu\n"
	    "hayloft_guard_calls_total{what=\"rst_frames\"} %lu\n"
	    "hayloft_guard_calls_total{what=\"frames\"} %lu\n"
	    "hayloft_guard_calls_total{what=\"errors\"} %lu\n",
	    guard_hits.headers, guard_hits.resets, guard_hits.rst_frames, guard_hits.frames,
	    guard_hits.errors);
}

void
metrics_take(int fd)
{
	ssize_t n = pread(fd, server, sizeof server - 1, 0);

	server[n > 0 ? n : 0] = '\0';
}

static bool
is_allowed(const char *list, const char *remote)
{
	for (const char *s = list; *s != '\0'; s += strspn(s, " ,")) {
		size_t len = strcspn(s, " ,");

		if (len == strlen(remote) && memcmp(s, remote, len) == 0)
			return true;
		s += len;
	}
	return false;
}

void
metrics_serve(h2o_req_t *req)
{
	struct arena *arena;
	struct buf out;

	if (!is_allowed(front.conf->metrics_allow, bridge_remote(req))) {
		bridge_problem(req, 403, "metrics are for monitors of this server");
		return;
	}
	arena = arena_open();
	out = BUF_ON(arena);
	write_all(&out);
	bridge_text(req, 200, "text/plain; version=0.0.4; charset=utf-8", buf_str(&out), out.len);
	arena_close(arena);
}
