#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/clock.h"
#include "mailcore/process.h"

#define WORDS_MAX	4096	/* of a program that fails */

/* Words on the child's standard error; the parent keeps them in a log. */
static void __attribute__((noreturn))
give_up(const char *what)
{
	const char *why = strerror(errno);

	(void)!write(STDERR_FILENO, what, strlen(what));
	(void)!write(STDERR_FILENO, ": ", 2);
	(void)!write(STDERR_FILENO, why, strlen(why));
	(void)!write(STDERR_FILENO, "\n", 1);
	_exit(127);
}

static void __attribute__((noreturn))
child(const struct command *c, const struct passwd *pw, int output, int death_signal)
{
	char for_whom[32] = "";
	char *const env[] = {
		(char *)"PATH=/usr/sbin:/usr/bin:/sbin:/bin",
		(char *)"LANG=C.UTF-8",
		(char *)"TZ=UTC",
		c->listener > 0 ? (char *)"LISTEN_FDS=1" : NULL,
		for_whom,
		NULL,
	};
	sigset_t none;
	int null;

	/* The master blocks and ignores signals; both would be inherited. */
	for (int s = 1; s < NSIG; s++)
		(void)signal(s, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	(void)setsid();
	umask(022);

	if ((null = open("/dev/null", O_RDONLY)) < 0 ||
	    dup2(null, STDIN_FILENO) < 0 ||
	    dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
		_exit(127);
	/* The first descriptor of such sockets is 3; a copy survives the exec. */
	if (c->listener == 3)
		(void)fcntl(3, F_SETFD, 0);
	else if (c->listener > 0 && dup2(c->listener, 3) < 0)
		give_up("listener");
	(void)close_range(c->listener > 0 ? 4 : 3, ~0U, 0);
	snprintf(for_whom, sizeof for_whom, "LISTEN_PID=%d", (int)getpid());
	if (chdir(c->folder != NULL ? c->folder : "/") != 0)
		give_up(c->folder);
	if (pw != NULL &&
	    (initgroups(c->user, pw->pw_gid) != 0 || setgid(pw->pw_gid) != 0 ||
	    setuid(pw->pw_uid) != 0))
		give_up(c->user);
	/* After setuid, which clears it. */
	if (death_signal != 0)
		(void)prctl(PR_SET_PDEATHSIG, death_signal);
	execve(c->argv[0], (char *const *)c->argv, env);
	give_up(c->argv[0]);
}

enum status
process_start(struct ctx *cx, const struct command *c, int output, int death_signal, pid_t *out)
{
	const struct passwd *pw = NULL;
	pid_t pid;

	if (c->user != NULL && geteuid() == 0 && (pw = getpwnam(c->user)) == NULL)
		return fault(cx, ERR_NOT_FOUND, "no user %s on this machine", c->user);
	if (access(c->argv[0], X_OK) != 0)
		return fault(cx, ERR_NOT_FOUND, "%s: %s", c->argv[0], strerror(errno));
	if ((pid = fork()) < 0)
		return fault(cx, ERR_INTERNAL, "fork: %s", strerror(errno));
	if (pid == 0)
		child(c, pw, output, death_signal);
	*out = pid;
	return OK;
}

/* What the program says, until it closes its output or time is up. */
static bool
listen_to(int fd, struct buf *said, size_t most, int64_t deadline)
{
	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left = deadline - clock_steady();
		char part[4096];
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		if ((n = read(fd, part, sizeof part)) < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		if ((size_t)n > most - said->len)
			n = (ssize_t)(most - said->len);
		buf_add(said, part, (size_t)n);
	}
}

enum status
process_run(struct ctx *cx, const struct command *c, int seconds)
{
	struct buf said = BUF_ON(cx->arena);

	return process_capture(cx, c, seconds, WORDS_MAX, &said);
}

enum status
process_capture(struct ctx *cx, const struct command *c, int seconds, size_t most,
    struct buf *said)
{
	int64_t deadline = clock_steady() + seconds * 1000;
	enum status st;
	bool ended;
	pid_t pid;
	int p[2], how = 0;

	if (pipe2(p, O_CLOEXEC) != 0)
		return fault(cx, ERR_INTERNAL, "pipe: %s", strerror(errno));
	st = process_start(cx, c, p[1], SIGKILL, &pid);
	close(p[1]);
	if (st != OK) {
		close(p[0]);
		return st;
	}
	ended = listen_to(p[0], said, most, deadline);
	close(p[0]);
	if (!ended)
		(void)kill(-pid, SIGKILL);
	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		;
	if (!ended)
		return fault(cx, ERR_INTERNAL, "%s did not end within %d s", c->argv[0], seconds);
	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
		return fault(cx, ERR_INTERNAL, "%s failed: %.4000s", c->argv[0], buf_str(said));
	return OK;
}
