#include <string.h>

#include "admin/autoconfig.h"
#include "admin/services.h"
#include "admin/setup.h"
#include "core/address.h"
#include "core/xml.h"

static void
mail_server(struct ctx *cx, struct buf *out, const struct service *s)
{
	const char *tag = strcmp(s->protocol, "smtp") == 0 ? "outgoingServer" : "incomingServer";

	buf_printf(out, "<%s type=\"%s\">\n", tag, s->protocol);
	setup_element(out, "hostname", s->host);
	setup_element(out, "port", arena_printf(cx->arena, "%d", s->port));
	setup_element(out, "socketType", s->transport == TRANSPORT_TLS ? "SSL" : "STARTTLS");
	setup_element(out, "username", "%EMAILADDRESS%");
	setup_element(out, "authentication", "password-cleartext");
	buf_printf(out, "</%s>\n", tag);
}

static void
dav_server(struct ctx *cx, struct buf *out, const struct service *s)
{
	const char *tag = strcmp(s->protocol, "caldav") == 0 ? "calendar" : "addressBook";

	buf_printf(out, "<%s type=\"%s\">\n", tag, s->protocol);
	setup_element(out, "username", "%EMAILADDRESS%");
	setup_element(out, "authentication", "http-basic");
	setup_element(out, "serverURL", service_url(cx, s->path));
	buf_printf(out, "</%s>\n", tag);
}

static void
write_config(struct ctx *cx, struct buf *out, const struct domain *d)
{
	struct service *list;
	size_t count = services_list(cx, &list);

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">\n"
	    "<emailProvider id=\"");
	xml_escape(out, d->name);
	buf_puts(out, "\">\n");
	setup_element(out, "domain", d->name);
	setup_element(out, "displayName", domain_display(cx, d->name));
	setup_element(out, "displayShortName", domain_display(cx, d->name));
	for (size_t i = 0; i < count; i++)
		if (list[i].path[0] == '\0' && strcmp(list[i].protocol, "sieve") != 0)
			mail_server(cx, out, &list[i]);
	buf_puts(out, "</emailProvider>\n");
	for (size_t i = 0; i < count; i++)
		if (list[i].path[0] != '\0')
			dav_server(cx, out, &list[i]);
	buf_puts(out, "<webMail>\n<loginPage url=\"");
	xml_escape(out, service_url(cx, "/"));
	buf_puts(out, "\"/>\n</webMail>\n</clientConfig>\n");
}

enum status
autoconfig_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *address = http_query(cx, rq, "emailaddress");
	const char *name = address != NULL && strchr(address, '@') != NULL ?
	    address_domain(address) : setup_host_domain(cx, rq->authority, "autoconfig.");
	struct buf out = BUF_ON(cx->arena);
	struct domain d;
	enum status st;

	if (name == NULL)
		return fault(cx, ERR_INVALID, "say for whom: ?emailaddress=NAME@DOMAIN");
	if ((st = setup_domain(cx, name, &d)) != OK)
		return st;
	write_config(cx, &out, &d);
	reply_bytes(cx, re, 200, "text/xml; charset=utf-8", out.data, out.len);
	return OK;
}
