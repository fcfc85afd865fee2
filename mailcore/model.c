#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/hash.h"
#include "mailcore/mail_keys.h"
#include "mailcore/model.h"
#include "mailcore/sandbox.h"
#include "mailcore/seal_keys.h"
#include "mailcore/secret.h"

static const char *const names[SERVICE_COUNT] = {
	[SERVICE_POSTGRESQL] = "postgresql",
	[SERVICE_REDIS] = "redis",
	[SERVICE_UNBOUND] = "unbound",
	[SERVICE_MTA_STS] = "mta-sts",
	[SERVICE_CLAMAV] = "clamav",
	[SERVICE_RSPAMD] = "rspamd",
	[SERVICE_DOVECOT] = "dovecot",
	[SERVICE_POSTFIX] = "postfix",
};

const char *
mailcore_service_name(enum mailcore_service service)
{
	return names[service];
}

bool
mailcore_model_loopback(const struct mailcore_model *m)
{
	return strncmp(m->bind, "127.", 4) == 0 || strcmp(m->bind, "::1") == 0;
}

static bool
everywhere(const struct mailcore_model *m)
{
	return strcmp(m->bind, "*") == 0 || strcmp(m->bind, "0.0.0.0") == 0 ||
	    strcmp(m->bind, "::") == 0;
}

const char *
mailcore_model_reach(const struct mailcore_model *m)
{
	if (strcmp(m->bind, "*") == 0 || strcmp(m->bind, "0.0.0.0") == 0)
		return "127.0.0.1";
	if (strcmp(m->bind, "::") == 0)
		return "::1";
	return m->bind;
}

static char *
number(struct arena *arena, long n)
{
	return arena_printf(arena, "%ld", n);
}

/* A listener as master.cf writes it: [address:]port. */
static char *
listener_at(struct arena *arena, const char *address, int port)
{
	return arena_printf(arena, strchr(address, ':') != NULL ? "[%s]:%d" : "%s:%d", address, port);
}

static char *
postfix_listener(struct arena *arena, const struct mailcore_model *m, int port)
{
	return everywhere(m) ? number(arena, port) : listener_at(arena, m->bind, port);
}

static bool
is_given(const char *text)
{
	return text != NULL && *text != '\0';
}

/* Those that say nothing about whom to believe have them on this machine. */
static const char *
proxy_trusted(const struct mailcore_model *m)
{
	return is_given(m->proxy_trusted) ? m->proxy_trusted : "127.0.0.0/8 ::1/128";
}

/* The same as Basic wants it (RFC 7617). */
static const char *
service_basic(struct arena *arena, const struct mailcore_model *m)
{
	char *pair = arena_printf(arena, "service:%s", m->service_password);

	return base64_encode(arena, pair, strlen(pair));
}

/* What Unbound reads takes several of these in a line. */
static const char *
forwarders(struct arena *arena, const struct mailcore_model *m)
{
	char *all = arena_strdup(arena, is_given(m->dns_forward) ? m->dns_forward : ""), *word, *out = arena_strdup(arena, "");

	while ((word = strsep(&all, " ,")) != NULL)
		if (*word != '\0')
			out = arena_printf(arena, "%s forward-addr: \"%s\"", out, word);
	return out;
}

/* It asks in clear, or all of them over TLS by their names. */
static const char *
forwarders_tls(const struct mailcore_model *m)
{
	return is_given(m->dns_forward) && strchr(m->dns_forward, '#') != NULL ? "yes" : "no";
}

#define TEXT(name, expression) \
	static const char * \
	text_##name(struct arena *arena, const struct mailcore_model *m) \
	{ \
		(void)arena, (void)m; \
		return expression; \
	}
TEXT(root, m->root)
TEXT(hostname, m->hostname)
TEXT(dovecot_listen, everywhere(m) ? "*, ::" : m->bind)
TEXT(bind_smtp, postfix_listener(arena, m, m->ports.smtp))
TEXT(bind_submission, postfix_listener(arena, m, m->ports.submission))
TEXT(bind_submissions, postfix_listener(arena, m, m->ports.submissions))
TEXT(proxy_bind, is_given(m->proxy_bind) ? m->proxy_bind : "")
TEXT(proxy_trusted, proxy_trusted(m))
TEXT(proxy_smtp, listener_at(arena, text_proxy_bind(arena, m), m->port_base + 10025))
TEXT(proxy_submission, listener_at(arena, text_proxy_bind(arena, m), m->port_base + 10587))
TEXT(proxy_submissions, listener_at(arena, text_proxy_bind(arena, m), m->port_base + 10465))
TEXT(proxy_imap, number(arena, m->port_base + 10143))
TEXT(proxy_imaps, number(arena, m->port_base + 10993))
TEXT(proxy_pop3, number(arena, m->port_base + 10110))
TEXT(proxy_pop3s, number(arena, m->port_base + 10995))
TEXT(proxy_sieve, number(arena, m->port_base + 14190))
TEXT(port_imap, number(arena, m->ports.imap))
TEXT(port_imaps, number(arena, m->ports.imaps))
TEXT(port_pop3, number(arena, m->ports.pop3))
TEXT(port_pop3s, number(arena, m->ports.pop3s))
TEXT(port_sieve, number(arena, m->ports.sieve))
TEXT(port_reinject, number(arena, m->ports.reinject))
TEXT(port_srs, number(arena, m->ports.srs))
TEXT(srs_domain, m->srs_domain)
TEXT(port_dns, number(arena, m->ports.dns))
/* An address of the loopback for port 53 that no other Hayloft of this machine takes. */
TEXT(dns_address, arena_printf(arena, "127.53.%d.%d", m->ports.dns >> 8 & 255, m->ports.dns & 255))
TEXT(dns_forwarders, forwarders(arena, m))
TEXT(dns_forward_tls, forwarders_tls(m))
TEXT(clamav_signatures, *m->clamav_signatures != '\0' ? m->clamav_signatures :
    arena_printf(arena, "%s/conf/clamav", m->root))
/* Of the format of encrypted mail; 0 leaves new mail in clear. */
TEXT(mail_crypt_version, m->encrypt ? "2" : "0")
TEXT(message_mb, number(arena, m->message_mb))
TEXT(message_bytes, number(arena, (long)m->message_mb << 20))
TEXT(program, m->program)
TEXT(macros, m->macros)
TEXT(uid_decoder, number(arena, m->uid_decoder))
TEXT(uid_mail, number(arena, m->uid_mail))
TEXT(uid_worker, number(arena, m->uid_worker))
TEXT(rspamd_workers, "2")
/* The scores that an account without its own has; api.spam_score shows the same. */
TEXT(spam_low, "8")
TEXT(spam_high, "15")
TEXT(tls_cert, m->tls_cert)
TEXT(tls_key, m->tls_key)
TEXT(db_mail_password, m->mail_password)
TEXT(redis_password, m->redis_password)
TEXT(service_password, m->service_password)
TEXT(rspamd_password, m->rspamd_password)
TEXT(service_basic, service_basic(arena, m))
TEXT(service_nonce, hash_sha256_hex(arena, m->service_password, strlen(m->service_password)))
TEXT(service_url, arena_printf(arena, strchr(mailcore_model_reach(m), ':') != NULL ?
    "http://[%s]:%d/internal" : "http://%s:%d/internal", mailcore_model_reach(m), m->ports.http))

#define ROW(name)	{ #name, text_##name }
static const struct {
	const char	*name;
	const char	*(*text)(struct arena *, const struct mailcore_model *);
} texts[] = {
	ROW(root), ROW(hostname), ROW(dovecot_listen),
	ROW(bind_smtp), ROW(bind_submission), ROW(bind_submissions),
	ROW(proxy_bind), ROW(proxy_trusted), ROW(proxy_smtp), ROW(proxy_submission),
	ROW(proxy_submissions), ROW(proxy_imap), ROW(proxy_imaps), ROW(proxy_pop3), ROW(proxy_pop3s),
	ROW(proxy_sieve), ROW(port_imap), ROW(port_imaps), ROW(port_pop3), ROW(port_pop3s),
	ROW(port_sieve), ROW(port_reinject), ROW(port_srs), ROW(srs_domain), ROW(port_dns), ROW(dns_address), ROW(dns_forwarders), ROW(dns_forward_tls), ROW(clamav_signatures), ROW(message_mb),
	ROW(mail_crypt_version), ROW(program), ROW(macros), ROW(uid_decoder),
	ROW(message_bytes), ROW(uid_mail), ROW(uid_worker), ROW(rspamd_workers), ROW(spam_low), ROW(spam_high),
	ROW(tls_cert), ROW(tls_key), ROW(db_mail_password), ROW(redis_password),
	ROW(service_password), ROW(rspamd_password), ROW(service_basic), ROW(service_nonce), ROW(service_url),
};

const char *
mailcore_model_text(struct arena *arena, const struct mailcore_model *m, const char *name)
{
	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(texts[i].name, name) == 0)
			return texts[i].text(arena, m);
	return NULL;
}

/* With a mount namespace of our own everything in it asks Unbound (sandbox_resolver()). */
bool
mailcore_model_own_resolver(const struct mailcore_model *m)
{
	return m->service[SERVICE_UNBOUND] && !m->offline && strcmp(m->root, SANDBOX_ROOT) == 0;
}

bool
mailcore_model_switch(const struct mailcore_model *m, const char *name, bool *on)
{
	/* The language has no "not", so a switch that needs one has a twin. */
	const struct {
		const char	*name;
		bool		 on;
	} switches[] = {
		{ "offline", m->offline },
		{ "online", !m->offline },
		{ "loopback", mailcore_model_loopback(m) },
		{ "public", !mailcore_model_loopback(m) },
		{ "own_resolver", mailcore_model_own_resolver(m) },
		{ "dns_forward", is_given(m->dns_forward) },
		{ "mail_proxy", is_given(m->proxy_bind) },
		{ "pop3", m->pop3 },
		{ "postscreen", m->postscreen },
		{ "no_postscreen", !m->postscreen },
		{ "fts", m->fts },
		{ "attachments", m->fts && m->attachments },
		{ "macros", is_given(m->macros) && strcmp(m->macros, "off") != 0 },
		{ "mail_keys", m->mail_keys > 0 },
		{ "service_redis", m->service[SERVICE_REDIS] },
		{ "service_rspamd", m->service[SERVICE_RSPAMD] },
		{ "service_mta_sts", m->service[SERVICE_MTA_STS] },
		{ "service_unbound", m->service[SERVICE_UNBOUND] },
		{ "no_unbound", !m->service[SERVICE_UNBOUND] },
		{ "clamav_on_demand", m->clamav_idle > 0 },
		{ "service_clamav", m->service[SERVICE_CLAMAV] },
		{ "service_dovecot", m->service[SERVICE_DOVECOT] },
	};

	for (size_t i = 0; i < COUNT(switches); i++)
		if (strcmp(switches[i].name, name) == 0) {
			*on = switches[i].on;
			return true;
		}
	return false;
}

/* Where it stands, also when a newer one was put there since it began. */
static const char *
own_program(struct arena *arena)
{
	static const char gone[] = " (deleted)";
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path);

	if (n <= 0 || n == sizeof path)
		return "/usr/bin/hayloft";
	if ((size_t)n >= sizeof gone && memcmp(path + n - (sizeof gone - 1), gone, sizeof gone - 1) == 0)
		n -= sizeof gone - 1;
	return arena_strndup(arena, path, (size_t)n);
}

enum status
mailcore_model_load(struct ctx *cx, const struct conf *conf, struct mailcore_model *out)
{
	struct mailcore_model m = {
		.root = conf->root,
		.hostname = conf_mail_host(conf, cx->arena),
		.bind = conf->bind,
		.ports = {
			.smtp = conf_port(conf, 25),
			.submission = conf_port(conf, 587),
			.submissions = conf_port(conf, 465),
			.imap = conf_port(conf, 143),
			.imaps = conf_port(conf, 993),
			.pop3 = conf->service_pop3 ? conf_port(conf, 110) : 0,
			.pop3s = conf->service_pop3 ? conf_port(conf, 995) : 0,
			.sieve = conf_port(conf, 4190),
			.reinject = conf_port(conf, 590),
			.srs = conf_port(conf, 591),
			.http = conf_port(conf, 80),
			.dns = conf_port(conf, 53),
		},
		.proxy_bind = conf->proxy_bind,
		.proxy_trusted = conf->proxy_trusted,
		.port_base = conf_port(conf, 0),
		.dns_forward = conf->dns_forward,
		.service = {
			[SERVICE_POSTGRESQL] = conf->service_postgresql,
			[SERVICE_REDIS] = conf->service_redis,
			[SERVICE_UNBOUND] = conf->service_unbound,
			/* It asks about those whom mail leaves for. */
			[SERVICE_MTA_STS] = conf->service_mta_sts && conf->service_postfix && !conf->offline,
			[SERVICE_CLAMAV] = conf->service_clamav,
			[SERVICE_RSPAMD] = conf->service_rspamd && conf->service_redis,
			[SERVICE_DOVECOT] = conf->service_dovecot,
			[SERVICE_POSTFIX] = conf->service_postfix,
		},
		.offline = conf->offline,
		.pop3 = conf->service_pop3,
		.fts = true,
		.attachments = conf->search_attachments,
		.macros = conf->mail_macros,
		.program = own_program(cx->arena),
		.uid_decoder = (int)conf->uid_decoder,
		.encrypt = conf->mail_encryption,
		.srs_domain = conf->srs_domain,
		.clamav_signatures = conf->clamav_signatures,
		.clamav_idle = (int)conf->clamav_idle,
		.message_mb = (int)conf->message_size,
		.uid_mail = (int)conf->uid_mail,
		.uid_worker = (int)conf->uid_worker,
		.dovecot_version = "2.3",
		.tls_cert = *conf->tls_certificate != '\0' ? conf->tls_certificate :
		    conf_root_path(conf, cx->arena, "tls/server.crt"),
		.tls_key = *conf->tls_key != '\0' ? conf->tls_key :
		    conf_root_path(conf, cx->arena, "tls/server.key"),
	};
	enum status st;

	if (strspn(m.dns_forward, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:@#-_ ,") !=
	    strlen(m.dns_forward))
		return fault(cx, ERR_INVALID, "dns.forward: \"%s\" names no resolvers", m.dns_forward);
	if (strcmp(m.macros, "off") != 0 && strcmp(m.macros, "junk") != 0 && strcmp(m.macros, "refuse") != 0)
		return fault(cx, ERR_INVALID, "mail.macros takes off, junk or refuse, not \"%s\"", m.macros);
	/* Slow greetings are for strangers; everybody is a neighbour here. */
	m.postscreen = !m.offline && !mailcore_model_loopback(&m);
	if ((st = mailcore_secret(cx, m.root, "hayloft", &m.hayloft_password)) != OK ||
	    (st = mailcore_secret(cx, m.root, "hayloft_mail", &m.mail_password)) != OK ||
	    (st = mailcore_secret(cx, m.root, "redis", &m.redis_password)) != OK ||
	    (st = mailcore_secret(cx, m.root, "service", &m.service_password)) != OK ||
	    (st = mailcore_secret(cx, m.root, "rspamd", &m.rspamd_password)) != OK ||
	    (st = mail_keys_count(cx, m.root, m.encrypt, &m.mail_keys)) != OK ||
	    (st = seal_keys_read(cx, m.root, &m.seal_secret)) != OK)
		return st;
	*out = m;
	return OK;
}
