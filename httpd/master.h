/*
 * The master: opens what is shared, starts everything, keeps it alive.  Its
 * files: master.c (the loop), prepare.c (database and demo), settings.c
 * (configuration and reload), tell.c (what people see).
 */
#ifndef HTTPD_MASTER_H
#define HTTPD_MASTER_H

#include "core/conf.h"
#include "httpd/children.h"
#include "mailcore/supervise.h"

enum phase { STARTING, READY, DRAINING, STOPPING, STOPPED };

struct master {
	struct conf		*conf;
	const char		*demo;		/* domain to make at the first start, NULL: as configured */
	bool			 private;	/* namespaces of our own */
	enum phase		 phase;
	int			 exit_code;
	int64_t			 since, stop_by;
	int64_t			 look_at;	/* when to look at the certificate next */
	struct inherited	 in;
	struct children		 children;
	struct mailcore_model	 model;
	struct supervisor	*sv;
	int			 signals, status;
	bool			 database_done;
	bool			 demo_made;	/* at this start */
};

/* Until it is told to stop; returns the exit code.  PRIVATE: in namespaces of our own. */
int master_run(struct conf *conf, const char *conf_path, const char *demo, bool private);

/* Make CONF one of a demo, if DEMO or CONF names a domain for it. */
void prepare_demo(struct conf *conf, const char *demo);

/* Hooks of the supervisor.  PostgreSQL answers: the schema and the demo; then Redis as well: its keys. */
enum status prepare_database(struct ctx *outer, void *arg) NODISCARD;
void prepare_cache(void *arg);

/* Everything runs: the mailboxes of a demo that was made. */
void prepare_mailboxes(struct master *m);

/* The model lasts as long as the configuration: its strings go on that one's arena. */
enum status settings_model(struct ctx *cx, const struct conf *conf, struct mailcore_model *model) NODISCARD;

/* What children inherit of this configuration; on the configuration's arena. */
enum status settings_inherit(struct master *m, struct ctx *cx, struct inherited *in) NODISCARD;
void settings_show_ui(struct master *m);
void settings_reload(struct master *m, const char *path);
void settings_watch_certificate(struct master *m, const char *conf_path);

void tell_ready(struct master *m);
void tell_gone(struct master *m);	/* not ready any more */
void tell_status(struct master *m);

#endif
