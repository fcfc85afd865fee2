/*
 * Mail addresses and domain names as we store them: lower case, domains as
 * A-labels (IDNA 2008), the local part in ASCII.  What a person types may have
 * U-labels and capitals.
 */
#ifndef CORE_ADDRESS_H
#define CORE_ADDRESS_H

#include "core/ctx.h"

#define ADDRESS_MAX	320

/* "Bücher.example." gives "xn--bcher-kva.example"; ERR_INVALID with clear words. */
enum status domain_parse(struct ctx *cx, const char *text, const char **out) NODISCARD;

/* "Alice@Example.ORG" gives "alice@example.org". */
enum status address_parse(struct ctx *cx, const char *text, const char **out) NODISCARD;

/* The same, where the local part may be missing: "@example.org". */
enum status address_parse_catchall(struct ctx *cx, const char *text, const char **out) NODISCARD;

/*
 * An address that somebody signs in with: what Dovecot takes in a user name,
 * and no "+", which sets a detail apart.
 */
enum status address_parse_mailbox(struct ctx *cx, const char *text, const char **out) NODISCARD;

/* Behind the last "@"; "" when there is none. */
const char *address_domain(const char *address);

/* Is S an address of IPv4 or IPv6, or a network ("192.0.2.7/24": bits behind the mask are let pass)? */
bool network_valid(const char *s);

/* For people: A-labels shown as U-labels where that is possible. */
const char *domain_display(struct ctx *cx, const char *domain);

#endif
