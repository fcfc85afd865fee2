/*
 * Outlook and what behaves like it (MS-OXDSCLI).  Errors are answers with
 * code 200, as these clients expect.
 */
#include <string.h>
#include <strings.h>

#include "admin/autoconfig.h"
#include "admin/services.h"
#include "admin/setup.h"
#include "core/address.h"
#include "core/xml.h"
#include "storage/throttle.h"

#define REQUEST_NS	"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"
#define OUTLOOK_NS	"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
#define REPLY_NS	"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"

/* MS-OXDSCLI, 2.2.4.1.1.2: codes of ours that clients know. */
#define CODE_INVALID	600
#define CODE_SCHEMA	601

static void
autodiscover_error(struct ctx *cx, struct reply *re, int code, const char *message)
{
	struct buf out = BUF_ON(cx->arena);

	buf_printf(&out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<Autodiscover xmlns=\"" REPLY_NS "\">\n<Response>\n<Error Time=\"00:00:00\" Id=\"0\">\n"
	    "<ErrorCode>%d</ErrorCode>\n<Message>%s</Message>\n<DebugData/>\n</Error>\n</Response>\n"
	    "</Autodiscover>\n", code, message);
	reply_bytes(cx, re, 200, "text/xml; charset=utf-8", out.data, out.len);
}

static void
outlook_protocol(struct ctx *cx, struct buf *out, const struct service *s, const char *login)
{
	static const struct {
		const char *protocol, *type;
	} names[] = {
		{ "imap", "IMAP" }, { "pop3", "POP3" }, { "smtp", "SMTP" },
		{ "caldav", "CalDAV" }, { "carddav", "CardDAV" },
	};
	const char *type = NULL;

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].protocol, s->protocol) == 0)
			type = names[i].type;
	/* Outlook takes one of each, and the first is the best. */
	if (type == NULL || s->transport != TRANSPORT_TLS)
		return;
	buf_puts(out, "<Protocol>\n");
	setup_element(out, "Type", type);
	setup_element(out, "Server", s->path[0] != '\0' ? service_url(cx, s->path) : s->host);
	setup_element(out, "Port", arena_printf(cx->arena, "%d", s->port));
	setup_element(out, "DomainRequired", "off");
	setup_element(out, "LoginName", login);
	setup_element(out, "SPA", "off");
	setup_element(out, "SSL", "on");
	setup_element(out, "AuthRequired", "on");
	if (strcmp(s->protocol, "smtp") == 0) {
		setup_element(out, "UsePOPAuth", "off");
		setup_element(out, "SMTPLast", "off");
	}
	buf_puts(out, "</Protocol>\n");
}

static void
outlook_reply(struct ctx *cx, struct reply *re, const char *address)
{
	struct service *list;
	size_t count = services_list(cx, &list);
	struct buf out = BUF_ON(cx->arena);

	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<Autodiscover xmlns=\"" REPLY_NS "\">\n<Response xmlns=\"" OUTLOOK_NS "\">\n<User>\n");
	setup_element(&out, "DisplayName", address);
	buf_puts(&out, "</User>\n<Account>\n");
	setup_element(&out, "AccountType", "email");
	setup_element(&out, "Action", "settings");
	for (size_t i = 0; i < count; i++)
		outlook_protocol(cx, &out, &list[i], address);
	buf_puts(&out, "</Account>\n</Response>\n</Autodiscover>\n");
	reply_bytes(cx, re, 200, "text/xml; charset=utf-8", out.data, out.len);
}

/* Whoever sends what no program sends is trying things out: it counts as a wrong password does. */
static void
refuse_nonsense(struct ctx *cx, struct reply *re)
{
	int64_t wait;

	ctx_forgive(cx);
	if (db_throttle_attempt_address(cx, "(autodiscover)", &wait) != OK)
		ctx_forgive(cx);
	autodiscover_error(cx, re, CODE_INVALID, "Invalid Request");
}

enum status
autodiscover_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct xml_node *root, *ask, *schema, *who;
	const char *address;
	struct domain d;
	enum status st;

	reply_header(cx, re, "cache-control", "no-store");
	if (xml_parse(cx, rq->body, rq->body_len, &root) != OK ||
	    !xml_is(root, REQUEST_NS, "Autodiscover") ||
	    (ask = xml_child(root, REQUEST_NS, "Request")) == NULL ||
	    (who = xml_child(ask, REQUEST_NS, "EMailAddress")) == NULL ||
	    address_parse(cx, xml_word(cx->arena, who), &address) != OK) {
		refuse_nonsense(cx, re);
		return OK;
	}
	schema = xml_child(ask, REQUEST_NS, "AcceptableResponseSchema");
	if (schema != NULL && strcmp(xml_word(cx->arena, schema), OUTLOOK_NS) != 0) {
		autodiscover_error(cx, re, CODE_SCHEMA, "Provider is not available");
		return OK;
	}
	st = setup_domain(cx, address_domain(address), &d);
	if (st == ERR_NOT_FOUND || st == ERR_INVALID) {
		ctx_forgive(cx);
		autodiscover_error(cx, re, 500, "The email address can't be found.");
		return OK;
	}
	if (st == OK)
		outlook_reply(cx, re, address);
	return st;
}

enum status
autodiscover_json(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *protocol = http_query(cx, rq, "Protocol");
	struct buf out = BUF_ON(cx->arena);

	if (protocol != NULL && strcasecmp(protocol, "AutodiscoverV1") == 0) {
		buf_printf(&out, "{\"Protocol\":\"AutodiscoverV1\",\"Url\":\"%s\"}\n",
		    service_url(cx, "/autodiscover/autodiscover.xml"));
		reply_bytes(cx, re, 200, "application/json", out.data, out.len);
		return OK;
	}
	buf_printf(&out, "{\"ErrorCode\":\"%s\",\"ErrorMessage\":\"%s\"}\n",
	    protocol == NULL ? "MandatoryParameterMissing" : "InvalidProtocol",
	    protocol == NULL ? "A valid value must be provided for the query parameter 'Protocol'."
	    : "The given protocol value is invalid. Supported values are 'AutodiscoverV1'.");
	reply_bytes(cx, re, 400, "application/json", out.data, out.len);
	return OK;
}
