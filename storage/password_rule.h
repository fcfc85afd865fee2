/*
 * What a new password must have: a domain's rule, or the server's.  By NIST SP
 * 800-63B length counts and the well-known are refused; classes of characters
 * are asked for only where an administrator says so.
 */
#ifndef STORAGE_PASSWORD_RULE_H
#define STORAGE_PASSWORD_RULE_H

#include "core/ctx.h"

#define PASSWORD_LEAST	8	/* bytes, whatever the rule says */

struct password_rule {
	int64_t	 length;
	bool	 chars, special_chars, lowerupper, numbers;	/* must have a letter, …, both cases, a digit */
	bool	 by_mail;	/* a forgotten one is mended by the recovery address */
};

/* Of DOMAIN (0: of none, an administrator's account). */
enum status db_password_rule(struct ctx *cx, int64_t domain, struct password_rule *out) NODISCARD;

/* DOMAIN 0: for all that have none of their own. */
enum status db_password_rule_put(struct ctx *cx, int64_t domain, const struct password_rule *rule) NODISCARD;
enum status db_password_rule_delete(struct ctx *cx, int64_t domain) NODISCARD;

/*
 * What PASSWORD lacks, as words, and in *CODE for programs that have words of their
 * own: "length=8", "long=1024", "letter", "cases", "digit", "special", "common".
 * NULL: nothing.  ADDRESS is no password for itself.
 */
const char *password_lacks(struct arena *arena, const struct password_rule *rule,
    const char *password, const char *address, const char **code);

/* It is what a problem is of that has this type. */
#define PASSWORD_PROBLEM	"password_complexity"

#endif
