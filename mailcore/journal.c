#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "mailcore/journal.h"

#define LINE_MAX_	2048
#define FILE_MAX	(16L << 20)

/* So many errors in ten seconds go to the master's log; the rest is counted. */
#define WORRIES_MAX	10
#define WORRIES_SPAN	10000

struct journal {
	char			 name[32];
	char			 path[512];
	const char *const	*worries;
	int			 in, out, file;
	long			 size;
	char			 line[LINE_MAX_];
	size_t			 len;
	int64_t			 span;		/* when the counting began */
	int			 told;
	const char *const	*words;		/* lines with one are for heed(arg), NULL: none */
	void			(*heed)(void *arg, const char *service, const char *line);
	void			*arg;
};

static bool
open_file(struct journal *j)
{
	struct stat now;

	j->file = open(j->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	j->size = j->file >= 0 && fstat(j->file, &now) == 0 ? (long)now.st_size : 0;
	return j->file >= 0;
}

enum status
journal_open(struct ctx *cx, const char *root, const char *name,
    const char *const *worries, struct journal **out)
{
	struct journal *j = calloc(1, sizeof *j);
	int p[2];

	if (j == NULL)
		abort();
	snprintf(j->name, sizeof j->name, "%s", name);
	snprintf(j->path, sizeof j->path, "%s/log/%s.log", root, name);
	j->worries = worries;
	if (!open_file(j)) {
		fault(cx, ERR_INTERNAL, "%s: %s", j->path, strerror(errno));
		free(j);
		return ERR_INTERNAL;
	}
	if (pipe2(p, O_CLOEXEC) != 0 || fcntl(p[0], F_SETFL, O_NONBLOCK) != 0) {
		fault(cx, ERR_INTERNAL, "pipe: %s", strerror(errno));
		close(j->file);
		free(j);
		return ERR_INTERNAL;
	}
	/* Some services open /dev/stdout again as their own user. */
	(void)fchmod(p[1], 0666);
	j->in = p[0];
	j->out = p[1];
	*out = j;
	return OK;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	journal_read(j);
	close(j->in);
	close(j->out);
	close(j->file);
	free(j);
}

void
journal_hear(struct journal *j, const char *const *words,
    void (*fn)(void *arg, const char *service, const char *line), void *arg)
{
	j->words = words;
	j->heed = fn;
	j->arg = arg;
}

int
journal_fd(const struct journal *j)
{
	return j->in;
}

int
journal_output(const struct journal *j)
{
	return j->out;
}

static void
rotate(struct journal *j)
{
	char old[sizeof j->path + 2];

	snprintf(old, sizeof old, "%s.1", j->path);
	if (rename(j->path, old) != 0)
		return;
	close(j->file);
	(void)open_file(j);
}

static bool
worrying(const struct journal *j)
{
	bool found = false;

	for (const char *const *w = j->worries; *w != NULL; w++) {
		if (**w == '!') {
			if (strstr(j->line, *w + 1) != NULL)
				return false;
		} else if (strstr(j->line, *w) != NULL) {
			found = true;
		}
	}
	return found;
}

static void
tell(struct journal *j)
{
	int64_t now = clock_steady();

	if (now - j->span > WORRIES_SPAN) {
		if (j->told > WORRIES_MAX)
			log_event(LOG_WARN_, "service.more", "service", "%s", j->name,
			    "lines", "%d", j->told - WORRIES_MAX, NULL);
		j->span = now;
		j->told = 0;
	}
	if (j->told++ < WORRIES_MAX)
		log_event(LOG_WARN_, "service.says", "service", "%s", j->name,
		    "line", "%s", j->line, NULL);
}

static void
end_line(struct journal *j)
{
	char out[LINE_MAX_ + 64], stamp[32];
	struct timespec ts;
	struct tm tm;
	int len;

	if (j->len == 0)
		return;
	j->line[j->len] = '\0';
	clock_gettime(CLOCK_REALTIME, &ts);
	gmtime_r(&ts.tv_sec, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &tm);
	len = snprintf(out, sizeof out, "%s.%03ldZ %s: %s\n", stamp,
	    ts.tv_nsec / 1000000, j->name, j->line);
	if (write(j->file, out, (size_t)len) == len)
		j->size += len;
	if (j->size > FILE_MAX)
		rotate(j);
	if (worrying(j))
		tell(j);
	for (const char *const *w = j->words; w != NULL && *w != NULL; w++)
		if (strstr(j->line, *w) != NULL) {
			j->heed(j->arg, j->name, j->line);
			break;
		}
	j->len = 0;
}

void
journal_read(struct journal *j)
{
	char part[16384];
	ssize_t n;

	/* A bounded turn: who talks without end must not hold the master. */
	for (int turn = 0; turn < 16 && (n = read(j->in, part, sizeof part)) > 0; turn++)
		for (ssize_t i = 0; i < n; i++) {
			if (part[i] == '\n')
				end_line(j);
			else if (j->len < sizeof j->line - 1)
				j->line[j->len++] = part[i];
		}
}
