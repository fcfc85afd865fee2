/*
 * Many objects of a collection at once: by name, by time, by words.  The index
 * answers with all that may match and perhaps some more; the caller looks at
 * the text.
 */
#ifndef STORAGE_INDEX_H
#define STORAGE_INDEX_H

#include "storage/item.h"

struct item_filter {
	const char	*component;	/* only these; NULL: all */
	int64_t		 from, to;	/* only what may touch this span; 0 and 0: all */
	const char	*const *words;	/* folded; one of them somewhere in search; NULL: all */
	size_t		 word_count;
	enum item_class	 most;		/* CLASS_PRIVATE: all; CLASS_PUBLIC: only public ones */
	bool		 is_search;	/* whoever asks said enough of what he looks for (a directory's search_least) */
	bool		 bodies;
	bool		 marks;		/* without bodies, by name: name, etag, modseq, component and class alone */

	/* With a span and bodies: by the clocks of ZONES busy.data is filled in where it is known. */
	const char	*zones;
	bool		 busy_unknown;	/* only those of which it is not */
};

/* Return anything but OK to stop; the item is gone after the call. */
typedef enum status item_fn(struct ctx *cx, void *arg, const struct item *item);

/*
 * Call FN for each object that may match, by name or, with a span, by end, with
 * a small arena per portion: memory does not grow with the collection.  Inside
 * FN cx->arena is that small one, so what must stay goes elsewhere.
 */
enum status db_item_each(struct ctx *cx, const struct collection *c,
    const struct item_filter *filter, item_fn *fn, void *arg) NODISCARD;

/* The ones of these names that are there, in any order. */
enum status db_item_find_many(struct ctx *cx, const struct collection *c,
    const char *const *names, size_t count, struct item **out, size_t *found) NODISCARD;

#endif
