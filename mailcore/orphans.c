#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "mailcore/orphans.h"

/* The state letter and parent from /proc/PID/stat, behind the name in "()". */
static int
read_stat(pid_t pid, char *state, pid_t *parent)
{
	char path[64], text[512], *p;
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return -1;
	n = read(fd, text, sizeof text - 1);
	close(fd);
	if (n <= 0)
		return -1;
	text[n] = '\0';
	if ((p = strrchr(text, ')')) == NULL)
		return -1;
	return sscanf(p + 1, " %c %d", state, parent) == 2 ? 0 : -1;
}

static int
runs_ours(pid_t pid)
{
	struct stat ours, theirs;
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/exe", (int)pid);
	if (stat("/proc/self/exe", &ours) != 0 || stat(path, &theirs) != 0)
		return 1;	/* gone already, or unknowable: leave it */
	return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

static int
kept(pid_t pid, const pid_t *keep, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (keep[i] == pid)
			return 1;
	return 0;
}

int
orphans_kill(const pid_t *keep, size_t count)
{
	DIR *proc = opendir("/proc");
	struct dirent *e;
	int found = 0;

	if (proc == NULL)
		return 0;
	while ((e = readdir(proc)) != NULL) {
		pid_t pid = atoi(e->d_name), parent;
		char state;

		if (!isdigit((unsigned char)e->d_name[0]) || kept(pid, keep, count) ||
		    read_stat(pid, &state, &parent) != 0 ||
		    parent != getpid() || state == 'Z' || state == 'X' || runs_ours(pid))
			continue;
		found++;
		(void)kill(pid, SIGKILL);
	}
	closedir(proc);
	if (found > 0)
		log_event(LOG_DEBUG_, "service.orphans", "killed", "%d", found, NULL);
	return found;
}
