/*
 * XML request bodies as a small tree, and text for answers.
 */
#ifndef CORE_XML_H
#define CORE_XML_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/ctx.h"

struct xml_attr {
	const char	*ns;		/* "" without one */
	const char	*name, *value;
	struct xml_attr	*next;
};

struct xml_node {
	const char	*ns;		/* "" without one */
	const char	*name;		/* NULL: a piece of text */
	const char	*text;
	size_t		 text_len;
	struct xml_attr	*attrs;
	struct xml_node	*children, *last, *next, *parent;
};

#define XML_MAX		(512u << 10)	/* bytes of a body */
#define XML_MAX_LIST	(4u << 20)	/* of one that lists objects */

/*
 * Read one document.  ERR_INVALID when it is not well-formed or has a DOCTYPE,
 * ERR_TOO_LARGE past a limit: depth, elements, attributes, the length of a tag.
 */
enum status xml_parse(struct ctx *cx, const char *text, size_t len, struct xml_node **root) NODISCARD;

bool xml_is(const struct xml_node *node, const char *ns, const char *name);

/* The first element inside, or behind; NULL at the end. */
struct xml_node *xml_first(const struct xml_node *node);
struct xml_node *xml_next(const struct xml_node *node);

/* The first element of this name inside, or behind. */
struct xml_node *xml_child(const struct xml_node *node, const char *ns, const char *name);
struct xml_node *xml_again(const struct xml_node *node, const char *ns, const char *name);

/* The text inside, with that of elements within; "" when there is none. */
const char *xml_text(struct arena *arena, const struct xml_node *node);

/* The same without blanks around it. */
const char *xml_word(struct arena *arena, const struct xml_node *node);

/* An attribute without namespace; NULL when missing. */
const char *xml_attr(const struct xml_node *node, const char *name);

/* Text with escapes; what XML cannot hold is left out, CR stays CR. */
void xml_escape(struct buf *out, const char *text);
void xml_escape_n(struct buf *out, const char *text, size_t len);

/* A whole element with all namespaces that it needs, so that it can stand anywhere. */
void xml_write(struct buf *out, const struct xml_node *node);

/* The same, but for what OWN writes in the place of an element: it says whether it did. */
typedef bool xml_write_fn(void *arg, const struct xml_node *node);
void xml_write_with(struct buf *out, const struct xml_node *node, xml_write_fn *own, void *arg);

#endif
