/*
 * The master lives in a PID namespace, where it counts its processes anew.  A
 * person wants the numbers that `ps` shows, so the command finds them: it
 * learns the master's own number from the socket's credentials, and every
 * process of the same namespace from /proc.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "admin/command.h"
#include "admin/health.h"
#include "core/buf.h"
#include "core/json.h"
#include "httpd/status.h"

#define ANSWER_SECONDS	5

const char status_usage[] =
	"usage: hayloft status [--json]\n"
	"\n"
	"Show the processes and services of the Hayloft that runs on the state folder\n"
	"(HAYLOFT_STATE, otherwise var/).\n"
	"\n"
	"Exit code: 0 everything answers, 1 something does not, 3 nothing runs.\n";

/* Server */

enum status
status_listen(struct ctx *cx, const char *path, int *out)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	mode_t mask;
	int fd;

	if (strlen(path) >= sizeof un.sun_path)
		return fault(cx, ERR_TOO_LARGE, "%s is too long for a socket", path);
	strcpy(un.sun_path, path);
	unlink(path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mask = umask(0177);
	if (fd < 0 || bind(fd, (struct sockaddr *)&un, sizeof un) < 0 || listen(fd, 8) < 0) {
		umask(mask);
		if (fd >= 0)
			close(fd);
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	}
	umask(mask);
	*out = fd;
	return OK;
}

void
status_answer(int listener, const char *text)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	/* The answer is far smaller than a socket's buffer. */
	if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0)
		fprintf(stderr, "hayloft: status: %s\n", strerror(errno));
	close(fd);
}

/* Command */

/* The socket by way of its folder's descriptor: the path may be too long for an address. */
static int
connect_to(struct ctx *cx, const char *state)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	struct timeval limit = { .tv_sec = ANSWER_SECONDS };
	int folder = open(arena_printf(cx->arena, "%s/run", state), O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (folder < 0 || fd < 0)
		return -1;
	snprintf(un.sun_path, sizeof un.sun_path, "/proc/self/fd/%d/%s", folder,
	    strrchr(STATUS_SOCKET, '/') + 1);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	if (connect(fd, (struct sockaddr *)&un, sizeof un) < 0) {
		int saved = errno;

		close(fd);
		errno = saved;
		fd = -1;
	}
	close(folder);
	return fd;
}

static const char *
namespace_of(struct ctx *cx, const char *pid)
{
	char link[64];
	ssize_t n = readlink(arena_printf(cx->arena, "/proc/%s/ns/pid", pid), link, sizeof link - 1);

	if (n < 0)
		return NULL;
	link[n] = '\0';
	return arena_strdup(cx->arena, link);
}

/* Its number in its own namespace: the last one of NSpid. */
static long
inner_pid(struct ctx *cx, const char *pid)
{
	FILE *f = fopen(arena_printf(cx->arena, "/proc/%s/status", pid), "re");
	char line[256];
	long inner = 0;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof line, f) != NULL)
		if (strncmp(line, "NSpid:", 6) == 0) {
			line[strcspn(line, "\n")] = '\0';
			inner = strtol(strrchr(line, '\t') + 1, NULL, 10);
			break;
		}
	fclose(f);
	return inner;
}

static void
replace_pid(json_t *list, long inner, long outer)
{
	size_t i;
	json_t *row;

	json_array_foreach(list, i, row)
		if (json_get_int(row, "pid", 0) == inner &&
		    json_object_get(row, "inner_pid") == NULL) {
			json_object_set_new(row, "inner_pid", json_integer(inner));
			json_object_set_new(row, "pid", json_integer(outer));
		}
}

static void
translate_pids(struct ctx *cx, json_t *answer, pid_t master)
{
	const char *space = namespace_of(cx, arena_printf(cx->arena, "%d", (int)master));
	DIR *proc = opendir("/proc");

	json_object_set_new(answer, "pid", json_integer(master));
	for (struct dirent *d; proc != NULL && space != NULL && (d = readdir(proc)) != NULL;) {
		const char *theirs;
		long inner;

		if (d->d_name[0] < '1' || d->d_name[0] > '9')
			continue;
		theirs = namespace_of(cx, d->d_name);
		if (theirs == NULL || strcmp(theirs, space) != 0 ||
		    (inner = inner_pid(cx, d->d_name)) == 0)
			continue;
		replace_pid(json_object_get(answer, "processes"), inner, atol(d->d_name));
		replace_pid(json_object_get(answer, "services"), inner, atol(d->d_name));
	}
	if (proc != NULL)
		closedir(proc);
}

static void
show_list(const json_t *list)
{
	size_t i;
	json_t *row;

	json_array_foreach((json_t *)(uintptr_t)list, i, row) {
		const char *pool = json_get_text(row, "pool");
		const char *trouble = json_get_text(row, "trouble");

		printf("  %-12s %-6s %-9s %7lld  %6.1f MiB  since %llds  restarts %lld%s%s\n",
		    json_get_text(row, "name"), pool != NULL ? pool : "",
		    json_get_text(row, "state"), (long long)json_get_int(row, "pid", 0),
		    (double)json_get_int(row, "pss", 0) / (1 << 20),
		    (long long)json_get_int(row, "seconds", 0),
		    (long long)json_get_int(row, "restarts", 0),
		    trouble != NULL && *trouble != '\0' ? "  " : "", trouble != NULL ? trouble : "");
	}
}

/* What the operator told; nothing while it is not there. */
static void
show_machine(const json_t *answer)
{
	const json_t *machine = json_object_get(answer, "machine"), *queue = json_object_get(answer, "queue");
	const char *name;
	json_t *count, *warning;
	size_t i;

	if (machine == NULL)
		return;
	printf("memory (PSS) %.0f MiB\nqueue\n ", (double)json_get_int(answer, "pss", 0) / (1 << 20));
	json_object_foreach((json_t *)(uintptr_t)queue, name, count)
		printf(" %s %lld", name, (long long)json_integer_value(count));
	json_array_foreach(json_object_get(answer, "warnings"), i, warning)
		printf("\nwarning: %s", json_string_value(warning));
	printf("\ndisk of the mail %.1f of %.1f GiB free, load %.2f\n",
	    (double)json_get_int(machine, "mail_free", 0) / (1 << 30),
	    (double)json_get_int(machine, "mail_total", 0) / (1 << 30),
	    json_real_value(json_object_get(machine, "load1")));
}

static void
show(const json_t *answer)
{
	const json_t *ports = json_object_get(answer, "ports");
	const char *name;
	json_t *port;

	printf("Hayloft %s is %s: %s\n", json_get_text(answer, "version"),
	    json_get_text(answer, "state"), json_get_text(answer, "url"));
	printf("master %lld, state folder %s\n\nprocesses\n",
	    (long long)json_get_int(answer, "pid", 0), json_get_text(answer, "folder"));
	show_list(json_object_get(answer, "processes"));
	printf("services\n");
	show_list(json_object_get(answer, "services"));
	printf("ports\n ");
	json_object_foreach((json_t *)(uintptr_t)ports, name, port)
		printf(" %s %lld", name, (long long)json_integer_value(port));
	printf("\n");
	show_machine(answer);
}

static int
ask(struct ctx *cx, bool json)
{
	struct buf text = BUF_ON(cx->arena);
	struct ucred peer;
	socklen_t len = sizeof peer;
	json_t *answer;
	ssize_t n;
	int fd = connect_to(cx, cx->conf->state);

	if (fd < 0) {
		if (json)
			printf("{\"state\": \"stopped\"}\n");
		else if (errno == EACCES)
			fprintf(stderr, "hayloft: %s belongs to another user\n", cx->conf->state);
		else
			fprintf(stderr, "hayloft: nothing runs on %s\n", cx->conf->state);
		return errno == EACCES ? EXIT_FAILED : EXIT_NOT_FOUND;
	}
	while ((n = read(fd, buf_reserve(&text, 4096), 4096)) > 0)
		text.len += (size_t)n;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) < 0)
		peer.pid = 0;
	close(fd);
	buf_add(&text, "", 0);
	if (json_read(cx, buf_str(&text), text.len, &answer) != OK) {
		fprintf(stderr, "hayloft: the master gives no answer\n");
		return EXIT_FAILED;
	}
	/* While it starts, the operator is not there yet. */
	if (health_complete(cx, cx->conf->state, answer) != OK)
		ctx_forgive(cx);
	if (peer.pid > 0)
		translate_pids(cx, answer, peer.pid);
	if (json)
		printf("%s\n", json_write(cx, answer, NULL));
	else
		show(answer);
	return strcmp(json_get_text(answer, "state"), "ready") == 0 ? EXIT_DONE : EXIT_FAILED;
}

int
status_main(int argc, char **argv)
{
	struct conf conf;
	struct ctx cx;
	bool json = false;
	int code;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") != 0) {
			fprintf(stderr, "hayloft: status knows no \"%s\"\n%s", argv[i], status_usage);
			return EXIT_USAGE;
		}
		json = true;
	}
	/* The state folder is all we need; a broken file is no reason to show nothing. */
	if (conf_load(&conf, "/dev/null") != OK)
		return EXIT_FAILED;
	ctx_open(&cx, &conf);
	code = ask(&cx, json);
	ctx_close(&cx);
	conf_close(&conf);
	return code;
}
