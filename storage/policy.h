/*
 * What Rspamd is told about people: which senders they want, from which score
 * mail is junk, how much they may send.
 */
#ifndef STORAGE_POLICY_H
#define STORAGE_POLICY_H

#include "core/ctx.h"

struct policy {
	const char	*key;	/* an address, or @domain */
	const char	*value;
};

enum policy_kind {
	/*
	 * For recipients that have a policy: JSON {"allow": [pattern…], "deny": […],
	 * "low": score, "high": score}, each member where there is something.  An
	 * alias that leads to one mailbox alone has that one's.
	 */
	POLICY_SENDERS,
	/* For logins that may send only so much, and for each login of a domain: "COUNT SECONDS". */
	POLICY_RATES,
	/* Lists that not everybody may write to, by each of their addresses; the value is "1". */
	POLICY_LISTS,
	/* Hosts that forward mail to us, as "ADDRESS/BITS": "keep" what is spam, or "filter" it. */
	POLICY_FORWARDS,
	/*
	 * What is put under the mail of a domain, by "@DOMAIN" (as domain.footer has it), and
	 * by address what else its people may be called there (account.attributes).
	 */
	POLICY_FOOTERS,
	/* Administrators' rules in Rspamd's own language, by their numbers. */
	POLICY_SETTINGS,
	/* The lines of Rspamd's maps, by the map's name. */
	POLICY_MAPS,
	POLICY_KINDS,
};

enum status db_policy_list(struct ctx *cx, enum policy_kind kind, struct policy **out,
    size_t *count) NODISCARD;

/* Other hosts of SOURCE that forward to us; what is there already stays as it is. */
enum status db_policy_forwarding_add(struct ctx *cx, const char *const *networks, size_t count,
    const char *source, bool filter_spam) NODISCARD;

#endif
