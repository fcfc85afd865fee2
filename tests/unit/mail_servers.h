/*
 * Real mail servers for unit tests: each runs in a folder of its own on ports
 * of its own, and ends with the test.
 */
#ifndef TESTS_MAIL_SERVERS_H
#define TESTS_MAIL_SERVERS_H

#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOKEN		"a-token-of-32-random-bytes-or-so"
#define DOVECOT		"/usr/sbin/dovecot"

struct server {
	const char	*name;
	const char	*capability;	/* NULL: all */
	bool		 plain;		/* without extensions */
	char		 folder[64];
	int		 port, tls_port;
	pid_t		 pid;
};

/* A port that nobody has; it is ours until *FD is closed. */
static int
free_port_held(int *fd)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof sin;

	*fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(0, bind(*fd, (struct sockaddr *)&sin, len));
	assert_int_equal(0, getsockname(*fd, (struct sockaddr *)&sin, &len));
	return ntohs(sin.sin_port);
}

static inline int
free_port(void)
{
	int fd, port = free_port_held(&fd);

	close(fd);
	return port;
}

static void
run(const char *fmt, ...)
{
	char line[1000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	if (system(line) != 0)
		fail_msg("%s failed", line);
}

static FILE *
make_file(const struct server *s, const char *name)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", s->folder, name);
	assert_non_null(f = fopen(path, "w"));
	return f;
}

static bool
answers(int port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = connect(fd, (struct sockaddr *)&sin, sizeof sin) == 0;

	close(fd);
	return ok;
}

static void
launch(struct server *s)
{
	char conf[128];

	snprintf(conf, sizeof conf, "%s/dovecot.conf", s->folder);
	if ((s->pid = fork()) == 0) {
		setpgid(0, 0);
		execl(DOVECOT, DOVECOT, "-F", "-c", conf, (char *)NULL);
		_exit(127);
	}
	setpgid(s->pid, s->pid);
	for (int i = 0; !answers(s->port); i++) {
		assert_true(i < 1200);
		usleep(50000);
	}
}

static void
start(struct server *s)
{
	const char *me = getpwuid(getuid())->pw_name, *us = getgrgid(getgid())->gr_name;
	bool root = getuid() == 0;
	int held;
	FILE *f;

	snprintf(s->folder, sizeof s->folder, "/tmp/imap-test-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	assert_int_equal(0, chmod(s->folder, 0755));
	run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
	    " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
	    " -keyout %s/key.pem -out %s/cert.pem 2>/dev/null", s->folder, s->folder);
	f = make_file(s, "users");
	fprintf(f, "alice@example.org:{PLAIN}" TOKEN "\nbob@example.org:{PLAIN}" TOKEN "\n");
	fclose(f);
	run("mkdir %s/mail", s->folder);
	if (root)
		run("chown 5000:5000 %s/mail", s->folder);

	/* Two that differ. */
	s->port = free_port_held(&held);
	s->tls_port = free_port();
	close(held);
	f = make_file(s, "dovecot.conf");
	fprintf(f,
	    "protocols = imap\nlisten = 127.0.0.1\nbase_dir = %s/run\nstate_dir = %s/run\n"
	    "instance_name = imap-test\nlog_path = %s/log\nauth_mechanisms = plain xoauth2\n"
	    "passdb {\n  driver = passwd-file\n  args = %s/users\n}\n"
	    "userdb {\n  driver = static\n  args = uid=%d gid=%d home=%s/mail/%%u\n}\n"
	    "mail_location = maildir:~/Maildir\nmailbox_list_index = yes\n"
	    "first_valid_uid = 1\nfirst_valid_gid = 1\nmail_max_userip_connections = 100\n"
	    "ssl = yes\nssl_cert = <%s/cert.pem\nssl_key = <%s/key.pem\n"
	    "default_login_user = %s\ndefault_internal_user = %s\ndefault_internal_group = %s\n"
	    "namespace inbox {\n  inbox = yes\n  separator = /\n"
	    "  mailbox Sent {\n    special_use = \\Sent\n    auto = subscribe\n  }\n"
	    "  mailbox Trash {\n    special_use = \\Trash\n    auto = create\n  }\n}\n"
	    "service imap-login {\n%s  inet_listener imap {\n    port = %d\n  }\n"
	    "  inet_listener imaps {\n    port = %d\n    ssl = yes\n  }\n}\n"
	    "service anvil {\n%s  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}\n"
	    "service imap {\n  vsz_limit = 1G\n}\n"
	    "service auth {\n  unix_listener %s/auth {\n    mode = 0666\n  }\n}\n",
	    s->folder, s->folder, s->folder, s->folder,
	    root ? 5000 : (int)getuid(), root ? 5000 : (int)getgid(), s->folder, s->folder, s->folder,
	    root ? "dovenull" : me, root ? "dovecot" : me, root ? "dovecot" : us,
	    root ? "" : "  chroot =\n", s->port, s->tls_port, root ? "" : "  chroot =\n", s->folder);
	if (s->capability != NULL)
		fprintf(f, "protocol imap {\n  imap_capability = %s\n}\n", s->capability);
	fclose(f);
	launch(s);
}

static void
stop(struct server *s)
{
	if (s->pid <= 0)
		return;
	kill(s->pid, SIGTERM);
	waitpid(s->pid, NULL, 0);
	s->pid = 0;
	/* Those that it started may write a last line there. */
	for (int i = 0; i < 50; i++) {
		char line[100];

		snprintf(line, sizeof line, "rm -rf %s 2>/dev/null", s->folder);
		if (system(line) == 0)
			return;
		usleep(200000);
	}
	fail_msg("%s stays", s->folder);
}

#endif
