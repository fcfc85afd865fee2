#include <string.h>

#include "dav/filter.h"
#include "dav/private.h"

static enum status
invalid(struct ctx *cx, const char *why)
{
	return dav_refuse(cx, ERR_INVALID, "CARD:valid-filter", why);
}

/* "allof" or "anyof", which is the default. */
static enum status
read_test(struct ctx *cx, const struct xml_node *node, bool *is_allof)
{
	const char *test = xml_attr(node, "test");

	*is_allof = test != NULL && strcmp(test, "allof") == 0;
	return test == NULL || *is_allof || strcmp(test, "anyof") == 0 ? OK :
	    invalid(cx, "an unknown test");
}

static enum status
read_param(struct ctx *cx, const struct xml_node *node, struct vcard_param_filter **out)
{
	struct vcard_param_filter *f = arena_alloc(cx->arena, sizeof *f);
	const struct xml_node *text = xml_child(node, NS_CARDDAV, "text-match");

	f->name = xml_attr(node, "name");
	f->is_not_defined = xml_child(node, NS_CARDDAV, "is-not-defined") != NULL;
	*out = f;
	if (f->name == NULL)
		return invalid(cx, "a param-filter without name");
	return text != NULL ? dav_text_match(cx, text, &f->match) : OK;
}

static enum status
read_prop(struct ctx *cx, const struct xml_node *node, struct vcard_prop_filter **out)
{
	struct vcard_prop_filter *f = arena_alloc(cx->arena, sizeof *f);
	struct vcard_param_filter **param = &f->params;
	struct text_match **match = &f->matches;
	enum status st;

	f->name = xml_attr(node, "name");
	*out = f;
	if (f->name == NULL)
		return invalid(cx, "a prop-filter without name");
	st = read_test(cx, node, &f->is_allof);
	for (const struct xml_node *e = xml_first(node); e != NULL && st == OK; e = xml_next(e)) {
		if (xml_is(e, NS_CARDDAV, "is-not-defined")) {
			f->is_not_defined = true;
		} else if (xml_is(e, NS_CARDDAV, "text-match")) {
			if ((st = dav_text_match(cx, e, match)) == OK)
				match = &(*match)->next;
		} else if (xml_is(e, NS_CARDDAV, "param-filter")) {
			if ((st = read_param(cx, e, param)) == OK)
				param = &(*param)->next;
		} else {
			st = invalid(cx, "something unknown in a prop-filter");
		}
	}
	return st;
}

enum status
dav_filter_card(struct ctx *cx, const struct xml_node *node, struct vcard_filter *out)
{
	struct vcard_prop_filter **at = &out->props;
	enum status st;

	*out = (struct vcard_filter){ 0 };
	if (node == NULL)
		return invalid(cx, "no filter");
	st = read_test(cx, node, &out->is_allof);
	for (const struct xml_node *e = xml_first(node); e != NULL && st == OK; e = xml_next(e)) {
		if (!xml_is(e, NS_CARDDAV, "prop-filter"))
			st = invalid(cx, "something unknown in a filter");
		else if ((st = read_prop(cx, e, at)) == OK)
			at = &(*at)->next;
	}
	return st;
}
