/*
 * The end of a log, or what was added to it.  A log that has grown becomes
 * NAME.log.1 and begins anew (mailcore/journal.h), so a place names the file by
 * its inode, and both files are looked at.  Reading goes backwards from the end
 * in windows, and stops after SCAN_MOST bytes: whoever searches for what is not
 * there is told where to go on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailcore/model.h"
#include "mailcore/operate.h"

#define WINDOW		((size_t)1 << 20)
#define SCAN_MOST	((int64_t)48 << 20)
#define COUNT_MOST	10000
#define ANSWER_MOST	((size_t)16 << 20)

struct log_file {
	int		 fd;
	uint64_t	 inode;
	int64_t		 size;
};

struct log_read {
	struct operate	*o;
	const char	*word;
	int64_t		 count, scanned;
	int64_t		 starts[COUNT_MOST];	/* offsets of lines that were found, newest first */
	size_t		 lens[COUNT_MOST];
	char		*window;
};

static void
close_file(void *arg)
{
	struct log_file *f = arg;

	if (f->fd >= 0)
		close(f->fd);
}

/* SUFFIX "" or ".1"; a size of 0 when there is none. */
static struct log_file *
open_log(struct operate *o, const char *name, const char *suffix)
{
	struct log_file *f = arena_alloc(o->cx->arena, sizeof *f);
	struct stat now;

	f->fd = open(arena_printf(o->cx->arena, "%s/log/%s.log%s", o->root, name, suffix),
	    O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ctx_on_end(o->cx, close_file, f);
	if (f->fd >= 0 && fstat(f->fd, &now) == 0 && S_ISREG(now.st_mode)) {
		f->inode = now.st_ino;
		f->size = now.st_size;
	}
	return f;
}

/* "INODE:OFFSET"; "-" is inode 0. */
static enum status
read_place(struct operate *o, const char *text, uint64_t *inode, int64_t *offset)
{
	char *end;

	*inode = 0;
	*offset = 0;
	if (strcmp(text, "-") == 0)
		return OK;
	errno = 0;
	*inode = strtoull(text, &end, 10);
	if (*end == ':' && end[1] >= '0' && end[1] <= '9')
		*offset = strtoll(end + 1, &end, 10);
	if (*end != '\0' || errno != 0 || *inode == 0 || *offset < 0)
		return fault(o->cx, ERR_INVALID, "\"%.60s\" is no place in a log", text);
	return OK;
}

static enum status
begin(struct operate *o, struct log_read *r)
{
	char *end;

	r->o = o;
	r->word = o->words[3];
	r->count = strtoll(o->words[2], &end, 10);
	r->window = arena_alloc(o->cx->arena, WINDOW);
	if (*end != '\0' || r->count < 1 || r->count > COUNT_MOST)
		return fault(o->cx, ERR_INVALID, "from 1 to %d lines", COUNT_MOST);
	for (int i = 0; i < SERVICE_COUNT; i++)
		if (strcmp(mailcore_service_name((enum mailcore_service)i), o->words[0]) == 0)
			return OK;
	if (strcmp(o->words[0], "access") == 0)
		return OK;
	return fault(o->cx, ERR_NOT_FOUND, "there is no log of %.40s", o->words[0]);
}

static bool
holds(const char *line, size_t len, const char *word)
{
	size_t n = strlen(word);

	if (n == 0)
		return true;
	for (; len >= n; line++, len--)
		if (strncasecmp(line, word, n) == 0)
			return true;
	return false;
}

/* Control characters and what else could lead a terminal astray become question marks. */
static void
put_line(struct operate *o, uint64_t inode, int64_t at, const char *line, size_t len)
{
	char *to;

	buf_printf(&o->out, "%llu:%lld\t", (unsigned long long)inode, (long long)at);
	to = buf_reserve(&o->out, len + 1);
	for (size_t i = 0; i < len; i++)
		to[i] = (unsigned char)line[i] < ' ' || line[i] == 0x7f ? '?' : line[i];
	to[len] = '\n';
	o->out.len += len + 1;
}

/*
 * Lines of F before END that hold the word, newest first, into FOUND[…]; *END is
 * where the oldest one that was looked at begins.
 */
static size_t
find_before(struct log_read *r, const struct log_file *f, int64_t *end, size_t most)
{
	size_t found = 0;

	while (*end > 0 && found < most && r->scanned < SCAN_MOST) {
		int64_t start = *end > (int64_t)WINDOW ? *end - (int64_t)WINDOW : 0;
		ssize_t n = pread(f->fd, r->window, (size_t)(*end - start), (off_t)start);
		const char *stop = r->window + (n > 0 ? n : 0), *line;
		bool any = false;

		if (n <= 0 || n < *end - start)
			return found;
		r->scanned += n;
		while (stop > r->window && found < most) {
			/* STOP is behind a line's end. */
			line = memrchr(r->window, '\n', (size_t)(stop - 1 - r->window));
			if (line == NULL && start > 0)
				break;
			line = line != NULL ? line + 1 : r->window;
			any = true;
			*end = start + (line - r->window);
			if (holds(line, (size_t)(stop - 1 - line), r->word)) {
				r->starts[found] = *end;
				r->lens[found++] = (size_t)(stop - 1 - line);
			}
			stop = line;
		}
		/* A line longer than the window is nobody's. */
		if (!any)
			*end = start;
	}
	return found;
}

/* As found by find_before, oldest first. */
static void
put_found(struct log_read *r, const struct log_file *f, size_t found)
{
	while (found-- > 0) {
		size_t len = r->lens[found] < WINDOW ? r->lens[found] : WINDOW;
		ssize_t n = pread(f->fd, r->window, len, (off_t)r->starts[found]);

		if (n >= 0 && r->o->out.len < ANSWER_MOST)
			put_line(r->o, f->inode, r->starts[found], r->window, (size_t)n);
	}
}

/* Where the last whole line ends. */
static int64_t
whole_lines(struct log_read *r, const struct log_file *f)
{
	int64_t start = f->size > (int64_t)WINDOW ? f->size - (int64_t)WINDOW : 0;
	ssize_t n = f->fd >= 0 ? pread(f->fd, r->window, (size_t)(f->size - start), (off_t)start) : 0;
	const char *last = n > 0 ? memrchr(r->window, '\n', (size_t)n) : NULL;

	return last != NULL ? start + (last - r->window) + 1 : 0;
}

enum status
operate_log_before(struct operate *o)
{
	struct log_read *r = arena_alloc(o->cx->arena, sizeof *r);
	const struct log_file *now = open_log(o, o->words[0], ""), *old;
	int64_t at, place, old_end = 0;
	struct buf older = BUF_ON(o->cx->arena), newer;
	uint64_t inode;
	size_t found = 0;
	enum status st;

	if ((st = begin(o, r)) != OK || (st = read_place(o, o->words[1], &inode, &place)) != OK)
		return st;
	old = open_log(o, o->words[0], ".1");
	at = inode == 0 ? whole_lines(r, now) : inode == now->inode && place <= now->size ? place : 0;
	if (inode != 0 && inode != now->inode)
		old_end = inode == old->inode && place <= old->size ? place : 0;
	else
		old_end = whole_lines(r, old);
	found = find_before(r, now, &at, (size_t)r->count);
	put_found(r, now, found);
	newer = o->out;
	o->out = older;
	if (at == 0 && found < (size_t)r->count && old_end > 0) {
		size_t more = find_before(r, old, &old_end, (size_t)r->count - found);

		put_found(r, old, more);
		older = o->out;
	}
	o->out = BUF_ON(o->cx->arena);
	if (at > 0)
		buf_printf(&o->out, "%llu:%lld\n", (unsigned long long)now->inode, (long long)at);
	else if (old_end > 0)
		buf_printf(&o->out, "%llu:%lld\n", (unsigned long long)old->inode, (long long)old_end);
	else
		buf_puts(&o->out, "-\n");
	buf_add(&o->out, older.data, older.len);
	buf_add(&o->out, newer.data, newer.len);
	return OK;
}

/* Lines of F from *AT on; *AT is behind the last one looked at. */
static void
put_after(struct log_read *r, const struct log_file *f, int64_t *at, size_t *found)
{
	while (*at < f->size && *found < (size_t)r->count && r->scanned < SCAN_MOST) {
		ssize_t n = pread(f->fd, r->window, WINDOW, (off_t)*at);
		const char *line = r->window, *end, *stop = r->window + (n > 0 ? n : 0);

		if (n <= 0)
			return;
		r->scanned += n;
		while (*found < (size_t)r->count && line < stop &&
		    (end = memchr(line, '\n', (size_t)(stop - line))) != NULL) {
			if (holds(line, (size_t)(end - line), r->word) && r->o->out.len < ANSWER_MOST) {
				put_line(r->o, f->inode, *at + (line - r->window), line,
				    (size_t)(end - line));
				++*found;
			}
			line = end + 1;
		}
		if (line == r->window)
			return;		/* half a line: the rest comes */
		*at += line - r->window;
	}
}

enum status
operate_log_after(struct operate *o)
{
	struct log_read *r = arena_alloc(o->cx->arena, sizeof *r);
	const struct log_file *now = open_log(o, o->words[0], ""), *old;
	struct buf lines;
	uint64_t inode;
	int64_t at;
	size_t found = 0;
	enum status st;

	if ((st = begin(o, r)) != OK || (st = read_place(o, o->words[1], &inode, &at)) != OK)
		return st;
	old = open_log(o, o->words[0], ".1");
	if (inode == 0) {
		at = whole_lines(r, now);
	} else if (inode != now->inode) {
		int64_t rest = at;

		/* Whoever slept through two turns of the file goes on with what there is. */
		if (inode == old->inode)
			put_after(r, old, &rest, &found);
		if (inode == old->inode && rest < whole_lines(r, old)) {
			now = old;
			at = rest;
		} else {
			at = 0;
		}
	}
	if (now != old)
		put_after(r, now, &at, &found);
	lines = o->out;
	o->out = BUF_ON(o->cx->arena);
	if (now->inode != 0)
		buf_printf(&o->out, "%llu:%lld\n", (unsigned long long)now->inode, (long long)at);
	else
		buf_puts(&o->out, "-\n");
	buf_add(&o->out, lines.data, lines.len);
	return OK;
}
