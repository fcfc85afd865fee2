/*
 * What must stand before our own processes may start: the schema, the accounts
 * of a demo, the keys that the mail core signs with.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin/demo.h"
#include "core/log.h"
#include "dav/dav.h"
#include "httpd/master.h"
#include "mailcore/dkim.h"
#include "mailcore/policy.h"
#include "mailcore/update.h"
#include "storage/db.h"
#include "storage/migrate.h"
#include "storage/update.h"

void
prepare_demo(struct conf *conf, const char *demo)
{
	if (demo != NULL)
		conf->demo = demo;	/* mail greets with a name in it (mailcore/model.c) */
	/* Who looks around with a made-up domain must not write to real people. */
	if (*conf->demo != '\0')
		conf->offline = true;
}

/*
 * Passwords first reach a file of their own, so that a crash between the
 * commit and the last word leaves them findable.
 */
static enum status
make_demo(struct ctx *cx, const char *domain, bool *made)
{
	const char *path = conf_root_path(cx->conf, cx->arena, "credentials");
	const char *draft = arena_printf(cx->arena, "%s.new", path);
	int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
	enum status st;

	*made = false;
	if (f == NULL)
		return fault(cx, ERR_INTERNAL, "%s: %s", draft, strerror(errno));
	if ((st = provision_demo(cx, domain, f, made)) == OK && *made &&
	    (fflush(f) != 0 || fsync(fd) != 0 || rename(draft, path) != 0))
		st = fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
	fclose(f);
	if (st == OK && !*made)
		unlink(draft);
	return st;
}

/*
 * What was given out before a rollback is not given out again: mail lies under ids, and
 * clients have what they know by numbers of changes.
 */
static enum status
keep_ids(struct ctx *cx, const char *root)
{
	int64_t floor = update_floor(cx, root);
	enum status st;

	if (floor == 0)
		return OK;
	if ((st = db_raise_ids(cx, floor)) != OK || (st = db_numbers_leap(cx)) != OK)
		return st;
	update_floor_done(cx, root);
	return OK;
}

static const char *
demo_domain(const struct master *m)
{
	return m->demo != NULL ? m->demo : m->conf->demo;
}

enum status
prepare_database(struct ctx *outer, void *arg)
{
	struct master *m = arg;
	const char *demo = demo_domain(m);
	struct db *db;
	struct ctx cx;
	enum status st;

	ctx_open(&cx, m->conf);
	cx.db = db = db_open(db_conninfo(m->conf, cx.arena, DB_PATIENCE_LONG), 0);
	if ((st = dav_prepare(&cx)) == OK)
		st = db_migrate(&cx, NULL);
	if (st == OK)
		st = keep_ids(&cx, m->conf->root);
	if (st == OK && *demo != '\0')
		st = make_demo(&cx, demo, &m->demo_made);
	if (st != OK)
		fault(outer, st, "%s", cx.fault_text != NULL ? cx.fault_text : "no schema");
	else
		m->database_done = true;
	ctx_close(&cx);
	db_close(db);
	return st;
}

void
prepare_cache(void *arg)
{
	struct master *m = arg;
	struct db *db;
	struct ctx cx;

	ctx_open(&cx, m->conf);
	cx.db = db = db_open(db_conninfo(m->conf, cx.arena, DB_PATIENCE_LONG), 10000);
	if (mailcore_dkim_publish(&cx, &m->model) != OK)
		log_error("dkim", "keys not published: %s", cx.fault_text);
	if (mailcore_policy_publish(&cx, &m->model) != OK)
		log_error("policy", "policies not published: %s", cx.fault_text);
	ctx_close(&cx);
	db_close(db);
}

void
prepare_mailboxes(struct master *m)
{
	struct ctx cx;

	if (!m->demo_made)
		return;
	ctx_open(&cx, m->conf);
	demo_news(&cx, demo_domain(m));
	ctx_close(&cx);
}
