/*
 * Layers, so that one that a kernel lacks is not the last: an own user without
 * capabilities; Landlock (read-only file system, and of that only what
 * libraries read at run time); an allow-list of system calls.
 *
 * A system call that no job of ours needs ends the process with SIGSYS and a
 * line in the log with its number, so that a missing row in the table below is
 * seen at once.  execve, fork and ptrace end it without further words.  What
 * libraries try and can do without (opening for writing, odd sockets) answers
 * EPERM.  The front may write in one folder of the state folder, where large
 * bodies wait; where the kernel has no Landlock, the folders' owners see to it.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "httpd/rights.h"

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED	true
#else
#define SANITIZED	false
#endif

#define MIB	((rlim_t)1 << 20)
#define ALONE_SECONDS	5		/* of a processor */
#define ALONE_MEMORY	(512 * MIB)	/* of addresses: libraries are in it */

#define FRONT	(1 << RIGHTS_FRONT)
#define WORKER	(1 << RIGHTS_WORKER)
#define WATCHER	(1 << RIGHTS_WATCHER)
#define READER	(1 << RIGHTS_READER)
#define PROGRAM	(1 << RIGHTS_PROGRAM)
#define SERVERS	(FRONT | WORKER | WATCHER)
#define ALL	(SERVERS | READER | PROGRAM)

static const struct {
	int		 call;
	int		 roles;
} allowed[] = {
	/* bytes */
	{ SCMP_SYS(read), ALL }, { SCMP_SYS(readv), ALL }, { SCMP_SYS(pread64), ALL },
	{ SCMP_SYS(preadv), ALL },
	{ SCMP_SYS(write), ALL }, { SCMP_SYS(writev), ALL }, { SCMP_SYS(pwrite64), ALL },
	{ SCMP_SYS(lseek), ALL }, { SCMP_SYS(sendfile), FRONT }, { SCMP_SYS(ftruncate), ALL },
	{ SCMP_SYS(fallocate), ALL }, { SCMP_SYS(memfd_create), ALL },
	{ SCMP_SYS(close), ALL }, { SCMP_SYS(close_range), ALL },
	{ SCMP_SYS(dup), ALL }, { SCMP_SYS(dup2), ALL }, { SCMP_SYS(dup3), ALL },
	{ SCMP_SYS(fcntl), ALL }, { SCMP_SYS(pipe2), ALL }, { SCMP_SYS(eventfd2), ALL },
	/* files, for reading; openat has rules of its own */
	{ SCMP_SYS(fstat), ALL }, { SCMP_SYS(stat), ALL }, { SCMP_SYS(lstat), ALL },
	{ SCMP_SYS(newfstatat), ALL }, { SCMP_SYS(statx), ALL }, { SCMP_SYS(statfs), ALL },
	{ SCMP_SYS(fstatfs), ALL }, { SCMP_SYS(access), ALL }, { SCMP_SYS(faccessat), ALL },
	{ SCMP_SYS(faccessat2), ALL }, { SCMP_SYS(readlink), ALL }, { SCMP_SYS(readlinkat), ALL },
	{ SCMP_SYS(getdents64), ALL }, { SCMP_SYS(getcwd), ALL }, { SCMP_SYS(fadvise64), ALL },
	{ SCMP_SYS(unlink), FRONT }, { SCMP_SYS(unlinkat), FRONT },
	/* sockets; socket has rules of its own */
	{ SCMP_SYS(connect), WORKER | WATCHER }, { SCMP_SYS(accept4), FRONT },
	{ SCMP_SYS(accept), FRONT }, { SCMP_SYS(bind), WORKER | WATCHER },
	{ SCMP_SYS(recvfrom), SERVERS }, { SCMP_SYS(recvmsg), SERVERS }, { SCMP_SYS(recvmmsg), SERVERS },
	{ SCMP_SYS(sendto), SERVERS }, { SCMP_SYS(sendmsg), SERVERS }, { SCMP_SYS(sendmmsg), SERVERS },
	{ SCMP_SYS(shutdown), SERVERS }, { SCMP_SYS(getsockname), SERVERS },
	{ SCMP_SYS(getpeername), SERVERS }, { SCMP_SYS(getsockopt), SERVERS },
	{ SCMP_SYS(setsockopt), SERVERS }, { SCMP_SYS(socketpair), SERVERS },
	/* waiting */
	{ SCMP_SYS(poll), ALL }, { SCMP_SYS(ppoll), ALL }, { SCMP_SYS(select), SERVERS },
	{ SCMP_SYS(pselect6), SERVERS }, { SCMP_SYS(epoll_create), SERVERS },
	{ SCMP_SYS(epoll_create1), SERVERS }, { SCMP_SYS(epoll_ctl), SERVERS },
	{ SCMP_SYS(epoll_wait), SERVERS }, { SCMP_SYS(epoll_pwait), SERVERS },
	{ SCMP_SYS(epoll_pwait2), SERVERS }, { SCMP_SYS(timerfd_create), SERVERS },
	{ SCMP_SYS(timerfd_settime), SERVERS }, { SCMP_SYS(nanosleep), SERVERS },
	{ SCMP_SYS(clock_nanosleep), SERVERS }, { SCMP_SYS(signalfd4), SERVERS },
	{ SCMP_SYS(pause), SERVERS }, { SCMP_SYS(alarm), SERVERS }, { SCMP_SYS(setitimer), SERVERS },
	/* time and chance */
	{ SCMP_SYS(clock_gettime), ALL }, { SCMP_SYS(clock_getres), ALL },
	{ SCMP_SYS(gettimeofday), ALL }, { SCMP_SYS(time), ALL }, { SCMP_SYS(getrandom), ALL },
	/* memory */
	{ SCMP_SYS(brk), ALL }, { SCMP_SYS(mmap), ALL }, { SCMP_SYS(munmap), ALL },
	{ SCMP_SYS(mremap), ALL }, { SCMP_SYS(mprotect), ALL }, { SCMP_SYS(madvise), ALL },
	{ SCMP_SYS(futex), ALL }, { SCMP_SYS(set_robust_list), ALL }, { SCMP_SYS(rseq), ALL },
	{ SCMP_SYS(membarrier), ALL }, { SCMP_SYS(mincore), ALL },
	/* oneself */
	{ SCMP_SYS(getpid), ALL }, { SCMP_SYS(gettid), ALL }, { SCMP_SYS(getppid), ALL },
	{ SCMP_SYS(getuid), ALL }, { SCMP_SYS(geteuid), ALL }, { SCMP_SYS(getgid), ALL },
	{ SCMP_SYS(getegid), ALL }, { SCMP_SYS(getrusage), ALL }, { SCMP_SYS(uname), ALL },
	{ SCMP_SYS(sysinfo), ALL }, { SCMP_SYS(getrlimit), ALL }, { SCMP_SYS(umask), ALL },
	{ SCMP_SYS(sched_yield), ALL }, { SCMP_SYS(sched_getaffinity), ALL },
	{ SCMP_SYS(rt_sigaction), ALL }, { SCMP_SYS(rt_sigprocmask), ALL },
	{ SCMP_SYS(rt_sigreturn), ALL }, { SCMP_SYS(sigaltstack), ALL },
	{ SCMP_SYS(restart_syscall), ALL }, { SCMP_SYS(exit), ALL }, { SCMP_SYS(exit_group), ALL },
	/* a child to wait for; a program to become, and how one begins */
	{ SCMP_SYS(wait4), READER }, { SCMP_SYS(execve), PROGRAM }, { SCMP_SYS(arch_prctl), PROGRAM },
	{ SCMP_SYS(set_tid_address), PROGRAM },
};

/* The way out of every break-in. */
static const int deadly[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone),
	SCMP_SYS(clone3), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(setuid), SCMP_SYS(setresuid),
	SCMP_SYS(mount), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(bpf),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(io_uring_setup),
};

bool
rights_filtered(void)
{
	return !SANITIZED;
}

static void
on_violation(int signo, siginfo_t *info, void *context)
{
	(void)context;
	log_event(LOG_ERROR_, "forbidden-call", "number", "%d", info->si_syscall, NULL);
	signal(signo, SIG_DFL);
	raise(signo);
}

#define RULE(action, call, ...) \
	(failed |= seccomp_rule_add_array(f, action, SCMP_SYS(call), \
	    COUNT(((struct scmp_arg_cmp[]){ __VA_ARGS__ })), \
	    (struct scmp_arg_cmp[]){ __VA_ARGS__ }))

static int
add_rules(scmp_filter_ctx f, enum rights_role role)
{
	static const unsigned writing[] = { O_WRONLY, O_RDWR, O_CREAT };
	static const unsigned families[] = { AF_UNIX, AF_INET, AF_INET6 };
	/* A rule may not say what happens anyway (filter()). */
	const uint32_t refuse = role == RIGHTS_PROGRAM ? SCMP_ACT_ERRNO(EACCES) : SCMP_ACT_ERRNO(EPERM);
	const bool connects = role == RIGHTS_WORKER || role == RIGHTS_WATCHER;
	int failed = 0;

	for (size_t i = 0; i < COUNT(allowed); i++)
		if (allowed[i].roles & 1 << role)
			failed |= seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i].call, 0);
	for (size_t i = 0; i < COUNT(deadly); i++)
		if (role != RIGHTS_PROGRAM || deadly[i] != SCMP_SYS(execve))
			failed |= seccomp_rule_add(f, SCMP_ACT_KILL_PROCESS, deadly[i], 0);

	/* The front has one folder to write in, which only Landlock can name. */
	if (role == RIGHTS_FRONT) {
		failed |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 0);
		failed |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(open), 0);
	} else {
		RULE(SCMP_ACT_ALLOW, openat, SCMP_A2_64(SCMP_CMP_MASKED_EQ,
		    O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0));
		RULE(SCMP_ACT_ALLOW, open, SCMP_A1_64(SCMP_CMP_MASKED_EQ,
		    O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0));
	}
	for (size_t i = 0; i < COUNT(writing) && role != RIGHTS_FRONT; i++) {
		RULE(refuse, openat, SCMP_A2_64(SCMP_CMP_MASKED_EQ, writing[i], writing[i]));
		RULE(refuse, open, SCMP_A1_64(SCMP_CMP_MASKED_EQ, writing[i], writing[i]));
	}
	for (size_t i = 0; i < COUNT(families) && connects; i++)
		RULE(SCMP_ACT_ALLOW, socket, SCMP_A0_64(SCMP_CMP_EQ, families[i]));
	/* getaddrinfo asks the kernel for its addresses and does without. */
	if (connects)
		RULE(refuse, socket, SCMP_A0_64(SCMP_CMP_GT, AF_INET6));
	else
		failed |= seccomp_rule_add(f, refuse, SCMP_SYS(socket), 0);
	RULE(SCMP_ACT_ALLOW, ioctl, SCMP_A1_64(SCMP_CMP_EQ, FIONREAD));
	RULE(SCMP_ACT_ALLOW, ioctl, SCMP_A1_64(SCMP_CMP_EQ, FIONBIO));
	RULE(SCMP_ACT_ERRNO(ENOTTY), ioctl, SCMP_A1_64(SCMP_CMP_EQ, TCGETS));
	RULE(SCMP_ACT_ALLOW, prctl, SCMP_A0_64(SCMP_CMP_EQ, PR_SET_NAME));
	/* abort() and raise(): at oneself only. */
	RULE(SCMP_ACT_ALLOW, tgkill, SCMP_A0_64(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
	/* Asking for a bound, not setting one. */
	RULE(SCMP_ACT_ALLOW, prlimit64, SCMP_A2_64(SCMP_CMP_EQ, 0));
	RULE(refuse, prlimit64, SCMP_A2_64(SCMP_CMP_NE, 0));
	/* glibc falls back to older calls. */
	failed |= seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
	return failed;
}

static enum status
filter(struct ctx *cx, enum rights_role role)
{
	struct sigaction action = { .sa_sigaction = on_violation, .sa_flags = SA_SIGINFO };
	scmp_filter_ctx f;
	int failed;

	sigaction(SIGSYS, &action, NULL);
	/* A program of somebody else's is told no, and goes on as it can. */
	if ((f = seccomp_init(role == RIGHTS_PROGRAM ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_TRAP)) == NULL)
		return fault(cx, ERR_INTERNAL, "no system call filter");
	failed = add_rules(f, role);
	if (failed == 0)
		failed = seccomp_load(f);
	seccomp_release(f);
	return failed == 0 ? OK :
	    fault(cx, ERR_INTERNAL, "system call filter: %s", strerror(-failed));
}

/* Landlock, by its numbers: libc has no functions for it. */

#define READING	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUNNING	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE)
#define MAKING	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
		LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)

static void
permit(int rules, const char *path, uint64_t access_)
{
	struct landlock_path_beneath_attr at = {
		.allowed_access = access_,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};

	if (at.parent_fd < 0)
		return;
	/* A folder's right means nothing on a plain file, and the kernel refuses it. */
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &at, 0) < 0) {
		at.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
		syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &at, 0);
	}
	close(at.parent_fd);
}

/*
 * A file in whose place another one may be put: its folder, then, unless that has
 * more in it than is good to be read.  "": none.
 */
static void
permit_replaced(struct ctx *cx, int rules, const char *path)
{
	const char *slash = strrchr(path, '/'), *states[] = { cx->conf->state, cx->conf->root };
	size_t len = slash != NULL ? (size_t)(slash - path) : 0;
	bool narrow = len > 0;

	if (*path == '\0')
		return;
	/* The state folder, what is around it and what is in it. */
	for (size_t i = 0; i < COUNT(states); i++) {
		size_t n = strlen(states[i]), common = n < len ? n : len;

		if (strncmp(path, states[i], common) == 0 && (path[common] == '/' || path[common] == '\0') &&
		    (states[i][common] == '/' || states[i][common] == '\0'))
			narrow = false;
	}
	permit(rules, path, READING);
	if (narrow)
		permit(rules, arena_strndup(cx->arena, path, len), READING);
}

/*
 * Everything that ABI 1 knows is taken away, and reading given back for what
 * libraries open late: character set tables, time zones, name service, the
 * certificates of others.  Sockets are not files to Landlock.
 */
static enum status
close_files(struct ctx *cx, enum rights_role role)
{
	static const char *const readable[] = {
		"/usr", "/lib", "/lib64", "/etc", "/dev/null", "/dev/urandom", "/proc/self",
		"/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu",
	};
	struct landlock_ruleset_attr attr = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);

	if (rules < 0 && (errno == ENOSYS || errno == EOPNOTSUPP))
		return OK;
	if (rules < 0)
		return fault(cx, ERR_INTERNAL, "landlock: %s", strerror(errno));
	for (size_t i = 0; i < COUNT(readable); i++)
		permit(rules, readable[i], READING);
	if (role == RIGHTS_FRONT) {
		permit(rules, cx->conf->ui, READING);
		permit(rules, conf_root_path(cx->conf, cx->arena, "acme"), READING);
		permit(rules, conf_root_path(cx->conf, cx->arena, "tmp"), MAKING);
	} else if (role == RIGHTS_PROGRAM) {
		/* Programs, and the loader that begins them. */
		permit(rules, "/usr/bin", RUNNING);
		permit(rules, "/usr/lib", RUNNING);
		permit(rules, "/lib64", RUNNING);
	} else if (role != RIGHTS_READER) {
		/* By it they know our own submission server; its key stays closed. */
		permit(rules, conf_root_path(cx->conf, cx->arena, "tls/ca.crt"), READING);
		if (*cx->conf->fetch_authorities != '\0')
			permit(rules, cx->conf->fetch_authorities, READING);
		if (*cx->conf->smime_authorities != '\0')
			permit(rules, cx->conf->smime_authorities, READING);
		permit_replaced(cx, rules, cx->conf->geo_database);
	}
	if (syscall(SYS_landlock_restrict_self, rules, 0) < 0) {
		close(rules);
		return fault(cx, ERR_INTERNAL, "landlock: %s", strerror(errno));
	}
	close(rules);
	return OK;
}

static void
bound(int resource, rlim_t most)
{
	struct rlimit r;

	if (getrlimit(resource, &r) < 0)
		return;
	if (r.rlim_max == RLIM_INFINITY || r.rlim_max > most || geteuid() == 0)
		r.rlim_max = most;
	r.rlim_cur = r.rlim_max;
	setrlimit(resource, &r);
}

/* It reads one thing that came from outside, and has neither server nor configuration. */
static bool
is_alone(enum rights_role role)
{
	return role == RIGHTS_READER || role == RIGHTS_PROGRAM;
}

static void
set_bounds(const struct conf *conf, enum rights_role role)
{
	rlim_t files = is_alone(role) ? 32 : role == RIGHTS_FRONT ? (rlim_t)conf->max_connections + 4096 :
	    role == RIGHTS_WATCHER ? 65536 : 512;

	bound(RLIMIT_NOFILE, files);
	bound(RLIMIT_CORE, 0);
	bound(RLIMIT_FSIZE, is_alone(role) ? 0 : (rlim_t)conf->max_body * 2 + 64 * MIB);
	bound(RLIMIT_MEMLOCK, 0);
	bound(RLIMIT_MSGQUEUE, 0);
	if (is_alone(role))
		bound(RLIMIT_CPU, ALONE_SECONDS);
	if (is_alone(role) && !SANITIZED)
		bound(RLIMIT_AS, ALONE_MEMORY);
	/* A handler that goes mad must not take the machine's memory with it. */
	if (role == RIGHTS_WORKER && !SANITIZED)
		bound(RLIMIT_AS, (rlim_t)conf->worker_memory * 4 * MIB + 2048 * MIB);
}

static enum status
change_user(struct ctx *cx, int64_t uid)
{
	gid_t gid = (gid_t)uid;

	for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		prctl(PR_CAPBSET_DROP, cap, 0, 0, 0);
	if (setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0 ||
	    setresuid((uid_t)uid, (uid_t)uid, (uid_t)uid) < 0)
		return fault(cx, ERR_INTERNAL, "cannot become user %lld: %s", (long long)uid,
		    strerror(errno));
	if (setuid(0) == 0)
		return fault(cx, ERR_INTERNAL, "could become root again");
	if (prctl(PR_SET_DUMPABLE, 0) < 0)
		return fault(cx, ERR_INTERNAL, "dumpable: %s", strerror(errno));
	return OK;
}

enum status
rights_keep_few(struct ctx *cx)
{
	static const int kept[] = {
		CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER,	/* Postfix' queue, logs */
		CAP_KILL, CAP_SETGID, CAP_SETUID,	/* postsuper becomes Postfix' user */
		CAP_NET_ADMIN,				/* the packet filter */
		CAP_SYS_PTRACE,				/* how much memory others have */
	};
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct own[2];
	uint64_t mask = 0;

	if (geteuid() != 0)
		return OK;
	for (size_t i = 0; i < COUNT(kept); i++)
		mask |= UINT64_C(1) << kept[i];
	for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		if (!(mask >> cap & 1) && prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0)
			return fault(cx, ERR_INTERNAL, "capability %d: %s", cap, strerror(errno));
	/* What is not there (in a container) cannot be had. */
	if (syscall(SYS_capget, &head, own) < 0)
		return fault(cx, ERR_INTERNAL, "capget: %s", strerror(errno));
	for (int i = 0; i < 2; i++) {
		own[i].permitted &= (uint32_t)(mask >> 32 * i);
		own[i].effective = own[i].permitted;
		own[i].inheritable = 0;
	}
	if (syscall(SYS_capset, &head, own) < 0)
		return fault(cx, ERR_INTERNAL, "capset: %s", strerror(errno));
	return OK;
}

enum status
rights_drop(struct ctx *cx, enum rights_role role, int64_t uid)
{
	pid_t parent = getppid();
	enum status st;

	set_bounds(cx->conf, role);
	if (geteuid() == 0 && uid != 0 && (st = change_user(cx, uid)) != OK)
		return st;
	/* After the change of user, which forgets it. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		return fault(cx, ERR_INTERNAL, "the master is gone");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return fault(cx, ERR_INTERNAL, "no_new_privs: %s", strerror(errno));
	if (SANITIZED)
		return OK;
	if ((st = close_files(cx, role)) != OK)
		return st;
	return filter(cx, role);
}
