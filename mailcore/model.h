/*
 * The small model that every template of the mail core is rendered from:
 * paths, ports, switches, passwords.  A template sees each value under a name
 * (the table in model.c); a name that the model lacks is an error, never an
 * empty string.
 */
#ifndef MAILCORE_MODEL_H
#define MAILCORE_MODEL_H

#include <stdbool.h>

#include "core/conf.h"
#include "core/ctx.h"

/* In the order in which they are shown; each waits for those it needs. */
enum mailcore_service {
	SERVICE_POSTGRESQL,
	SERVICE_REDIS,
	SERVICE_UNBOUND,
	SERVICE_MTA_STS,
	SERVICE_CLAMAV,
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
	int	pop3, pop3s;	/* 110, 995; 0: not served */
	int	sieve;		/* 4190 */
	int	reinject;	/* 590, 127.0.0.1 only: what Sieve sends */
	int	srs;		/* 591, 127.0.0.1 only: forwarded mail on its way out */
	int	http;		/* 80: where services reach our own server */
	int	dns;		/* 53, 127.0.0.1 only: Unbound */
};

struct mailcore_model {
	const char	*root;		/* the state folder as services see it */
	const char	*hostname;	/* mail.example.org */
	const char	*bind;		/* "127.0.0.1", "::1", "*" for all */
	struct mailcore_ports ports;

	const char	*proxy_bind;	/* where proxies speak the PROXY protocol; "" = nowhere */
	const char	*proxy_trusted;	/* those that Dovecot believes */
	int		 port_base;	/* of their ports, which are mailcow's */
	const char	*dns_forward;	/* whom Unbound asks; "" = the servers of each name */

	bool		 service[SERVICE_COUNT];
	bool		 offline;	/* no mail, no look-up leaves this machine */
	bool		 pop3;		/* Dovecot serves it */
	bool		 postscreen;	/* greets slowly on the smtp port */
	bool		 fts;		/* full-text index of mail bodies */
	bool		 attachments;	/* the index has words of attachments, too */
	const char	*macros;	/* documents with macros that run by themselves: "off", "junk", "refuse" */
	const char	*program;	/* ours, which services may start */
	int		 uid_decoder;	/* reads attachments */
	bool		 encrypt;	/* stored mail, from now on */
	int		 mail_keys;	/* that stored mail was encrypted with, 0: it never was */
	const char	*srs_domain;	/* senders of forwarded mail are in it; "" = our oldest */
	const char	*clamav_signatures;	/* folder that freshclam keeps; "" = our own, with the test signature */
	int		 clamav_idle;	/* seconds without mail after which ClamAV ends; 0 = it runs always */
	int		 message_mb;	/* largest message, MiB */
	int		 uid_mail;	/* owns the stored mail */
	int		 uid_worker;	/* may flush Dovecot's cache of logins */

	const char	*dovecot_version;	/* "2.3" */
	const char	*tls_cert, *tls_key;

	/* Made at the first start, kept in conf/password.NAME (mailcore/secret.h). */
	const char	*hayloft_password;	/* database role hayloft */
	const char	*mail_password;		/* database role hayloft_mail */
	const char	*redis_password;
	const char	*service_password;	/* what services show our own server */
	const char	*rspamd_password;	/* what our workers show Rspamd's controller */
	const char	*seal_secret;		/* core/seal.h */
};

/* "postgresql", "redis", … for logs, files and configuration keys. */
const char *mailcore_service_name(enum mailcore_service service);

/* What the configuration says, with the passwords, which are made when missing. */
enum status mailcore_model_load(struct ctx *cx, const struct conf *conf,
    struct mailcore_model *out) NODISCARD;

/* Everybody who can connect is on this machine. */
bool mailcore_model_loopback(const struct mailcore_model *model);

/* The address at which a service is reached on this machine: loopback when it listens everywhere. */
const char *mailcore_model_reach(const struct mailcore_model *model);

#define RESOLV_CONF	"unbound/resolv.conf"	/* below ROOT/conf */

/* Does everything that we start ask our own Unbound for names? */
bool mailcore_model_own_resolver(const struct mailcore_model *model);

/* The text of {{name}} on the arena, or NULL when the model has no such name. */
const char *mailcore_model_text(struct arena *arena, const struct mailcore_model *model,
    const char *name);

/* Whether {{#name}} is open; false when the model has no such switch. */
bool mailcore_model_switch(const struct mailcore_model *model, const char *name, bool *on);

#endif
