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
#include "mailcore/files.h"
#include "mailcore/sandbox.h"
#include "mailcore/update.h"

/* A master that was killed right after its start is not made again at once. */
#define BREATH_MS	2000
#define OTHER_STOP_MS	90000	/* for a version that is to end */

static volatile sig_atomic_t master_pid;
static volatile sig_atomic_t told_to_end;
static volatile sig_atomic_t update_asked;

static void
pass_on(int sig)
{
	if (sig == SIGUSR2) {
		update_asked = 1;
		return;
	}
	if (sig == SIGTERM || sig == SIGINT)
		told_to_end = 1;
	if (master_pid > 0)
		(void)kill((pid_t)master_pid, sig);
}

static void
listen_to_signals(void)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2 };
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

enum status
sandbox_resolver(struct ctx *cx, const char *path)
{
	if (mount(path, "/etc/resolv.conf", NULL, MS_BIND, NULL) == 0)
		return OK;
	return fault(cx, ERR_INTERNAL, "service.unbound: %s does not come in the place of /etc/resolv.conf: %s",
	    path, strerror(errno));
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

/* ---- another version (update.h) -------------------------------------------------------- */

/* What was asked is read, and the master is told to end; false: it goes on as it is. */
static bool
update_begin(struct ctx *cx, const char *state, struct update *u)
{
	update_asked = 0;
	if (update_read(cx, state, u) != OK) {
		ctx_forgive(cx);
		return false;
	}
	update_say(cx, state, "%s begins: %s", u->back ? "rollback" : "update", u->folder);
	if (update_hooks(cx, u, u->back ? "before-rollback" : "before-update") != OK) {
		update_end(cx, u, "refused", cx->fault_text);
		return false;
	}
	(void)kill((pid_t)master_pid, SIGTERM);
	return true;
}

/* The program in its place, with our own arguments; a guard of its own. */
static pid_t
start_other(struct ctx *cx, const struct update *u)
{
	char **argv = arena_array(cx->arena, 64, sizeof *argv), *text;
	size_t len, n = 0;
	pid_t pid;

	if (file_read(cx, "/proc/self/cmdline", &text, &len) != OK)
		return -1;
	for (char *s = text; s < text + len && n < 63; s += strlen(s) + 1)
		argv[n++] = s;
	if ((pid = fork()) != 0)
		return pid;
	for (int s = 1; s < NSIG; s++)
		(void)signal(s, SIG_DFL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	execv(u->program, argv);
	fprintf(stderr, "hayloft: %s: %s\n", u->program, strerror(errno));
	_exit(126);
}

static void
end_other(pid_t pid, int *how)
{
	int64_t patience = clock_steady() + OTHER_STOP_MS;
	struct timespec nap = { .tv_nsec = 100 * 1000000L };
	pid_t gone;

	(void)kill(pid, SIGTERM);
	while ((gone = waitpid(pid, how, WNOHANG)) == 0 && clock_steady() < patience)
		(void)nanosleep(&nap, NULL);
	if (gone == 0) {
		(void)kill(pid, SIGKILL);
		while (waitpid(pid, how, 0) < 0 && errno == EINTR)
			;
	}
}

/*
 * The master has ended for the sake of an update.  True when the other version
 * took over and has ended since, as *HOW says; false: all is as it was before.
 */
static bool
update_run(struct ctx *cx, struct update *u, int *how)
{
	pid_t other = -1;
	bool good = false;

	if (update_switch(cx, u) != OK || (other = start_other(cx, u)) < 0) {
		update_say(cx, u->state, "it could not begin: %s", cx->fault_text != NULL ? cx->fault_text : strerror(errno));
	} else {
		master_pid = other;
		*how = -1;
		update_say(cx, u->state, "the other version is started");
		good = update_watch(u, other, &told_to_end, how);
		master_pid = 0;
	}
	if (good) {
		master_pid = other;
		update_end(cx, u, u->back ? "rolled-back" : "done", u->folder);
		if (update_hooks(cx, u, u->back ? "after-rollback" : "after-update") != OK)
			update_say(cx, u->state, "after it: %s", cx->fault_text);
		while (waitpid(other, how, 0) < 0 && errno == EINTR)
			;
		return true;
	}
	if (other > 0 && *how == -1)
		end_other(other, how);
	ctx_forgive(cx);
	if (update_undo(cx, u) != OK)
		update_end(cx, u, "broken", arena_printf(cx->arena, "%s; see %s", cx->fault_text, u->folder));
	else
		update_end(cx, u, "failed", *how != -1 && other > 0 && !told_to_end ?
		    "the other version did not become ready; everything is as it was" : "everything is as it was");
	return false;
}

/* True when an update was asked for and the master ended for it. */
static bool
wait_for(struct ctx *cx, pid_t pid, const char *state, int *how, struct update *u)
{
	bool begun = false;

	*how = 0;
	while (waitpid(pid, how, 0) < 0) {
		if (errno != EINTR)
			return false;
		if (update_asked && !begun && !told_to_end)
			begun = update_begin(cx, state, u);
	}
	return begun;
}

static void
tell_pid(struct ctx *cx, const char *state)
{
	const char *text = arena_printf(cx->arena, "%d\n", (int)getpid());

	if (file_write(cx, arena_printf(cx->arena, "%s/" GUARD_PID, state), text, strlen(text), 0644, NULL) != OK) {
		log_warn("guard", "%s", cx->fault_text);
		ctx_forgive(cx);
	}
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
	tell_pid(cx, state);
	for (;;) {
		struct update u;
		bool asked;
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
		asked = wait_for(cx, pid, state, &how, &u);
		master_pid = 0;
		/* Where another version took over, ours has nothing to say any more. */
		if (asked && !told_to_end) {
			if (update_run(cx, &u, &how))
				exit(WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how));
			tell_pid(cx, state);
			if (!told_to_end)
				continue;
		}
		if (WIFEXITED(how))
			exit(WEXITSTATUS(how));
		if (told_to_end)
			exit(128 + WTERMSIG(how));
		log_event(LOG_ERROR_, "master.killed", "signal", "%d", WTERMSIG(how), NULL);
		breathe(clock_steady() - begun);
	}
}
