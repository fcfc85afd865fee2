/*
 * The text in XML that office programs wrote, piece by piece as it is unpacked.
 * A reader of our own, since all that is wanted is words: it keeps no tree,
 * knows no entity but XML's five and numbers (so there is nothing to multiply),
 * and takes a DOCTYPE for something to leave out.  What is not well-formed is
 * read as far as it makes sense; text is taken to be UTF-8.
 */
#ifndef DECODE_MARKUP_H
#define DECODE_MARKUP_H

#include <stdbool.h>

#include "core/buf.h"

#define MARKUP_NAME_MAX	24	/* of an element, without its prefix; longer ones are none of those that matter */

enum markup_text {
	MARKUP_ALL,	/* OpenDocument: whatever is no markup */
	MARKUP_RUNS	/* Office Open XML: what is in <t> and <v>; the rest is numbers for the layout */
};

struct markup {
	enum markup_text what;
	struct buf	*out;
	size_t		 most;		/* bytes that OUT may have */

	enum { IN_TEXT, IN_ENTITY, AT_TAG, IN_NAME, IN_TAG, IN_QUOTES, AT_DECLARATION,
	    IN_DECLARATION, IN_COMMENT, IN_INSTRUCTION, AT_CDATA, IN_CDATA } state;
	char		 name[MARKUP_NAME_MAX];	/* of the tag or entity that is read */
	size_t		 name_len;
	bool		 closing;	/* "</" */
	char		 quote;		/* that ends an attribute's value */
	char		 recent[6];	/* bytes of a tag, declaration or comment, the newest last */
	int		 depth;		/* of brackets in a declaration */
	bool		 says_shared;	/* this tag has t="s" */
	bool		 shared;	/* this cell's value is the number of a string elsewhere */
	bool		 in_run;	/* what is read now is text of a run */
	int		 hidden;	/* elements around that hold bytes, no words */
};

void markup_open(struct markup *m, enum markup_text what, struct buf *out, size_t most);

/* False when OUT is full. */
bool markup_add(struct markup *m, const char *p, size_t len);

#endif
