/*
 * Lines are gathered and written in one go: when there are many, or once a
 * second.  The query is left out, since links and old clients carry secrets
 * there.  A reload opens the file anew for the new front: that is how logs are
 * rotated.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <h2o.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/access.h"
#include "httpd/bridge.h"
#include "httpd/front.h"
#include "httpd/limits.h"
#include "httpd/metrics.h"

#define GATHER	(64 * 1024)
#define LINE	6144		/* more than the longest line, all of it quoted */

static char lines[GATHER];
static size_t used;
static int file = STDERR_FILENO;

/* Opened by the master, which may write in the folder of logs. */
void
access_open(void)
{
	/* The master opened it: a front may open nothing for writing. */
	if (front.in->access_fd >= 0)
		file = front.in->access_fd;
}

void
access_flush(void)
{
	size_t done = 0;

	while (done < used) {
		ssize_t n = write(file, lines + done, used - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;		/* a full disk must not stop the mail */
		done += (size_t)n;
	}
	used = 0;
}

static void
put(const char *s, size_t len)
{
	memcpy(lines + used, s, len);
	used += len;
}

static void
put_number(const char *key, int64_t n)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t u = n < 0 ? 0 : (uint64_t)n;

	do
		digits[--at] = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	put(key, strlen(key));
	put(digits + at, sizeof digits - at);
}

/* At most MOST bytes; quoted as core/log.c does it, which is too slow for every request. */
static void
put_text(const char *key, const char *s, size_t len, size_t most)
{
	static const char digits[] = "0123456789abcdef";
	size_t plain = 0, n = len < most ? len : most;

	put(key, strlen(key));
	while (plain < n && s[plain] > ' ' && s[plain] != '"' && s[plain] != '\\' &&
	    s[plain] != '=' && s[plain] != 0x7f)
		plain++;
	if (plain == len && len > 0) {
		put(s, len);
		return;
	}
	put("\"", 1);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < ' ' || c == 0x7f) {
			put("\\x", 2);
			put(&digits[c >> 4], 1);
			put(&digits[c & 15], 1);
		} else {
			if (c == '"' || c == '\\')
				put("\\", 1);
			put((const char *)&c, 1);
		}
	}
	put(n < len ? "…\"" : "\"", n < len ? 4 : 1);
}

static void
put_time(void)
{
	static time_t second;
	static char text[21];
	uint64_t now = h2o_now(front.loop);
	char millis[6];

	if ((time_t)(now / 1000) != second) {
		second = (time_t)(now / 1000);
		clock_rfc3339(second, text);
	}
	put(text, 19);
	millis[0] = '.';
	millis[1] = (char)('0' + now / 100 % 10);
	millis[2] = (char)('0' + now / 10 % 10);
	millis[3] = (char)('0' + now % 10);
	millis[4] = 'Z';
	put(millis, 5);
}

static void
log_access(h2o_logger_t *self, h2o_req_t *req)
{
	static const struct note files = { .id = "-", .route = "files", .fault = "" };
	const struct note *note = bridge_note(req, false);
	const struct timeval *begin = &req->timestamps.request_begin_at;
	int64_t ms = (int64_t)h2o_now(front.loop) -
	    ((int64_t)begin->tv_sec * 1000 + begin->tv_usec / 1000);
	const char *query = memchr(req->path.base, '?', req->path.len), *remote;
	/* Left before an answer began: 499, as other servers call it. */
	int code = req->res.status != 0 ? req->res.status : 499;

	(void)self;
	limits_request_ended(req);
	if (note == NULL)
		note = &files;
	metrics_count(note->route, code, ms);
	if (used > GATHER - LINE)
		access_flush();
	remote = bridge_remote(req);
	put_time();
	put_text(" id=", note->id, strlen(note->id), 40);
	put_text(" remote=", remote, strlen(remote), 46);
	put_text(" method=", req->method.base, req->method.len, 20);
	put_text(" path=", req->path.base,
	    query != NULL ? (size_t)(query - req->path.base) : req->path.len, 900);
	put_number(" status=", code);
	put_number(" bytes=", (int64_t)req->bytes_sent);
	put_number(" ms=", ms);
	if (note != &files) {
		put_number(" worker_ms=", note->worker_ms);
		put_number(" account=", note->account);
		put_text(" route=", note->route, strlen(note->route), 80);
		if (*note->fault != '\0')
			put_text(" fault=", note->fault, strlen(note->fault), 300);
	}
	put("\n", 1);
}

void
access_register(h2o_pathconf_t *path)
{
	h2o_logger_t *logger = h2o_create_logger(path, sizeof *logger);

	logger->log_access = log_access;
}
