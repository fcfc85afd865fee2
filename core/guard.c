#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/guard.h"

/* An address as 16 bytes; IPv4 as ::ffff:a.b.c.d. */
struct raw {
	unsigned char	 byte[16];
};

static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
static const unsigned char nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

/* Networks that are not for everybody, and the bits that count. */
static const struct {
	const char	*network;
	int		 bits;
} special4[] = {
	{ "0.0.0.0", 8 }, { "10.0.0.0", 8 }, { "100.64.0.0", 10 }, { "127.0.0.0", 8 },
	{ "169.254.0.0", 16 }, { "172.16.0.0", 12 }, { "192.0.0.0", 24 }, { "192.0.2.0", 24 },
	{ "192.31.196.0", 24 }, { "192.52.193.0", 24 }, { "192.88.99.0", 24 },
	{ "192.168.0.0", 16 }, { "192.175.48.0", 24 }, { "198.18.0.0", 15 },
	{ "198.51.100.0", 24 }, { "203.0.113.0", 24 }, { "224.0.0.0", 3 },
}, special6[] = {
	/* Of 2000::/3, the only part that is global unicast. */
	{ "2001::", 23 }, { "2001:db8::", 32 }, { "2002::", 16 }, { "2620:4f:8000::", 48 },
	{ "3fff::", 20 },
};

static bool
read_sockaddr(const struct sockaddr *sa, struct raw *out)
{
	if (sa->sa_family == AF_INET6) {
		memcpy(out->byte, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr, 16);
		/* What NAT64 translates is reached as IPv4 (RFC 6052). */
		if (memcmp(out->byte, nat64, sizeof nat64) == 0)
			memcpy(out->byte, mapped, sizeof mapped);
		return true;
	}
	if (sa->sa_family != AF_INET)
		return false;
	memcpy(out->byte, mapped, sizeof mapped);
	memcpy(out->byte + 12, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, 4);
	return true;
}

/* *BITS counts from the front of the sixteen bytes. */
static bool
read_text(const char *text, struct raw *out, int *bits)
{
	if (inet_pton(AF_INET6, text, out->byte) == 1) {
		*bits = 0;
		return true;
	}
	memcpy(out->byte, mapped, sizeof mapped);
	*bits = 96;
	return inet_pton(AF_INET, text, out->byte + 12) == 1;
}

static bool
is_in(const struct raw *a, const struct raw *network, int bits)
{
	int whole = bits / 8, rest = bits % 8;

	if (memcmp(a->byte, network->byte, (size_t)whole) != 0)
		return false;
	return rest == 0 || (a->byte[whole] ^ network->byte[whole]) >> (8 - rest) == 0;
}

bool
guard_is_public(const struct sockaddr *sa)
{
	struct raw a, network;
	int base;

	if (!read_sockaddr(sa, &a))
		return false;
	if (memcmp(a.byte, mapped, sizeof mapped) == 0) {
		for (size_t i = 0; i < COUNT(special4); i++)
			if (read_text(special4[i].network, &network, &base) &&
			    is_in(&a, &network, base + special4[i].bits))
				return false;
		return true;
	}
	if (a.byte[0] >> 5 != 1)	/* 2000::/3 */
		return false;
	for (size_t i = 0; i < COUNT(special6); i++)
		if (read_text(special6[i].network, &network, &base) &&
		    is_in(&a, &network, special6[i].bits))
			return false;
	return true;
}

/* "/24"; -1 for what is no number of bits: a slip of the pen must not open all networks. */
static int
read_bits(const char *slash)
{
	char *end;
	long n = strtol(slash + 1, &end, 10);

	return slash[1] >= '0' && slash[1] <= '9' && *end == '\0' && n <= 128 ? (int)n : -1;
}

bool
guard_is_listed(const char *list, const struct sockaddr *sa)
{
	struct raw a, network;

	if (!read_sockaddr(sa, &a))
		return false;
	for (const char *s = list + strspn(list, " "); *s != '\0'; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		char text[INET6_ADDRSTRLEN + 8], *slash;
		int base, bits = -1;

		if (len < sizeof text) {
			memcpy(text, s, len);
			text[len] = '\0';
			if ((slash = strchr(text, '/')) != NULL) {
				bits = read_bits(slash);
				*slash = '\0';
			}
			if (read_text(text, &network, &base)) {
				bits = slash == NULL ? 128 : bits >= 0 ? base + bits : -1;
				if (bits >= 0 && bits <= 128 && is_in(&a, &network, bits))
					return true;
			}
		}
		s += len;
	}
	return false;
}

bool
guard_permits(const struct conf *conf, const struct sockaddr *sa)
{
	return guard_is_listed(conf->fetch_allow, sa) || (!conf->offline && guard_is_public(sa));
}

/* A slow name server must not hold a process for the half minute that libc would wait. */
static void
be_quick(void)
{
	static bool done;

	if (done || res_init() != 0)
		return;
	_res.retrans = 3;
	_res.retry = 1;
	done = true;
}

static enum status
look_up(struct ctx *cx, const char *host, int port, bool permitted,
    struct guard_address out[static GUARD_ADDRESSES], size_t *count)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM }, *list;
	char service[16];
	int error;

	be_quick();
	snprintf(service, sizeof service, "%d", port);
	*count = 0;
	if ((error = getaddrinfo(host, service, &hints, &list)) != 0)
		return fault(cx, ERR_UPSTREAM, "%s: %s", host, gai_strerror(error));
	for (struct addrinfo *a = list; a != NULL && *count < GUARD_ADDRESSES; a = a->ai_next) {
		if (permitted && !guard_permits(cx->conf, a->ai_addr))
			continue;
		out[*count].len = a->ai_addrlen;
		memcpy(&out[(*count)++].sa, a->ai_addr, a->ai_addrlen);
	}
	freeaddrinfo(list);
	return OK;
}

enum status
guard_resolve(struct ctx *cx, const char *host, int port,
    struct guard_address out[static GUARD_ADDRESSES], size_t *count)
{
	enum status st = look_up(cx, host, port, true, out, count);

	return st != OK || *count > 0 ? st :
	    fault(cx, ERR_DENIED, "%s leads to no public address", host);
}

enum status
guard_addresses(struct ctx *cx, const char *host,
    struct guard_address out[static GUARD_ADDRESSES], size_t *count)
{
	return look_up(cx, host, 0, false, out, count);
}
