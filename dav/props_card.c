/* Properties of CardDAV (RFC 6352). */
#include <string.h>

#include "dav/private.h"
#include "dav/props.h"
#include "storage/directory.h"

static bool
is_book(const struct dav_target *t)
{
	return t->what == COLLECTION_BOOK;
}

static enum status
get_home(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	buf_puts(out, "<D:href>");
	dav_href_home(cx, out, t, COLLECTION_BOOK, t->address);
	buf_puts(out, "</D:href>");
	return OK;
}

/* draft-daboo-carddav-directory-gateway: where to search for people of the house. */
static enum status
get_gateway(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct collection c;
	enum status st;

	if (t->owner != cx->who.account)
		return ERR_NOT_FOUND;
	if ((st = db_directory_find(cx, cx->who.domain, &c, NULL)) != OK)
		return st;
	buf_puts(out, "<D:href>");
	dav_href_home(cx, out, t, COLLECTION_BOOK, t->address);
	buf_puts(out, DIRECTORY_NAME "/</D:href>");
	return OK;
}

static enum status
get_description(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (!is_book(t) || t->collection.description == NULL)
		return ERR_NOT_FOUND;
	xml_escape(out, t->collection.description);
	return OK;
}

static enum status
set_description(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const char *text = node != NULL ? xml_text(cx->arena, node) : NULL;

	if (text != NULL && strlen(text) > 100000)
		return fault(cx, ERR_INVALID, "a very long description");
	t->collection.description = text;
	return OK;
}

static enum status
get_data_types(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (!is_book(t))
		return ERR_NOT_FOUND;
	buf_puts(out, "<CARD:address-data-type content-type=\"text/vcard\" version=\"3.0\"/>"
	    "<CARD:address-data-type content-type=\"text/vcard\" version=\"4.0\"/>"
	    "<CARD:address-data-type content-type=\"application/vcard+json\" version=\"4.0\"/>");
	return OK;
}

static enum status
get_collations(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (!is_book(t))
		return ERR_NOT_FOUND;
	buf_puts(out, "<CARD:supported-collation>i;ascii-casemap</CARD:supported-collation>"
	    "<CARD:supported-collation>i;octet</CARD:supported-collation>"
	    "<CARD:supported-collation>i;unicode-casemap</CARD:supported-collation>");
	return OK;
}

static enum status
get_max_size(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (!is_book(t))
		return ERR_NOT_FOUND;
	buf_printf(out, "%u", DAV_RESOURCE_MAX);
	return OK;
}

const struct dav_prop dav_props_card[] = {
	{ NS_CARDDAV, "addressbook-home-set", DAV_PRINCIPAL, false, get_home, NULL },
	{ NS_CARDDAV, "directory-gateway", DAV_PRINCIPAL, false, get_gateway, NULL },
	{ NS_CARDDAV, "addressbook-description", DAV_COLLECTION, false,
	    get_description, set_description },
	{ NS_CARDDAV, "supported-address-data", DAV_COLLECTION, false, get_data_types, NULL },
	{ NS_CARDDAV, "supported-collation-set", DAV_COLLECTION, false, get_collations, NULL },
	{ NS_CARDDAV, "max-resource-size", DAV_COLLECTION, false, get_max_size, NULL },
	{ 0 }
};
