/*
 * An entry of a directory (inetOrgPerson, RFC 2798; Active Directory; a row of a
 * table) as a vCard 3.0 (RFC 2426).
 */
#ifndef DAV_LDAP_CARD_H
#define DAV_LDAP_CARD_H

#include "fetch/directory.h"

/* The attributes to ask for, NULL-terminated, by storage/book_source.h and FIELDS ("phone=homePhone"), which come first. */
const char *const *ldap_card_attributes(struct ctx *cx, const char *const *fields);

/* The card; NULL when the entry has neither a name nor an address. */
const char *ldap_card(struct ctx *cx, const struct fetch_entry *entry, const char *const *fields);

#endif
