#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mailcore/spent.h"

#define MOST	4096	/* processes that are looked at */

struct seen {
	pid_t	pid, parent;
	int64_t	ticks;
	bool	counted;
};

static bool
look(const char *name, struct seen *out)
{
	char path[300], text[1024], *p;
	unsigned long user, system;
	long buried_user, buried_system;
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%s/stat", name);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return false;
	n = read(fd, text, sizeof text - 1);
	close(fd);
	if (n <= 0)
		return false;
	text[n] = '\0';
	/* The name in brackets may hold anything, brackets too. */
	if ((p = strrchr(text, ')')) == NULL ||
	    sscanf(p + 1, " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld",
	    &out->parent, &user, &system, &buried_user, &buried_system) != 5)
		return false;
	out->pid = atoi(name);
	out->ticks = (int64_t)user + (int64_t)system + buried_user + buried_system;
	out->counted = false;
	return true;
}

/* Those whose parent was counted are counted, until none is left. */
static int64_t
count_below(struct seen *all, size_t count, pid_t root)
{
	int64_t ticks = 0;

	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < count; i++) {
			bool below = all[i].pid == root;

			for (size_t k = 0; k < count && !below && !all[i].counted; k++)
				below = all[k].counted && all[k].pid == all[i].parent;
			if (!below || all[i].counted)
				continue;
			all[i].counted = more = true;
			ticks += all[i].ticks;
		}
	}
	return ticks;
}

int64_t
spent_ms(pid_t root)
{
	struct seen *all = calloc(MOST, sizeof *all);
	DIR *proc = opendir("/proc");
	struct dirent *e;
	size_t count = 0;
	int64_t ticks = 0;

	while (all != NULL && proc != NULL && count < MOST && (e = readdir(proc)) != NULL)
		if (isdigit((unsigned char)e->d_name[0]) && look(e->d_name, &all[count]))
			count++;
	if (count > 0)
		ticks = count_below(all, count, root);
	if (proc != NULL)
		closedir(proc);
	free(all);
	return ticks * 1000 / sysconf(_SC_CLK_TCK);
}
