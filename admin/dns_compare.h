/*
 * Does what stands in the DNS do what it should?
 */
#ifndef ADMIN_DNS_COMPARE_H
#define ADMIN_DNS_COMPARE_H

#include "admin/dns.h"

/*
 * Set state and why of a record from value and found (at least one).  A TXT
 * record drops from found what belongs to something else.
 */
void dns_compare(struct ctx *cx, struct dns_record *r);

#endif
