/*
 * Submission to a real Postfix that asks a real Dovecot for passwords: TLS by
 * STARTTLS, sign-in, and the message in the mailbox as it was sent.  Postfix
 * starts as root only.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "core/clock.h"
#include "core/log.h"
#include "imapclient/smtp.h"
#include "tests/unit/mail_servers.h"

static struct server dovecot = { .name = "auth" };
static int port;
static pid_t postfix;

static void
start_postfix(void)
{
	const char *d = dovecot.folder;
	FILE *f;

	port = free_port();
	run("mkdir -p %s/postfix %s/spool %s/data %s/box && chown postfix %s/data && chown 5000:5000 %s/box",
	    d, d, d, d, d, d);
	f = make_file(&dovecot, "postfix/main.cf");
	fprintf(f,
	    "compatibility_level = 3.6\nqueue_directory = %s/spool\ndata_directory = %s/data\n"
	    "command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\n"
	    "mail_owner = postfix\nsetgid_group = postdrop\nmaillog_file = %s/log-postfix\n"
	    "maillog_file_prefixes = /tmp\nmyhostname = localhost\nmydestination =\nlocal_recipient_maps =\n"
	    "alias_maps =\nalias_database =\nmynetworks =\ninet_protocols = ipv4\n"
	    "virtual_mailbox_domains = example.org\nvirtual_mailbox_base = %s/box\n"
	    "virtual_mailbox_maps = inline:{ bob@example.org=bob/, carol@example.org=carol/ }\n"
	    "virtual_uid_maps = static:5000\nvirtual_gid_maps = static:5000\nvirtual_minimum_uid = 1\n"
	    "virtual_mailbox_limit = 0\nmessage_size_limit = 60000000\nmailbox_size_limit = 0\n"
	    "smtpd_tls_chain_files = %s/key.pem, %s/cert.pem\nsmtpd_tls_security_level = encrypt\n"
	    "smtpd_tls_auth_only = yes\nsmtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\n"
	    "smtpd_sasl_path = %s/auth\nsmtpd_relay_restrictions = permit_sasl_authenticated, reject\n"
	    "smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject\n"
	    "default_transport = error:no other mail\n",
	    d, d, d, d, d, d, d);
	fclose(f);
	f = make_file(&dovecot, "postfix/master.cf");
	fprintf(f, "127.0.0.1:%d inet n - n - - smtpd\n"
	    "cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\ntlsmgr unix - - n 1000? 1 tlsmgr\n"
	    "rewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n"
	    "trace unix - - n - 0 bounce\nerror unix - - n - - error\nretry unix - - n - - error\n"
	    "proxymap unix - - n - - proxymap\nvirtual unix - n n - - virtual\nanvil unix - - n - 1 anvil\n"
	    "postlog unix-dgram n - n - 1 postlogd\n", port);
	fclose(f);
	run("postfix -c %s/postfix check >/dev/null 2>&1", d);
	if ((postfix = fork()) == 0) {
		char conf[100];

		snprintf(conf, sizeof conf, "%s/postfix", d);
		execl("/usr/lib/postfix/sbin/master", "master", "-c", conf, "-s", (char *)NULL);
		_exit(127);
	}
	for (int i = 0; !answers(port); i++) {
		assert_true(i < 1200);
		usleep(50000);
	}
}

static int
setup(void **state)
{
	(void)state;
	log_open("test", LOG_ERROR_);
	if (getuid() != 0)
		return 0;
	start(&dovecot);
	start_postfix();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	if (postfix > 0) {
		kill(postfix, SIGTERM);
		waitpid(postfix, NULL, 0);
	}
	stop(&dovecot);
	return 0;
}

static struct smtp_login
login(struct ctx *cx)
{
	ctx_open(cx, NULL);
	cx->deadline = clock_steady() + 120000;
	return (struct smtp_login){
		.at = { .host = "localhost", .port = port, .tls = STREAM_STARTTLS,
		    .ca_file = arena_printf(cx->arena, "%s/cert.pem", dovecot.folder) },
		.helo = "mail.example.org",
		.user = "alice@example.org",
		.secret = TOKEN,
		.mechanism = MAIL_XOAUTH2,
	};
}

/* The one mail in USER's box, without the lines that Postfix put before it; removed. */
static char *
delivered(struct arena *arena, const char *user, size_t *len)
{
	char folder[200], path[500] = "";
	char *data, *start = NULL;
	struct dirent *e;
	struct stat sb;
	DIR *dir;
	int fd;

	snprintf(folder, sizeof folder, "%s/box/%s/new", dovecot.folder, user);
	for (int i = 0; i < 1200 && path[0] == '\0'; i++) {
		if ((dir = opendir(folder)) != NULL) {
			while ((e = readdir(dir)) != NULL)
				if (e->d_name[0] != '.')
					snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
			closedir(dir);
		}
		usleep(50000);
	}
	assert_string_not_equal("", path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_int_equal(0, fstat(fd, &sb));
	data = arena_alloc(arena, (size_t)sb.st_size + 1);
	assert_int_equal(sb.st_size, read(fd, data, (size_t)sb.st_size));
	close(fd);
	unlink(path);
	assert_non_null(start = strstr(data, "\nSubject:"));
	*len = (size_t)sb.st_size - (size_t)(start + 1 - data);
	return start + 1;
}

static void
test_send(void **state)
{
	static const char text[] = "Subject: dots\r\nFrom: alice@example.org\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
	    "Message-ID: <dots@example.org>\r\n\r\n.\r\n..\r\n.x\r\nGr\xc3\xbc\xc3\x9f" "e\r\n.\r\n";
	static const char stored[] = "Subject: dots\nFrom: alice@example.org\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n"
	    "Message-ID: <dots@example.org>\n\n.\n..\n.x\nGr\xc3\xbc\xc3\x9f" "e\n.\n";
	struct smtp_rcpt rcpts[] = {
		{ .address = "bob@example.org", .notify = SMTP_NOTIFY_FAILURE },
		{ .address = "nobody@example.org" },
		{ .address = "carol@example.org" },
	};
	struct smtp_message m = { .sender = "alice@example.org", .rcpts = rcpts, .rcpt_count = 3,
	    .data = text, .len = sizeof text - 1, .eight_bit = true, .envid = "e1" };
	struct smtp_result r;
	struct smtp_login as;
	struct ctx cx;
	size_t len;
	char *got;

	(void)state;
	if (postfix == 0)
		skip();
	as = login(&cx);
	if (smtp_send(&cx, &as, &m, &r) != OK)
		fail_msg("%s", cx.fault_text);
	assert_int_equal(2, r.accepted);
	assert_string_not_equal("", r.queue_id);
	assert_int_equal(60000000, r.size_limit);
	assert_true(rcpts[0].accepted && !rcpts[1].accepted && rcpts[2].accepted);
	assert_int_equal(550, rcpts[1].reply.code);
	assert_string_equal("5.1.1", rcpts[1].reply.enhanced);
	for (int i = 0; i < 2; i++) {
		got = delivered(cx.arena, i == 0 ? "bob" : "carol", &len);
		assert_string_equal(stored, got);
	}
	ctx_close(&cx);
}

static void
test_send_large(void **state)
{
	enum { LINES = 20 * 1024 * 1024 / 64 };
	static const char head[] = "Subject: large\r\nFrom: alice@example.org\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
	    "Message-ID: <large@example.org>\r\n\r\n";
	int fd = memfd_create("large", MFD_CLOEXEC);
	struct smtp_rcpt rcpt = { .address = "bob@example.org" };
	struct smtp_message m = { .sender = "alice@example.org", .rcpts = &rcpt, .rcpt_count = 1, .fd = fd };
	struct smtp_result r;
	struct smtp_login as;
	char block[65 * 1024], *got;
	struct ctx cx;
	size_t len, lines = 0;

	(void)state;
	if (postfix == 0)
		skip();
	assert_int_equal(sizeof head - 1, write(fd, head, sizeof head - 1));
	for (int i = 0; i < LINES; i += 1024) {
		char *p = block;

		for (int k = i; k < i + 1024; k++)
			p += sprintf(p, ".%061d\r\n", k);
		assert_int_equal(p - block, write(fd, block, (size_t)(p - block)));
	}
	m.len = (size_t)lseek(fd, 0, SEEK_CUR);
	assert_true(m.len > 20 * 1024 * 1024);
	as = login(&cx);
	if (smtp_send(&cx, &as, &m, &r) != OK)
		fail_msg("%s", cx.fault_text);
	close(fd);
	got = delivered(cx.arena, "bob", &len);
	assert_non_null(got = strstr(got, "\n\n"));
	for (char *p = got + 2; *p != '\0'; p += 63) {
		assert_int_equal('.', *p);
		assert_int_equal(lines++, strtol(p + 1, NULL, 10));
	}
	assert_int_equal(LINES, lines);

	/* Beyond what Postfix takes: refused before anything is sent. */
	m.fd = -1;
	m.len = 60000001;
	assert_int_equal(ERR_TOO_LARGE, smtp_send(&cx, &as, &m, &r));
	ctx_close(&cx);
}

static void
test_sign_in(void **state)
{
	struct smtp_rcpt rcpt = { .address = "bob@example.org" };
	struct smtp_message m = { .sender = "alice@example.org", .rcpts = &rcpt, .rcpt_count = 1,
	    .data = "Subject: x\r\n\r\nx\r\n", .len = 17 };
	struct smtp_result r;
	struct smtp_login as;
	struct ctx cx;
	size_t len;

	(void)state;
	if (postfix == 0)
		skip();
	as = login(&cx);
	as.mechanism = MAIL_PLAIN;
	if (smtp_send(&cx, &as, &m, &r) != OK)
		fail_msg("%s", cx.fault_text);
	delivered(cx.arena, "bob", &len);
	as.secret = "wrong";
	assert_int_equal(ERR_UNAUTHENTICATED, smtp_send(&cx, &as, &m, &r));
	as.mechanism = MAIL_XOAUTH2;
	assert_int_equal(ERR_UNAUTHENTICATED, smtp_send(&cx, &as, &m, &r));
	as.secret = TOKEN;
	as.at.host = "127.0.0.1";	/* not in the certificate */
	assert_int_equal(ERR_UPSTREAM, smtp_send(&cx, &as, &m, &r));
	as.at.name = "localhost";
	as.at.ca_file = NULL;
	assert_int_equal(ERR_UPSTREAM, smtp_send(&cx, &as, &m, &r));
	/* Without TLS it offers no sign-in, and we do not try. */
	as.at.tls = STREAM_PLAIN;
	assert_int_equal(ERR_UPSTREAM, smtp_send(&cx, &as, &m, &r));
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_send),
		cmocka_unit_test(test_send_large),
		cmocka_unit_test(test_sign_in),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
