/*
 * Address lists (RFC 5322, section 3.4, with the obsolete forms of 4.4 and
 * UTF-8 of RFC 6532), read with what real mail does wrong.
 */
#ifndef WEBMAIL_MIME_ADDRESS_H
#define WEBMAIL_MIME_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

#define MIME_ADDRESSES_MAX	10000	/* of one field; more are left out */

struct mime_address {
	const char	*name;		/* decoded; NULL when none */
	const char	*email;		/* "alice@example.org"; whatever stood there when it is no address */
};

struct mime_addresses {
	struct mime_address	*list;
	size_t			 count;
};

struct mime_group {
	const char		*name;		/* NULL: addresses outside any group */
	struct mime_addresses	 addresses;
};

struct mime_groups {
	struct mime_group	*list;
	size_t			 count;
};

/* asAddresses: group names are left out, their members are in. */
struct mime_addresses mime_header_addresses(struct arena *arena, const char *raw, size_t len);

/* asGroupedAddresses: runs of addresses outside groups share one nameless group. */
struct mime_groups mime_header_groups(struct arena *arena, const char *raw, size_t len);

/*
 * Whether S is an addr-spec that may go into an envelope or a header that we
 * write: dot-atom or quoted local part, "@", a domain of labels or a literal;
 * UTF-8 allowed; at most 254 bytes; no control characters.
 */
bool mime_email_valid(const char *s);

#endif
