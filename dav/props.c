#include <string.h>

#include "dav/private.h"
#include "dav/props.h"
#include "storage/db.h"
#include "storage/share.h"

static const struct dav_prop *const tables[] = { dav_props_dav, dav_props_cal, dav_props_card,
	dav_props_people, dav_props_schedule, dav_props_push, dav_props_share,
	dav_props_link };

bool
dav_prop_is_on(const struct dav_prop *row, const struct dav_target *t)
{
	return (row->on & t->kind) &&
	    (!(row->on & IS_CALENDAR) || t->what == COLLECTION_CALENDAR);
}

const struct dav_prop *
dav_prop_find(const char *ns, const char *name)
{
	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct dav_prop *p = tables[i]; p->name != NULL; p++)
			if (strcmp(p->name, name) == 0 && strcmp(p->ns, ns) == 0)
				return p;
	return NULL;
}

static bool
is_data(const char *ns, const char *name)
{
	return (strcmp(ns, NS_CALDAV) == 0 && strcmp(name, "calendar-data") == 0) ||
	    (strcmp(ns, NS_CARDDAV) == 0 && strcmp(name, "address-data") == 0);
}

static void
add_wanted(struct ctx *cx, struct dav_want *want, const struct dav_prop *row, const char *ns,
    const char *name)
{
	struct dav_wanted *w = &want->list[want->count++];

	*w = (struct dav_wanted){
		.row = row, .ns = ns, .name = name,
		.is_data = row == NULL && is_data(ns, name),
	};
	if (row == NULL || (row->on & DAV_ITEM && !(row->on & IS_MARK)))
		want->marks = false;
	xml_tags(cx->arena, ns, name, &w->open, &w->close);
	if (row == NULL && !w->is_data)
		want->dead = true;
}

static size_t
count_elements(const struct xml_node *node)
{
	size_t n = 0;

	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e))
		n++;
	return n;
}

static size_t
count_live(void)
{
	size_t n = 0;

	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct dav_prop *p = tables[i]; p->name != NULL; p++)
			n++;
	return n;
}

static void
add_all(struct ctx *cx, struct dav_want *want)
{
	want->all = want->dead = true;
	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct dav_prop *p = tables[i]; p->name != NULL; p++)
			if (p->in_all || want->names_only)
				add_wanted(cx, want, p, p->ns, p->name);
}

static void
add_listed(struct ctx *cx, struct dav_want *want, const struct xml_node *list)
{
	for (const struct xml_node *e = xml_first(list); e != NULL; e = xml_next(e)) {
		bool twice = false;

		for (size_t i = 0; i < want->count && !twice; i++)
			twice = strcmp(want->list[i].name, e->name) == 0 &&
			    strcmp(want->list[i].ns, e->ns) == 0;
		if (!twice)
			add_wanted(cx, want, dav_prop_find(e->ns, e->name), e->ns, e->name);
	}
}

#define WANTED_MAX	500

enum status
dav_want_read(struct ctx *cx, const struct xml_node *node, bool brief, struct dav_want *want)
{
	const struct xml_node *prop = xml_child(node, NS_DAV, "prop");
	const struct xml_node *all = xml_child(node, NS_DAV, "allprop");
	const struct xml_node *names = xml_child(node, NS_DAV, "propname");
	const struct xml_node *include = xml_child(node, NS_DAV, "include");
	size_t listed = count_elements(prop) + count_elements(include);

	*want = (struct dav_want){
		.brief = brief,
		.marks = true,
		.found = BUF_ON(cx->arena),
		.missing = BUF_ON(cx->arena),
		.denied = BUF_ON(cx->arena),
		.href = BUF_ON(cx->arena),
	};
	if (listed > WANTED_MAX)
		return fault(cx, ERR_TOO_LARGE, "%zu properties are wanted", listed);
	want->list = arena_array(cx->arena, listed + count_live(), sizeof *want->list);
	if (prop != NULL) {
		if (all != NULL || names != NULL)
			return fault(cx, ERR_INVALID, "prop and allprop at once");
		add_listed(cx, want, prop);
		return OK;
	}
	if (node != NULL && all == NULL && names == NULL)
		return fault(cx, ERR_INVALID, "no prop, allprop or propname");
	if (all != NULL && names != NULL)
		return fault(cx, ERR_INVALID, "allprop and propname at once");
	want->names_only = names != NULL;
	add_all(cx, want);
	add_listed(cx, want, include);
	return OK;
}

/* Whose dead properties are T's. */
static struct property_of
property_of_target(const struct dav_target *t)
{
	if (t->kind & ON_KEPT)
		return (struct property_of){ t->collection.account, t->collection.id,
			t->kind == DAV_ITEM ? t->item.id : 0 };
	/* Homes are no collections of the database. */
	return (struct property_of){ t->owner, 0,
		t->kind != DAV_HOME ? 0 : t->what == COLLECTION_CALENDAR ? PROPERTY_CALENDAR_HOME :
		PROPERTY_BOOK_HOME };
}

enum status
dav_want_load(struct ctx *cx, struct dav_want *want, const struct dav_target *t, bool with_items)
{
	struct property_of of = property_of_target(t);

	want->property_count = 0;
	if (!want->dead || !(t->kind & (DAV_PRINCIPAL | DAV_HOME | ON_KEPT)))
		return OK;
	/* What a person's programs keep at the home is nobody else's: settings of the webmail, say. */
	if (t->kind == DAV_HOME && t->owner != cx->who.account)
		return OK;
	if (with_items)
		of.item = PROPERTY_EVERY_ITEM;
	return db_property_list(cx, &of, &want->property, &want->property_count);
}

/* Those of one resource, which stand together: the list is sorted by item. */
static const struct property *
dead_of(const struct dav_want *want, int64_t item, size_t *count)
{
	size_t low = 0, high = want->property_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (want->property[middle].item < item)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < want->property_count &&
	     want->property[low + *count].item == item; ++*count)
		;
	return want->property + low;
}

static const struct property *
find_dead(const struct property *list, size_t count, const char *ns, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, name) == 0 && strcmp(list[i].ns, ns) == 0)
			return &list[i];
	return NULL;
}

const struct property *
dav_want_dead(const struct dav_want *want, const char *ns, const char *name)
{
	return find_dead(want->property, want->property_count, ns, name);
}

static void
empty_tag(struct buf *out, const char *open)
{
	buf_putc(out, '<');
	buf_puts(out, open);
	buf_puts(out, "/>");
}

/* The element with its value, into want->found, or its name into missing or denied. */
static enum status
write_one(struct ctx *cx, const struct dav_target *t, struct dav_want *want,
    const struct dav_wanted *w)
{
	struct buf *out = &want->found;
	size_t begin = out->len;
	enum status st = ERR_NOT_FOUND;
	size_t inside = 0;

	if (w->row != NULL && !dav_prop_is_on(w->row, t)) {
		if (!want->all)
			empty_tag(&want->missing, w->open);
		return OK;
	}
	buf_putc(out, '<');
	buf_puts(out, w->open);
	if (w->row != NULL) {
		buf_putc(out, '>');
		inside = out->len;
		st = w->row->get(cx, t, out);
	} else if (w->is_data && want->data != NULL && t->kind == DAV_ITEM) {
		st = want->data(cx, want->data_arg, t, out);
	}
	if (st != OK) {
		out->len = begin;
		if (st == ERR_DENIED)
			empty_tag(&want->denied, w->open);
		else if (st != ERR_NOT_FOUND)
			return st;
		else if (!want->all)
			empty_tag(&want->missing, w->open);
		return OK;
	}
	if (want->names_only)
		out->len = inside;
	if (out->len == inside) {
		out->len--;
		buf_puts(out, "/>");
	} else {
		buf_puts(out, "</");
		buf_puts(out, w->close);
		buf_putc(out, '>');
	}
	return OK;
}

static void
write_dead(struct ctx *cx, struct dav_want *want, const struct property *p)
{
	const char *open, *close;

	if (!want->names_only) {
		buf_puts(&want->found, p->value);
		return;
	}
	xml_tags(cx->arena, p->ns, p->name, &open, &close);
	empty_tag(&want->found, open);
}

enum status
dav_props_write(struct ctx *cx, struct multistatus *ms, const struct dav_target *t,
    struct dav_want *want)
{
	int64_t item = want->property_count > 0 ? property_of_target(t).item : 0;
	size_t dead_count;
	const struct property *list = dead_of(want, item, &dead_count);
	enum status st;

	want->found.len = want->missing.len = want->denied.len = 0;
	for (size_t i = 0; i < want->count; i++) {
		const struct dav_wanted *w = &want->list[i];
		const struct property *dead = w->row == NULL ?
		    find_dead(list, dead_count, w->ns, w->name) : NULL;

		if (dead != NULL)
			write_dead(cx, want, dead);
		else if ((st = write_one(cx, t, want, w)) != OK)
			return st;
	}
	for (size_t i = 0; want->all && i < dead_count; i++)
		write_dead(cx, want, &list[i]);
	want->href.len = 0;
	dav_href(cx, &want->href, t);
	multistatus_begin(ms, buf_str(&want->href));
	/* A response needs one propstat, be it empty. */
	if (want->found.len == 0 && (want->brief || want->missing.len + want->denied.len == 0))
		buf_puts(&ms->out, "<D:propstat><D:prop/><D:status>HTTP/1.1 200 OK</D:status>"
		    "</D:propstat>");
	multistatus_propstat(ms, want->found.data, want->found.len, 200, NULL);
	if (!want->brief) {
		multistatus_propstat(ms, want->missing.data, want->missing.len, 404, NULL);
		multistatus_propstat(ms, want->denied.data, want->denied.len, 403, NULL);
	}
	multistatus_end(ms);
	return OK;
}

/* One property of a PROPPATCH, and what became of it. */
struct patch {
	struct patch			*next;
	const struct xml_node		*node;
	bool				 remove;
	int				 code;
	const char			*condition;
};

#define VALUE_MAX	(256u << 10)

static enum status
set_dead(struct ctx *cx, const struct dav_target *t, const struct patch *p)
{
	struct property_of of = property_of_target(t);
	struct buf value = BUF_ON(cx->arena);

	if (p->remove)
		return db_property_delete(cx, &of, p->node->ns, p->node->name);
	xml_write(&value, p->node);
	if (value.len > VALUE_MAX)
		return fault(cx, ERR_LIMIT, "a property of %zu bytes", value.len);
	return db_property_put(cx, &of, p->node->ns, p->node->name, buf_str(&value));
}

/* OK also when it failed: then the patch has its code. */
static enum status
apply_one(struct ctx *cx, struct dav_target *t, struct patch *p)
{
	const struct dav_prop *row = dav_prop_find(p->node->ns, p->node->name);
	enum status st;

	p->code = 200;
	if (row == NULL && !is_data(p->node->ns, p->node->name)) {
		st = set_dead(cx, t, p);
	} else if (row == NULL || row->set == NULL || !dav_prop_is_on(row, t)) {
		p->code = 403;
		p->condition = "D:cannot-modify-protected-property";
		return OK;
	} else {
		st = row->set(cx, t, p->remove ? NULL : p->node);
	}
	if (st == ERR_INVALID || st == ERR_LIMIT || st == ERR_DENIED) {
		p->code = st == ERR_LIMIT ? 507 : st == ERR_INVALID && cx->condition == NULL ? 409 : 403;
		p->condition = cx->condition;
		ctx_forgive(cx);
		return OK;
	}
	return st;
}

static enum status
read_patches(struct ctx *cx, const struct xml_node *node, struct patch **out)
{
	struct patch **at = out;
	size_t count = 0;

	*out = NULL;
	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e)) {
		bool remove = xml_is(e, NS_DAV, "remove");

		if (!remove && !xml_is(e, NS_DAV, "set"))
			continue;
		for (const struct xml_node *n = xml_first(xml_child(e, NS_DAV, "prop")); n != NULL;
		    n = xml_next(n)) {
			struct patch *p = arena_alloc(cx->arena, sizeof *p);

			if (++count > WANTED_MAX)
				return fault(cx, ERR_TOO_LARGE, "too many properties at once");
			*p = (struct patch){ .node = n, .remove = remove };
			*at = p;
			at = &p->next;
		}
	}
	return OK;
}

/* The properties that ended alike, in one propstat. */
static void
report_code(struct ctx *cx, struct multistatus *report, const struct patch *first,
    const struct patch *like)
{
	struct buf names = BUF_ON(cx->arena);

	for (const struct patch *p = first; p != NULL; p = p->next) {
		const char *open, *close;

		if (p->code != like->code || p->condition != like->condition)
			continue;
		if (p != like && names.len == 0)
			return;		/* told with an earlier one */
		xml_tags(cx->arena, p->node->ns, p->node->name, &open, &close);
		empty_tag(&names, open);
	}
	multistatus_propstat(report, names.data, names.len, like->code, like->condition);
}

bool
dav_props_personal(const struct xml_node *node)
{
	for (const struct xml_node *e = xml_first(node); e != NULL; e = xml_next(e)) {
		const struct xml_node *n = xml_first(xml_child(e, NS_DAV, "prop"));

		for (; n != NULL; n = xml_next(n)) {
			const struct dav_prop *row = dav_prop_find(n->ns, n->name);

			if (row == NULL || !(row->on & IS_PERSONAL))
				return false;
		}
	}
	return true;
}

/* Of somebody else's collection some are kept for the asker alone. */
static enum status
keep_collection(struct ctx *cx, const struct dav_target *t)
{
	const struct collection *c = &t->collection;
	struct collection own;
	enum status st;

	if (c->account == cx->who.account || !t->exists)
		return db_collection_edit(cx, c);
	if ((st = db_share_view_put(cx, cx->who.account, c)) != OK ||
	    !(t->rights & RIGHT_WRITE_PROPERTIES) ||
	    (st = db_collection_lock(cx, c->account, c->id, &own)) != OK)
		return st;
	own.description = c->description;
	own.timezone = c->timezone;
	return db_collection_edit(cx, &own);
}

enum status
dav_props_apply(struct ctx *cx, struct dav_target *t, const struct xml_node *node, bool *all_set,
    struct multistatus *report)
{
	struct patch *first;
	enum status st;

	*all_set = true;
	if ((st = read_patches(cx, node, &first)) != OK || (st = db_savepoint(cx)) != OK)
		return st;
	for (struct patch *p = first; p != NULL; p = p->next) {
		if ((st = apply_one(cx, t, p)) != OK)
			return st;
		*all_set = *all_set && p->code == 200;
	}
	if (*all_set)
		st = t->kind == DAV_COLLECTION && first != NULL ? keep_collection(cx, t) : OK;
	else
		st = db_rollback_to(cx);
	if (st != OK)
		return st;
	for (struct patch *p = first; p != NULL; p = p->next)
		if (!*all_set && p->code == 200)
			p->code = 424;
	for (struct patch *p = first; p != NULL; p = p->next)
		report_code(cx, report, first, p);
	return OK;
}
