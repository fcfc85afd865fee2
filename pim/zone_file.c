/*
 * The server's zone data: TZif files (RFC 8536), read once at the start and
 * kept for the life of the process on an arena of its own.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "pim/zone_data.h"

#define FILE_MAX	(256 * 1024)
#define NAMES_MAX	5000

struct name {
	const char		*name;
	const struct zone	*zone;
};

static struct {
	struct arena	 *arena;
	struct name	 *names;	/* sorted without case */
	const char	**list;
	size_t		  count;
	const char	 *version;
	int64_t		  modified;
} known;

static struct zone_type utc_type = { 0, false, "UTC" };
static const struct zone utc = { .name = "UTC", .is_known = true, .types = &utc_type };

/* TZif */

struct reader {
	const unsigned char	*p, *end;
};

static bool
take(struct reader *r, size_t n, const unsigned char **out)
{
	if ((size_t)(r->end - r->p) < n)
		return false;
	*out = r->p;
	r->p += n;
	return true;
}

static int64_t
big_endian(const unsigned char *p, int n)
{
	uint64_t v = p[0] & 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < n; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

struct header {
	int	version;
	size_t	isut, isstd, leap, time, type, chars;
};

static bool
read_header(struct reader *r, struct header *h)
{
	const unsigned char *p;

	if (!take(r, 44, &p) || memcmp(p, "TZif", 4) != 0)
		return false;
	h->version = p[4];
	h->isut = (size_t)big_endian(p + 20, 4);
	h->isstd = (size_t)big_endian(p + 24, 4);
	h->leap = (size_t)big_endian(p + 28, 4);
	h->time = (size_t)big_endian(p + 32, 4);
	h->type = (size_t)big_endian(p + 36, 4);
	h->chars = (size_t)big_endian(p + 40, 4);
	return h->isut <= 256 && h->isstd <= 256 && h->leap <= 1000 && h->time <= 10000 &&
	    h->type >= 1 && h->type <= 256 && h->chars <= 4096;
}

/* "CET" or "<+0330>" */
static bool
read_abbreviation(struct arena *arena, const char **s, const char **out)
{
	const char *from = *s;

	if (*from == '<') {
		const char *end = strchr(from, '>');

		if (end == NULL)
			return false;
		*out = arena_strndup(arena, from + 1, (size_t)(end - from - 1));
		*s = end + 1;
		return true;
	}
	while ((**s >= 'A' && **s <= 'Z') || (**s >= 'a' && **s <= 'z'))
		(*s)++;
	*out = arena_strndup(arena, from, (size_t)(*s - from));
	return *s > from;
}

/* [+-]hh[:mm[:ss]] */
static bool
read_time(const char **s, int *out)
{
	int sign = 1, value[3] = { 0 };

	if (**s == '-' || **s == '+')
		sign = *(*s)++ == '-' ? -1 : 1;
	for (int i = 0; i < 3; i++) {
		int digits = 0;

		for (; **s >= '0' && **s <= '9' && digits < 3; digits++)
			value[i] = value[i] * 10 + *(*s)++ - '0';
		if (digits == 0)
			return false;
		if (**s != ':' || i == 2)
			break;
		(*s)++;
	}
	*out = sign * (value[0] * 3600 + value[1] * 60 + value[2]);
	return true;
}

static bool
read_change(const char **s, struct zone_change *c)
{
	int n = 0;

	if (*(*s)++ != ',')
		return false;
	*c = (struct zone_change){ .time = 2 * 3600 };
	if (sscanf(*s, "M%d.%d.%d%n", &c->month, &c->week, &c->day, &n) == 3 && n > 0) {
		c->kind = CHANGE_MONTH;
		if (c->month < 1 || c->month > 12 || c->week < 1 || c->week > 5 || c->day < 0 ||
		    c->day > 6)
			return false;
	} else if (sscanf(*s, "J%d%n", &c->day, &n) == 1 && n > 0) {
		c->kind = CHANGE_JULIAN;
	} else if (sscanf(*s, "%d%n", &c->day, &n) == 1 && n > 0) {
		c->kind = CHANGE_DAY;
	} else {
		return false;
	}
	if (c->day < 0 || c->day > 366)
		return false;
	*s += n;
	if (**s == '/') {
		(*s)++;
		return read_time(s, &c->time);
	}
	return true;
}

/* RFC 8536, 3.3: the zone of POSIX TZ that holds after the last change. */
static bool
read_tail(struct arena *arena, const char *s, struct zone *z)
{
	int offset;

	if (!read_abbreviation(arena, &s, &z->standard.abbreviation) || !read_time(&s, &offset))
		return false;
	z->standard.offset = -offset;	/* POSIX counts west */
	if (*s != '\0') {
		if (!read_abbreviation(arena, &s, &z->daylight.abbreviation))
			return false;
		offset -= 3600;
		if (*s != ',' && !read_time(&s, &offset))
			return false;
		z->daylight.offset = -offset;
		z->daylight.is_dst = true;
		z->has_daylight = true;
		if (!read_change(&s, &z->start) || !read_change(&s, &z->end) || *s != '\0')
			return false;
	}
	z->has_tail = true;
	return true;
}

bool
zone_read_tzif(struct arena *arena, const unsigned char *data, size_t len, struct zone *z)
{
	struct reader r = { data, data + len };
	const unsigned char *at, *kinds, *types, *chars, *tail;
	struct header h;
	int width = 4;

	if (!read_header(&r, &h))
		return false;
	if (h.version >= '2') {		/* the 32 bit block is for old programs */
		if (!take(&r, h.time * 5 + h.type * 6 + h.chars + h.leap * 8 + h.isstd + h.isut, &at) ||
		    !read_header(&r, &h))
			return false;
		width = 8;
	}
	if (!take(&r, h.time * (size_t)width, &at) || !take(&r, h.time, &kinds) ||
	    !take(&r, h.type * 6, &types) || !take(&r, h.chars, &chars) ||
	    !take(&r, h.leap * (size_t)(width + 4) + h.isstd + h.isut, &tail))
		return false;

	z->types = arena_array(arena, h.type, sizeof *z->types);
	for (size_t i = 0; i < h.type; i++) {
		size_t name = types[i * 6 + 5];

		z->types[i] = (struct zone_type){
			.offset = (int)big_endian(types + i * 6, 4),
			.is_dst = types[i * 6 + 4] != 0,
			.abbreviation =
			    name < h.chars
			        ? arena_strndup(arena, (const char *)chars + name,
			              strnlen((const char *)chars + name, h.chars - name))
			        : "",
		};
		if (z->types[i].offset < -26 * 3600 || z->types[i].offset > 26 * 3600)
			return false;
	}
	z->at = arena_array(arena, h.time, sizeof *z->at);
	z->kind = arena_array(arena, h.time, 1);
	for (size_t i = 0; i < h.time; i++) {
		z->at[i] = big_endian(at + i * (size_t)width, width);
		z->kind[i] = kinds[i];
		if (kinds[i] >= h.type || (i > 0 && z->at[i] <= z->at[i - 1]))
			return false;
	}
	z->count = h.time;
	if (width == 8 && r.p < r.end && *r.p == '\n') {
		const unsigned char *nl = memchr(r.p + 1, '\n', (size_t)(r.end - r.p - 1));

		if (nl != NULL && nl > r.p + 1 &&
		    !read_tail(arena,
		        arena_strndup(arena, (const char *)r.p + 1, (size_t)(nl - r.p - 1)), z))
			return false;
	}
	zone_trim(z);
	return true;
}

/* The folder */

struct loading {
	struct arena	*arena;
	struct name	*names;
	size_t		 count;
	struct { dev_t dev; ino_t ino; const struct zone *zone; } *files;
};

static void *
read_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *data = NULL;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size <= FILE_MAX &&
	    (data = malloc((size_t)st.st_size)) != NULL) {
		ssize_t n = read(fd, data, (size_t)st.st_size);

		*len = n > 0 ? (size_t)n : 0;
	}
	close(fd);
	return data;
}

static void
load_file(struct loading *l, const char *path, const char *name, const struct stat *st)
{
	size_t len;
	unsigned char *data;
	struct zone *z;

	for (size_t i = 0; i < l->count; i++)
		if (l->files[i].ino == st->st_ino && l->files[i].dev == st->st_dev) {
			l->names[l->count] =
			    (struct name){ arena_strdup(l->arena, name), l->files[i].zone };
			l->files[l->count] = l->files[i];
			l->count++;
			return;
		}
	if ((data = read_file(path, &len)) == NULL)
		return;
	z = arena_alloc(l->arena, sizeof *z);
	if (zone_read_tzif(l->arena, data, len, z)) {
		z->name = arena_strdup(l->arena, name);
		z->is_known = true;
		l->names[l->count].name = z->name;
		l->names[l->count].zone = z;
		l->files[l->count].dev = st->st_dev;
		l->files[l->count].ino = st->st_ino;
		l->files[l->count].zone = z;
		l->count++;
	}
	free(data);
}

/* Files first and then links, so that a zone is called by its present name. */
static void
load_folder(struct loading *l, const char *folder, const char *prefix, bool links, int depth)
{
	DIR *dir = opendir(folder);
	struct dirent *e;

	if (dir == NULL || depth > 4) {
		if (dir != NULL)
			closedir(dir);
		return;
	}
	while ((e = readdir(dir)) != NULL && l->count < NAMES_MAX) {
		char *path = arena_printf(l->arena, "%s/%s", folder, e->d_name);
		char *name = arena_printf(l->arena, "%s%s", prefix, e->d_name);
		struct stat st, target;

		if (e->d_name[0] == '.' || strchr(e->d_name, '.') != NULL || lstat(path, &st) != 0 ||
		    strcmp(name, "posix") == 0 || strcmp(name, "right") == 0 ||
		    strcmp(name, "localtime") == 0 || strcmp(name, "posixrules") == 0 ||
		    strcmp(name, "Factory") == 0)
			continue;
		if (S_ISDIR(st.st_mode))
			load_folder(l, path, arena_printf(l->arena, "%s/", name), links, depth + 1);
		else if (S_ISLNK(st.st_mode)
		             ? links && stat(path, &target) == 0 && S_ISREG(target.st_mode)
		             : !links && S_ISREG(st.st_mode))
			load_file(l, path, name, S_ISLNK(st.st_mode) ? &target : &st);
	}
	closedir(dir);
}

static int
by_name(const void *a, const void *b)
{
	return strcasecmp(((const struct name *)a)->name, ((const struct name *)b)->name);
}

static const char *
read_version(struct arena *arena, const char *folder, int64_t *modified)
{
	char line[64] = "", version[32] = "";
	struct stat stat;
	FILE *f = fopen(arena_printf(arena, "%s/tzdata.zi", folder), "re");

	if (f != NULL) {
		if (fgets(line, sizeof line, f) == NULL || sscanf(line, "# version %31s", version) != 1)
			version[0] = '\0';
		if (fstat(fileno(f), &stat) == 0)
			*modified = stat.st_mtime;
		fclose(f);
	}
	return arena_strdup(arena, version);
}

enum status
zone_load(struct ctx *cx, const char *folder)
{
	struct loading l = { 0 };

	if (known.count > 0)
		return OK;
	if (folder == NULL)
		folder = "/usr/share/zoneinfo";
	l.arena = arena_open();
	l.names = arena_array(l.arena, NAMES_MAX, sizeof *l.names);
	l.files = arena_array(l.arena, NAMES_MAX, sizeof *l.files);
	load_folder(&l, folder, "", false, 0);
	load_folder(&l, folder, "", true, 0);
	if (l.count == 0) {
		arena_close(l.arena);
		return fault(cx, ERR_NOT_FOUND, "no time zones in %s", folder);
	}
	qsort(l.names, l.count, sizeof *l.names, by_name);
	known.arena = l.arena;
	known.names = l.names;
	known.count = l.count;
	known.version = read_version(l.arena, folder, &known.modified);
	known.list = arena_array(l.arena, l.count, sizeof *known.list);
	for (size_t i = 0; i < l.count; i++)
		known.list[i] = l.names[i].name;
	return OK;
}

static const struct name *
find_listed(const char *name)
{
	struct name key = { .name = name };

	return known.count == 0 ? NULL :
	    bsearch(&key, known.names, known.count, sizeof key, by_name);
}

static const struct zone *
find(const char *name)
{
	const struct name *n;

	if (strcasecmp(name, "UTC") == 0 || strcasecmp(name, "Z") == 0 ||
	    strcasecmp(name, "Etc/UTC") == 0 || strcasecmp(name, "GMT") == 0)
		return &utc;
	n = find_listed(name);
	return n == NULL ? NULL : n->zone;
}

const struct zone *
zone_find(const char *tzid)
{
	const struct zone *z;
	const char *windows;

	if (tzid == NULL || strlen(tzid) > 200)
		return NULL;
	if ((z = find(tzid)) != NULL)
		return z;
	if ((windows = zone_windows(tzid)) != NULL)
		return find(windows);
	/* Globally unique names: the zone is what stands behind somebody's prefix. */
	if (tzid[0] == '/' || strncasecmp(tzid, "tzone://", 8) == 0)
		for (const char *p = strchr(tzid, '/'); p != NULL; p = strchr(p + 1, '/'))
			if ((z = find(p + 1)) != NULL)
				return z;
	return NULL;
}

bool
zone_is_listed(const char *tzid)
{
	const struct name *n = find_listed(tzid);

	return n != NULL && strcmp(n->name, tzid) == 0;
}

size_t
zone_names(const char *const **names)
{
	*names = known.list;
	return known.count;
}

const char *
zone_version(void)
{
	return known.version == NULL ? "" : known.version;
}

int64_t
zone_modified(void)
{
	return known.modified;
}
