/* Changing a calendar tree: for scheduling, reports and imports. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "pim/ical_data.h"

struct ical_comp *
ical_comp_new(struct arena *arena, const char *name)
{
	struct ical_comp *c = arena_alloc(arena, sizeof *c);

	c->name = arena_strdup(arena, name);
	return c;
}

void
ical_comp_add(struct ical_comp *parent, struct ical_comp *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last_child == NULL)
		parent->children = child;
	else
		parent->last_child->next = child;
	parent->last_child = child;
}

void
ical_comp_remove(struct ical_comp *child)
{
	struct ical_comp **at = &child->parent->children, *before = NULL;

	for (; *at != child; at = &(*at)->next)
		before = *at;
	*at = child->next;
	if (child->parent->last_child == child)
		child->parent->last_child = before;
	child->parent = NULL;
	child->next = NULL;
}

struct ical_comp *
ical_comp_copy(struct arena *arena, const struct ical_comp *comp)
{
	struct ical_comp *c = arena_alloc(arena, sizeof *c);

	c->name = comp->name;
	for (const struct content_line *p = comp->props; p != NULL; p = p->next)
		ical_prop_add(c, content_line_copy(arena, p));
	for (const struct ical_comp *child = comp->children; child != NULL; child = child->next)
		ical_comp_add(c, ical_comp_copy(arena, child));
	return c;
}

void
ical_prop_add(struct ical_comp *comp, struct content_line *prop)
{
	prop->next = NULL;
	if (comp->last_prop == NULL)
		comp->props = prop;
	else
		comp->last_prop->next = prop;
	comp->last_prop = prop;
}

struct content_line *
ical_add(struct arena *arena, struct ical_comp *comp, const char *name, const char *value)
{
	struct content_line *p = content_line_new(arena, name, value);

	ical_prop_add(comp, p);
	return p;
}

size_t
ical_remove(struct ical_comp *comp, const char *name)
{
	struct content_line **at = &comp->props, *last = NULL;
	size_t n = 0;

	while (*at != NULL) {
		if (content_is(*at, name)) {
			*at = (*at)->next;
			n++;
		} else {
			last = *at;
			at = &(*at)->next;
		}
	}
	comp->last_prop = last;
	return n;
}

struct content_line *
ical_set(struct arena *arena, struct ical_comp *comp, const char *name, const char *value)
{
	struct content_line *fresh = content_line_new(arena, name, value);
	struct content_line *p = comp->props, *next;
	bool placed = false;

	comp->props = comp->last_prop = NULL;
	for (; p != NULL; p = next) {
		next = p->next;
		if (!content_is(p, name))
			ical_prop_add(comp, p);
		else if (!placed) {	/* the first one's place */
			ical_prop_add(comp, fresh);
			placed = true;
		}
	}
	if (!placed)
		ical_prop_add(comp, fresh);
	return fresh;
}

struct content_line *
ical_set_time(struct arena *arena, struct ical_comp *comp, const char *name, struct ical_time t)
{
	struct content_line *p = ical_set(arena, comp, name, ical_time_write(arena, t));

	if (t.form == ICAL_DATE)
		content_param_put(arena, p, "VALUE", "DATE");
	else if (t.form == ICAL_ZONED)
		content_param_put(arena, p, "TZID", zone_name(t.zone));
	return p;
}

/* Whole objects */

struct ical *
ical_new(struct ctx *cx)
{
	struct ical_comp *root = ical_comp_new(cx->arena, "VCALENDAR");
	struct ical *ical = arena_alloc(cx->arena, sizeof *ical);

	ical_add(cx->arena, root, "VERSION", "2.0");
	ical_add(cx->arena, root, "PRODID", "-//Hayloft//EN");
	ical->root = root;
	ical_refresh(cx, ical);
	return ical;
}

struct ical *
ical_copy(struct ctx *cx, const struct ical *from)
{
	struct ical *ical = arena_alloc(cx->arena, sizeof *ical);

	ical->root = ical_comp_copy(cx->arena, from->root);
	ical_refresh(cx, ical);
	return ical;
}

/* An object may have 100,000 overrides: they are sorted when the first is asked for. */
struct ical_id {
	int64_t			 key;	/* instant, or day */
	bool			 is_date;
	struct ical_comp	*comp;
};

static int
by_key(const void *a, const void *b)
{
	const struct ical_id *x = a, *y = b;

	if (x->is_date != y->is_date)
		return x->is_date ? 1 : -1;
	return x->key < y->key ? -1 : x->key > y->key;
}

static void
index_overrides(struct ctx *cx, const struct ical *ical)
{
	struct ical_zones *z = ical->zones;

	z->by_instant = arena_array(z->arena, ical->count, sizeof *z->by_instant);
	z->by_day = arena_array(z->arena, ical->count, sizeof *z->by_day);
	z->ids = 0;
	for (size_t i = 0; i < ical->count; i++) {
		struct ical_time t;

		if (ical_time(cx, ical, ical->comps[i], "RECURRENCE-ID", &t) != OK)
			continue;
		z->by_instant[z->ids] = (struct ical_id){ ical_instant(t, NULL),
			t.form == ICAL_DATE, ical->comps[i] };
		z->by_day[z->ids++] =
		    (struct ical_id){ t.wall / ICAL_DAY, t.form == ICAL_DATE, ical->comps[i] };
	}
	qsort(z->by_instant, z->ids, sizeof *z->by_instant, by_key);
	qsort(z->by_day, z->ids, sizeof *z->by_day, by_key);
}

struct ical_comp *
ical_override(struct ctx *cx, const struct ical *ical, struct ical_time id)
{
	struct ical_zones *z = ical->zones;
	bool is_date = id.form == ICAL_DATE;
	struct ical_id key = { ical_instant(id, NULL), is_date, NULL };
	const struct ical_id *found;

	if (z->by_instant == NULL)
		index_overrides(cx, ical);
	found = bsearch(&key, z->by_instant, z->ids, sizeof key, by_key);
	if (found == NULL) {
		/* Some write the date of an occurrence instead of its time. */
		key = (struct ical_id){ id.wall / ICAL_DAY, !is_date, NULL };
		found = bsearch(&key, z->by_day, z->ids, sizeof key, by_key);
	}
	return found == NULL ? NULL : found->comp;
}

void
ical_override_put(struct ctx *cx, struct ical *ical, struct ical_comp *comp)
{
	struct ical_time id;
	struct ical_comp *old;

	if (ical_time(cx, ical, comp, "RECURRENCE-ID", &id) == OK &&
	    (old = ical_override(cx, ical, id)) != NULL)
		ical_comp_remove(old);
	ical_comp_add(ical->root, comp);
	ical_refresh(cx, ical);
}

/* VTIMEZONEs */

struct use {
	struct use	*next;
	const char	*tzid;
	int64_t		 first, last;	/* wall clock */
};

static void
note_use(struct ctx *cx, struct use **uses, const char *tzid, int64_t wall)
{
	struct use *u;

	for (u = *uses; u != NULL; u = u->next)
		if (strcmp(u->tzid, tzid) == 0) {
			u->first = wall < u->first ? wall : u->first;
			u->last = wall > u->last ? wall : u->last;
			return;
		}
	u = arena_alloc(cx->arena, sizeof *u);
	*u = (struct use){ *uses, tzid, wall, wall };
	*uses = u;
}

static void
collect_uses(struct ctx *cx, const struct ical_comp *comp, struct use **uses)
{
	for (const struct content_line *p = comp->props; p != NULL; p = p->next) {
		const char *tzid = content_param_text(p, "TZID");
		struct ical_time t;

		if (tzid != NULL)
			note_use(cx, uses, tzid, ical_time_read(p->value, p->value_len < 15 ?
			    p->value_len : 15, &t) ? t.wall : 0);
	}
	for (const struct ical_comp *c = comp->children; c != NULL; c = c->next)
		collect_uses(cx, c, uses);
}

static struct ical_comp *
find_vtimezone(const struct ical *ical, const char *tzid)
{
	for (struct ical_comp *c = ical_child(ical->root, "VTIMEZONE"); c != NULL;
	    c = ical_child_next(c, "VTIMEZONE")) {
		const char *name = ical_value(c, "TZID");

		if (name != NULL && strcmp(name, tzid) == 0)
			return c;
	}
	return NULL;
}

void
ical_zones_complete(struct ctx *cx, struct ical *ical)
{
	struct use *uses = NULL;
	struct ical_comp *next;

	for (size_t i = 0; i < ical->count; i++)
		collect_uses(cx, ical->comps[i], &uses);
	for (struct ical_comp *c = ical_child(ical->root, "VTIMEZONE"); c != NULL; c = next) {
		const char *name = ical_value(c, "TZID");
		bool used = false;

		next = ical_child_next(c, "VTIMEZONE");
		for (struct use *u = uses; u != NULL; u = u->next)
			used = used || (name != NULL && strcmp(u->tzid, name) == 0);
		if (!used)
			ical_comp_remove(c);
	}
	for (struct use *u = uses; u != NULL; u = u->next) {
		const struct zone *zone = ical_zone(ical, u->tzid);
		struct ical_comp *c;

		if (zone == NULL || find_vtimezone(ical, u->tzid) != NULL)
			continue;
		c = zone_write(cx->arena, zone, u->tzid, u->first - 366LL * ICAL_DAY,
		    u->last + 3660LL * ICAL_DAY);
		c->parent = ical->root;		/* zones stand before what uses them */
		c->next = ical->root->children;
		ical->root->children = c;
		if (ical->root->last_child == NULL)
			ical->root->last_child = c;
	}
}

void
ical_zones_drop(struct ctx *cx, struct ical *ical)
{
	struct ical_comp *next;

	for (struct ical_comp *c = ical_child(ical->root, "VTIMEZONE"); c != NULL; c = next) {
		const char *name = ical_value(c, "TZID");

		next = ical_child_next(c, "VTIMEZONE");
		if (name != NULL && zone_is_listed(name))
			ical_comp_remove(c);
	}
	ical_refresh(cx, ical);
}

/* Many objects in one stream */

struct part {
	const char		*uid;
	struct ical_comp	*comp;
	size_t			 at;	/* where it stood; a group is where its first stood */
	size_t			 group;
};

static int
by_uid(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int c = strcmp(x->uid, y->uid);

	return c != 0 ? c : x->at < y->at ? -1 : x->at > y->at;
}

static int
by_group(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Without UID: what it says is what it is, so that reading again finds it again. */
static const char *
derived_uid(struct ctx *cx, const struct ical_comp *comp)
{
	size_t len;
	const char *text = ical_write(cx, comp, &len);

	return arena_printf(cx->arena, "%.32s@derived.hayloft", hash_sha256_hex(cx->arena, text, len));
}

static struct ical *
gather(struct ctx *cx, const struct ical *stream, const struct part *parts, size_t count)
{
	struct ical *ical = ical_new(cx);
	struct use *uses = NULL;

	for (size_t i = 0; i < count; i++)
		collect_uses(cx, parts[i].comp, &uses);
	for (struct use *u = uses; u != NULL; u = u->next) {
		const struct ical_comp *zone = find_vtimezone(stream, u->tzid);

		if (zone != NULL)
			ical_comp_add(ical->root, ical_comp_copy(cx->arena, zone));
	}
	for (size_t i = 0; i < count; i++) {
		struct ical_comp *c = ical_comp_copy(cx->arena, parts[i].comp);

		if (ical_prop(c, "UID") == NULL)
			ical_add(cx->arena, c, "UID", parts[i].uid);
		ical_comp_add(ical->root, c);
	}
	ical_refresh(cx, ical);
	return ical;
}

enum status
ical_split(struct ctx *cx, const struct ical *stream, struct ical ***out, size_t *count, size_t *bad)
{
	struct part *parts = arena_array(cx->arena, stream->count, sizeof *parts);
	size_t n = 0, failed = 0;

	for (size_t i = 0; i < stream->count; i++) {
		const char *uid = ical_value(stream->comps[i], "UID");

		parts[i] = (struct part){ .comp = stream->comps[i], .at = i, .uid = uid };
		if (uid == NULL || *uid == '\0')
			parts[i].uid = derived_uid(cx, stream->comps[i]);
	}
	qsort(parts, stream->count, sizeof *parts, by_uid);
	for (size_t i = 0; i < stream->count; i++)
		parts[i].group = i > 0 && strcmp(parts[i].uid, parts[i - 1].uid) == 0 ?
		    parts[i - 1].group : parts[i].at;
	qsort(parts, stream->count, sizeof *parts, by_group);

	*out = arena_array(cx->arena, stream->count, sizeof **out);
	for (size_t i = 0, end; i < stream->count; i = end) {
		struct ical *ical;

		for (end = i + 1; end < stream->count && parts[end].group == parts[i].group; end++)
			;
		ical = gather(cx, stream, &parts[i], end - i);
		if (ical_check(cx, ical) == OK) {
			(*out)[n++] = ical;
		} else {
			ctx_forgive(cx);
			failed++;
		}
	}
	*count = n;
	*bad = failed;
	return OK;
}
