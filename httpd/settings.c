/*
 * The configuration at work: what children inherit of it, and how a new one,
 * or a renewed certificate, takes its place while requests are served.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "httpd/master.h"
#include "mailcore/ca.h"

#define CERTIFICATE_MS	10000	/* between looks at its file */

static enum status
read_file(struct ctx *cx, struct arena *arena, const char *path, const char **out)
{
	FILE *f = fopen(path, "re");
	char *text;
	size_t n;

	if (f == NULL)
		return fault(cx, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	text = arena_alloc(cx->arena, 1 << 20);
	n = fread(text, 1, (1 << 20) - 1, f);
	fclose(f);
	if (n == 0)
		return fault(cx, ERR_INVALID, "%s is empty", path);
	*out = arena_strndup(arena, text, n);
	return OK;
}

/* Append to the log of requests; a reload opens it anew, after it was rotated. */
static void
open_access_log(struct master *m, struct inherited *in)
{
	const char *path = conf_root_path(m->conf, m->conf->arena, "log/access.log");

	in->access_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (in->access_fd < 0)
		log_warn("access", "%s: %s; requests are logged here", path, strerror(errno));
}

/* Where the front lets large bodies wait: the only folder that it may write in. */
static enum status
make_front_folder(struct master *m, struct ctx *cx)
{
	const char *path = conf_root_path(m->conf, cx->arena, "tmp");
	uid_t uid = (uid_t)m->conf->uid_front;

	if ((mkdir(path, 0700) < 0 && errno != EEXIST) ||
	    (geteuid() == 0 && uid != 0 && chown(path, uid, uid) < 0))
		return fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	return OK;
}

enum status
settings_inherit(struct master *m, struct ctx *cx, struct inherited *in)
{
	enum status st;

	in->conf = m->conf;
	in->redis_password = m->model.redis_password;
	in->service_password = m->model.service_password;
	in->rspamd_password = m->model.rspamd_password;
	in->seal_secret = m->model.seal_secret;
	open_access_log(m, in);
	if ((st = make_front_folder(m, cx)) != OK)
		return st;
	if ((st = read_file(cx, m->conf->arena, m->model.tls_cert, &in->certificate_pem)) != OK)
		return st;
	return read_file(cx, m->conf->arena, m->model.tls_key, &in->key_pem);
}

/*
 * The built browser side may lie below a home that the front's user cannot
 * enter, so in our own mount namespace it is shown inside the state folder.
 */
void
settings_show_ui(struct master *m)
{
	const char *at = conf_root_path(m->conf, m->conf->arena, "run/ui");

	if (!m->private || access(m->conf->ui, F_OK) != 0)
		return;
	umount2(at, MNT_DETACH);
	if ((mkdir(at, 0755) == 0 || errno == EEXIST) &&
	    mount(m->conf->ui, at, NULL, MS_BIND, NULL) == 0)
		m->conf->ui = at;
	else
		log_warn("ui", "%s: %s", at, strerror(errno));
}

enum status
settings_model(struct ctx *cx, const struct conf *conf, struct mailcore_model *model)
{
	struct ctx kept = *cx;
	enum status st;

	kept.arena = conf->arena;
	if ((st = mailcore_model_load(&kept, conf, model)) != OK)
		return fault(cx, st, "%s", kept.fault_text);
	return OK;
}

static bool
same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/*
 * Every configuration that was read stays: the readers of its strings are many,
 * and it is small.
 */
static struct kept {
	struct conf	 conf;
	struct kept	*next;
} *kept;

static struct conf *
keep_another(void)
{
	struct kept *k = calloc(1, sizeof *k);

	if (k == NULL)
		abort();
	k->next = kept;
	kept = k;
	return &k->conf;
}

/*
 * SIGHUP.  A configuration that cannot be used leaves everything as it was:
 * whoever reloads looks at the log, and mail goes on.
 */
void
settings_reload(struct master *m, const char *path)
{
	struct conf *fresh = keep_another(), *old = m->conf;
	struct mailcore_model model;
	struct inherited in = m->in;
	struct ctx cx;
	enum status st;

	if (m->phase != READY || conf_load(fresh, path) != OK) {
		log_error("reload", "refused: %s", m->phase != READY ? "not ready" :
		    "the configuration cannot be used");
		conf_close(fresh);
		return;
	}
	if (!same(fresh->state, old->state) || !same(fresh->bind, old->bind) ||
	    fresh->port_base != old->port_base) {
		log_warn("reload", "state, bind and port.base change at the next start only");
		fresh->state = old->state;
		fresh->bind = old->bind;
		fresh->port_base = old->port_base;
	}
	fresh->root = old->root;
	prepare_demo(fresh, m->demo);
	m->conf = fresh;
	settings_show_ui(m);
	ctx_open(&cx, fresh);
	if ((st = settings_model(&cx, fresh, &model)) == OK) {
		struct mailcore_model before = m->model;

		m->model = model;
		if ((st = settings_inherit(m, &cx, &in)) == OK)
			st = supervisor_reload(m->sv, &cx, &m->model);
		if (st != OK)
			m->model = before;
	}
	if (st == OK) {
		close(m->in.access_fd);
		m->in = in;
		children_reload(&m->children, &m->in);
		log_info("reload", "done");
	} else {
		m->conf = old;
		log_error("reload", "refused: %s", cx.fault_text);
	}
	ctx_close(&cx);
}

/*
 * A certificate that was renewed is served without being told to: ours, made
 * again before it ends, or the file that somebody else keeps fresh.
 */
void
settings_watch_certificate(struct master *m, const char *conf_path)
{
	const char *served = m->in.certificate_pem, *now;
	struct ctx cx;

	if (m->phase != READY || clock_steady() < m->look_at)
		return;
	m->look_at = clock_steady() + CERTIFICATE_MS;
	ctx_open(&cx, m->conf);
	if ((*m->conf->tls_certificate == '\0' &&
	    ca_ensure(&cx, m->model.root, m->model.hostname) != OK) ||
	    read_file(&cx, cx.arena, m->model.tls_cert, &now) != OK)
		log_error("certificate", "%s", cx.fault_text);
	else if (strcmp(served, now) != 0)
		settings_reload(m, conf_path);
	ctx_close(&cx);
}
