/* Requests and replies between front and worker, and what a hostile end may send. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "httpd/message.h"

static int fds[2];
static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_open();
	return message_pair(fds) == OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	close(fds[0]);
	close(fds[1]);
	arena_close(arena);
	return 0;
}

static struct message
request(const char *body, size_t len)
{
	static struct header second = { "accept", "", NULL };
	static struct header first = { "cookie", "a=b; hayloft=x", &second };

	return (struct message){
		.kind = MSG_REQUEST, .route = 3, .deadline_ms = 30000,
		.rq = { .id = "r1", .method = "POST", .path = "/jmap/api", .query = NULL,
			.authority = "localhost:8443", .remote = "::1", .headers = &first,
			.body = body, .body_len = len },
		.re.body_fd = -1,
	};
}

static void
test_request_of_every_size(void **state)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, MESSAGE_INLINE, MESSAGE_INLINE + 1,
		81920, 20 << 20 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *body = malloc(sizes[i] + 1);
		struct message m, got;

		memset(body, 'x', sizes[i] + 1);
		m = request(body, sizes[i]);
		assert_int_equal(OK, message_send(fds[0], &m));
		assert_int_equal(OK, message_recv(fds[1], arena, &got));
		assert_int_equal(MSG_REQUEST, got.kind);
		assert_int_equal(3, got.route);
		assert_int_equal(30000, got.deadline_ms);
		assert_string_equal("/jmap/api", got.rq.path);
		assert_null(got.rq.query);
		assert_string_equal("a=b; hayloft=x", http_header(&got.rq, "cookie"));
		assert_string_equal("", http_header(&got.rq, "accept"));
		assert_int_equal(sizes[i], got.rq.body_len);
		assert_memory_equal(body, got.rq.body, sizes[i]);
		assert_int_equal('\0', got.rq.body[sizes[i]]);
		free(body);
	}
}

static void
test_reply_with_stream(void **state)
{
	struct header h = { "x-a", "b\tc", NULL };
	struct event_stream s = { .account = 5, .types = "*", .ping = 30, .last_id = "7", .first = "" };
	struct message m = {
		.kind = MSG_REPLY, .account = 5, .fault = "words", .last = true,
		.re = { .code = 207, .headers = &h, .body = "hi", .body_len = 2, .body_fd = -1, .stream = &s },
	}, got;

	(void)state;
	assert_int_equal(OK, message_send(fds[1], &m));
	assert_int_equal(OK, message_recv(fds[0], arena, &got));
	assert_int_equal(207, got.re.code);
	assert_string_equal("b\tc", reply_find(&got.re, "x-a"));
	assert_int_equal(2, got.re.body_len);
	assert_string_equal("hi", got.re.body);
	assert_int_equal(-1, got.re.body_fd);
	assert_string_equal("words", got.fault);
	assert_true(got.last);
	assert_int_equal(5, got.account);
	assert_non_null(got.re.stream);
	assert_int_equal(30, got.re.stream->ping);
	assert_string_equal("7", got.re.stream->last_id);
}

static void
test_reply_file(void **state)
{
	int fd = memfd_create("t", MFD_CLOEXEC);
	struct message m = { .kind = MSG_REPLY, .re = { .code = 200, .body_fd = fd,
	    .body_fd_start = 2, .body_fd_len = 3 } }, got;
	char three[3];

	(void)state;
	assert_int_equal(6, write(fd, "abcdef", 6));
	assert_int_equal(OK, message_send(fds[1], &m));
	assert_int_equal(OK, message_recv(fds[0], arena, &got));
	assert_true(got.re.body_fd >= 0);
	assert_int_equal(3, pread(got.re.body_fd, three, 3, got.re.body_fd_start));
	assert_memory_equal("cde", three, 3);
	close(got.re.body_fd);

	/* More than the file has. */
	m.re.body_fd_len = 5;
	assert_int_equal(OK, message_send(fds[1], &m));
	assert_int_equal(ERR_INVALID, message_recv(fds[0], arena, &got));
	close(fd);
}

static void
test_bad_headers_of_a_reply(void **state)
{
	static const struct header bad[] = {
		{ "x-a", "b\r\nset-cookie: c", NULL }, { "x a", "b", NULL }, { "", "b", NULL },
		{ "X-Upper", "b", NULL }, { "a:b", "c", NULL }, { "a", "\x7f", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct header h = bad[i];
		struct message m = { .kind = MSG_REPLY, .re = { .code = 200, .headers = &h, .body_fd = -1 } };
		struct message got;

		assert_int_equal(OK, message_send(fds[1], &m));
		assert_int_equal(ERR_INVALID, message_recv(fds[0], arena, &got));
	}
}

static void
test_codes(void **state)
{
	static const int bad[] = { 0, 100, 199, 600, -1 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct message m = { .kind = MSG_REPLY, .re = { .code = bad[i], .body_fd = -1 } }, got;

		assert_int_equal(OK, message_send(fds[1], &m));
		assert_int_equal(ERR_INVALID, message_recv(fds[0], arena, &got));
	}
}

static void
test_headers_that_do_not_fit(void **state)
{
	char *big = malloc(MESSAGE_MAX);
	struct header h = { "a", big, NULL };
	struct message m = request("", 0), got;

	(void)state;
	memset(big, 'x', MESSAGE_MAX - 1);
	big[MESSAGE_MAX - 1] = '\0';
	m.rq.headers = &h;
	assert_int_equal(ERR_TOO_LARGE, message_send(fds[0], &m));
	/* Large headers and a body that would be inline: the body gives way. */
	big[150 * 1024] = '\0';
	m.rq.body = big;
	m.rq.body_len = 60 * 1024;
	assert_int_equal(OK, message_send(fds[0], &m));
	assert_int_equal(OK, message_recv(fds[1], arena, &got));
	assert_int_equal(60 * 1024, got.rq.body_len);
	free(big);
}

/* What a real packet looks like, to be spoilt. */
static size_t
sample(char *out, size_t size, bool reply)
{
	struct header h = { "x-a", "b", NULL };
	struct message m = request("body", 4);
	ssize_t n;

	if (reply)
		m = (struct message){ .kind = MSG_REPLY, .re = { .code = 200, .headers = &h,
		    .body = "hello", .body_len = 5, .body_fd = -1 } };
	assert_int_equal(OK, message_send(fds[0], &m));
	n = recv(fds[1], out, size, 0);
	assert_true(n > 0);
	return (size_t)n;
}

/* Every byte of a packet set to every ugly value, every length: never accepted beyond its bounds. */
static void
test_spoilt_packets(void **state)
{
	static const unsigned char ugly[] = { 0, 1, 0x7f, 0x80, 0xff };
	char good[4096], bad[4096];
	size_t accepted = 0;

	(void)state;
	for (int reply = 0; reply < 2; reply++) {
		size_t len = sample(good, sizeof good, reply);

		for (size_t i = 0; i < len; i++)
			for (size_t u = 0; u < COUNT(ugly); u++) {
				struct message got;
				enum status st;

				memcpy(bad, good, len);
				bad[i] = (char)ugly[u];
				assert_int_equal(len, send(fds[0], bad, len, 0));
				st = message_recv(fds[1], arena, &got);
				assert_true(st == OK || st == ERR_INVALID);
				if (st == OK && got.kind == MSG_REPLY)
					assert_true(got.re.body_len <= len);
				accepted += st == OK;
				arena_reset(arena);
			}
		for (size_t cut = 1; cut < len; cut++) {
			struct message got;

			assert_int_equal(cut, send(fds[0], good, cut, 0));
			assert_int_equal(ERR_INVALID, message_recv(fds[1], arena, &got));
			arena_reset(arena);
		}
	}
	assert_true(accepted > 0);
}

static void
send_with_fds(const void *data, size_t len, const int *list, size_t count)
{
	char space[CMSG_SPACE(8 * sizeof(int))] = { 0 };
	struct iovec part = { (void *)(uintptr_t)data, len };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = space,
	    .msg_controllen = CMSG_SPACE(count * sizeof(int)) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(count * sizeof(int));
	memcpy(CMSG_DATA(c), list, count * sizeof(int));
	assert_true(sendmsg(fds[0], &msg, 0) > 0);
}

static int
open_count(void)
{
	int n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

/* Descriptors that nobody asked for are refused and do not pile up. */
static void
test_descriptors(void **state)
{
	char good[4096];
	size_t len = sample(good, sizeof good, true);
	int before = open_count();
	struct message got;

	(void)state;
	for (size_t count = 1; count <= 6; count++) {
		int list[8] = { 0, 0, 0, 0, 0, 0, 0, 0 };

		send_with_fds(good, len, list, count);
		assert_int_equal(ERR_INVALID, message_recv(fds[1], arena, &got));
		assert_int_equal(before, open_count());
	}
}

/* A body that could still shrink would kill the reader: refused. */
static void
test_unsealed_body(void **state)
{
	char packet[4096], *big = calloc(1, 100000);
	struct message m = request(big, 100000), got;
	struct iovec part = { packet, sizeof packet };
	char space[CMSG_SPACE(sizeof(int))];
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = space,
	    .msg_controllen = sizeof space };
	int open_one = memfd_create("t", MFD_CLOEXEC | MFD_ALLOW_SEALING), sealed;
	ssize_t n;

	(void)state;
	assert_int_equal(OK, message_send(fds[0], &m));
	n = recvmsg(fds[1], &msg, 0);
	assert_true(n > 0);
	memcpy(&sealed, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof sealed);
	assert_int_equal(0, ftruncate(open_one, 100000));
	send_with_fds(packet, (size_t)n, &open_one, 1);
	assert_int_equal(ERR_INVALID, message_recv(fds[1], arena, &got));
	send_with_fds(packet, (size_t)n, &sealed, 1);
	assert_int_equal(OK, message_recv(fds[1], arena, &got));
	close(sealed);
	close(open_one);
	free(big);
}

static void
test_other_end_gone(void **state)
{
	struct message m = request("", 0), got;
	int two[2];

	(void)state;
	assert_int_equal(OK, message_pair(two));
	close(two[1]);
	assert_int_equal(ERR_UPSTREAM, message_send(two[0], &m));
	assert_int_equal(ERR_NOT_FOUND, message_recv(two[0], arena, &got));
	close(two[0]);
	assert_int_equal(0, fcntl(fds[0], F_SETFL, O_NONBLOCK));
	assert_int_equal(ERR_BUSY, message_recv(fds[0], arena, &got));
}

int
main(void)
{
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_request_of_every_size), T(test_reply_with_stream), T(test_reply_file),
		T(test_bad_headers_of_a_reply), T(test_codes), T(test_headers_that_do_not_fit),
		T(test_spoilt_packets), T(test_descriptors), T(test_unsealed_body),
		T(test_other_end_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
