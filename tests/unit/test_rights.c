/* What a process can no longer do once its rights are gone. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "httpd/rights.h"

static struct conf conf;

/* Each returns an exit code; 0: it could. */

static int
do_exec(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return errno;
}

static int
do_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0 ? 0 : errno;
}

static int
do_ptrace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : errno;
}

static int
do_kill(void)
{
	return kill(getppid(), 0) == 0 ? 0 : errno;
}

static int
do_reboot_like(void)
{
	return chroot("/") == 0 ? 0 : errno;
}

static int
can_open(const char *path, int flags)
{
	return open(path, flags, 0600) >= 0 ? 0 : errno;
}

static int do_read_etc(void) { return can_open("/etc/passwd", O_RDONLY); }
static int do_read_shadow(void) { return can_open("/etc/shadow", O_RDONLY); }
static int do_read_outside(void) { return can_open(conf.state, O_RDONLY); }
static int do_list_root(void) { return can_open("/", O_RDONLY | O_DIRECTORY); }
static int do_write_tmp(void) { return can_open("/tmp/hayloft-test-rights", O_WRONLY | O_CREAT); }
static int do_other_process(void) { return can_open("/proc/1/environ", O_RDONLY); }

static int
do_inet(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int
do_packet(void)
{
	return socket(AF_PACKET, SOCK_RAW, 0) >= 0 ? 0 : errno;
}

static int
do_root(void)
{
	return setuid(0) == 0 ? 0 : errno;
}

/* All that honest work needs: memory, a file in memory, time, chance, a pipe. */
static int
do_work(void)
{
	char *p = malloc(10 << 20), *mapped;
	int fd = memfd_create("t", MFD_ALLOW_SEALING), pair[2];
	struct timespec nap = { .tv_nsec = 1000 };
	unsigned char r[8];

	memset(p, 1, 10 << 20);
	hash_random(r, sizeof r);
	nanosleep(&nap, NULL);
	if (fd < 0 || ftruncate(fd, 4096) < 0 || write(fd, "x", 1) != 1 ||
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK) < 0)
		return 1;
	mapped = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
	if (mapped == MAP_FAILED || *mapped != 'x')
		return 2;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) < 0)
		return 3;
	log_event(LOG_DEBUG_, "x", "key", "%d", 1, NULL);
	free(p);
	return 0;
}

#define KILLED	(-SIGSYS)

static const struct {
	const char	*name;
	int		(*fn)(void);
	int		 worker, front, reader, program;	/* exit code or minus signal; -1: any errno */
	bool		 root_only;		/* says something only when there was something to drop */
} cases[] = {
	{ "work", do_work, 0, 0, KILLED, -SIGXFSZ, false },
	{ "exec", do_exec, KILLED, KILLED, KILLED, 0, false },
	{ "fork", do_fork, KILLED, KILLED, KILLED, KILLED, false },
	{ "ptrace", do_ptrace, KILLED, KILLED, KILLED, KILLED, false },
	{ "kill", do_kill, KILLED, KILLED, KILLED, KILLED, false },
	{ "unlisted", do_reboot_like, KILLED, KILLED, KILLED, EPERM, false },
	{ "root", do_root, KILLED, KILLED, KILLED, KILLED, false },
	{ "read etc", do_read_etc, 0, 0, 0, 0, false },
	{ "read shadow", do_read_shadow, -1, -1, -1, -1, true },
	{ "read outside", do_read_outside, -1, -1, -1, -1, false },
	{ "list root", do_list_root, -1, -1, -1, -1, false },
	{ "write tmp", do_write_tmp, EPERM, -1, EPERM, EACCES, false },
	{ "others' memory", do_other_process, -1, -1, -1, -1, true },
	{ "inet", do_inet, 0, EPERM, EPERM, EACCES, false },
	{ "packet", do_packet, EPERM, EPERM, EPERM, EACCES, false },
};

static int
outcome(int (*fn)(void), enum rights_role role)
{
	pid_t pid;
	int how;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct ctx cx;

		/* The line about the forbidden call is expected; not in the test's output. */
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
		ctx_open(&cx, &conf);
		if (rights_drop(&cx, role, 5002) != OK)
			_exit(250);
		_exit(fn());
	}
	assert_int_equal(pid, waitpid(pid, &how, 0));
	return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static void
test_rights(void **state)
{
	static const struct {
		enum rights_role role;
		const char	*name;
	} roles[] = {
		{ RIGHTS_FRONT, "front" }, { RIGHTS_WORKER, "worker" }, { RIGHTS_READER, "reader" },
		{ RIGHTS_PROGRAM, "program" },
	};

	(void)state;
	if (!rights_filtered())
		skip();
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t k = 0; k < COUNT(roles); k++) {
			int want = k == 0 ? cases[i].front : k == 1 ? cases[i].worker :
			    k == 2 ? cases[i].reader : cases[i].program;
			int got = outcome(cases[i].fn, roles[k].role);

			if (cases[i].root_only && geteuid() != 0)
				continue;
			if (want == -1 ? got <= 0 || got == 250 : got != want)
				fail_msg("%s as %s: %d instead of %d", cases[i].name, roles[k].name, got, want);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_rights) };
	char folder[] = "/tmp/hayloft-rights-XXXXXX";
	int failed;

	if (mkdtemp(folder) == NULL || conf_load(&conf, "/dev/null") != OK)
		return 1;
	conf.state = folder;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	return failed;
}
