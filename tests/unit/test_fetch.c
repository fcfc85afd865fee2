/*
 * Fetching what others name: which addresses are for everybody, and a server
 * on the loopback that answers as hostile ones do.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/guard.h"
#include "fetch/fetch.h"
#include "fetch/ldap.h"
#include "tests/unit/unit.h"

static struct sockaddr_storage
address(const char *text)
{
	struct sockaddr_storage sa = { 0 };
	struct sockaddr_in *v4 = (struct sockaddr_in *)&sa;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&sa;

	if (strchr(text, ':') != NULL) {
		v6->sin6_family = AF_INET6;
		assert_int_equal(1, inet_pton(AF_INET6, text, &v6->sin6_addr));
	} else {
		v4->sin_family = AF_INET;
		assert_int_equal(1, inet_pton(AF_INET, text, &v4->sin_addr));
	}
	return sa;
}

/* RFC 4515, section 3: what has a meaning in a filter is a value like any other. */
static void
test_ldap_values(void **state)
{
	struct arena *arena = arena_open();
	static const char *const cases[][2] = {
		{ "ann@example.org", "ann@example.org" }, { "", "" },
		{ "a*b", "a\\2ab" }, { "x)(uid=*", "x\\29\\28uid\\3d\\2a" }, { "\\2a", "\\5c2a" },
		{ "ö o'neil&|!", "\\c3\\b6\\20o\\27neil\\26\\7c\\21" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i][1], fetch_ldap_escape(arena, cases[i][0]));
	arena_close(arena);
}

static const struct {
	const char	*address;
	bool		 public;
} addresses[] = {
	{ "8.8.8.8", true }, { "1.1.1.1", true }, { "100.63.255.255", true },
	{ "100.64.0.1", false }, { "100.128.0.1", true }, { "127.0.0.1", false },
	{ "127.255.255.254", false }, { "10.1.2.3", false }, { "172.15.255.255", true },
	{ "172.16.0.1", false }, { "172.31.255.255", false }, { "172.32.0.1", true },
	{ "192.168.1.1", false }, { "169.254.169.254", false }, { "0.0.0.0", false },
	{ "192.0.0.8", false }, { "198.18.0.1", false }, { "198.19.255.255", false },
	{ "198.20.0.0", true }, { "224.0.0.1", false }, { "239.1.1.1", false },
	{ "255.255.255.255", false }, { "240.0.0.1", false }, { "203.0.113.9", false },
	{ "::1", false }, { "::", false }, { "::ffff:127.0.0.1", false },
	{ "::ffff:8.8.8.8", true }, { "::ffff:10.0.0.1", false }, { "::127.0.0.1", false },
	{ "64:ff9b::7f00:1", false }, { "64:ff9b::808:808", true }, { "64:ff9b:1::1", false },
	{ "fe80::1", false }, { "fec0::1", false }, { "fc00::1", false }, { "fd12::1", false },
	{ "ff02::1", false }, { "2001:4860:4860::8888", true }, { "2001:db8::1", false },
	{ "2001:0:1::1", false }, { "2002:7f00:1::1", false }, { "2606:4700::1111", true },
	{ "3fff::1", false }, { "100::1", false }, { "5f00::1", false },
};

static void
test_public(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		struct sockaddr_storage sa = address(addresses[i].address);

		if (guard_is_public((struct sockaddr *)&sa) != addresses[i].public)
			fail_msg("%s", addresses[i].address);
	}
}

static const struct {
	const char	*list, *address;
	bool		 in;
} lists[] = {
	{ "", "127.0.0.1", false }, { "127.0.0.1", "127.0.0.1", true },
	{ "127.0.0.1", "127.0.0.2", false }, { " 10.0.0.0/8  ::1 ", "10.255.0.1", true },
	{ "10.0.0.0/8 ::1", "::1", true }, { "10.0.0.0/8 ::1", "11.0.0.1", false },
	{ "10.0.0.0/9", "10.128.0.0", false }, { "fd00::/8", "fdff::1", true },
	{ "127.0.0.1", "::ffff:127.0.0.1", true }, { "nonsense 127.0.0.1", "127.0.0.1", true },
	{ "10.0.0.0/", "8.8.8.8", false }, { "10.0.0.0/x", "8.8.8.8", false }, { "10.0.0.0/8x", "10.0.0.1", false },
	{ "10.0.0.0/33", "10.0.0.0", false }, { "10.0.0.0/-1", "10.0.0.0", false },
	{ "0.0.0.0/0", "8.8.8.8", true }, { "0.0.0.0/0", "::1", false },
};

static void
test_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		struct sockaddr_storage sa = address(lists[i].address);

		if (guard_is_listed(lists[i].list, (struct sockaddr *)&sa) != lists[i].in)
			fail_msg("row %zu", i);
	}
}

static void
test_permits(void **state)
{
	struct conf conf = { .fetch_allow = "10.0.0.1" };
	struct sockaddr_storage public = address("8.8.8.8"), listed = address("10.0.0.1");

	(void)state;
	assert_true(guard_permits(&conf, (struct sockaddr *)&public));
	assert_true(guard_permits(&conf, (struct sockaddr *)&listed));
	conf.offline = true;
	assert_false(guard_permits(&conf, (struct sockaddr *)&public));
	assert_true(guard_permits(&conf, (struct sockaddr *)&listed));
}

/* The server: one request a connection; what it answers stands in the path. */

static int port;
static pid_t child;

static void
say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		_exit(1);
}

static void
flood(int fd)
{
	static char block[65536];

	say(fd, "HTTP/1.1 200 OK\r\n\r\n");
	memset(block, 'x', sizeof block);
	while (write(fd, block, sizeof block) > 0)
		;
}

static void
serve(int fd)
{
	char request[8192], *at;
	ssize_t n = 0, more;

	while (n < (ssize_t)sizeof request - 1 &&
	    (more = read(fd, request + n, sizeof request - 1 - (size_t)n)) > 0) {
		n += more;
		request[n] = '\0';
		at = strstr(request, "\r\n\r\n");
		if (at != NULL && (strstr(request, "length: ") == NULL &&
		    strstr(request, "Length: ") == NULL))
			break;
		if (at != NULL && strlen(at + 4) >= 5)
			break;
	}
	if (n <= 0)
		return;
	if (strstr(request, " /flood ") != NULL)
		flood(fd);
	else if (strstr(request, " /silent ") != NULL)
		sleep(100);
	else if (strstr(request, " /garbage ") != NULL)
		say(fd, "\0\1\2 nothing like HTTP\r\n\r\n");
	else if (strstr(request, " /inside ") != NULL)
		say(fd, "HTTP/1.1 302 F\r\nLocation: http://127.0.0.2:9999/\r\nContent-Length: 0\r\n\r\n");
	else if (strstr(request, " /file ") != NULL)
		say(fd, "HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
	else if (strstr(request, " /loop ") != NULL)
		say(fd, "HTTP/1.1 302 F\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
	else if (strstr(request, " /moved ") != NULL)
		say(fd, "HTTP/1.1 301 M\r\nLocation: echo\r\nContent-Length: 0\r\n\r\n");
	else if (strstr(request, " /elsewhere ") != NULL) {
		char line[200];

		snprintf(line, sizeof line, "HTTP/1.1 307 T\r\nLocation: http://localhost:%d/echo\r\n"
		    "Content-Length: 0\r\n\r\n", port);
		say(fd, line);
	} else {
		say(fd, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nConnection: close\r\n\r\n");
		say(fd, request);
	}
}

static int
start_server(void **state)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof sin;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	(void)state;
	if (bind(listener, (struct sockaddr *)&sin, len) < 0 || listen(listener, 16) < 0 ||
	    getsockname(listener, (struct sockaddr *)&sin, &len) < 0)
		return -1;
	port = ntohs(sin.sin_port);
	if ((child = fork()) == 0) {
		setpgid(0, 0);
		signal(SIGPIPE, SIG_IGN);
		signal(SIGCHLD, SIG_IGN);
		for (;;) {
			int fd = accept(listener, NULL, NULL);

			if (fork() == 0) {
				alarm(120);
				serve(fd);
				_exit(0);
			}
			close(fd);
		}
	}
	setpgid(child, child);
	close(listener);
	return 0;
}

static int
stop_server(void **state)
{
	(void)state;
	kill(-child, SIGKILL);
	waitpid(child, NULL, 0);
	return 0;
}

static struct conf loopback = { .fetch_allow = "127.0.0.1", .fetch_authorities = "",
	.offline = true };

static enum status
get(const char *host, const char *path, struct fetched *out)
{
	struct fetch f = {
		.url = arena_printf(unit_cx.arena, "http://%s:%d%s", host, port, path),
		.redirects = 3, .max = 100000,
		.timeout = strcmp(path, "/silent") == 0 ? 1500 : 60000,
	};

	unit_cx.conf = &loopback;
	return fetch_url(&unit_cx, &f, out);
}

static const struct {
	const char	*path;
	enum status	 want;
} answers[] = {
	{ "/echo", OK }, { "/moved", OK }, { "/elsewhere", OK },
	{ "/flood", ERR_TOO_LARGE }, { "/silent", ERR_BUSY }, { "/garbage", ERR_UPSTREAM },
	{ "/inside", ERR_DENIED }, { "/file", ERR_INVALID }, { "/loop", ERR_LIMIT },
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct fetched got;
		enum status st = get("127.0.0.1", answers[i].path, &got);

		if (st != answers[i].want)
			fail_msg("%s: %s (%s)", answers[i].path, status_name(st), unit_cx.fault_text);
		ctx_forgive(&unit_cx);
	}
}

static const struct {
	const char	*url;
	enum status	 want;
} urls[] = {
	{ "http://127.0.0.1:22/", ERR_DENIED }, { "http://127.0.0.1/", OK },
	{ "https://example.org/a?b#c", OK }, { "webcal://example.org/x.ics", OK },
	{ "webcals://example.org/x.ics", OK }, { "ftp://example.org/", ERR_INVALID },
	{ "file:///etc/passwd", ERR_INVALID }, { "gopher://example.org/", ERR_INVALID },
	{ "http://", ERR_INVALID }, { "", ERR_INVALID }, { "example.org", ERR_INVALID },
	{ "http://example.org:99999/", ERR_INVALID }, { "javascript:alert(1)", ERR_INVALID },
	{ "http://a b/", ERR_INVALID }, { "http://example.org\r\nX: y/", ERR_INVALID },
};

static void
test_urls(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		enum status st = fetch_url_check(&unit_cx, urls[i].url);

		if (st != urls[i].want)
			fail_msg("%s: %s", urls[i].url, status_name(st));
		ctx_forgive(&unit_cx);
	}
}

/* A name and numbers in odd dress that lead to the loopback. */
static void
test_inside(void **state)
{
	static const char *const hosts[] = { "127.0.0.2", "2130706434", "0x7f.2", "[::1]",
		"[::ffff:127.0.0.2]", "0.0.0.0", "127.2" };
	struct fetched got;

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		if (get(hosts[i], "/echo", &got) != ERR_DENIED)
			fail_msg("%s", hosts[i]);
		ctx_forgive(&unit_cx);
	}
	/* The same number when it is allowed. */
	assert_int_equal(OK, get("2130706433", "/echo", &got));
	assert_int_equal(OK, get("localhost", "/echo", &got));
}

static void
test_post(void **state)
{
	struct header type = { "content-type", "application/x-push", NULL };
	struct header ttl = { "ttl", "60", &type };
	struct fetch f = {
		.url = arena_printf(*state, "http://127.0.0.1:%d/echo", port),
		.method = "POST", .headers = &ttl, .body = "hello", .body_len = 5,
	};
	struct fetched got;

	unit_cx.conf = &loopback;
	assert_int_equal(OK, fetch_url(&unit_cx, &f, &got));
	assert_int_equal(200, got.code);
	assert_string_equal("\"1\"", fetched_header(&got, "etag"));
	assert_non_null(strstr(got.body, "POST /echo HTTP/1.1\r\n"));
	assert_non_null(strstr(got.body, "ttl: 60\r\n"));
	assert_non_null(strstr(got.body, "content-type: application/x-push\r\n"));
	assert_non_null(strstr(got.body, "\r\n\r\nhello"));
	assert_null(strstr(got.body, "urlencoded"));
	ttl.value = "60\r\nEvil: 1";
	assert_int_equal(ERR_INVALID, fetch_url(&unit_cx, &f, &got));
}

/* A password is for the server that was named, not for where it redirects. */
static void
test_password(void **state)
{
	struct fetched got;

	(void)state;
	assert_int_equal(OK, get("ann:secret@127.0.0.1", "/echo", &got));
	assert_non_null(strstr(got.body, "Authorization: Basic YW5uOnNlY3JldA=="));
	assert_null(strstr(got.url, "secret"));
	assert_int_equal(OK, get("ann:secret@127.0.0.1", "/moved", &got));
	assert_non_null(strstr(got.body, "Authorization: Basic"));
	assert_int_equal(OK, get("ann:secret@127.0.0.1", "/elsewhere", &got));
	assert_null(strstr(got.body, "Authorization"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ldap_values),
		cmocka_unit_test(test_public), cmocka_unit_test(test_listed),
		cmocka_unit_test(test_permits), unit_case(test_urls), unit_case(test_answers),
		unit_case(test_inside), unit_case(test_post), unit_case(test_password),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, start_server, stop_server);
}
