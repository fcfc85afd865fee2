/* Apart from what talks to the database, so that it can be fuzzed. */
#include <stddef.h>

#include "storage/book_source.h"

const struct book_field book_fields[] = {
	{ "name", "cn" }, { "family", "sn" }, { "given", "givenName" }, { "mail", "mail" },
	{ "phone", "telephoneNumber" }, { "mobile", "mobile" }, { "home", "homePhone" },
	{ "fax", "facsimileTelephoneNumber" }, { "company", "o" }, { "department", "ou" },
	{ "title", "title" }, { "street", "street" }, { "city", "l" }, { "region", "st" },
	{ "code", "postalCode" }, { "country", "co" }, { "url", "labeledURI" },
	{ "note", "description" }, { "photo", "jpegPhoto" }, { "id", "entryUUID" },
	{ NULL, NULL }
};
