/*
 * Defences that libh2o 2.2.5 as Debian ships it lacks, put in front of its own
 * functions.  The prototypes and the layout of a stream are those of package
 * 2.2.5+dfsg2 (its lib/http2/ and http2_internal.h); tests/attack/
 * proves that each wrapper is hit and that the layout still holds.
 *
 *   header bomb        One byte of HPACK can stand for four kilobytes, and the
 *                      library bounds only the compressed size: count fields
 *                      before decoding and bytes after it.
 *   large uploads      The library says REFUSED_STREAM, which clients take for
 *                      "send it again": answer 413 as soon as Content-Length
 *                      is known, and say CANCEL where a stream must be reset.
 *   rapid reset        CVE-2023-44487, and CVE-2025-8671 where the server is
 *                      made to reset: both pass h2o_http2_stream_reset, where
 *                      a leaky bucket per connection overflows.
 *   unknown frames     The library prints a line for each: hide them.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <h2o.h>
#include <h2o/cache_digests.h>
#include <h2o/http2_scheduler.h>

#include "core/clock.h"
#include "core/conf.h"
#include "httpd/bridge.h"
#include "httpd/front.h"
#include "httpd/guard.h"
#include "httpd/limits.h"

#define FIELDS_MAX	100		/* as many as HTTP/1 takes */
#define RESETS_MAX	200.0		/* the bucket … */
#define RESETS_LEAK	20.0		/* … and what leaves it each second */
#define SMALL_BODY	65536

#define FRAME_PING	6
#define FRAME_LAST	9		/* CONTINUATION */
#define FLAG_ACK	1

struct hpack_table;

struct window {
	ssize_t	available;
};

struct frame {
	uint32_t	 length;
	uint8_t		 type, flags;
	uint32_t	 stream_id;
	const uint8_t	*payload;
};

/* st_h2o_http2_stream_t */
struct stream {
	uint32_t		 stream_id;
	h2o_ostream_t		 ostr_final;
	int			 state;
	struct window		 output, input;
	struct {
		int		 exclusive;
		uint32_t	 dependency;
		uint16_t	 weight;
	} priority;
	h2o_buffer_t		*body;		/* NULL when none is expected */
	size_t			 expected;
	h2o_iovec_vector_t	 data;
	h2o_ostream_pull_cb	 pull;
	void			*slot;
	h2o_cache_digests_t	*digests;
	union {
		struct {
			uint32_t parent;
			unsigned promised : 1;
		} push;
	};
	struct {
		h2o_linklist_t	 link;
		h2o_http2_scheduler_openref_t scheduler;
	} refs;
	h2o_send_state_t	 send_state;
	h2o_req_t		 req;
};

enum { STATE_IDLE, STATE_HEADERS, STATE_BODY, STATE_PENDING, STATE_END = 7 };

typedef int parse_headers(h2o_req_t *, struct hpack_table *, const uint8_t *, size_t, int *,
    size_t *, h2o_cache_digests_t **, const char **);
typedef void stream_reset(h2o_conn_t *, struct stream *);
typedef void encode_rst_stream(h2o_buffer_t **, uint32_t, int);
typedef ssize_t decode_frame(struct frame *, const uint8_t *, size_t, const void *, const char **);
typedef void send_error(h2o_req_t *, int, const char *, const char *, int);

parse_headers h2o_hpack_parse_headers;
stream_reset h2o_http2_stream_reset;
encode_rst_stream h2o_http2__encode_rst_stream_frame;
decode_frame h2o_http2_decode_frame;

static struct {
	parse_headers		*parse_headers;
	stream_reset		*stream_reset;
	encode_rst_stream	*encode_rst_stream;
	decode_frame		*decode_frame;
	send_error		*send_error;
} library;

struct guard_hits guard_hits;

/* Told to ourselves through the library's error text. */
static const char too_large[] = "the body is larger than this address takes";
static const char too_many[] = "too many unfinished bodies on this connection";
static const char header_too_large[] = "the header is too large";

static void *
find(const char *name)
{
	void *fn = dlsym(RTLD_NEXT, name);

	if (fn == NULL) {
		fprintf(stderr, "hayloft: this libh2o has no %s; Hayloft knows 2.2.5\n", name);
		_exit(1);
	}
	return fn;
}

void
guard_open(void)
{
	/* ISO C knows no cast from data to function pointer; POSIX wants it to work. */
	*(void **)&library.parse_headers = find("h2o_hpack_parse_headers");
	*(void **)&library.stream_reset = find("h2o_http2_stream_reset");
	*(void **)&library.encode_rst_stream = find("h2o_http2__encode_rst_stream_frame");
	*(void **)&library.decode_frame = find("h2o_http2_decode_frame");
	*(void **)&library.send_error = find("h2o_send_error_generic");
}

/* RFC 7541, section 5.1; SIZE_MAX when broken. */
static size_t
read_int(const uint8_t **at, const uint8_t *end, unsigned prefix)
{
	size_t max = (1u << prefix) - 1, value;

	if (*at == end)
		return SIZE_MAX;
	value = *(*at)++ & max;
	if (value < max)
		return value;
	for (unsigned shift = 0; shift < 28; shift += 7) {
		uint8_t byte;

		if (*at == end)
			return SIZE_MAX;
		byte = *(*at)++;
		value += (size_t)(byte & 127) << shift;
		if (byte < 128)
			return value;
	}
	return SIZE_MAX;
}

static bool
skip_string(const uint8_t **at, const uint8_t *end)
{
	size_t len = read_int(at, end, 7);

	if (len > (size_t)(end - *at))
		return false;
	*at += len;
	return true;
}

int
guard_count_fields(const uint8_t *at, size_t len)
{
	const uint8_t *end = at + len;
	int fields = 0;

	while (at < end) {
		unsigned first = *at;
		size_t index;

		if (first >= 128) {			/* indexed field */
			index = read_int(&at, end, 7);
		} else if (first >= 64) {		/* literal, to be indexed */
			index = read_int(&at, end, 6);
		} else if (first >= 32) {		/* table size update */
			if (read_int(&at, end, 5) == SIZE_MAX)
				return -1;
			/* Each is a turn of the library's loop: they count, too. */
			fields++;
			continue;
		} else {				/* literal, not indexed */
			index = read_int(&at, end, 4);
		}
		if (index == SIZE_MAX ||
		    (first < 128 && ((index == 0 && !skip_string(&at, end)) ||
			!skip_string(&at, end))))
			return -1;
		fields++;
	}
	return fields;
}

static int64_t
header_bytes(const h2o_req_t *req)
{
	int64_t sum = (int64_t)(req->input.path.len + req->input.authority.len);

	for (size_t i = 0; i < req->headers.size; i++)
		sum += (int64_t)(req->headers.entries[i].name->len + req->headers.entries[i].value.len);
	return sum;
}

/* What is wrong with a request whose header is here and whose body is not; NULL: nothing. */
static const char *
refuse(h2o_req_t *req, size_t announced)
{
	if (header_bytes(req) > front.conf->max_header_bytes)
		return header_too_large;
	if (announced == SIZE_MAX || announced <= SMALL_BODY)
		return NULL;
	if ((uint64_t)announced > (uint64_t)bridge_body_limit(req))
		return too_large;
	return limits_reserve(req, (int64_t)announced) ? NULL : too_many;
}

int
h2o_hpack_parse_headers(h2o_req_t *req, struct hpack_table *table, const uint8_t *src, size_t len,
    int *pseudo, size_t *content_length, h2o_cache_digests_t **digests, const char **err_desc)
{
	struct client *client = limits_client(req->conn);
	int ret, fields = guard_count_fields(src, len);

	guard_hits.headers++;
	if (client->cut)
		return H2O_HTTP2_ERROR_ENHANCE_YOUR_CALM;
	if (fields > FIELDS_MAX || (int64_t)len > front.conf->max_header_bytes) {
		*err_desc = header_too_large;
		limits_cut(client, CUT_HEADER);
		return H2O_HTTP2_ERROR_ENHANCE_YOUR_CALM;
	}
	/* Cache digests cost memory and serve server push, which we don't do. */
	(void)digests;
	ret = library.parse_headers(req, table, src, len, pseudo, content_length, NULL, err_desc);
	if (ret == 0 && pseudo != NULL && req->input.path.base != NULL &&
	    req->input.method.base != NULL &&
	    (*err_desc = refuse(req, *content_length)) != NULL)
		return H2O_HTTP2_ERROR_INVALID_HEADER_CHAR;	/* "send an error 400 and go on" */
	return ret;
}

void
h2o_send_error_generic(h2o_req_t *req, int status, const char *reason, const char *body, int flags)
{
	guard_hits.errors++;
	bridge_note(req, true)->fault = body;
	if (body == too_large) {
		status = 413;
		reason = "Content Too Large";
	} else if (body == too_many) {
		status = 503;
		reason = "Service Unavailable";
	} else if (body == header_too_large) {
		status = 431;
		reason = "Request Header Fields Too Large";
	}
	library.send_error(req, status, reason, body, flags);
}

void
h2o_http2_stream_reset(h2o_conn_t *conn, struct stream *stream)
{
	struct client *client = limits_client(conn);
	int64_t now = clock_steady();

	guard_hits.resets++;
	client->resets -= (double)(now - client->resets_at) / 1000 * RESETS_LEAK;
	client->resets_at = now;
	if (client->resets < 0)
		client->resets = 0;
	client->resets++;
	library.stream_reset(conn, stream);
	/* What was read already may hold many more: the next header ends it (above). */
	if (client->resets > RESETS_MAX && !client->cut)
		limits_cut(client, CUT_RESETS);
}

void
h2o_http2__encode_rst_stream_frame(h2o_buffer_t **buf, uint32_t stream_id, int error)
{
	guard_hits.rst_frames++;
	/* Nothing was processed, says REFUSED_STREAM, so clients send the upload again and again. */
	if (error == -H2O_HTTP2_ERROR_REFUSED_STREAM)
		error = -H2O_HTTP2_ERROR_CANCEL;
	library.encode_rst_stream(buf, stream_id, error);
}

ssize_t
h2o_http2_decode_frame(struct frame *frame, const uint8_t *src, size_t len, const void *settings,
    const char **err_desc)
{
	static const uint8_t nothing[8];
	ssize_t ret = library.decode_frame(frame, src, len, settings, err_desc);

	guard_hits.frames++;
	/* To be ignored (RFC 9113, section 4.1): as is the answer to a ping that nobody sent. */
	if (ret >= 0 && frame->type > FRAME_LAST)
		*frame = (struct frame){
			.length = sizeof nothing,
			.type = FRAME_PING,
			.flags = FLAG_ACK,
			.payload = nothing,
		};
	return ret;
}

enum guard_phase
guard_phase(h2o_req_t *req, size_t *received)
{
	struct stream *s = H2O_STRUCT_FROM_MEMBER(struct stream, req, req);

	*received = s->body != NULL ? s->body->size : 0;
	if (s->state == STATE_HEADERS)
		return GUARD_HEADERS;
	if (s->state == STATE_BODY)
		return GUARD_BODY;
	return s->state > STATE_PENDING && s->state <= STATE_END ? GUARD_RESPONSE : GUARD_OTHER;
}
