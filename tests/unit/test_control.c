/* What master, front and watcher may say to each other. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "httpd/control.h"
#include "httpd/routes.h"

static const struct {
	struct control	 c;
	enum status	 want;
} cases[] = {
	{ { .kind = CONTROL_WANT, .pool = POOL_MAIL, .fd = -1 }, OK },
	{ { .kind = CONTROL_WANT, .pool = POOL_MAIL }, OK },		/* no descriptor is meant */
	{ { .kind = CONTROL_WANT, .pool = POOL_COUNT, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_WANT, .pool = -1, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_WANT, .pid = 7, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_KILL, .pid = 7, .fd = -1 }, OK },
	{ { .kind = CONTROL_KILL, .pid = 1, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_KILL, .pid = -1, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_KILL, .pid = 0, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_WORKER, .pool = POOL_DAV, .pid = 7, .fd = 0 }, OK },
	{ { .kind = CONTROL_WORKER, .pool = POOL_DAV, .pid = 7, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_FRONT, .fd = 0 }, OK },
	{ { .kind = CONTROL_WATCHER, .fd = 0 }, OK },
	{ { .kind = CONTROL_WATCH, .account = 1024, .fd = -1 }, OK },
	{ { .kind = CONTROL_WATCH, .account = 0, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_WATCH, .account = -5, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_TASKS, .account = 1, .fd = -1 }, OK },
	{ { .kind = CONTROL_SLOW, .account = 1, .fd = -1 }, OK },
	{ { .kind = CONTROL_LINE, .fd = -1, .text = "postfix a: to=<b>" }, OK },
	{ { .kind = CONTROL_LINE, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_TASKS, .account = 0, .fd = -1 }, ERR_INVALID },
	{ { .kind = CONTROL_NEWS, .account = 1, .fd = -1, .text = "Email=4 Mailbox=5" }, OK },
	{ { .kind = CONTROL_NEWS, .account = 1, .fd = -1, .text = "" }, ERR_INVALID },
	{ { .kind = CONTROL_NEWS, .account = 1, .fd = -1, .text = "a\nevent: b" }, ERR_INVALID },
	{ { .kind = CONTROL_DRAIN, .fd = -1, .text = "now" }, ERR_INVALID },
	{ { .kind = 0, .fd = -1 }, ERR_INVALID },
	{ { .kind = 99, .fd = -1 }, ERR_INVALID },
};

static void
test_both_ends_check(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(OK, control_pair(fds));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct control got;

		assert_int_equal(cases[i].want, control_send(fds[0], &cases[i].c));
		assert_int_equal(cases[i].want == OK ? OK : ERR_BUSY, control_recv(fds[1], &got));
		if (cases[i].want != OK)
			continue;
		assert_int_equal(cases[i].c.kind, got.kind);
		assert_int_equal(cases[i].c.pool, got.pool);
		assert_int_equal(cases[i].c.pid, got.pid);
		assert_int_equal(cases[i].c.account, got.account);
		assert_string_equal(cases[i].c.text, got.text);
		if (got.fd >= 0)
			close(got.fd);
	}
	close(fds[0]);
	close(fds[1]);
}

/* The same packets, spoilt on the way: what is accepted is still within the table. */
static void
test_spoilt_packets(void **state)
{
	static const unsigned char ugly[] = { 0, 1, 2, 0x7f, 0x80, 0xff };
	char good[2048], bad[2048];
	int fds[2];

	(void)state;
	assert_int_equal(OK, control_pair(fds));
	for (size_t i = 0; i < COUNT(cases); i++) {
		ssize_t len;

		if (cases[i].want != OK || cases[i].c.kind == CONTROL_WORKER ||
		    cases[i].c.kind == CONTROL_FRONT || cases[i].c.kind == CONTROL_WATCHER)
			continue;
		assert_int_equal(OK, control_send(fds[0], &cases[i].c));
		len = recv(fds[1], good, sizeof good, 0);
		assert_true(len > 0);
		for (ssize_t at = 0; at < len; at++)
			for (size_t u = 0; u < COUNT(ugly); u++) {
				struct control got;
				enum status st;

				memcpy(bad, good, (size_t)len);
				bad[at] = (char)ugly[u];
				assert_int_equal(len, send(fds[0], bad, (size_t)len, 0));
				st = control_recv(fds[1], &got);
				assert_true(st == OK || st == ERR_INVALID);
				if (st != OK)
					continue;
				assert_true(got.pool >= 0 && got.pool < POOL_COUNT);
				assert_true(got.pid == 0 || got.pid > 1);
				assert_true(got.account >= 0);
				assert_int_equal(-1, got.fd);
			}
		for (ssize_t cut = 1; cut < 24; cut++) {
			struct control got;

			assert_int_equal(cut, send(fds[0], good, (size_t)cut, 0));
			assert_int_equal(ERR_INVALID, control_recv(fds[1], &got));
		}
	}
	close(fds[0]);
	close(fds[1]);
}

static void
test_gone_and_full(void **state)
{
	struct control c = { .kind = CONTROL_UP, .fd = -1 }, got;
	enum status st;
	int fds[2];

	(void)state;
	assert_int_equal(OK, control_pair(fds));
	assert_int_equal(ERR_BUSY, control_recv(fds[0], &got));
	for (int i = 0; i < 100000 && (st = control_send(fds[0], &c)) == OK; i++)
		;
	assert_int_equal(ERR_BUSY, st);
	close(fds[1]);
	assert_int_equal(ERR_UPSTREAM, control_send(fds[0], &c));
	assert_int_equal(ERR_NOT_FOUND, control_recv(fds[0], &got));
	close(fds[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_ends_check),
		cmocka_unit_test(test_spoilt_packets),
		cmocka_unit_test(test_gone_and_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
