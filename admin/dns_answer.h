/*
 * An answer from the network as values of a zone file.
 */
#ifndef ADMIN_DNS_ANSWER_H
#define ADMIN_DNS_ANSWER_H

#include <stddef.h>

#include "core/ctx.h"

/* The number of a type ("TXT": 16); 0 for one that we do not read. */
int dns_type(const char *name);

/*
 * The records of TYPE in MESSAGE (RFC 1035, section 4), at most 32 of them.
 * What CNAMEs lead to counts as the answer, except when TYPE is CNAME.
 * ERR_INVALID for a message that is broken.
 */
enum status dns_answer_read(struct ctx *cx, const unsigned char *message, size_t len, int type,
    const char ***out, size_t *count) NODISCARD;

#endif
