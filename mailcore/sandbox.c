/*
 * Trust: namespaces here are about order, not about defence.  A service that
 * is broken into is held by its user's rights, not by this.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "mailcore/sandbox.h"

/* A master that was killed right after its start is not made again at once. */
#define BREATH_MS	2000

static volatile sig_atomic_t master_pid;
static volatile sig_atomic_t told_to_end;

static void
pass_on(int sig)
{
	if (sig == SIGTERM || sig == SIGINT)
		told_to_end = 1;
	if (master_pid > 0)
		(void)kill((pid_t)master_pid, sig);
}

static void
listen_to_signals(void)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1 };
	struct sigaction act = { .sa_handler = pass_on };

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < COUNT(signals); i++)
		(void)sigaction(signals[i], &act, NULL);
}

/* fork() into new namespaces; glibc has no wrapper that keeps the stack. */
static pid_t
fork_into(unsigned long namespaces)
{
	return (pid_t)syscall(SYS_clone, namespaces | SIGCHLD, 0, 0, 0, 0);
}

/* ---- mounts ------------------------------------------------------------------ */

/*
 * An empty /run of our own, with everything that was there bound back in, and
 * one more folder.  Making /run/hayloft in the machine's own /run would work
 * as well, but leave it there.
 */
static bool
bind_back(int old, const char *name, const struct stat *what)
{
	char from[64 + NAME_MAX], to[16 + NAME_MAX];
	int fd;

	snprintf(from, sizeof from, "/proc/self/fd/%d/%s", old, name);
	snprintf(to, sizeof to, "/run/%s", name);
	if (S_ISLNK(what->st_mode)) {
		char target[PATH_MAX];
		ssize_t n = readlinkat(old, name, target, sizeof target - 1);

		if (n < 0)
			return true;
		target[n] = '\0';
		return symlink(target, to) == 0;
	}
	if (S_ISDIR(what->st_mode)) {
		if (mkdir(to, what->st_mode & 07777) != 0)
			return false;
	} else {
		if ((fd = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) < 0)
			return false;
		close(fd);
	}
	return mount(from, to, NULL, MS_BIND | MS_REC, NULL) == 0;
}

static bool
own_run(void)
{
	int old = open("/run", O_PATH | O_DIRECTORY | O_CLOEXEC);
	int list = open("/run", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = list >= 0 ? fdopendir(list) : NULL;
	struct dirent *e;
	bool done;

	done = old >= 0 && dir != NULL &&
	    mount("hayloft", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=4m") == 0;
	while (done && (e = readdir(dir)) != NULL) {
		struct stat what;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
		    fstatat(old, e->d_name, &what, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		/* What cannot be bound is missing in here, which hurts nobody of ours. */
		if (!bind_back(old, e->d_name, &what))
			log_event(LOG_DEBUG_, "sandbox.run", "missing", "%s", e->d_name, NULL);
	}
	if (dir != NULL)
		closedir(dir);
	if (old >= 0)
		close(old);
	return done;
}

static bool
make_world(const char *state)
{
	/* The state folder may itself be below /run. */
	int folder = open(state, O_PATH | O_DIRECTORY | O_CLOEXEC);
	char from[64];
	bool done;

	if (folder < 0)
		return false;
	snprintf(from, sizeof from, "/proc/self/fd/%d", folder);
	done = mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    own_run() &&
	    (mkdir(SANDBOX_ROOT, 0755) == 0 || errno == EEXIST) &&
	    mount(from, SANDBOX_ROOT, NULL, MS_BIND | MS_REC, NULL) == 0 &&
	    /* The pids of our namespace, for the services and for orphans.c. */
	    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0;
	/*
	 * PostgreSQL's shared memory: nothing is left of it when we are killed.
	 * Without this it works as well.
	 */
	if (done)
		(void)mount("hayloft", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
	close(folder);
	return done;
}

/* ---- guard ----------------------------------------------------------------------- */

static bool
may_have_namespaces(void)
{
	pid_t pid;
	int how;

	if (geteuid() != 0)
		return false;
	if ((pid = fork_into(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC)) == 0)
		_exit(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 ? 0 : 1);
	if (pid < 0)
		return false;
	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static void
be_master(const char *state, bool own)
{
	for (int s = 1; s < NSIG; s++)
		(void)signal(s, SIG_DFL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (!own) {
		(void)prctl(PR_SET_CHILD_SUBREAPER, 1);
		return;
	}
	if (!make_world(state)) {
		log_event(LOG_ERROR_, "sandbox.failed", "why", "%s", strerror(errno), NULL);
		_exit(71);	/* EX_OSERR */
	}
}

static int
wait_for(pid_t pid)
{
	int how;

	while (waitpid(pid, &how, 0) < 0)
		if (errno != EINTR)
			return 0;
	return how;
}

static void
breathe(int64_t lived)
{
	struct timespec pause = { .tv_sec = BREATH_MS / 1000 };

	if (lived < BREATH_MS)
		(void)nanosleep(&pause, NULL);
}

enum status
sandbox_enter(struct ctx *cx, const char *state, bool *own)
{
	bool spaces = may_have_namespaces();

	listen_to_signals();
	for (;;) {
		int64_t begun = clock_steady();
		pid_t pid = spaces ? fork_into(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC) : fork();
		int how;

		if (pid < 0)
			return fault(cx, ERR_INTERNAL, "fork: %s", strerror(errno));
		if (pid == 0) {
			be_master(state, spaces);
			*own = spaces;
			return OK;
		}
		master_pid = pid;
		if (told_to_end)	/* it came between fork and here */
			(void)kill(pid, SIGTERM);
		how = wait_for(pid);
		master_pid = 0;
		if (WIFEXITED(how))
			exit(WEXITSTATUS(how));
		if (told_to_end)
			exit(128 + WTERMSIG(how));
		log_event(LOG_ERROR_, "master.killed", "signal", "%d", WTERMSIG(how), NULL);
		breathe(clock_steady() - begun);
	}
}
