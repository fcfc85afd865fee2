/*
 * Apple's configuration profile.  The identifiers are made from server and
 * account, so that installing it again replaces the first instead of adding a
 * second set of accounts.  "?only_email" leaves calendars and contacts out,
 * "?app_password" puts an app password in, made for it.
 */
#include <string.h>

#include "admin/autoconfig.h"
#include "admin/categories.h"
#include "admin/services.h"
#include "admin/setup.h"
#include "core/address.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "mailcore/operator.h"

struct profile {
	struct ctx	*cx;
	struct buf	 out;
	struct service	*list;
	size_t		 count;
	const char	*identifier;	/* org.example.mail.alice-example.org */
	const char	*password;	/* an app password for the device; NULL: it asks for one */
};

static void
string(struct profile *p, const char *key, const char *value)
{
	setup_element(&p->out, "key", key);
	setup_element(&p->out, "string", value);
}

static void
integer(struct profile *p, const char *key, int value)
{
	setup_element(&p->out, "key", key);
	buf_printf(&p->out, "<integer>%d</integer>\n", value);
}

static void
boolean(struct profile *p, const char *key, bool value)
{
	setup_element(&p->out, "key", key);
	buf_puts(&p->out, value ? "<true/>\n" : "<false/>\n");
}

/* A UUID from a name (RFC 9562, section 5.8), always the same. */
static const char *
uuid(struct profile *p, const char *what)
{
	char *hex = hash_sha256_hex(p->cx->arena, what, strlen(what));

	hex[12] = '8';
	hex[16] = "89ab"[hex[16] & 3];
	return arena_printf(p->cx->arena, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12,
	    hex + 16, hex + 20);
}

static void
payload(struct profile *p, const char *type, const char *part, const char *name)
{
	const char *identifier = part[0] == '\0' ? p->identifier :
	    arena_printf(p->cx->arena, "%s.%s", p->identifier, part);

	string(p, "PayloadType", type);
	string(p, "PayloadIdentifier", identifier);
	string(p, "PayloadUUID", uuid(p, identifier));
	integer(p, "PayloadVersion", 1);
	string(p, "PayloadDisplayName", name);
}

/* The best service of a protocol; NULL when it is switched off. */
static const struct service *
best(const struct profile *p, const char *protocol)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->list[i].protocol, protocol) == 0)
			return &p->list[i];
	return NULL;
}

static void
mail_side(struct profile *p, const char *side, const struct service *s)
{
	struct arena *arena = p->cx->arena;

	string(p, arena_printf(arena, "%sMailServerHostName", side), s->host);
	integer(p, arena_printf(arena, "%sMailServerPortNumber", side), s->port);
	boolean(p, arena_printf(arena, "%sMailServerUseSSL", side), true);
	string(p, arena_printf(arena, "%sMailServerUsername", side), p->cx->who.address);
	string(p, arena_printf(arena, "%sMailServerAuthentication", side), "EmailAuthPassword");
	if (p->password != NULL)
		string(p, arena_printf(arena, "%sPassword", side), p->password);
}

static void
mail_payload(struct profile *p)
{
	const struct service *in = best(p, "imap"), *out = best(p, "smtp");
	const struct principal *who = &p->cx->who;

	if (in == NULL || out == NULL)
		return;
	buf_puts(&p->out, "<dict>\n");
	payload(p, "com.apple.mail.managed", "mail", "Mail");
	string(p, "EmailAccountDescription", who->address);
	string(p, "EmailAccountName", who->name[0] != '\0' ? who->name : who->address);
	string(p, "EmailAccountType", "EmailTypeIMAP");
	string(p, "EmailAddress", who->address);
	mail_side(p, "Incoming", in);
	mail_side(p, "Outgoing", out);
	boolean(p, "OutgoingPasswordSameAsIncomingPassword", true);
	buf_puts(&p->out, "</dict>\n");
}

static void
dav_payload(struct profile *p, const char *protocol, const char *prefix, const char *name)
{
	const struct service *s = best(p, protocol);
	struct arena *arena = p->cx->arena;

	buf_puts(&p->out, "<dict>\n");
	payload(p, arena_printf(arena, "com.apple.%s.account", protocol), protocol, name);
	string(p, arena_printf(arena, "%sAccountDescription", prefix), p->cx->who.address);
	string(p, arena_printf(arena, "%sHostName", prefix), s->host);
	integer(p, arena_printf(arena, "%sPort", prefix), s->port);
	string(p, arena_printf(arena, "%sPrincipalURL", prefix),
	    arena_printf(arena, "/dav/principals/%s/", p->cx->who.address));
	boolean(p, arena_printf(arena, "%sUseSSL", prefix), true);
	string(p, arena_printf(arena, "%sUsername", prefix), p->cx->who.address);
	if (p->password != NULL)
		string(p, arena_printf(arena, "%sPassword", prefix), p->password);
	buf_puts(&p->out, "</dict>\n");
}

/* mail.example.org: org.example.mail */
static const char *
reversed(struct arena *arena, const char *host)
{
	const char *out = "";

	while (*host != '\0') {
		size_t n = strcspn(host, ".");

		out = arena_printf(arena, "%.*s%s%s", (int)n, host, *out != '\0' ? "." : "", out);
		host += n + (host[n] == '.');
	}
	return out;
}

/* One that opens what the profile sets up, and nothing else; by the rules of app-passwd. */
static enum status
make_password(struct profile *p)
{
	struct api_call call;
	enum status st = api_call_open(&call, p->cx, &cat_app_passwd, API_ADD);

	if (st != OK)
		return st;
	call.sent = json_keep(p->cx->arena, json_pack("{s:s, s:s}", "app_name", "Apple profile",
	    "protocols", "imap_access,smtp_access,dav_access"));
	if ((st = api_run(&call)) == OK)
		p->password = json_get_text(call.more, "app_passwd");
	else if (call.message != NULL)
		p->cx->problem = call.message;
	return st;
}

/* Where it cannot be signed a device takes it all the same, and says that nobody vouches for it. */
static void
sign(struct profile *p)
{
	struct buf signed_one = BUF_ON(p->cx->arena);
	const char *text = base64_encode(p->cx->arena, p->out.data, p->out.len);

	if (operator_ask(p->cx, p->cx->conf->root, OPERATOR_WORDS("profile-sign", text),
	    &signed_one) == OK && signed_one.len > 0) {
		p->out = signed_one;
		return;
	}
	log_warn("mobileconfig", "the profile is not signed: %s",
	    p->cx->fault_text != NULL ? p->cx->fault_text : "no answer");
	ctx_forgive(p->cx);
}

enum status
mobileconfig_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct profile p = { .cx = cx, .out = BUF_ON(cx->arena) };
	char *id = arena_strdup(cx->arena, cx->who.address);
	enum status st;

	if (http_query(cx, rq, "app_password") != NULL && strcmp(rq->method, "GET") == 0 &&
	    (st = make_password(&p)) != OK)
		return st;
	p.count = services_list(cx, &p.list);
	*strchr(id, '@') = '-';
	p.identifier = arena_printf(cx->arena, "%s.%s", reversed(cx->arena, cx->conf->host), id);
	buf_puts(&p.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
	    " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
	    "<plist version=\"1.0\">\n<dict>\n");
	payload(&p, "Configuration", "", cx->who.address);
	string(&p, "PayloadOrganization", domain_display(cx, address_domain(cx->who.address)));
	boolean(&p, "PayloadRemovalDisallowed", false);
	setup_element(&p.out, "key", "PayloadContent");
	buf_puts(&p.out, "<array>\n");
	mail_payload(&p);
	if (http_query(cx, rq, "only_email") == NULL) {
		dav_payload(&p, "caldav", "CalDAV", "Calendars");
		dav_payload(&p, "carddav", "CardDAV", "Contacts");
	}
	buf_puts(&p.out, "</array>\n</dict>\n</plist>\n");
	sign(&p);
	reply_bytes(cx, re, 200, "application/x-apple-aspen-config", p.out.data, p.out.len);
	reply_header(cx, re, "content-disposition", "attachment; filename=\"hayloft.mobileconfig\"");
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}
