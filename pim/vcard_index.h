/*
 * What queries ask of contacts, taken out of a card once, when it is stored.
 */
#ifndef PIM_VCARD_INDEX_H
#define PIM_VCARD_INDEX_H

#include "pim/vcard_value.h"

struct vcard_index {
	const char		*uid;		/* "" when it has none */
	const char		*kind;		/* "individual", "group", "org" … */
	const char		*name;		/* what a list shows: FN, N, ORG, EMAIL, or "" */
	const char		*sort;		/* folded: SORT-AS, SORT-STRING, N, or name */
	struct content_list	 emails;	/* lower case, each once, preferred first */
	struct content_list	 phones;	/* digits, a leading "+" kept, each once */
	struct content_list	 members;	/* UIDs, or "mailto:…", of a group */
	const char		*birthday;	/* "1985-04-12", "--04-12", "1985-04", "1985"; "" */
	bool			 has_photo;
	const char		*search;	/* all that a person reads, folded */
};

/* Begins a search text that does not hold everything, since a card is very long. */
#define VCARD_SEARCH_CUT	"xqzcutzqx "

void vcard_index(struct ctx *cx, const struct vcard *card, struct vcard_index *out);

/*
 * Text for search without regard to case and accents: "Grüße" gives "grusse".
 * The words that somebody types go through the same.
 */
const char *vcard_fold(struct ctx *cx, const char *text);

/*
 * What the search text of every card holds whose property NAME contains TEXT
 * under any collation, unless it is cut; NULL when nothing can be said.
 */
const char *vcard_search_word(struct ctx *cx, const char *name, const char *text);

#endif
