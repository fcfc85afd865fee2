#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "mailcore/ca.h"
#include "mailcore/files.h"
#include "mailcore/prepare.h"
#include "mailcore/process.h"
#include "mailcore/render.h"

#define INITDB	"/usr/lib/postgresql/15/bin/initdb"

/* {mail} and {worker} stand for the configured numbers. */
static const struct {
	enum mailcore_service	 service;	/* SERVICE_COUNT: always */
	const char		*folder;
	mode_t			 mode;
	const char		*user, *group;
} folders[] = {
	{ SERVICE_COUNT, "", 0755, NULL, NULL },
	{ SERVICE_COUNT, "log", 0750, NULL, NULL },
	{ SERVICE_COUNT, "run", 0755, NULL, NULL },
	{ SERVICE_COUNT, "tls", 0755, NULL, NULL },
	{ SERVICE_POSTGRESQL, "run/postgresql", 0755, "postgres", NULL },
	{ SERVICE_REDIS, "redis", 0750, "redis", NULL },
	{ SERVICE_REDIS, "run/redis", 0755, "redis", NULL },
	{ SERVICE_UNBOUND, "unbound", 0750, "unbound", "unbound" },
	{ SERVICE_MTA_STS, "mta-sts", 0750, "_mta-sts", "_mta-sts" },
	{ SERVICE_MTA_STS, "run/mta-sts", 0755, "_mta-sts", NULL },
	{ SERVICE_CLAMAV, "clamav", 0750, "clamav", "clamav" },
	{ SERVICE_CLAMAV, "clamav/tmp", 0700, "clamav", "clamav" },
	{ SERVICE_CLAMAV, "run/clamav", 0755, "clamav", NULL },
	{ SERVICE_RSPAMD, "rspamd", 0750, "_rspamd", NULL },
	{ SERVICE_RSPAMD, "rspamd/tmp", 0700, "_rspamd", NULL },
	{ SERVICE_RSPAMD, "run/rspamd", 0755, "_rspamd", NULL },
	{ SERVICE_RSPAMD, "run/rspamd-controller", 0750, "_rspamd", "{mail}" },
	{ SERVICE_RSPAMD, "run/rspamd-web", 0750, "_rspamd", "{worker}" },
	{ SERVICE_DOVECOT, "dovecot", 0755, NULL, NULL },
	{ SERVICE_DOVECOT, "dovecot/state", 0755, NULL, NULL },
	{ SERVICE_DOVECOT, "run/dovecot", 0755, NULL, NULL },
	{ SERVICE_DOVECOT, "run/dovecot-control", 0700, "{worker}", NULL },
	{ SERVICE_DOVECOT, "mail", 0700, "{mail}", NULL },
	{ SERVICE_POSTFIX, "postfix", 0755, NULL, NULL },
	{ SERVICE_POSTFIX, "postfix/spool", 0755, NULL, NULL },
	{ SERVICE_POSTFIX, "postfix/data", 0700, "postfix", "postfix" },
};

enum status
mailcore_lock(struct ctx *cx, const struct mailcore_model *m, int *out)
{
	const char *path = arena_printf(cx->arena, "%s/lock", m->root);
	int fd;

	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		return fault(cx, ERR_BUSY, "another Hayloft runs with this state folder (%s)",
		    m->root);
	}
	*out = fd;
	return OK;
}

static const char *
user_name(struct ctx *cx, const struct mailcore_model *m, const char *name)
{
	if (name != NULL && strcmp(name, "{mail}") == 0)
		return arena_printf(cx->arena, "%d", m->uid_mail);
	if (name != NULL && strcmp(name, "{worker}") == 0)
		return arena_printf(cx->arena, "%d", m->uid_worker);
	return name;
}

static bool
wanted(const struct mailcore_model *m, enum mailcore_service service)
{
	return service == SERVICE_COUNT || m->service[service];
}

static enum status
make_folders(struct ctx *cx, const struct mailcore_model *m)
{
	enum status st;

	for (size_t i = 0; i < COUNT(folders); i++)
		if (wanted(m, folders[i].service) &&
		    (st = file_folder(cx, arena_printf(cx->arena, "%s/%s", m->root, folders[i].folder),
		    folders[i].mode, user_name(cx, m, folders[i].user),
		    user_name(cx, m, folders[i].group))) != OK)
			return st;
	return OK;
}

/* Beside its place first, so that a start cut short leaves no half cluster. */
static enum status
make_cluster(struct ctx *cx, const struct mailcore_model *m)
{
	const char *pg = arena_printf(cx->arena, "%s/pg", m->root);
	const char *fresh = arena_printf(cx->arena, "%s/pg.new", m->root);
	struct command remove = { .argv = { "/bin/rm", "-rf", fresh } };
	struct command initdb = {
		.user = "postgres",
		.folder = m->root,
		.argv = {
			INITDB, "-D", fresh, "--username=postgres", "--encoding=UTF8",
			"--locale=C.UTF-8", "--auth=reject", "--data-checksums",
			"--no-instructions",
		},
	};
	enum status st;

	if (access(arena_printf(cx->arena, "%s/PG_VERSION", pg), F_OK) == 0)
		return OK;
	if ((st = process_run(cx, &remove, 60)) != OK ||
	    (st = file_folder(cx, fresh, 0700, "postgres", NULL)) != OK ||
	    (st = process_run(cx, &initdb, 120)) != OK)
		return st;
	if (rename(fresh, pg) != 0)
		return fault(cx, ERR_INTERNAL, "%s: %s", pg, strerror(errno));
	return OK;
}

/* sievec needs Dovecot's settings and no running Dovecot. */
static enum status
compile_sieve(struct ctx *cx, const struct mailcore_model *m, bool changed)
{
	static const char *const scripts[] = { "before", "after", "learn-spam", "learn-ham", "learn-released" };
	enum status st;

	for (size_t i = 0; i < COUNT(scripts); i++) {
		const char *script = arena_printf(cx->arena, "%s/conf/dovecot/sieve/%s.sieve",
		    m->root, scripts[i]);
		const char *binary = arena_printf(cx->arena, "%s/conf/dovecot/sieve/%s.svbin",
		    m->root, scripts[i]);
		struct command sievec = { .argv = {
			"/usr/bin/sievec", "-c",
			arena_printf(cx->arena, "%s/conf/dovecot/dovecot.conf", m->root),
			/* These ask for a mailbox, and there is none here. */
			"-o", "mail_attribute_dict=", "-o", "mail_plugins=",
			script, binary,
		} };

		if (!changed && access(binary, F_OK) == 0)
			continue;
		if ((st = process_run(cx, &sievec, 30)) != OK)
			return st;
		/* Everybody's delivery reads it; sievec lets only its owner. */
		if (chmod(binary, 0644) != 0)
			return fault(cx, ERR_INTERNAL, "%s: %s", binary, strerror(errno));
	}
	return OK;
}

/* `postfix check` makes the folders of the queue and finds wrong settings. */
static enum status
check_postfix(struct ctx *cx, const struct mailcore_model *m, bool changed)
{
	struct command check = { .argv = {
		"/usr/sbin/postfix", "-c", arena_printf(cx->arena, "%s/conf/postfix", m->root),
		"check",
	} };

	if (!changed &&
	    access(arena_printf(cx->arena, "%s/postfix/spool/maildrop", m->root), F_OK) == 0)
		return OK;
	return process_run(cx, &check, 60);
}

enum status
mailcore_reconfigure(struct ctx *cx, const struct mailcore_model *m,
    bool changed[static SERVICE_COUNT])
{
	enum status st;

	/* Our own certificate may be near its end, or the host have a new name. */
	if ((st = ca_ensure(cx, m->root, m->hostname)) != OK ||
	    (st = mailcore_render(cx, m, changed)) != OK)
		return st;
	if (m->service[SERVICE_DOVECOT] &&
	    (st = compile_sieve(cx, m, changed[SERVICE_DOVECOT])) != OK)
		return st;
	if (m->service[SERVICE_POSTFIX])
		return check_postfix(cx, m, changed[SERVICE_POSTFIX]);
	return OK;
}

/* Room for the longest socket's name below ROOT. */
static enum status
check_root(struct ctx *cx, const struct mailcore_model *m)
{
	static const char longest[] = "/run/rspamd-controller/controller.sock";
	struct sockaddr_un un;

	if (strlen(m->root) + sizeof longest > sizeof un.sun_path)
		return fault(cx, ERR_INVALID, "the state folder's path is too long for sockets"
		    " (%zu bytes, at most %zu): %s; run as root, or set HAYLOFT_STATE",
		    strlen(m->root), sizeof un.sun_path - sizeof longest, m->root);
	return OK;
}

enum status
mailcore_prepare(struct ctx *cx, const struct mailcore_model *m)
{
	bool changed[SERVICE_COUNT] = { false };
	enum status st;

	if ((st = check_root(cx, m)) != OK ||
	    (st = make_folders(cx, m)) != OK)
		return st;
	if (m->service[SERVICE_POSTGRESQL] && (st = make_cluster(cx, m)) != OK)
		return st;
	return mailcore_reconfigure(cx, m, changed);
}
