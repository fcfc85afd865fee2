#include "admin/services.h"
#include "core/conf.h"

#define DOVECOT	offsetof(struct conf, service_dovecot)
#define POP3	offsetof(struct conf, service_pop3)		/* which is Dovecot's */
#define POSTFIX	offsetof(struct conf, service_postfix)

static const struct {
	const char	*protocol, *srv;
	int		 port;
	enum transport	 transport;
	size_t		 on;		/* the switch of who serves it; 0: ourselves */
	const char	*path;
} all[] = {
	{ "imap", "_imaps._tcp", 993, TRANSPORT_TLS, DOVECOT, "" },
	{ "imap", "_imap._tcp", 143, TRANSPORT_STARTTLS, DOVECOT, "" },
	{ "pop3", "_pop3s._tcp", 995, TRANSPORT_TLS, POP3, "" },
	{ "pop3", "_pop3._tcp", 110, TRANSPORT_STARTTLS, POP3, "" },
	{ "smtp", "_submissions._tcp", 465, TRANSPORT_TLS, POSTFIX, "" },
	{ "smtp", "_submission._tcp", 587, TRANSPORT_STARTTLS, POSTFIX, "" },
	{ "sieve", "_sieve._tcp", 4190, TRANSPORT_STARTTLS, DOVECOT, "" },
	{ "caldav", "_caldavs._tcp", 443, TRANSPORT_TLS, 0, "/dav/" },
	{ "carddav", "_carddavs._tcp", 443, TRANSPORT_TLS, 0, "/dav/" },
};

static bool
is_on(const struct conf *conf, size_t service)
{
	if (service == POP3 && !conf->service_dovecot)
		return false;
	return service == 0 || *(const bool *)((const char *)conf + service);
}

size_t
services_all(struct ctx *cx, struct service **out)
{
	*out = arena_array(cx->arena, COUNT(all), sizeof **out);
	for (size_t i = 0; i < COUNT(all); i++)
		(*out)[i] = (struct service){
			.protocol = all[i].protocol,
			.srv = all[i].srv,
			.host = cx->conf->host,
			.port = conf_port(cx->conf, all[i].port),
			.transport = all[i].transport,
			.path = all[i].path,
			.on = is_on(cx->conf, all[i].on),
		};
	return COUNT(all);
}

size_t
services_list(struct ctx *cx, struct service **out)
{
	size_t count = services_all(cx, out), n = 0;

	for (size_t i = 0; i < count; i++)
		if ((*out)[i].on)
			(*out)[n++] = (*out)[i];
	return n;
}

const char *
service_url(struct ctx *cx, const char *path)
{
	return conf_url(cx->conf, cx->arena, path);
}
