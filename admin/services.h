/*
 * What a mail, calendar or contacts program can connect to: the one list that
 * autoconfig, autodiscover, the Apple profile, DNS records and the help page
 * are written from.
 */
#ifndef ADMIN_SERVICES_H
#define ADMIN_SERVICES_H

#include "core/ctx.h"

enum transport {
	TRANSPORT_TLS,		/* TLS from the first byte (RFC 8314) */
	TRANSPORT_STARTTLS
};

struct service {
	const char	*protocol;	/* "imap", "pop3", "smtp", "sieve", "caldav", "carddav" */
	const char	*srv;		/* "_imaps._tcp"; NULL: has none */
	const char	*host;
	int		 port;
	enum transport	 transport;
	const char	*path;		/* of the HTTP ones, "" for others */
	bool		 on;		/* is it served here? */
};

/* What is served, on the arena, the best of each protocol first. */
size_t services_list(struct ctx *cx, struct service **out);

/* The same with what the configuration switched off. */
size_t services_all(struct ctx *cx, struct service **out);

/* https://HOST[:PORT]PATH on the arena; the port only where it is not 443. */
const char *service_url(struct ctx *cx, const char *path);

#endif
