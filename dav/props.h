/*
 * Properties: one table of live ones (props_dav.c, props_cal.c, props_card.c),
 * and dead ones from the database.
 */
#ifndef DAV_PROPS_H
#define DAV_PROPS_H

#include "dav/multistatus.h"
#include "dav/target.h"
#include "storage/property.h"

/*
 * Write what is inside the element.  ERR_NOT_FOUND: the resource has no such
 * property, ERR_DENIED: not for the asker; both without fault().
 */
typedef enum status dav_prop_get(struct ctx *cx, const struct dav_target *t, struct buf *out);

/* Change t->collection by the element; NULL removes.  ERR_INVALID with cx->condition. */
typedef enum status dav_prop_set(struct ctx *cx, struct dav_target *t, const struct xml_node *node);

struct dav_prop {
	const char	*ns, *name;
	int		 on;		/* kinds of dav_target, IS_PERSONAL, IS_MARK, IS_CALENDAR */
	bool		 in_all;	/* part of allprop */
	dav_prop_get	*get;
	dav_prop_set	*set;		/* NULL: protected */
};

/* Of somebody else's collection everybody has his own. */
#define IS_PERSONAL	(1 << 16)

/* Of an object it needs no more than storage's marks (storage/index.h). */
#define IS_MARK		(1 << 17)

/* Of nothing that holds cards. */
#define IS_CALENDAR	(1 << 18)

#define ON_ANY		DAV_KINDS
#define ON_CALENDAR	(DAV_COLLECTION | IS_CALENDAR)
#define ON_KEPT		(DAV_COLLECTION | DAV_ITEM)

extern const struct dav_prop dav_props_dav[], dav_props_cal[], dav_props_card[],
    dav_props_people[], dav_props_schedule[], dav_props_push[],
    dav_props_share[], dav_props_link[];

/* Has T, or what T will be, this property at all? */
bool dav_prop_is_on(const struct dav_prop *row, const struct dav_target *t);

/* NULL when no live property has this name. */
const struct dav_prop *dav_prop_find(const char *ns, const char *name);

/*
 * calendar-data and address-data, which only reports can ask for: attributes, the
 * end of the start tag, and the text.
 */
typedef enum status dav_data_fn(struct ctx *cx, void *arg, const struct dav_target *t,
    struct buf *out);

struct dav_wanted {
	const struct dav_prop	*row;		/* NULL: dead, or data */
	const char		*ns, *name;
	const char		*open, *close;	/* tags */
	bool			 is_data;
};

struct dav_want {
	bool			 names_only;
	bool			 brief;		/* what is not there is not told */
	bool			 dead;		/* some may be dead, or all are wanted */
	bool			 all;
	bool			 marks;		/* nothing but what IS_MARK */
	struct dav_wanted	*list;
	size_t			 count;
	dav_data_fn		*data;		/* NULL: none */
	void			*data_arg;

	struct property		*property;	/* dead ones of one collection and its items */
	size_t			 property_count;
	struct buf		 found, missing, denied, href;	/* in use while a response is written */
};

/*
 * From propfind's or a report's element: its D:prop, D:allprop with D:include,
 * or D:propname; NULL is allprop.  ERR_INVALID for anything else.
 */
enum status dav_want_read(struct ctx *cx, const struct xml_node *node, bool brief,
    struct dav_want *want) NODISCARD;

/* Before the first response for T, or for the items of T (WITH_ITEMS). */
enum status dav_want_load(struct ctx *cx, struct dav_want *want, const struct dav_target *t,
    bool with_items) NODISCARD;

/* A dead property of the one target that was loaded; NULL. */
const struct property *dav_want_dead(const struct dav_want *want, const char *ns, const char *name);

/* One response with its propstats. */
enum status dav_props_write(struct ctx *cx, struct multistatus *ms, const struct dav_target *t,
    struct dav_want *want) NODISCARD;

/* Whether all that a propertyupdate names is everybody's own. */
bool dav_props_personal(const struct xml_node *node);

/*
 * Apply the children of D:set and D:remove elements inside NODE to T, all or
 * nothing.  *ALL_SET tells which; *REPORT is what a client wants to read about
 * it: propstats.  T's collection is written when something changed and it EXISTS.
 */
enum status dav_props_apply(struct ctx *cx, struct dav_target *t, const struct xml_node *node,
    bool *all_set, struct multistatus *report) NODISCARD;

#endif
