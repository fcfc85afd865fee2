/*
 * The machine as it is before Hayloft runs on it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "admin/site.h"

#define MIB		((uint64_t)1 << 20)
#define MEMORY_LEAST	(900 * MIB)
#define MEMORY_CLAMAV	(2500 * MIB)	/* its signatures take more than one GiB */
#define DISK_LEAST	(1024 * MIB)
#define DISK_GOOD	(10240 * MIB)

static void __attribute__((format(printf, 3, 4)))
note(struct site_findings *f, struct site_notes *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (where->count < COUNT(where->text))
		where->text[where->count++] = arena_vprintf(f->arena, fmt, ap);
	va_end(ap);
}

/* ---- the name ------------------------------------------------------------------ */

static bool
same_address(const struct sockaddr *a, const struct sockaddr *b)
{
	if (a == NULL || b == NULL || a->sa_family != b->sa_family)
		return false;
	if (a->sa_family == AF_INET)
		return memcmp(&((const struct sockaddr_in *)a)->sin_addr,
		    &((const struct sockaddr_in *)b)->sin_addr, sizeof(struct in_addr)) == 0;
	return a->sa_family == AF_INET6 && memcmp(&((const struct sockaddr_in6 *)a)->sin6_addr,
	    &((const struct sockaddr_in6 *)b)->sin6_addr, sizeof(struct in6_addr)) == 0;
}

static void
look_at_name(struct site_findings *f, const struct site *site)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	struct ifaddrs *own = NULL;
	bool here = false;

	if (getaddrinfo(site->host, NULL, &hints, &list) != 0) {
		note(f, &f->advice, "%s has no address in DNS yet: make its A and AAAA records, and let the reverse "
		    "record (PTR) of the address say %s", site->host, site->host);
		return;
	}
	(void)getifaddrs(&own);
	for (const struct addrinfo *a = list; a != NULL && !here; a = a->ai_next)
		for (const struct ifaddrs *i = own; i != NULL && !here; i = i->ifa_next)
			here = same_address(a->ai_addr, i->ifa_addr);
	if (own != NULL)
		freeifaddrs(own);
	freeaddrinfo(list);
	if (!here)
		note(f, &f->advice, "%s leads to no address of this machine: that is right behind address translation only",
		    site->host);
}

/* ---- ports ------------------------------------------------------------------------- */

/* 0 when it is free, else errno. */
static int
try_port(const char *address, int family, int port)
{
	struct addrinfo hints = { .ai_family = family, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST };
	struct addrinfo *list;
	int on = 1, fd, failed = 0;
	char service[16];

	snprintf(service, sizeof service, "%d", port);
	if (getaddrinfo(address, service, &hints, &list) != 0)
		return 0;
	fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
		if (list->ai_family == AF_INET6)
			setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
		if (bind(fd, list->ai_addr, list->ai_addrlen) != 0 || listen(fd, 1) != 0)
			failed = errno;
		close(fd);
	}
	freeaddrinfo(list);
	/* A kernel without IPv6, or an address that comes later, is no port that is taken. */
	return failed == EAFNOSUPPORT ? 0 : failed;
}

static void
look_at_ports(struct site_findings *f, const struct site *site)
{
	static const struct {
		int		 port;
		const char	*what;
	} ports[] = {
		{ 25, "mail from other servers" }, { 465, "submission" }, { 587, "submission" }, { 143, "IMAP" },
		{ 993, "IMAP" }, { 110, "POP3" }, { 995, "POP3" }, { 4190, "ManageSieve" }, { 80, "HTTP" }, { 443, "HTTPS" },
	};
	bool all = strcmp(site->bind, "*") == 0;
	int base = atoi(site->port_base);

	for (size_t i = 0; i < COUNT(ports); i++) {
		int port = base + ports[i].port;
		int failed = try_port(all ? "0.0.0.0" : site->bind, AF_UNSPEC, port);

		if (failed == 0 && all)
			failed = try_port("::", AF_INET6, port);
		if (failed == EADDRNOTAVAIL) {
			note(f, &f->problems, "this machine has no address %s", site->bind);
			return;
		}
		if (failed == EADDRINUSE && ports[i].port == 25)
			note(f, &f->problems, "port %d is taken: another mail server (Postfix, Exim?) runs here; "
			    "stop it and keep it from starting again", port);
		else if (failed == EADDRINUSE)
			note(f, &f->problems, "port %d (%s) is taken by another program", port, ports[i].what);
		else if (failed == EACCES)
			note(f, &f->problems, "port %d may be opened by root only", port);
		else if (failed != 0)
			note(f, &f->problems, "port %d: %s", port, strerror(failed));
	}
	if (base != 0)
		note(f, &f->advice, "other mail servers come to port 25, not to %d", base + 25);
}

/* ---- the machine ------------------------------------------------------------------------ */

static void
look_at_memory(struct site_findings *f, const struct site *site)
{
	struct sysinfo machine;
	uint64_t memory;

	if (sysinfo(&machine) != 0)
		return;
	memory = (uint64_t)machine.totalram * machine.mem_unit;
	if (memory < MEMORY_LEAST)
		note(f, &f->problems, "%llu MiB of memory: Hayloft wants %llu", (unsigned long long)(memory / MIB),
		    (unsigned long long)(MEMORY_LEAST / MIB));
	else if (memory < MEMORY_CLAMAV && strcmp(site->clamav, "on") == 0)
		note(f, &f->advice, "ClamAV takes more than a GiB of the %llu MiB of memory; clamav.idle lets it sleep",
		    (unsigned long long)(memory / MIB));
}

/* The state folder may not be there yet: its nearest parent is. */
static void
look_at_disk(struct site_findings *f, const char *state)
{
	char *path = arena_strdup(f->arena, state), *slash;
	struct statvfs disk;
	uint64_t room;

	while (statvfs(path, &disk) != 0) {
		if ((slash = strrchr(path, '/')) == NULL)
			return;
		if (slash == path)
			path[1] = '\0';
		else
			*slash = '\0';
		if (strcmp(path, "/") == 0 && statvfs(path, &disk) != 0)
			return;
	}
	room = (uint64_t)disk.f_bavail * disk.f_frsize;
	if (room < DISK_LEAST)
		note(f, &f->problems, "%llu MiB are free below %s: mail would soon be refused", (unsigned long long)(room / MIB), path);
	else if (room < DISK_GOOD)
		note(f, &f->advice, "%llu GiB are free below %s", (unsigned long long)(room / MIB / 1024), path);
}

static void
look_at_programs(struct site_findings *f, const struct site *site)
{
	const struct {
		const char	*path, *package;
		bool		 wanted;
	} programs[] = {
		{ "/usr/lib/postfix/sbin/master", "postfix", true },
		{ "/usr/sbin/dovecot", "dovecot-core", true },
		{ "/usr/bin/rspamd", "rspamd", true },
		{ "/usr/bin/redis-server", "redis-server", true },
		{ "/usr/lib/postgresql/15/bin/postgres", "postgresql-15", true },
		{ "/usr/sbin/clamd", "clamav-daemon", strcmp(site->clamav, "on") == 0 },
		{ "/usr/sbin/unbound", "unbound", strcmp(site->unbound, "on") == 0 },
	};

	for (size_t i = 0; i < COUNT(programs); i++)
		if (programs[i].wanted && access(programs[i].path, X_OK) != 0)
			note(f, &f->problems, "the package %s is not installed (%s)", programs[i].package, programs[i].path);
	if (strcmp(site->attachments, "on") == 0 && access("/usr/bin/pdftotext", X_OK) != 0)
		note(f, &f->advice, "words in PDF files are found with the package poppler-utils only");
}

void
site_look(struct ctx *cx, const struct site *site, const char *state, bool runs,
    struct site_findings *out)
{
	*out = (struct site_findings){ .arena = cx->arena };
	look_at_name(out, site);
	if (!runs)
		look_at_ports(out, site);
	look_at_memory(out, site);
	look_at_disk(out, state);
	look_at_programs(out, site);
	if (*site->certificate == '\0')
		note(out, &out->advice, "without tls.certificate other people's programs warn of our own authority's certificate");
}
