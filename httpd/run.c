/*
 * `hayloft run`: reads the command line, makes the state folder and goes into
 * namespaces of its own, where the master begins.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/command.h"
#include "httpd/master.h"
#include "httpd/run.h"
#include "mailcore/sandbox.h"

const char run_usage[] =
	"usage: hayloft run [--config FILE] [--demo DOMAIN]\n"
	"\n"
	"Run Hayloft with its mail core in the foreground.  The state folder is\n"
	"HAYLOFT_STATE, otherwise var/ in the working directory.\n"
	"\n"
	"  --config FILE   read FILE instead of hayloft.conf in the state folder\n"
	"  --demo DOMAIN   at the first start make DOMAIN with alice, bob, carol and admin;\n"
	"                  mail then stays on this machine\n"
	"\n"
	"SIGTERM and SIGINT end it when what is being served is done; SIGHUP reads\n"
	"configuration and certificate again without losing a request.\n"
	"\n"
	"Exit code: 0 stopped, 1 could not start, 2 wrong usage.\n";

/* The state folder, with its parents. */
static enum status
make_folder(struct ctx *cx, const char *path)
{
	char *part = arena_strdup(cx->arena, path);

	for (char *s = part + 1;; s++) {
		char at = *s;

		if (at != '/' && at != '\0')
			continue;
		*s = '\0';
		if (mkdir(part, 0755) < 0 && errno != EEXIST)
			return fault(cx, ERR_DENIED, "%s: %s", part, strerror(errno));
		if (at == '\0')
			return OK;
		*s = at;
	}
}

/*
 * The lock itself is taken inside, where the state folder has another path;
 * looking here lets us name the one that a person knows.
 */
static enum status
look_for_another(struct ctx *cx, const char *state)
{
	int fd = open(arena_printf(cx->arena, "%s/lock", state), O_RDWR | O_CLOEXEC);
	bool taken = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK;

	if (fd >= 0)
		close(fd);
	return taken ? fault(cx, ERR_BUSY, "another Hayloft runs with the state folder %s; "
	    "`hayloft status` shows it", state) : OK;
}

int
run_main(int argc, char **argv)
{
	const char *path = NULL, *demo = NULL;
	bool private = false;
	struct conf conf;
	struct ctx cx;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
			path = argv[++i];
		} else if (strcmp(argv[i], "--demo") == 0 && i + 1 < argc) {
			demo = argv[++i];
		} else {
			fprintf(stderr, "hayloft: run knows no \"%s\"\n%s", argv[i], run_usage);
			return EXIT_USAGE;
		}
	}
	if (conf_load(&conf, path) != OK)
		return EXIT_FAILED;
	if (geteuid() != 0 && (conf.service_postgresql || conf.service_redis ||
	    conf.service_rspamd || conf.service_dovecot || conf.service_postfix)) {
		fprintf(stderr, "hayloft: the services of the mail core have users of their own: "
		    "become root, or switch them off (service.NAME = off)\n");
		return EXIT_FAILED;
	}
	ctx_open(&cx, &conf);
	if (make_folder(&cx, conf.state) != OK || look_for_another(&cx, conf.state) != OK ||
	    sandbox_enter(&cx, conf.state, &private) != OK) {
		fprintf(stderr, "hayloft: %s\n", cx.fault_text);
		return EXIT_FAILED;
	}
	ctx_close(&cx);
	/* From here on in the master; the guard never comes here. */
	exit(master_run(&conf, path, demo, private));
}
