/*
 * The configuration file, hayloft.conf(5): `key = value` lines, `#` comments.
 * One table (core/conf.c) names every key with its type, range, default and
 * meaning; an unknown key or a value out of range is an error that names file
 * and line.  Environment variables HAYLOFT_STATE, HAYLOFT_PORT_BASE and
 * HAYLOFT_BIND win over the file.
 */
#ifndef CORE_CONF_H
#define CORE_CONF_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/arena.h"

struct conf_pool {
	int64_t		 floor, ceiling;	/* workers kept, workers at most */
};

struct conf {
	struct arena	*arena;

	/* where */
	const char	*state;		/* absolute path of the state folder */
	const char	*root;		/* the same folder as services see it: /run/hayloft in
					 * the private mount namespace, otherwise equal to state */
	const char	*host;		/* this server's name, in certificates, EHLO, links */
	const char	*bind;
	int64_t		 port_base;
	const char	*ui;		/* folder of the built browser side */
	const char	*database;	/* libpq connection string; "" = our own under the state folder */

	/* TLS; "" = our own authority under the state folder */
	const char	*tls_certificate, *tls_key;

	/* who runs what, when started as root */
	int64_t		 uid_front, uid_worker, uid_watcher, uid_mail, uid_decoder;

	/* log */
	const char	*log_level;	/* debug info warn error */

	/* front */
	int64_t		 fronts;		/* front processes */
	int64_t		 max_connections;	/* of one front */
	int64_t		 max_connections_per_address;
	int64_t		 max_header_bytes;
	int64_t		 max_body;		/* bytes of any request */
	int64_t		 request_timeout;	/* seconds for header and body to arrive */
	int64_t		 write_timeout;		/* seconds without progress of an answer */
	int64_t		 min_rate;		/* bytes per second below which a sender is cut */
	const char	*proxy_trusted;		/* addresses of reverse proxies, space-separated */
	const char	*proxy_bind;		/* where mail is taken by the PROXY protocol, "" = nowhere */
	const char	*dns_forward;		/* whom our resolver asks, "" = the servers of each name */
	const char	*metrics_allow;		/* addresses that may read /metrics, space-separated */

	/* workers */
	struct conf_pool pool_auth, pool_admin, pool_mail, pool_dav, pool_slow;
	int64_t		 workers_per_account;
	int64_t		 queue;			/* requests waiting, all pools together */
	int64_t		 worker_requests;	/* after so many a worker is replaced */
	int64_t		 worker_memory;		/* MiB of resident memory, likewise */
	int64_t		 deadline;		/* seconds a handler may take */

	/* sign-in */
	int64_t		 session_days;		/* a session unused for so long ends */
	int64_t		 basic_cache_seconds;
	int64_t		 throttle_account, throttle_address;	/* failures in 15 minutes before waiting begins */

	int64_t		 audit_days;		/* age at which an audit row goes, 0: never */
	int64_t		 trace_days;		/* what became of a message is known for so long, 0: not at all */
	bool		 bans_nftables;		/* the packet filter keeps out, too */
	int64_t		 garbage_hours;		/* a deleted account's mail is kept for so long */
	const char	*yubico_url, *yubico_id, *yubico_key;	/* who validates YubiKeys; "" = none are taken */
	const char	*geo_database;		/* MMDB file; "" = no countries are shown */
	const char	*timezone;		/* of people who have told none; "" = UTC */
	const char	*names;			/* other names of this server, space-separated */

	/* mail */
	bool		 offline;		/* nothing leaves this machine */
	const char	*dns_resolver;		/* "" = the system's */
	int64_t		 submission_days;	/* age at which a submission is forgotten, 0: never */
	int64_t		 outside_poll;		/* seconds between looks at mail elsewhere */
	int64_t		 index_wait;		/* ms for another process that follows the same mailbox */
	const char	*fetch_allow;		/* addresses that fetch/ may reach beside public ones */
	const char	*fetch_authorities;	/* PEM file; "" = the system's */
	const char	*smime_authorities;	/* PEM file; "" = the system's */
	const char	*srs_domain;		/* senders of forwarded mail are in it; "" = our oldest */
	int64_t		 message_size;		/* MiB */
	int64_t		 send_recipients;	/* of an account in an hour */
	int64_t		 quota;			/* MiB of a new mailbox */
	int64_t		 dav_quota;		/* MiB of somebody's calendars and address books */
	bool		 search_attachments;	/* words in PDF and office files are found */
	const char	*mail_macros;		/* "off", "junk", "refuse" */
	bool		 mail_encryption;	/* of what comes from now on */
	const char	*demo;			/* demo domain made at first start, "" = none */
	const char	*clamav_signatures;	/* folder; "" = our own */
	int64_t		 clamav_idle;		/* seconds */
	bool		 service_unbound, service_mta_sts, service_clamav;
	bool		 service_postgresql, service_redis, service_rspamd, service_dovecot,
			 service_pop3, service_postfix;
};

/*
 * Defaults, then the file PATH (NULL: STATE/hayloft.conf where there is one),
 * then the environment.  On failure prints the reason to standard error; what
 * was read so far stands, and conf_close() is owed all the same.
 */
enum status conf_load(struct conf *conf, const char *path) NODISCARD;
void conf_close(struct conf *conf);

/* Read settings from TEXT; ERROR gets "NAME:LINE: what is wrong".  For tests and conf_load. */
enum status conf_parse(struct conf *conf, const char *name, const char *text,
    char *error, size_t error_size) NODISCARD;

/* Every key with its default and meaning, as the man page and --help show them. */
void conf_describe(FILE *out);

/* Every key with the value that holds, as one would write it, and its default; both borrowed for the call. */
typedef void conf_fn(void *arg, const char *name, const char *value, const char *otherwise);
void conf_each(const struct conf *conf, conf_fn *fn, void *arg);

/* A standard port moved by the base: conf_port(c, 443). */
int conf_port(const struct conf *conf, int standard);

/* By which name our mail server greets and signs what it found out: one with a dot. */
const char *conf_mail_host(const struct conf *conf, struct arena *arena);

/* Our own address of PATH ("/x"), by the configured name: never by one that a client sent. */
char *conf_url(const struct conf *conf, struct arena *arena, const char *path);

/* STATE/NAME, or the same file under the services' root, on ARENA. */
char *conf_state_path(const struct conf *conf, struct arena *arena, const char *name);
char *conf_root_path(const struct conf *conf, struct arena *arena, const char *name);

#endif
