/*
 * The only user of libxml2 here.  Bodies come from anybody, so: a push parser
 * without entities, network and DTD (a DOCTYPE ends it), and before it sees a
 * byte a scan for tags that would make it quadratic.
 */
#include <libxml/parser.h>
#include <string.h>

#include "core/http.h"
#include "core/xml.h"

#define DEPTH_MAX	64
#define NODES_MAX	200000
#define ATTRS_MAX	32
#define TAG_MAX		8192
#define CHUNK		65536

struct reader {
	struct ctx		*cx;
	xmlParserCtxtPtr	 parser;
	struct xml_node		*root, *at;
	struct buf		 text;
	size_t			 depth, nodes;
	const char		*ns[8];
	size_t			 ns_count;
	enum status		 st;
};

static void
refuse(struct reader *r, enum status st, const char *why)
{
	if (r->st == OK)
		r->st = fault(r->cx, st, "XML: %s", why);
}

/*
 * The end of every callback: stopping frees the text that its arguments point
 * into.
 */
static void
stop_if_refused(struct reader *r)
{
	if (r->st != OK)
		xmlStopParser(r->parser);
}

static const char *
copy(struct reader *r, const xmlChar *s)
{
	return arena_strdup(r->cx->arena, (const char *)s);
}

/* libxml2, which shall know no entities, leaves an ampersand as "&#38;", and no other one is there. */
static const char *
value_of(struct reader *r, const char *value, size_t len)
{
	char *out = arena_strndup(r->cx->arena, value, len), *to = out;

	for (const char *s = out; *s != '\0'; s += strncmp(s, "&#38;", 5) == 0 ? 5 : 1)
		*to++ = *s;
	*to = '\0';
	return out;
}

/* A document has many names of few namespaces: they are kept once. */
static const char *
namespace(struct reader *r, const xmlChar *uri)
{
	const char *ns = (const char *)uri;

	if (ns == NULL)
		return "";
	if (strchr(ns, '&') != NULL)
		ns = value_of(r, ns, strlen(ns));
	for (size_t i = 0; i < r->ns_count; i++)
		if (strcmp(ns, r->ns[i]) == 0)
			return r->ns[i];
	if (r->ns_count == COUNT(r->ns))
		return copy(r, (const xmlChar *)ns);
	return r->ns[r->ns_count++] = copy(r, (const xmlChar *)ns);
}

static struct xml_node *
append(struct reader *r)
{
	struct xml_node *node = arena_alloc(r->cx->arena, sizeof *node);

	node->parent = r->at;
	if (r->at == NULL)
		r->root = node;
	else if (r->at->last == NULL)
		r->at->children = node;
	else
		r->at->last->next = node;
	if (r->at != NULL)
		r->at->last = node;
	if (++r->nodes > NODES_MAX)
		refuse(r, ERR_TOO_LARGE, "too many elements");
	return node;
}

/* What characters() collected becomes one piece. */
static void
flush_text(struct reader *r)
{
	struct xml_node *node;

	if (r->text.len == 0)
		return;
	/* libxml2 lets some wrong bytes through in CDATA. */
	if (!utf8_valid(r->text.data, r->text.len))
		refuse(r, ERR_INVALID, "not UTF-8");
	node = append(r);
	node->ns = "";
	node->text = arena_strndup(r->cx->arena, r->text.data, r->text.len);
	node->text_len = r->text.len;
	r->text.len = 0;
}

static void
on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int ns_count, const xmlChar **namespaces, int count, int defaulted, const xmlChar **attrs)
{
	struct reader *r = arg;
	struct xml_node *node;

	(void)prefix, (void)namespaces, (void)defaulted;
	if (++r->depth > DEPTH_MAX || count + ns_count > ATTRS_MAX) {
		refuse(r, ERR_TOO_LARGE, "too deep, or too many attributes");
		stop_if_refused(r);
	}
	if (r->st != OK)
		return;
	flush_text(r);
	node = append(r);
	node->ns = namespace(r, uri);
	node->name = arena_strdup(r->cx->arena, (const char *)name);
	for (int i = count; i-- > 0;) {
		const xmlChar **a = attrs + 5 * i;	/* name, prefix, URI, value, end */
		struct xml_attr *attr = arena_alloc(r->cx->arena, sizeof *attr);

		attr->ns = namespace(r, a[2]);
		attr->name = arena_strdup(r->cx->arena, (const char *)a[0]);
		attr->value = value_of(r, (const char *)a[3], (size_t)(a[4] - a[3]));
		if (!utf8_valid(attr->value, strlen(attr->value)))
			refuse(r, ERR_INVALID, "not UTF-8");
		attr->next = node->attrs;
		node->attrs = attr;
	}
	r->at = node;
	stop_if_refused(r);
}

static void
on_end(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *r = arg;

	(void)name, (void)prefix, (void)uri;
	if (r->st != OK || r->at == NULL)
		return;
	flush_text(r);
	r->at = r->at->parent;
	r->depth--;
	stop_if_refused(r);
}

static void
on_text(void *arg, const xmlChar *s, int len)
{
	struct reader *r = arg;

	if (r->st == OK && r->at != NULL && len > 0)
		buf_add(&r->text, s, (size_t)len);
}

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	refuse(arg, ERR_INVALID, "a DOCTYPE is not taken");
	stop_if_refused(arg);
}

static void
quiet(void *arg, const xmlError *error)
{
	(void)arg, (void)error;
}

static void
free_parser(void *p)
{
	xmlParserCtxtPtr parser = p;

	if (parser->myDoc != NULL)
		xmlFreeDoc(parser->myDoc);
	xmlFreeParserCtxt(parser);
}

/* Long tags: libxml2 compares each attribute with each other one. */
static bool
has_long_tag(const char *text, size_t len)
{
	const char *end = text + len, *open;

	while ((open = memchr(text, '<', (size_t)(end - text))) != NULL) {
		const char *close = memchr(open, '>', (size_t)(end - open));
		bool cdata = end - open >= 9 && memcmp(open, "<![CDATA[", 9) == 0;

		if (!cdata && (close != NULL ? close : end) - open > TAG_MAX)
			return true;
		if (close == NULL)
			return false;
		text = close;
	}
	return false;
}

enum status
xml_parse(struct ctx *cx, const char *text, size_t len, struct xml_node **root)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.internalSubset = on_doctype,
		.serror = (xmlStructuredErrorFunc)quiet,
	};
	struct reader r = { .cx = cx, .text = BUF_ON(cx->arena) };

	if (has_long_tag(text, len))
		return fault(cx, ERR_TOO_LARGE, "XML: a tag is too long");
	r.parser = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (r.parser == NULL)
		abort();
	arena_adopt(cx->arena, r.parser, free_parser);
	xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	    XML_PARSE_COMPACT);
	for (size_t done = 0; done < len && r.st == OK; done += CHUNK) {
		size_t n = len - done < CHUNK ? len - done : CHUNK;

		if (xmlParseChunk(r.parser, text + done, (int)n, 0) != XML_ERR_OK && r.st == OK)
			r.st = fault(cx, ERR_INVALID, "XML: not well-formed");
	}
	if (r.st == OK && (xmlParseChunk(r.parser, NULL, 0, 1) != XML_ERR_OK ||
	    !r.parser->wellFormed || !r.parser->nsWellFormed || r.root == NULL) && r.st == OK)
		r.st = fault(cx, ERR_INVALID, "XML: not well-formed");
	if (r.st == OK)
		*root = r.root;
	return r.st;
}

bool
xml_is(const struct xml_node *node, const char *ns, const char *name)
{
	return node != NULL && node->name != NULL && strcmp(node->name, name) == 0 &&
	    strcmp(node->ns, ns) == 0;
}

static struct xml_node *
element(struct xml_node *node)
{
	while (node != NULL && node->name == NULL)
		node = node->next;
	return node;
}

struct xml_node *
xml_first(const struct xml_node *node)
{
	return node != NULL ? element(node->children) : NULL;
}

struct xml_node *
xml_next(const struct xml_node *node)
{
	return element(node->next);
}

static struct xml_node *
seek(struct xml_node *node, const char *ns, const char *name)
{
	while (node != NULL && !xml_is(node, ns, name))
		node = node->next;
	return node;
}

struct xml_node *
xml_child(const struct xml_node *node, const char *ns, const char *name)
{
	return node != NULL ? seek(node->children, ns, name) : NULL;
}

struct xml_node *
xml_again(const struct xml_node *node, const char *ns, const char *name)
{
	return seek(node->next, ns, name);
}

static void
collect(struct buf *out, const struct xml_node *node)
{
	for (const struct xml_node *n = node->children; n != NULL; n = n->next)
		if (n->name == NULL)
			buf_add(out, n->text, n->text_len);
		else
			collect(out, n);
}

const char *
xml_text(struct arena *arena, const struct xml_node *node)
{
	struct buf out = BUF_ON(arena);

	if (node != NULL)
		collect(&out, node);
	return buf_str(&out);
}

const char *
xml_word(struct arena *arena, const struct xml_node *node)
{
	const char *s = xml_text(arena, node);
	size_t len;

	s += strspn(s, " \t\r\n");
	len = strlen(s);
	while (len > 0 && strchr(" \t\r\n", s[len - 1]) != NULL)
		len--;
	return arena_strndup(arena, s, len);
}

const char *
xml_attr(const struct xml_node *node, const char *name)
{
	for (const struct xml_attr *a = node->attrs; a != NULL; a = a->next)
		if (*a->ns == '\0' && strcmp(a->name, name) == 0)
			return a->value;
	return NULL;
}

void
xml_escape_n(struct buf *out, const char *text, size_t len)
{
	/* All of ASCII but quote, ampersand, brackets and controls. */
	static const bool plain[256] = {
		['\t' ... '\n'] = true, [' ' ... '!'] = true, ['#' ... '%'] = true,
		['\'' ... ';'] = true, ['='] = true, ['?' ... '~'] = true,
	};
	const char *end = text + len, *from = text;

	for (const char *s = text; s < end; s++) {
		unsigned char c = (unsigned char)*s;
		const char *with = NULL;
		size_t width = 1;

		if (plain[c])
			continue;
		switch (c) {
		case '<':
			with = "&lt;";
			break;
		case '>':
			with = "&gt;";
			break;
		case '&':
			with = "&amp;";
			break;
		case '"':
			with = "&quot;";
			break;
		case '\r':
			with = "&#13;";
			break;
		default:
			if (c < 0x20)
				with = "";
			/* U+FFFE and U+FFFF are no characters of XML */
			if (c == 0xef && end - s >= 3 && (unsigned char)s[1] == 0xbf &&
			    (unsigned char)s[2] >= 0xbe) {
				with = "";
				width = 3;
			}
		}
		if (with == NULL)
			continue;
		buf_add(out, from, (size_t)(s - from));
		buf_puts(out, with);
		s += width - 1;
		from = s + 1;
	}
	buf_add(out, from, (size_t)(end - from));
}

void
xml_escape(struct buf *out, const char *text)
{
	xml_escape_n(out, text, strlen(text));
}

/* NS is the default namespace where this stands. */
static void
write_node(struct buf *out, const struct xml_node *node, const char *ns, xml_write_fn *own, void *arg)
{
	int n = 0;

	if (node->name == NULL) {
		xml_escape_n(out, node->text, node->text_len);
		return;
	}
	if (own != NULL && own(arg, node))
		return;
	buf_printf(out, "<%s", node->name);
	if (strcmp(ns, node->ns) != 0) {
		buf_puts(out, " xmlns=\"");
		xml_escape(out, node->ns);
		buf_putc(out, '"');
	}
	for (const struct xml_attr *a = node->attrs; a != NULL; a = a->next) {
		if (strcmp(a->ns, "http://www.w3.org/XML/1998/namespace") == 0) {
			buf_printf(out, " xml:%s=\"", a->name);
		} else if (*a->ns != '\0') {
			buf_printf(out, " xmlns:a%d=\"", n);
			xml_escape(out, a->ns);
			buf_printf(out, "\" a%d:%s=\"", n++, a->name);
		} else {
			buf_printf(out, " %s=\"", a->name);
		}
		xml_escape(out, a->value);
		buf_putc(out, '"');
	}
	if (node->children == NULL) {
		buf_puts(out, "/>");
		return;
	}
	buf_putc(out, '>');
	for (const struct xml_node *child = node->children; child != NULL; child = child->next)
		write_node(out, child, node->ns, own, arg);
	buf_printf(out, "</%s>", node->name);
}

void
xml_write(struct buf *out, const struct xml_node *node)
{
	/* Something that no namespace equals: the element always names its own. */
	write_node(out, node, "\xff", NULL, NULL);
}

void
xml_write_with(struct buf *out, const struct xml_node *node, xml_write_fn *own, void *arg)
{
	write_node(out, node, "\xff", own, arg);
}
