/*
 * Properties of WebDAV itself: RFC 4918, 3744 (ACL), 4331 (quota), 5397, 5995,
 * 6578 (sync), and calendarserver.org's older ones of the same kind.
 */
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "dav/acl.h"
#include "dav/props.h"
#include "dav/quota.h"
#include "dav/report.h"
#include "dav/schedule.h"
#include "dav/sync.h"
#include "storage/shared_collection.h"

static enum status
get_resourcetype(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	static const char *const type_of[COLLECTION_KINDS] = {
		[COLLECTION_CALENDAR] = "<D:collection/><C:calendar/>",
		[COLLECTION_BOOK] = "<D:collection/><CARD:addressbook/>",
		[COLLECTION_INBOX] = "<D:collection/><C:schedule-inbox/>",
		[COLLECTION_OUTBOX] = "<D:collection/><C:schedule-outbox/>",
		[COLLECTION_NOTIFICATIONS] = "<D:collection/><CS:notification/>",
	};

	switch (t->kind) {
	case DAV_ITEM:
		break;
	case DAV_COLLECTION:
		buf_puts(out, type_of[t->collection.kind]);
		if (t->collection.source != NULL && t->what == COLLECTION_CALENDAR)
			buf_puts(out, "<CS:subscribed/>");
		if (t->collection.directory != 0)
			buf_puts(out, "<CARD:directory/>");
		else if (t->collection.account != cx->who.account)
			buf_puts(out, "<CS:shared/>");
		else if (t->collection.shared)
			buf_puts(out, "<CS:shared-owner/>");
		break;
	case DAV_PRINCIPAL:
		buf_puts(out, "<D:collection/><D:principal/>");
		break;
	case DAV_PROXIES:
		buf_printf(out, "<D:collection/><D:principal/><CS:calendar-proxy-%s/>",
		    t->writes ? "write" : "read");
		break;
	default:
		buf_puts(out, "<D:collection/>");
	}
	return OK;
}

/* What others share is told apart by whose it is. */
static enum status
get_displayname(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const struct collection *c = &t->collection;
	const char *label;

	if (t->kind == DAV_PROXIES) {
		buf_puts(out, t->writes ? "calendar-proxy-write" : "calendar-proxy-read");
		return OK;
	}
	if (t->kind != DAV_COLLECTION) {
		xml_escape(out, *t->owner_name != '\0' ? t->owner_name : t->address);
		return OK;
	}
	if (c->label == NULL)
		return ERR_NOT_FOUND;
	/* What a whole domain has (storage/shared_collection.h) is nobody's. */
	label = c->account == cx->who.account || c->own_label ||
	    strncmp(c->owner, SHARED_HOLDER "@", sizeof SHARED_HOLDER) == 0 ? c->label :
	    arena_printf(cx->arena, "%s (%s)", c->label, c->owner);
	xml_escape(out, label);
	return OK;
}

static enum status
set_displayname(struct ctx *cx, struct dav_target *t, const struct xml_node *node)
{
	const char *text = node != NULL ? xml_text(cx->arena, node) : NULL;

	if (text != NULL && strlen(text) > 1000)
		return fault(cx, ERR_INVALID, "a very long name");
	t->collection.label = text;
	t->collection.own_label = text != NULL;
	return OK;
}

static enum status
get_etag(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	/* A veiled object is another one than the owner's. */
	if (dav_is_veiled(t, &t->item))
		buf_printf(out, "&quot;veiled-%lld&quot;", (long long)t->item.modseq);
	else
		xml_escape(out, t->item.etag);
	return OK;
}

static enum status
get_contenttype(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (t->collection.kind == COLLECTION_NOTIFICATIONS)
		buf_puts(out, "application/xml; charset=utf-8");
	else if (t->what == COLLECTION_BOOK)
		buf_puts(out, "text/vcard; charset=utf-8");
	else {
		buf_puts(out, "text/calendar; charset=utf-8; component=");
		buf_puts(out, t->item.component);
	}
	return OK;
}

static enum status
get_contentlength(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (dav_is_veiled(t, &t->item))
		return ERR_NOT_FOUND;
	buf_printf(out, "%lld", (long long)t->item.size);
	return OK;
}

static enum status
get_lastmodified(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	char date[30];

	(void)cx;
	clock_http((time_t)t->item.modified, date);
	buf_puts(out, date);
	return OK;
}

static enum status
get_creationdate(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const char *at = t->collection.created;
	char date[21];

	(void)cx;
	if (t->kind == DAV_ITEM) {
		clock_rfc3339((time_t)t->item.created, date);
		at = date;
	}
	if (at == NULL)
		return ERR_NOT_FOUND;
	buf_puts(out, at);
	return OK;
}

static void
href(struct ctx *cx, struct buf *out, const struct dav_target *t, const char *address)
{
	buf_puts(out, "<D:href>");
	dav_href_principal(cx, out, t, address);
	buf_puts(out, "</D:href>");
}

static enum status
get_current_principal(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	href(cx, out, t, cx->who.address);
	return OK;
}

static enum status
get_principal_url(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (t->kind == DAV_PROXIES) {
		buf_puts(out, "<D:href>");
		dav_href(cx, out, t);
		buf_puts(out, "</D:href>");
		return OK;
	}
	href(cx, out, t, t->address);
	return OK;
}

static enum status
get_owner(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (t->kind & ON_KEPT && t->collection.owner == NULL)
		return ERR_NOT_FOUND;
	href(cx, out, t, t->kind & ON_KEPT ? t->collection.owner : t->address);
	return OK;
}

static enum status
get_principals(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	buf_printf(out, "<D:href>%s</D:href>", t->sogo ? "/SOGo/dav/" : "/dav/principals/");
	return OK;
}

static enum status
get_own_privileges(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	dav_privileges_write(out, t->rights, t->what);
	if (t->kind == DAV_COLLECTION)
		dav_schedule_privileges(out, &t->collection);
	return OK;
}

static enum status
get_supported_privileges(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (t->kind == DAV_COLLECTION)
		dav_schedule_supported(out, &t->collection);
	dav_privileges_supported(out, t->what);
	return OK;
}

static enum status
get_acl(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (!(t->rights & RIGHT_READ_ACL))
		return ERR_DENIED;
	return dav_acl_write(cx, out, t);
}

static enum status
get_acl_restrictions(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	buf_puts(out, "<D:grant-only/><D:no-invert/>");
	return OK;
}

static enum status
get_inherited(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	if (t->kind == DAV_ITEM) {
		struct dav_target up = dav_target_collection(t);

		buf_puts(out, "<D:href>");
		dav_href(cx, out, &up);
		buf_puts(out, "</D:href>");
	}
	return OK;
}

static enum status
get_nothing(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t, (void)out;
	return OK;
}

static enum status
get_reports(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	dav_reports_write(out, t);
	return OK;
}

static enum status
get_sync_token(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	if (t->collection.directory != 0)
		return ERR_NOT_FOUND;
	dav_sync_token(out, t, t->collection.modseq);
	return OK;
}

static enum status
get_ctag(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx;
	buf_printf(out, "%lld-%lld", (long long)t->collection.id, (long long)t->collection.modseq);
	return OK;
}

/* RFC 4331: of a home all that its owner keeps, of a collection what is in it. */
static enum status
get_used(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	int64_t bytes = t->collection.bytes;
	enum status st;

	if (t->kind == DAV_HOME && t->owner != cx->who.account)
		return ERR_DENIED;
	if (t->kind == DAV_HOME && (st = db_collection_bytes(cx, t->owner, t->what, &bytes)) != OK)
		return st;
	buf_printf(out, "%lld", (long long)bytes);
	return OK;
}

/*
 * All calendars and address books of somebody share what is left.  Where nothing
 * is bounded it is not there (RFC 4331, section 3); others hear nothing of it.
 */
static enum status
get_available(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	int64_t account = t->kind == DAV_HOME ? t->owner : t->collection.account;
	struct dav_quota q;
	enum status st;

	if (account != cx->who.account)
		return ERR_DENIED;
	if ((st = dav_quota_find(cx, account, &q)) != OK)
		return st;
	if (q.bound == 0)
		return ERR_NOT_FOUND;
	buf_printf(out, "%lld", (long long)(q.used < q.bound ? q.bound - q.used : 0));
	return OK;
}

/*
 * RFC 5842, section 3.1: what stays when a collection gets another name.  A UUID of
 * the freely laid out kind (RFC 9562, section 5.8) around the id in our tables.
 */
static enum status
get_resource_id(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	const struct collection *c = &t->collection;
	int64_t of = t->kind == DAV_ITEM ? t->item.id : t->kind != DAV_COLLECTION ? t->owner :
	    c->directory != 0 ? c->directory : c->id;
	unsigned what = (unsigned)t->kind << 1 |
	    (t->kind == DAV_HOME ? t->what == COLLECTION_BOOK : t->writes);
	uint64_t id = (uint64_t)of;

	(void)cx;
	buf_printf(out, "<D:href>urn:uuid:%08x-%04x-8%03x-8000-00000000%04x</D:href>",
	    (unsigned)(id >> 32), (unsigned)(id >> 16 & 0xffff), what, (unsigned)(id & 0xffff));
	return OK;
}

/* RFC 5995: POST to the collection itself. */
static enum status
get_add_member(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	buf_puts(out, "<D:href>");
	dav_href(cx, out, t);
	buf_puts(out, "</D:href>");
	return OK;
}

const struct dav_prop dav_props_dav[] = {
	{ NS_DAV, "resourcetype", ON_ANY | IS_MARK, true, get_resourcetype, NULL },
	{ NS_DAV, "displayname", DAV_PRINCIPAL | DAV_PROXIES | DAV_HOME | DAV_COLLECTION |
	    IS_PERSONAL, true, get_displayname, set_displayname },
	{ NS_DAV, "getetag", DAV_ITEM | IS_MARK, true, get_etag, NULL },
	{ NS_DAV, "getcontenttype", DAV_ITEM | IS_MARK, true, get_contenttype, NULL },
	{ NS_DAV, "getcontentlength", DAV_ITEM, true, get_contentlength, NULL },
	{ NS_DAV, "getlastmodified", DAV_ITEM, true, get_lastmodified, NULL },
	{ NS_DAV, "creationdate", ON_KEPT, true, get_creationdate, NULL },
	{ NS_DAV, "supportedlock", ON_KEPT, true, get_nothing, NULL },
	{ NS_DAV, "lockdiscovery", ON_KEPT, true, get_nothing, NULL },
	{ NS_DAV, "current-user-principal", ON_ANY, false, get_current_principal, NULL },
	{ NS_DAV, "principal-URL", DAV_PRINCIPAL | DAV_PROXIES, false, get_principal_url, NULL },
	{ NS_DAV, "alternate-URI-set", DAV_PRINCIPAL | DAV_PROXIES, false, get_nothing, NULL },
	{ NS_DAV, "resource-id", DAV_PRINCIPAL | DAV_PROXIES | DAV_HOME | ON_KEPT, false,
	    get_resource_id, NULL },
	{ NS_DAV, "owner", DAV_PRINCIPAL | DAV_PROXIES | DAV_HOME | ON_KEPT, false, get_owner, NULL },
	{ NS_DAV, "principal-collection-set", ON_ANY, false, get_principals, NULL },
	{ NS_DAV, "current-user-privilege-set", ON_ANY, false, get_own_privileges, NULL },
	{ NS_DAV, "supported-privilege-set", DAV_HOME | ON_KEPT, false,
	    get_supported_privileges, NULL },
	{ NS_DAV, "acl", DAV_HOME | ON_KEPT, false, get_acl, NULL },
	{ NS_DAV, "acl-restrictions", DAV_HOME | ON_KEPT, false, get_acl_restrictions, NULL },
	{ NS_DAV, "inherited-acl-set", DAV_HOME | ON_KEPT, false, get_inherited, NULL },
	{ NS_DAV, "supported-report-set", ON_ANY, false, get_reports, NULL },
	{ NS_DAV, "sync-token", DAV_COLLECTION, false, get_sync_token, NULL },
	{ NS_DAV, "quota-used-bytes", DAV_HOME | DAV_COLLECTION, false, get_used, NULL },
	{ NS_DAV, "quota-available-bytes", DAV_HOME | DAV_COLLECTION, false, get_available, NULL },
	{ NS_DAV, "add-member", DAV_COLLECTION, false, get_add_member, NULL },
	{ NS_CS, "getctag", DAV_COLLECTION, false, get_ctag, NULL },
	/* Thunderbird asked for it there for some years, and passes over cards without. */
	{ NS_CS, "getetag", DAV_ITEM, false, get_etag, NULL },
	{ 0 }
};
