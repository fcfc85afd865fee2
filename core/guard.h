/*
 * Where a name that somebody gave us may lead (a URL, a mail server): to the
 * open internet, and to what the administrator allows by `fetch.allow`, never
 * else into our own network (SSRF).
 *
 * Who connects resolves a name by guard_resolve(), once, and connects to one of
 * its addresses: so a second answer of the DNS cannot lead elsewhere.
 */
#ifndef CORE_GUARD_H
#define CORE_GUARD_H

#include <stdbool.h>
#include <sys/socket.h>

#include "core/conf.h"
#include "core/ctx.h"

#define GUARD_ADDRESSES	8	/* of one name that are tried */

/*
 * Global unicast, by IANA's registries of special addresses (RFC 6890).  An
 * IPv4 address inside an IPv6 one (mapped, NAT64) counts as itself.
 */
bool guard_is_public(const struct sockaddr *sa);

/* In LIST: addresses or networks ("10.1.0.0/16", "::1") with spaces between. */
bool guard_is_listed(const char *list, const struct sockaddr *sa);

struct guard_address {
	struct sockaddr_storage	 sa;
	socklen_t		 len;
};

/*
 * The permitted addresses of HOST (a name or an address), *COUNT of at most
 * GUARD_ADDRESSES, with PORT in them.  ERR_UPSTREAM: no such name; ERR_DENIED: it
 * leads to none that is permitted.
 */
enum status guard_resolve(struct ctx *cx, const char *host, int port,
    struct guard_address out[static GUARD_ADDRESSES], size_t *count) NODISCARD;

/* All addresses of HOST, whatever they are; not to be connected to.  ERR_UPSTREAM. */
enum status guard_addresses(struct ctx *cx, const char *host,
    struct guard_address out[static GUARD_ADDRESSES], size_t *count) NODISCARD;

/* Both, by the configuration: offline leaves the list alone. */
bool guard_permits(const struct conf *conf, const struct sockaddr *sa);

#endif
