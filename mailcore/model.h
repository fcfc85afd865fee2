/*
 * The small model that every template of the mail core is rendered from:
 * paths, ports, switches, passwords.  Templates see each field under a name
 * (model.c has the table); a name that a template asks for and the model
 * lacks is an error, never an empty string.
 */
#ifndef MAILCORE_MODEL_H
#define MAILCORE_MODEL_H

#include <stdbool.h>

#include "core/arena.h"

/* Services in the order of their start; they are stopped in reverse. */
enum mailcore_service {
	SERVICE_POSTGRESQL,
	SERVICE_REDIS,
	SERVICE_RSPAMD,
	SERVICE_DOVECOT,
	SERVICE_POSTFIX,
	SERVICE_COUNT
};

struct mailcore_ports {
	int	smtp;		/* 25 */
	int	submission;	/* 587, STARTTLS required */
	int	submissions;	/* 465 */
	int	imap, imaps;	/* 143, 993 */
	int	pop3, pop3s;	/* 110, 995 */
	int	sieve;		/* 4190 */
	int	reinject;	/* 590, 127.0.0.1 only: what Sieve sends */
};

struct mailcore_model {
	/*
	 * The state folder twice: as this process reaches it, and as the
	 * services do.  The latter is /run/hayloft inside our mount namespace
	 * (mailcore/sandbox.h) and the same as the former without one.
	 */
	const char	*state;
	const char	*short_state;
	const char	*templates;	/* folder of the templates */
	const char	*program;	/* our own executable, absolute */

	const char	*hostname;	/* mail.example.org */
	const char	*bind;		/* "127.0.0.1", "::1", "*" for all */
	struct mailcore_ports ports;

	bool		 service[SERVICE_COUNT];	/* service.NAME = on|off */
	bool		 offline;	/* no mail, no look-up leaves this machine */
	bool		 postscreen;	/* greets slowly on port 25 (production) */
	bool		 fts;		/* full-text index of mail bodies */
	int		 message_mb;	/* largest message, MiB */

	const char	*dovecot_version;	/* "2.3" */
	const char	*tls_cert, *tls_key;	/* as services see them */

	/* Made at first start, kept in STATE/secrets (mode 0600). */
	const char	*db_password;		/* role hayloft */
	const char	*db_mail_password;	/* role hayloft_mail */
	const char	*redis_password;
};

/* "postgresql", "redis", … for logs, files and configuration keys. */
const char *mailcore_service_name(enum mailcore_service service);

/*
 * The text of {{name}} on the arena, or NULL when the model has no such name.
 * For a switch, *ON says whether {{#name}} is open; NULL text there.
 */
bool mailcore_model_text(struct arena *arena, const struct mailcore_model *model,
    const char *name, const char **text);
bool mailcore_model_switch(const struct mailcore_model *model, const char *name, bool *on);

/*
 * How our own processes reach the database: a libpq connection string on the
 * arena.  REAL says that the caller lives outside the mount namespace (a
 * command in a terminal) and needs the true path.
 */
const char *mailcore_conninfo(struct arena *arena, const struct mailcore_model *model, bool real);

#endif
