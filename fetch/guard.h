/*
 * Which addresses a URL may lead to: those of the open internet, and what the
 * administrator allows by `fetch.allow`.
 */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <stdbool.h>
#include <sys/socket.h>

#include "core/conf.h"

/*
 * Global unicast, by IANA's registries of special addresses (RFC 6890).  An
 * IPv4 address inside an IPv6 one (mapped, NAT64) counts as itself.
 */
bool guard_is_public(const struct sockaddr *sa);

/* In LIST: addresses or networks ("10.1.0.0/16", "::1") with spaces between. */
bool guard_is_listed(const char *list, const struct sockaddr *sa);

/* Both, by the configuration: offline leaves the list alone. */
bool guard_permits(const struct conf *conf, const struct sockaddr *sa);

#endif
