/*
 * What should stand in the DNS.  The values say what we would publish; the
 * check (dns_check.c) takes what does the same job.
 */
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <string.h>

#include "admin/dns.h"
#include "admin/services.h"
#include "core/address.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/hash.h"
#include "mailcore/dkim.h"
#include "storage/mta_sts.h"

#define RECORDS_MAX	64

struct list {
	struct ctx		*cx;
	const struct domain	*domain;
	const char		*host;	/* with its dot */
	struct dns_record	*at;
	size_t			 count;
};

static struct dns_record *
add(struct list *l, const char *name, const char *type, const char *value, const char *purpose)
{
	struct dns_record *r = &l->at[l->count];

	if (l->count == RECORDS_MAX)
		return r - 1;
	l->count++;
	*r = (struct dns_record){ .name = name, .type = type, .value = value, .purpose = purpose,
		.why = "" };
	return r;
}

/* A name below the domain. */
static const char *
below(const struct list *l, const char *label)
{
	return arena_printf(l->cx->arena, "%s.%s", label, l->domain->name);
}

static const char *given_certificate;

void
dns_use_certificate(const char *pem)
{
	given_certificate = pem;
}

static X509 *
read_certificate(struct ctx *cx)
{
	const char *path = *cx->conf->tls_certificate != '\0' ? cx->conf->tls_certificate :
	    conf_root_path(cx->conf, cx->arena, "tls/server.crt");
	BIO *in = given_certificate != NULL ? BIO_new_mem_buf(given_certificate, -1) :
	    BIO_new_file(path, "r");
	X509 *certificate = in != NULL ? PEM_read_bio_X509(in, NULL, NULL, NULL) : NULL;

	BIO_free(in);
	return certificate;
}

/*
 * SHA-256 of the public key of our certificate, as "3 1 1" of a TLSA record
 * takes it (RFC 7671, section 5.1); NULL where there is none to read.
 */
static const char *
key_digest(struct ctx *cx)
{
	X509 *certificate = read_certificate(cx);
	unsigned char *der = NULL;
	const char *out = NULL;
	int len;

	if (certificate == NULL)
		return NULL;
	if ((len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der)) > 0)
		out = hash_sha256_hex(cx->arena, der, (size_t)len);
	OPENSSL_free(der);
	X509_free(certificate);
	return out;
}

/*
 * By what name in CAA records the authority of our certificate goes (RFC 8659,
 * section 4.2): what its own documents say.  NULL for one that nobody here knows.
 */
static const char *
authority_name(struct ctx *cx)
{
	static const struct {
		const char	*organization, *name;
	} known[] = {
		{ "Let's Encrypt", "letsencrypt.org" }, { "ZeroSSL", "sectigo.com" },
		{ "Sectigo", "sectigo.com" }, { "Google Trust Services", "pki.goog" },
		{ "DigiCert", "digicert.com" }, { "GlobalSign", "globalsign.com" },
		{ "Buypass", "buypass.com" }, { "Actalis", "actalis.it" }, { "SSL Corp", "ssl.com" },
	};
	X509 *certificate = read_certificate(cx);
	char organization[256] = "";

	if (certificate == NULL)
		return NULL;
	(void)X509_NAME_get_text_by_NID(X509_get_issuer_name(certificate), NID_organizationName,
	    organization, sizeof organization);
	X509_free(certificate);
	for (size_t i = 0; i < COUNT(known); i++)
		if (strncmp(organization, known[i].organization, strlen(known[i].organization)) == 0)
			return known[i].name;
	return NULL;
}

static void
add_authority(struct list *l)
{
	const char *name = authority_name(l->cx);

	add(l, l->domain->name, "CAA", name == NULL ? NULL :
	    arena_printf(l->cx->arena, "0 issue \"%s\"", name),
	    "who may issue certificates for the domain")->optional = true;
}

static void
add_server(struct list *l)
{
	const char *digest = key_digest(l->cx), *host = l->cx->conf->host;

	add(l, host, "A", NULL, "the server's IPv4 address");
	add(l, host, "AAAA", NULL, "the server's IPv6 address")->optional = true;
	if (digest != NULL)
		add(l, arena_printf(l->cx->arena, "_25._tcp.%s", host), "TLSA",
		    arena_printf(l->cx->arena, "3 1 1 %s", digest),
		    "DANE: mail to us only over our certificate; needs DNSSEC")->optional = true;
}

/* Only where there is a policy: its id tells senders when it changed. */
static enum status
add_mta_sts(struct list *l)
{
	struct mta_sts policy;
	enum status st = db_mta_sts_find(l->cx, l->domain->id, &policy);

	if (st == ERR_NOT_FOUND || (st == OK && !policy.active))
		return OK;
	if (st != OK)
		return st;
	add(l, below(l, "_mta-sts"), "TXT", arena_printf(l->cx->arena, "v=STSv1; id=%s", policy.id),
	    "MTA-STS: that there is a policy, and which");
	add(l, below(l, "mta-sts"), "CNAME", l->host, "MTA-STS: where the policy is read");
	return OK;
}

static enum status
add_mail(struct list *l)
{
	struct arena *arena = l->cx->arena;
	const char *name = l->domain->name;
	struct dkim_key *keys;
	size_t count;
	enum status st;

	add(l, name, "MX", arena_printf(arena, "10 %s", l->host), "where mail for the domain goes");
	add(l, name, "TXT", "v=spf1 mx -all", "SPF: only our server sends for the domain");
	if ((st = db_dkim_list(l->cx, l->domain->id, &keys, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (keys[i].active)
			add(l, arena_printf(arena, "%s._domainkey.%s", keys[i].selector, name), "TXT",
			    dkim_record(arena, &keys[i]), "DKIM: the key of our signatures");
	add(l, below(l, "_dmarc"), "TXT",
	    arena_printf(arena, "v=DMARC1; p=reject; rua=mailto:postmaster@%s", name),
	    "DMARC: what receivers do with forged mail");
	if ((st = add_mta_sts(l)) != OK)
		return st;
	add(l, below(l, "_smtp._tls"), "TXT",
	    arena_printf(arena, "v=TLSRPTv1; rua=mailto:postmaster@%s", name),
	    "reports about failed encryption")->optional = true;
	return OK;
}

/* What is switched off says so: its host is the root (RFC 2782; RFC 6186, section 3.4). */
static void
add_service(struct list *l, const char *label, const struct service *s)
{
	struct arena *arena = l->cx->arena;

	if (s->on)
		add(l, below(l, label), "SRV", arena_printf(arena, "0 1 %d %s", s->port, l->host),
		    arena_printf(arena, "where programs find %s", s->protocol))->optional = true;
	else
		add(l, below(l, label), "SRV", "0 0 0 .",
		    arena_printf(arena, "that there is no %s here", s->protocol))->optional = true;
}

/* RFC 6186, 6764, 8314: where programs find the services. */
static void
add_services(struct list *l)
{
	struct arena *arena = l->cx->arena;
	struct service *list;
	size_t count = services_all(l->cx, &list);

	add(l, below(l, "autoconfig"), "CNAME", l->host, "set-up of Thunderbird and others")->optional = true;
	add(l, below(l, "autodiscover"), "CNAME", l->host, "set-up of Outlook")->optional = true;
	add(l, below(l, "_autodiscover._tcp"), "SRV",
	    arena_printf(arena, "0 1 %d %s", conf_port(l->cx->conf, 443), l->host),
	    "set-up of Outlook")->optional = true;
	for (size_t i = 0; i < count; i++) {
		add_service(l, list[i].srv, &list[i]);
		/* A name from before RFC 8314 that some programs still ask for. */
		if (strcmp(list[i].srv, "_submissions._tcp") == 0)
			add_service(l, "_smtps._tcp", &list[i]);
		if (list[i].path[0] != '\0')
			add(l, below(l, list[i].srv), "TXT", arena_printf(arena, "path=%s", list[i].path),
			    arena_printf(arena, "the path of %s", list[i].protocol))->optional = true;
	}
}

enum status
dns_expected(struct ctx *cx, const struct domain *domain, struct dns_record **out, size_t *count)
{
	struct list l = {
		.cx = cx,
		.domain = domain,
		.host = arena_printf(cx->arena, "%s.", cx->conf->host),
		.at = arena_array(cx->arena, RECORDS_MAX, sizeof *l.at),
	};
	enum status st;

	add_server(&l);
	add_authority(&l);
	if ((st = add_mail(&l)) != OK)
		return st;
	add_services(&l);
	*out = l.at;
	*count = l.count;
	return OK;
}

/* A TXT of more than 255 bytes is several strings (RFC 1035, section 3.3.14). */
static void
write_txt(struct buf *out, const char *value)
{
	size_t len = strlen(value);

	for (size_t at = 0; at == 0 || at < len; at += 255) {
		size_t n = len - at < 255 ? len - at : 255;

		buf_puts(out, at == 0 ? "\"" : " \"");
		for (size_t i = 0; i < n; i++) {
			if (strchr("\"\\", value[at + i]) != NULL)
				buf_putc(out, '\\');
			buf_putc(out, value[at + i]);
		}
		buf_putc(out, '"');
	}
}

/* A name server refuses a zone file with names of another zone. */
static bool
is_of_zone(const char *name, const char *zone)
{
	size_t len = strlen(name), end = strlen(zone);

	return len >= end && strcmp(name + len - end, zone) == 0 &&
	    (len == end || name[len - end - 1] == '.');
}

const char *
dns_zone(struct ctx *cx, const struct domain *domain, const struct dns_record *records,
    size_t count)
{
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < count; i++) {
		const struct dns_record *r = &records[i];

		if (r->value == NULL || !is_of_zone(r->name, domain->name))
			buf_puts(&out, "; ");
		buf_printf(&out, "%s. 3600 IN %s ", r->name, r->type);
		if (r->value == NULL)
			buf_printf(&out, "... (%s)", r->purpose);
		else if (strcmp(r->type, "TXT") == 0)
			write_txt(&out, r->value);
		else
			buf_puts(&out, r->value);
		buf_putc(&out, '\n');
	}
	return buf_str(&out);
}

const char *
dns_state_name(enum dns_state state)
{
	static const char *const names[] = {
		[DNS_UNKNOWN] = "unknown", [DNS_GOOD] = "good", [DNS_MISSING] = "missing",
		[DNS_WRONG] = "wrong", [DNS_WEAK] = "weak",
	};

	return names[state];
}
