/*
 * How the machine and its processes are.  In the master's namespaces /proc shows
 * our own processes and services, and nothing else of the machine.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "mailcore/operate.h"
#include "mailcore/unix.h"

#define STATUS_MOST	((size_t)1 << 20)
#define RSPAMD_MOST	((size_t)24 << 20)

enum status
operate_status(struct operate *o)
{
	struct unix_talk *talk;
	enum status st;

	if ((st = unix_open(o->cx, arena_printf(o->cx->arena, "%s/run/master.sock", o->root),
	    &talk)) != OK)
		return st;
	return unix_rest(o->cx, talk, STATUS_MOST, &o->out);
}

/* The number in KiB behind KEY in a file of /proc; 0 when it cannot be read. */
static long
kib_of(const char *path, const char *key)
{
	FILE *f = fopen(path, "re");
	char line[256];
	long out = 0;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof line, f) != NULL)
		if (strncmp(line, key, strlen(key)) == 0) {
			out = strtol(line + strlen(key), NULL, 10);
			break;
		}
	fclose(f);
	return out;
}

static void
tell_process(struct operate *o, const char *pid, bool quick)
{
	char stat[1024], *name, *end;
	FILE *f = fopen(arena_printf(o->cx->arena, "/proc/%s/stat", pid), "re");
	size_t len = f != NULL ? fread(stat, 1, sizeof stat - 1, f) : 0;
	long parent, rss, pss;

	if (f != NULL)
		fclose(f);
	stat[len] = '\0';
	/* "12 (a name) S 1 …" */
	if ((name = strchr(stat, '(')) == NULL || (end = strrchr(stat, ')')) == NULL || end[1] != ' ')
		return;
	*end = '\0';
	parent = strtol(end + 3, NULL, 10);
	rss = kib_of(arena_printf(o->cx->arena, "/proc/%s/status", pid), "VmRSS:");
	pss = quick ? 0 : kib_of(arena_printf(o->cx->arena, "/proc/%s/smaps_rollup", pid), "Pss:");
	if (rss > 0)
		buf_printf(&o->out, "%s %ld %ld %ld %s\n", pid, parent, rss, pss, name + 1);
}

enum status
operate_memory(struct operate *o)
{
	bool quick = o->count > 0 && strcmp(o->words[0], "quick") == 0;
	DIR *proc = opendir("/proc");

	if (proc == NULL)
		return fault(o->cx, ERR_INTERNAL, "no /proc");
	for (struct dirent *d; (d = readdir(proc)) != NULL;) {
		struct arena *whole = ctx_turn(o->cx);

		if (d->d_name[0] >= '1' && d->d_name[0] <= '9')
			tell_process(o, d->d_name, quick);
		ctx_turn_end(o->cx, whole);
	}
	closedir(proc);
	return OK;
}

static void
tell_disk(struct operate *o, const char *name, const char *folder)
{
	struct statvfs fs;

	if (statvfs(arena_printf(o->cx->arena, "%s/%s", o->root, folder), &fs) != 0)
		return;
	buf_printf(&o->out, "%s_total %llu\n%s_free %llu\n", name,
	    (unsigned long long)fs.f_blocks * fs.f_frsize, name,
	    (unsigned long long)fs.f_bavail * fs.f_frsize);
}

/* "/dev/sda1": what the state folder lies on. */
static void
tell_device(struct operate *o)
{
	FILE *f = fopen("/proc/self/mounts", "re");
	char line[4096], device[1024], at[2048], best[1024] = "";
	size_t longest = 0;

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "%1023s %2047s", device, at) == 2 && strlen(at) >= longest &&
		    strncmp(o->root, at, strlen(at)) == 0) {
			longest = strlen(at);
			memcpy(best, device, sizeof best);
		}
	if (f != NULL)
		fclose(f);
	buf_printf(&o->out, "device %s\n", best);
}

enum status
operate_machine(struct operate *o)
{
	double load[3] = { 0 }, up = 0;
	FILE *f = fopen("/proc/uptime", "re");

	if (f != NULL) {
		if (fscanf(f, "%lf", &up) != 1)
			up = 0;
		fclose(f);
	}
	if (getloadavg(load, 3) != 3)
		load[0] = load[1] = load[2] = 0;
	tell_disk(o, "mail", "mail");
	tell_disk(o, "state", ".");
	tell_device(o);
	buf_printf(&o->out, "load1 %.2f\nload5 %.2f\nload15 %.2f\nuptime %.0f\ncores %ld\n"
	    "memory_total %ld\nmemory_available %ld\n", load[0], load[1], load[2], up,
	    sysconf(_SC_NPROCESSORS_ONLN), kib_of("/proc/meminfo", "MemTotal:"),
	    kib_of("/proc/meminfo", "MemAvailable:"));
	return OK;
}

enum status
operate_rspamd(struct operate *o)
{
	static const char *const paths[] = { "/history", "/stat" };
	const char *path = NULL, *ask, *body;
	struct buf said = BUF_ON(o->cx->arena);
	struct unix_talk *talk;
	enum status st;

	for (size_t i = 0; i < COUNT(paths); i++)
		if (strcmp(paths[i], o->words[0]) == 0)
			path = paths[i];
	if (path == NULL)
		return fault(o->cx, ERR_INVALID, "Rspamd is not asked for this");
	ask = arena_printf(o->cx->arena, "GET %s HTTP/1.0\r\nHost: localhost\r\n"
	    "Connection: close\r\n\r\n", path);
	if ((st = unix_open(o->cx, arena_printf(o->cx->arena,
	    "%s/run/rspamd-controller/controller.sock", o->root), &talk)) != OK ||
	    (st = unix_send(o->cx, talk, ask, strlen(ask))) != OK ||
	    (st = unix_rest(o->cx, talk, RSPAMD_MOST, &said)) != OK)
		return st;
	if (strncmp(buf_str(&said), "HTTP/1.", 7) != 0 || strncmp(said.data + 8, " 200 ", 5) != 0 ||
	    (body = strstr(said.data, "\r\n\r\n")) == NULL)
		return fault(o->cx, ERR_UPSTREAM, "Rspamd answers: %.60s", buf_str(&said));
	body += 4;
	buf_add(&o->out, body, said.len - (size_t)(body - said.data));
	return OK;
}

/* "imap/192.0.2.7/alice@example.org TAB 1234 TAB 1": the process; 0: somebody else's, or none that ends so. */
static pid_t
serves(const char *line, const char *login)
{
	static const char *const services[] = { "imap", "pop3", "sieve", "managesieve" };
	size_t service = strcspn(line, "/"), len = strcspn(line, "\t");
	const char *user = memrchr(line, '/', len);

	if (line[len] != '\t' || user == NULL || user == line + service ||
	    (size_t)(line + len - user - 1) != strlen(login) ||
	    strncmp(user + 1, login, strlen(login)) != 0)
		return 0;
	for (size_t i = 0; i < COUNT(services); i++)
		if (strlen(services[i]) == service && strncmp(line, services[i], service) == 0)
			return (pid_t)strtol(line + len + 1, NULL, 10);
	return 0;
}

/* When a process began, in seconds since 1970; 0 when there is none. */
static time_t
began(struct operate *o, const char *pid)
{
	FILE *f = fopen(arena_printf(o->cx->arena, "/proc/%s/stat", pid), "re");
	unsigned long long ticks = 0;
	struct timespec now, up;
	char stat[1024], *end;
	size_t len = f != NULL ? fread(stat, 1, sizeof stat - 1, f) : 0;

	if (f != NULL)
		fclose(f);
	stat[len] = '\0';
	/* The 22nd field (proc(5)); the second ends with the last bracket. */
	if (strncmp(stat + strcspn(stat, "("), "(smtpd)", 7) != 0 || (end = strrchr(stat, ')')) == NULL ||
	    sscanf(end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
	    &ticks) != 1)
		return 0;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)clock_gettime(CLOCK_BOOTTIME, &up);
	return now.tv_sec - up.tv_sec + (time_t)(ticks / (unsigned long long)sysconf(_SC_CLK_TCK));
}

/*
 * "1234:1790000000": Postfix asked for a login in this process then; if that is
 * still the same process, its session ends.  It may serve somebody else by now who
 * has not signed in yet: he comes again.
 */
static void
end_smtp(struct operate *o, char *word)
{
	char *time = strchr(word, ':');
	time_t since;

	if (time == NULL || strspn(word, "0123456789") != (size_t)(time - word))
		return;
	*time++ = '\0';
	since = began(o, word);
	if (since != 0 && since <= strtoll(time, NULL, 10) + 1 && strtol(word, NULL, 10) > 1)
		(void)kill((pid_t)strtol(word, NULL, 10), SIGTERM);
}

/*
 * Dovecot looks at a password or a token when a session begins, and never again.
 * Its anvil knows which process serves whom, and each serves one; the answer ends with
 * an empty line (as `doveadm kick` asks it).  A client whose way in is still good
 * connects anew.
 */
enum status
operate_sessions_end(struct operate *o)
{
	static const char ask[] = "VERSION\tanvil\t1\t0\nCONNECT-DUMP\n";
	struct unix_talk *talk;
	const char *line;
	enum status st;

	for (size_t i = 1; i < o->count; i++)
		end_smtp(o, o->words[i]);
	if ((st = unix_open(o->cx, arena_printf(o->cx->arena, "%s/run/dovecot/anvil", o->root),
	    &talk)) != OK ||
	    (st = unix_send(o->cx, talk, ask, strlen(ask))) != OK)
		return st;
	while ((st = unix_line(o->cx, talk, &line)) == OK && *line != '\0') {
		pid_t pid = serves(line, o->words[0]);

		if (pid > 1)
			(void)kill(pid, SIGTERM);
	}
	return st;
}
