#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/conf.h"

enum type { TEXT, NUMBER, SWITCH };

#define AT(member)	offsetof(struct conf, member)

static const struct key {
	const char	*name;
	enum type	 type;
	size_t		 offset;
	const char	*otherwise;	/* the default, as one would write it */
	int64_t		 least, most;	/* of a number */
	const char	*meaning;
} keys[] = {
	{ "host", TEXT, AT(host), "localhost", 0, 0,
	  "name of this server, in certificates, mail greetings and links" },
	{ "state", TEXT, AT(state), "", 0, 0,
	  "state folder; var/ in the working directory when empty" },
	{ "bind", TEXT, AT(bind), "127.0.0.1", 0, 0, "address that every service listens on" },
	{ "port.base", NUMBER, AT(port_base), "8000", 0, 51000,
	  "added to each standard port; 0 for the standard ports themselves" },
	{ "ui", TEXT, AT(ui), "build/ui", 0, 0, "folder of the built browser side" },
	{ "database", TEXT, AT(database), "", 0, 0,
	  "libpq connection string; empty for our own PostgreSQL under the state folder" },
	{ "tls.certificate", TEXT, AT(tls_certificate), "", 0, 0,
	  "PEM file with the chain; empty for our own authority" },
	{ "tls.key", TEXT, AT(tls_key), "", 0, 0, "PEM file with the private key" },
	{ "uid.front", NUMBER, AT(uid_front), "5001", 0, INT_MAX, "user of the front, when started as root" },
	{ "uid.worker", NUMBER, AT(uid_worker), "5002", 0, INT_MAX, "user of the workers" },
	{ "uid.watcher", NUMBER, AT(uid_watcher), "5003", 0, INT_MAX, "user of the watcher" },
	{ "uid.mail", NUMBER, AT(uid_mail), "5000", 1, INT_MAX, "user that owns the stored mail" },
	{ "uid.decoder", NUMBER, AT(uid_decoder), "5004", 1, INT_MAX, "user who reads attachments for the full-text index" },
	{ "log.level", TEXT, AT(log_level), "info", 0, 0, "debug, info, warn or error" },
	{ "fronts", NUMBER, AT(fronts), "1", 1, 64, "front processes" },
	{ "connections", NUMBER, AT(max_connections), "20000", 16, 1000000, "connections a front holds at most" },
	{ "connections.address", NUMBER, AT(max_connections_per_address), "200", 1, 1000000,
	  "connections that one address may hold (an IPv6 /64 counts as one)" },
	{ "limit.header", NUMBER, AT(max_header_bytes), "65536", 4096, 400000, "bytes of a request's header" },
	{ "limit.body", NUMBER, AT(max_body), "104857600", 65536, INT_MAX, "bytes of a request's body" },
	{ "timeout.request", NUMBER, AT(request_timeout), "60", 1, 3600,
	  "seconds in which header and body must arrive" },
	{ "timeout.write", NUMBER, AT(write_timeout), "30", 1, 3600,
	  "seconds without progress after which a reader is cut" },
	{ "limit.rate", NUMBER, AT(min_rate), "1024", 0, INT_MAX,
	  "bytes per second below which an upload is cut" },
	{ "proxy.trusted", TEXT, AT(proxy_trusted), "", 0, 0,
	  "addresses or networks of reverse proxies, whose X-Forwarded-For says who asks" },
	{ "proxy.bind", TEXT, AT(proxy_bind), "", 0, 0,
	  "address on which proxies bring mail and mail programs by the PROXY protocol; empty for none" },
	{ "metrics.allow", TEXT, AT(metrics_allow), "127.0.0.1 ::1", 0, 0,
	  "addresses that may read /metrics" },
	{ "pool.auth.floor", NUMBER, AT(pool_auth.floor), "1", 1, 64, "password workers kept" },
	{ "pool.auth.ceiling", NUMBER, AT(pool_auth.ceiling), "2", 1, 64, "password workers at most" },
	{ "pool.admin.floor", NUMBER, AT(pool_admin.floor), "1", 1, 256, "administration workers kept" },
	{ "pool.admin.ceiling", NUMBER, AT(pool_admin.ceiling), "8", 1, 256, "administration workers at most" },
	{ "pool.mail.floor", NUMBER, AT(pool_mail.floor), "1", 1, 256, "mail workers kept" },
	{ "pool.mail.ceiling", NUMBER, AT(pool_mail.ceiling), "16", 1, 256, "mail workers at most" },
	{ "pool.dav.floor", NUMBER, AT(pool_dav.floor), "1", 1, 256, "calendar and contact workers kept" },
	{ "pool.dav.ceiling", NUMBER, AT(pool_dav.ceiling), "8", 1, 256, "calendar and contact workers at most" },
	{ "pool.slow.floor", NUMBER, AT(pool_slow.floor), "0", 0, 64, "workers kept for what waits for other servers" },
	{ "pool.slow.ceiling", NUMBER, AT(pool_slow.ceiling), "3", 1, 64, "workers at most for what waits for other servers" },
	{ "workers.account", NUMBER, AT(workers_per_account), "4", 1, 256, "workers of a pool that one account may hold" },
	{ "queue", NUMBER, AT(queue), "1000", 1, 100000, "requests that wait for a worker" },
	{ "worker.requests", NUMBER, AT(worker_requests), "100000", 1, INT_MAX, "requests after which a worker is replaced" },
	{ "worker.memory", NUMBER, AT(worker_memory), "256", 16, 65536, "MiB of memory after which a worker is replaced" },
	{ "deadline", NUMBER, AT(deadline), "30", 1, 3600, "seconds that a handler may take" },
	{ "session.days", NUMBER, AT(session_days), "30", 1, 3650, "days after which an unused sign-in ends" },
	{ "basic.cache", NUMBER, AT(basic_cache_seconds), "600", 0, 86400,
	  "seconds for which a verified Basic password need not be hashed again" },
	{ "throttle.account", NUMBER, AT(throttle_account), "10", 1, 1000,
	  "wrong passwords for an account in 15 minutes before it must wait" },
	{ "throttle.address", NUMBER, AT(throttle_address), "50", 1, 100000,
	  "wrong passwords from an address in 15 minutes before it must wait" },
	{ "yubico.url", TEXT, AT(yubico_url), "https://api.yubico.com/wsapi/2.0/verify", 0, 0,
	  "server that validates the one-time passwords of YubiKeys" },
	{ "yubico.id", TEXT, AT(yubico_id), "", 0, 0,
	  "number of this server as a client of it; without number and key YubiKeys are not offered" },
	{ "yubico.key", TEXT, AT(yubico_key), "", 0, 0, "secret that both know, in base64 as that server gave it" },
	{ "geo.database", TEXT, AT(geo_database), "", 0, 0,
	  "file (MMDB) that knows in which country an address is, shown beside sign-ins; empty for none" },
	{ "audit.days", NUMBER, AT(audit_days), "365", 0, 36500, "days after which what was done is forgotten, 0 for never" },
	{ "bans.nftables", SWITCH, AT(bans_nftables), "off", 0, 0,
	  "packets of those who are kept out are dropped by the kernel, too" },
	{ "trace.days", NUMBER, AT(trace_days), "14", 0, 3650,
	  "days for which is kept what happened to each message, 0 for not at all" },
	{ "garbage.hours", NUMBER, AT(garbage_hours), "120", 0, 87600,
	  "hours for which the mail of a deleted account is kept" },
	{ "names", TEXT, AT(names), "", 0, 0,
	  "other names of this server; plain HTTP leads to these and to host, never to a name that a client made up" },
	{ "timezone", TEXT, AT(timezone), "", 0, 0,
	  "time zone of people who have told none, in mails about meetings; empty for UTC" },
	{ "offline", SWITCH, AT(offline), "off", 0, 0, "nothing leaves this machine: no outgoing mail, no look-ups" },
	{ "dns.resolver", TEXT, AT(dns_resolver), "", 0, 0,
	  "ADDRESS[:PORT] of the resolver that the check of DNS records asks; empty for the system's" },
	{ "dns.forward", TEXT, AT(dns_forward), "", 0, 0,
	  "resolvers that ours (service.unbound) asks, as ADDRESS[@PORT][#NAME]; with names over TLS; empty: it asks the servers of each name itself" },
	{ "index.wait", NUMBER, AT(index_wait), "400", 0, 25000,
	  "milliseconds that an answer waits for another process that follows the same mailbox" },
	{ "fetch.allow", TEXT, AT(fetch_allow), "", 0, 0,
	  "addresses or networks that URLs and mail servers which people enter may lead to though they are not public" },
	{ "fetch.authorities", TEXT, AT(fetch_authorities), "", 0, 0,
	  "PEM file of the authorities trusted there; empty for the system's" },
	{ "outside.poll", NUMBER, AT(outside_poll), "60", 5, 86400,
	  "seconds between looks at people's mail accounts elsewhere while they have a client open" },
	{ "smime.authorities", TEXT, AT(smime_authorities), "", 0, 0,
	  "PEM file of the authorities that may vouch for who signed a message (S/MIME); empty for the system's" },
	{ "srs.domain", TEXT, AT(srs_domain), "", 0, 0,
	  "domain of ours in which forwarded mail gets its envelope sender; empty for the oldest" },
	{ "message.size", NUMBER, AT(message_size), "100", 1, 2000, "MiB of one message" },
	{ "send.recipients", NUMBER, AT(send_recipients), "2000", 1, 10000000,
	  "recipients that an account may write to in an hour" },
	{ "submission.days", NUMBER, AT(submission_days), "365", 0, 36500,
	  "days after which it is forgotten that a message was sent, 0 for never; the message stays" },
	{ "mail.encryption", SWITCH, AT(mail_encryption), "off", 0, 0,
	  "stored mail is encrypted with a key of this server's; what was stored before stays as it is" },
	{ "mail.macros", TEXT, AT(mail_macros), "junk", 0, 0,
	  "mail with a document whose macros run by themselves and reach out of it: off (nobody looks), junk or refuse" },
	{ "search.attachments", SWITCH, AT(search_attachments), "on", 0, 0,
	  "words in PDF and office files are found, too" },
	{ "quota", NUMBER, AT(quota), "1024", 0, 100000000, "MiB of a new mailbox, 0 for no bound" },
	{ "dav.quota", NUMBER, AT(dav_quota), "4096", 0, 100000000,
	  "MiB of somebody's calendars and address books, 0 for no bound" },
	{ "demo", TEXT, AT(demo), "", 0, 0, "demo domain that the first start makes; mail then stays on this machine, as with offline" },
	{ "service.postgresql", SWITCH, AT(service_postgresql), "on", 0, 0, "run PostgreSQL" },
	{ "service.redis", SWITCH, AT(service_redis), "on", 0, 0, "run Redis" },
	{ "service.unbound", SWITCH, AT(service_unbound), "off", 0, 0, "run Unbound, a validating resolver that everything here asks" },
	{ "service.mtasts", SWITCH, AT(service_mta_sts), "on", 0, 0,
	  "ask which domains promise TLS (MTA-STS) before mail leaves for them" },
	{ "service.clamav", SWITCH, AT(service_clamav), "off", 0, 0, "run ClamAV; mail with a virus is refused" },
	{ "clamav.signatures", TEXT, AT(clamav_signatures), "", 0, 0,
	  "folder of ClamAV's signatures, as freshclam keeps it; empty for the test signature alone" },
	{ "clamav.idle", NUMBER, AT(clamav_idle), "0", 0, 86400,
	  "seconds without mail after which ClamAV ends, until the next mail; 0: it runs always" },
	{ "service.rspamd", SWITCH, AT(service_rspamd), "on", 0, 0, "run Rspamd" },
	{ "service.dovecot", SWITCH, AT(service_dovecot), "on", 0, 0, "run Dovecot" },
	{ "service.pop3", SWITCH, AT(service_pop3), "on", 0, 0, "Dovecot serves POP3, too" },
	{ "service.postfix", SWITCH, AT(service_postfix), "on", 0, 0, "run Postfix" },
};

static enum status
set(struct conf *conf, const struct key *key, const char *value, char *why, size_t size)
{
	void *at = (char *)conf + key->offset;

	switch (key->type) {
	case TEXT:
		*(const char **)at = arena_strdup(conf->arena, value);
		return OK;
	case SWITCH:
		if (strcasecmp(value, "on") != 0 && strcasecmp(value, "off") != 0) {
			snprintf(why, size, "%s takes on or off, not \"%s\"", key->name, value);
			return ERR_INVALID;
		}
		*(bool *)at = strcasecmp(value, "on") == 0;
		return OK;
	case NUMBER: {
		char *end;
		long long n;

		errno = 0;
		n = strtoll(value, &end, 10);
		if (*value == '\0' || *end != '\0' || errno != 0 ||
		    n < key->least || n > key->most) {
			snprintf(why, size, "%s takes a number from %lld to %lld, not \"%s\"",
			    key->name, (long long)key->least, (long long)key->most, value);
			return ERR_INVALID;
		}
		*(int64_t *)at = n;
		return OK;
	}
	}
	return ERR_INTERNAL;
}

static const struct key *
find(const char *name)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static char *
trim(char *s)
{
	char *end = s + strlen(s);

	while (isspace((unsigned char)*s))
		s++;
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

enum status
conf_parse(struct conf *conf, const char *name, const char *text, char *error, size_t error_size)
{
	int number = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = trim(arena_strndup(conf->arena, text, len)), *eq;
		const struct key *key;
		char why[256];

		text += len + (text[len] == '\n');
		number++;
		if (*line == '\0' || *line == '#')
			continue;
		if ((eq = strchr(line, '=')) == NULL) {
			snprintf(error, error_size, "%s:%d: no \"=\"", name, number);
			return ERR_INVALID;
		}
		*eq = '\0';
		if ((key = find(trim(line))) == NULL) {
			snprintf(error, error_size, "%s:%d: unknown key \"%s\"", name, number,
			    trim(line));
			return ERR_INVALID;
		}
		if (set(conf, key, trim(eq + 1), why, sizeof why) != OK) {
			snprintf(error, error_size, "%s:%d: %s", name, number, why);
			return ERR_INVALID;
		}
	}
	return OK;
}

static enum status
parse_file(struct conf *conf, const char *path, bool must_exist)
{
	struct buf text = BUF_ON(conf->arena);
	char error[512];
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL) {
		if (errno == ENOENT && !must_exist)
			return OK;
		fprintf(stderr, "hayloft: %s: %s\n", path, strerror(errno));
		return ERR_NOT_FOUND;
	}
	while ((n = fread(buf_reserve(&text, 4096), 1, 4096, f)) > 0)
		text.len += n;
	fclose(f);
	buf_add(&text, "", 0);
	if (conf_parse(conf, path, buf_str(&text), error, sizeof error) != OK) {
		fprintf(stderr, "hayloft: %s\n", error);
		return ERR_INVALID;
	}
	return OK;
}

static enum status
from_environment(struct conf *conf)
{
	static const struct {
		const char	*variable, *key;
	} wins[] = {
		{ "HAYLOFT_STATE", "state" },
		{ "HAYLOFT_PORT_BASE", "port.base" },
		{ "HAYLOFT_BIND", "bind" },
	};

	for (size_t i = 0; i < COUNT(wins); i++) {
		const char *value = getenv(wins[i].variable);
		char why[256];

		if (value == NULL || *value == '\0')
			continue;
		if (set(conf, find(wins[i].key), value, why, sizeof why) != OK) {
			fprintf(stderr, "hayloft: %s: %s\n", wins[i].variable, why);
			return ERR_INVALID;
		}
	}
	return OK;
}

static char *
absolute(struct conf *conf, const char *path)
{
	char here[PATH_MAX];

	if (*path == '/' || getcwd(here, sizeof here) == NULL)
		return arena_strdup(conf->arena, path);
	return arena_printf(conf->arena, "%s/%s", here, path);
}

enum status
conf_load(struct conf *conf, const char *path)
{
	enum status st;

	*conf = (struct conf){ .arena = arena_open() };
	for (size_t i = 0; i < COUNT(keys); i++) {
		char why[256];

		if (set(conf, &keys[i], keys[i].otherwise, why, sizeof why) != OK)
			abort();
	}
	/* The state folder comes first: the file may lie in it. */
	if ((st = from_environment(conf)) != OK)
		return st;
	if (path == NULL)
		st = parse_file(conf, arena_printf(conf->arena, "%s/hayloft.conf",
		    *conf->state != '\0' ? conf->state : "var"), false);
	else
		st = parse_file(conf, path, true);
	if (st != OK || (st = from_environment(conf)) != OK)
		return st;
	conf->state = absolute(conf, *conf->state != '\0' ? conf->state : "var");
	conf->root = conf->state;
	conf->ui = absolute(conf, conf->ui);
	return OK;
}

void
conf_close(struct conf *conf)
{
	arena_close(conf->arena);
	conf->arena = NULL;
}

void
conf_describe(FILE *out)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		fprintf(out, "# %s\n#%s = %s\n\n", keys[i].meaning, keys[i].name,
		    keys[i].otherwise);
}

void
conf_each(const struct conf *conf, conf_fn *fn, void *arg)
{
	for (size_t i = 0; i < COUNT(keys); i++) {
		const void *at = (const char *)conf + keys[i].offset;
		char number[32];
		const char *value = number;

		if (keys[i].type == TEXT)
			value = *(const char *const *)at;
		else if (keys[i].type == SWITCH)
			value = *(const bool *)at ? "on" : "off";
		else
			snprintf(number, sizeof number, "%lld", (long long)*(const int64_t *)at);
		fn(arg, keys[i].name, value != NULL ? value : "", keys[i].otherwise);
	}
}

/*
 * Mail servers greet with a name that has a dot; "localhost" does for a
 * browser but not for them.
 */
const char *
conf_mail_host(const struct conf *conf, struct arena *arena)
{
	if (strchr(conf->host, '.') != NULL)
		return conf->host;
	if (*conf->demo != '\0')
		return arena_printf(arena, "mail.%s", conf->demo);
	return arena_printf(arena, "%s.localdomain", conf->host);
}

int
conf_port(const struct conf *conf, int standard)
{
	return (int)conf->port_base + standard;
}

char *
conf_url(const struct conf *conf, struct arena *arena, const char *path)
{
	int port = conf_port(conf, 443);

	if (port == 443)
		return arena_printf(arena, "https://%s%s", conf->host, path);
	return arena_printf(arena, "https://%s:%d%s", conf->host, port, path);
}

char *
conf_state_path(const struct conf *conf, struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", conf->state, name);
}

char *
conf_root_path(const struct conf *conf, struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", conf->root, name);
}
