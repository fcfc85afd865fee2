#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "mailcore/operate.h"
#include "mailcore/operator.h"
#include "mailcore/unix.h"

#define QUESTION_MAX	16384
#define SECONDS		5	/* for a question to arrive, and between two pieces of an answer */

static const struct {
	const char	*name;
	size_t		 least, most;	/* words behind the name */
	enum status	(*run)(struct operate *o);
} rows[] = {
	{ "queue-list", 0, 0, operate_queue_list },
	{ "queue-count", 0, 0, operate_queue_count },
	{ "queue-show", 1, 1, operate_queue_show },
	{ "queue-do", 2, OPERATE_WORDS, operate_queue_do },
	{ "queue-do-all", 1, 1, operate_queue_do_all },
	{ "queue-flush", 0, 0, operate_queue_flush },
	{ "log-before", 4, 4, operate_log_before },
	{ "log-after", 4, 4, operate_log_after },
	{ "status", 0, 0, operate_status },
	{ "memory", 0, 1, operate_memory },
	{ "machine", 0, 0, operate_machine },
	{ "rspamd", 1, 1, operate_rspamd },
	{ "sessions-end", 1, OPERATE_WORDS, operate_sessions_end },
	{ "sieve-active", 1, 1, operate_sieve_active },
	{ "inbox", 1, 1, operate_inbox },
	{ "shared-open", 2, 2, operate_shared_open },
	{ "profile-sign", 1, 1, operate_profile_sign },
	{ "bans-clear", 0, 0, operate_bans_clear },
	{ "bans-add", 2, OPERATE_WORDS, operate_bans_add },
	{ "bans-apply", 0, 0, operate_bans_apply },
};

/* Serving */

static int
listen_at(const char *path)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof un.sun_path)
		return -1;
	strcpy(un.sun_path, path);
	unlink(path);
	/* Who may ask is seen by the kernel's word for who connects. */
	if (bind(fd, (struct sockaddr *)&un, sizeof un) < 0 || chmod(path, 0666) < 0 ||
	    listen(fd, 64) < 0)
		return -1;
	return fd;
}

static bool
may_ask(const struct conf *conf, int fd)
{
	struct ucred who;
	socklen_t len = sizeof who;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 &&
	    (who.uid == geteuid() || (int64_t)who.uid == conf->uid_worker ||
	    (int64_t)who.uid == conf->uid_watcher);
}

/* The line without its end; ERR_INVALID for one that no asker of ours sends. */
static enum status
hear(struct ctx *cx, int fd, char *line, size_t size)
{
	size_t len = 0;

	while (len == 0 || line[len - 1] != '\n') {
		ssize_t n = len < size ? recv(fd, line + len, size - len, 0) : 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fault(cx, ERR_INVALID, "no whole line");
		len += (size_t)n;
	}
	line[len - 1] = '\0';
	for (const char *s = line; s < line + len - 1; s++)
		if (((unsigned char)*s < ' ' && *s != '\t') || *s == 0x7f)
			return fault(cx, ERR_INVALID, "control characters");
	return OK;
}

static enum status
obey(struct operate *o, char *line)
{
	const char *name = strsep(&line, "\t");

	while (line != NULL && o->count < OPERATE_WORDS)
		o->words[o->count++] = strsep(&line, "\t");
	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].name, name) == 0 && line == NULL &&
		    o->count >= rows[i].least && o->count <= rows[i].most)
			return rows[i].run(o);
	return fault(o->cx, ERR_INVALID, "the operator does no such thing");
}

static void
say(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void
answer(const struct conf *conf, int fd)
{
	struct timeval limit = { .tv_sec = SECONDS };
	struct operate o = { .root = conf->root };
	char line[QUESTION_MAX];
	enum status st;
	struct ctx cx;

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	ctx_open(&cx, conf);
	o.cx = &cx;
	o.out = BUF_ON(cx.arena);
	if ((st = hear(&cx, fd, line, sizeof line)) == OK)
		st = obey(&o, line);
	if (st == OK) {
		say(fd, "ok\n", 3);
		say(fd, o.out.data, o.out.len);
	} else {
		const char *words = arena_printf(cx.arena, "%s\t%s", status_name(st),
		    cx.fault_text != NULL ? cx.fault_text : "");

		say(fd, words, strcspn(words, "\n"));
		say(fd, "\n", 1);
	}
	ctx_close(&cx);
}

_Noreturn void
operator_main(const struct conf *conf, int control)
{
	const char *path = conf_root_path(conf, conf->arena, OPERATOR_SOCKET);
	int listener = listen_at(path);

	if (listener < 0) {
		log_error("operator", "%s: %s", path, strerror(errno));
		_exit(1);
	}
	for (;;) {
		struct pollfd p[] = {
			{ .fd = control, .events = POLLIN }, { .fd = listener, .events = POLLIN },
		};
		int fd;

		if (poll(p, COUNT(p), -1) < 0)
			continue;
		/* All that the master says is that it is over. */
		if (p[0].revents != 0) {
			struct ctx cx;

			ctx_open(&cx, conf);
			operate_bans_end(&cx);
			_exit(0);
		}
		if ((fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC)) < 0)
			continue;
		/* Whoever may not ask is not listened to, so that he cannot make others wait. */
		if (may_ask(conf, fd))
			answer(conf, fd);
		close(fd);
	}
}

/* Asking */

static enum status
status_of(const char *name)
{
	for (enum status st = OK; st < STATUS_COUNT; st++)
		if (strcmp(status_name(st), name) == 0)
			return st;
	return ERR_UPSTREAM;
}

enum status
operator_ask(struct ctx *cx, const char *root, const char *const *words, struct buf *out)
{
	struct buf question = BUF_ON(cx->arena);
	const char *line, *said;
	struct unix_talk *talk;
	enum status st;

	for (const char *const *w = words; *w != NULL; w++) {
		for (const char *s = *w; *s != '\0'; s++)
			if ((unsigned char)*s < ' ' || *s == 0x7f)
				return fault(cx, ERR_INVALID, "control characters");
		buf_printf(&question, "%s%s", w == words ? "" : "\t", *w);
	}
	buf_putc(&question, '\n');
	if (question.len >= QUESTION_MAX)
		return fault(cx, ERR_TOO_LARGE, "too much at once");
	if ((st = unix_open(cx, arena_printf(cx->arena, "%s/" OPERATOR_SOCKET, root), &talk)) != OK ||
	    (st = unix_send(cx, talk, question.data, question.len)) != OK ||
	    (st = unix_line(cx, talk, &line)) != OK)
		return st;
	if (strcmp(line, "ok") == 0)
		return unix_rest(cx, talk, OPERATOR_ANSWER, out);
	if ((said = strchr(line, '\t')) == NULL)
		return fault(cx, ERR_UPSTREAM, "the operator makes no sense");
	st = status_of(arena_strndup(cx->arena, line, (size_t)(said - line)));
	return fault(cx, st != OK ? st : ERR_UPSTREAM, "%s", said + 1);
}
