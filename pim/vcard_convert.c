/*
 * What concerns more than one line: parameters that all properties share,
 * labels of addresses, names to sort by.  Single properties: vcard_rule.c.
 */
#include <string.h>
#include <strings.h>

#include "pim/vcard_conversion.h"
#include "pim/vcard_convert.h"
#include "pim/vcard_prop.h"
#include "pim/vcard_value.h"

#define LABELS_MAX	100		/* LABEL lines that seek their ADR; the others stay */

static void
emit(struct conversion *cv, struct content_line *line)
{
	*cv->end = line;
	cv->end = &line->next;
}

/* TYPE="voice,home", as RFC 6350 writes it, is two types. */
static void
split_types(struct conversion *cv, struct content_line *line)
{
	bool is_joined = false;
	struct content_line old = *line;

	for (const struct content_param *p = line->params; p != NULL; p = p->next)
		for (size_t i = 0; i < p->count; i++)
			is_joined |= strcasecmp(p->name, "TYPE") == 0 &&
			    strchr(p->values[i], ',') != NULL;
	if (!is_joined)
		return;
	old.params = content_line_copy(cv->cx->arena, line)->params;
	content_param_drop(line, "TYPE");
	for (const struct content_param *p = old.params; p != NULL; p = p->next)
		for (size_t i = 0; strcasecmp(p->name, "TYPE") == 0 && i < p->count; i++) {
			struct content_list types = content_split(cv->cx->arena, p->values[i],
			    strlen(p->values[i]), ',');

			for (size_t t = 0; t < types.count && t < 20; t++)
				content_param_add(cv->cx->arena, line, "TYPE", types.items[t]);
		}
}

/*
 * The parameters that all properties share.  3.0's preferred one is TYPE=pref,
 * 4.0's has PREF=1; more than one rank exists in 4.0 alone and stays as PREF.
 */
static void
params_to_4(struct conversion *cv, struct content_line *line)
{
	bool is_preferred = vcard_has_type(line, "pref");

	for (struct content_param *p = line->params; p != NULL; p = p->next) {
		bool is_base64 = strcasecmp(p->name, "BASE64") == 0;

		if (p->count > 0)
			continue;
		p->values = arena_array(cv->cx->arena, 1, sizeof *p->values);
		p->room = 1;
		p->values[p->count++] = is_base64 ? "b" : p->name;
		p->name = is_base64 ? "ENCODING" : "TYPE";
		line->raw = NULL;
	}
	if (vcard_prop_find(line->name) == NULL)
		return;		/* who invented it knows what its parameters mean */
	split_types(cv, line);
	if (is_preferred) {
		content_param_remove(line, "TYPE", "pref");
		if (content_param(line, "PREF") == NULL)
			content_param_add(cv->cx->arena, line, "PREF", "1");
	}
	if (content_is(line, "EMAIL"))
		content_param_remove(line, "TYPE", "internet");
	if (content_param(line, "CHARSET") != NULL)
		content_param_drop(line, "CHARSET");
}

static void
params_to_3(struct conversion *cv, struct content_line *line, const struct content_line *from)
{
	const struct vcard_prop *prop = vcard_prop_find(line->name);
	size_t count;
	int pref = vcard_pref(line);

	split_types(cv, line);
	if (content_param(line, "PREF") == NULL || prop == NULL)
		return;
	if (pref == 1)
		content_param_drop(line, "PREF");
	if (pref == 1 || cv->preferred[prop - vcard_props(&count)] == from)
		content_param_add(cv->cx->arena, line, "TYPE", "pref");
}

static bool
has_types_of(const struct content_line *line, const struct content_line *other)
{
	for (const struct content_param *p = other->params; p != NULL; p = p->next)
		for (size_t i = 0; strcasecmp(p->name, "TYPE") == 0 && i < p->count; i++)
			if (strcasecmp(p->values[i], "pref") != 0 &&
			    !vcard_has_type(line, p->values[i]))
				return false;
	return true;
}

/* 3.0's LABEL goes to the ADR of its group or types; without one it stays LABEL. */
static bool
give_label(struct conversion *cv, const struct content_line *label)
{
	size_t left = VCARD_LINES_MAX;

	for (struct content_line *l = cv->to->lines; l != NULL && left > 0; l = l->next, left--) {
		if (!content_is(l, "ADR") || content_param(l, "LABEL") != NULL ||
		    !content_name_equal(l->group, label->group) ||
		    !has_types_of(l, label) || !has_types_of(label, l))
			continue;
		content_param_add(cv->cx->arena, l, "LABEL", content_text(cv->cx->arena, label));
		return true;
	}
	return false;
}

static void
labels_to_4(struct conversion *cv)
{
	struct content_line **l = &cv->to->lines;

	for (int seen = 0; *l != NULL && seen < LABELS_MAX;) {
		if (content_is(*l, "LABEL")) {
			seen++;
			if (give_label(cv, *l)) {
				*l = (*l)->next;
				continue;
			}
		}
		l = &(*l)->next;
	}
}

/* ADR;LABEL=… as a line of its own behind it, with the same types. */
static void
label_to_3(struct conversion *cv, struct content_line *line)
{
	const char *text = content_param_text(line, "LABEL");
	struct content_line *label;

	if (text == NULL)
		return;
	label = content_line_new(cv->cx->arena, "LABEL", content_escaped(cv->cx->arena, text));
	label->group = line->group;
	for (const struct content_param *p = line->params; p != NULL; p = p->next)
		for (size_t i = 0; strcasecmp(p->name, "TYPE") == 0 && i < p->count; i++)
			content_param_add(cv->cx->arena, label, "TYPE", p->values[i]);
	content_param_drop(line, "LABEL");
	emit(cv, label);
}

/* SORT-AS="Harten,Rene" sorts in 3.0 by what comes first; N keeps the whole of it. */
static void
sort_to_3(struct conversion *cv)
{
	const struct content_line *n = vcard_find(cv->from, "N");
	const char *sort = n != NULL ? content_param_text(n, "SORT-AS") : NULL;

	if (sort == NULL || cv->sort != NULL)
		return;
	sort = arena_strndup(cv->cx->arena, sort, strcspn(sort, ","));
	emit(cv, content_line_new(cv->cx->arena, "SORT-STRING",
	    content_escaped(cv->cx->arena, sort)));
}

/* 3.0 requires an N. */
static void
name_to_3(struct conversion *cv)
{
	if (cv->has_n)
		return;
	emit(cv, content_line_new(cv->cx->arena, "N", arena_printf(cv->cx->arena, "%s;;;;",
	    content_escaped(cv->cx->arena, cv->from->fn != NULL ? cv->from->fn : ""))));
}

/* The preferred line of each property that we know, in one pass. */
static void
rank(struct conversion *cv)
{
	size_t count;
	const struct vcard_prop *props = vcard_props(&count);

	cv->preferred = arena_array(cv->cx->arena, count, sizeof *cv->preferred);
	for (const struct content_line *l = cv->from->lines; l != NULL; l = l->next) {
		const struct vcard_prop *prop = vcard_prop_find(l->name);
		const struct content_line **best;
		int pref = vcard_pref(l);

		if (prop == NULL || pref == 0)
			continue;
		best = &cv->preferred[prop - props];
		if (*best == NULL || pref < vcard_pref(*best))
			*best = l;
	}
}

void
vcard_convert(struct ctx *cx, const struct vcard *card, enum vcard_version to,
    struct vcard *out)
{
	struct vcard result = *card;
	struct conversion cv = {
		.cx = cx,
		.from = card,
		.to = &result,
		.end = &result.lines,
		.sort = vcard_get(cx, card, "SORT-STRING"),
		.has_n = vcard_find(card, "N") != NULL,
		.has_kind = vcard_find(card, "KIND") != NULL,
		.has_apple_kind = vcard_find(card, "X-ADDRESSBOOKSERVER-KIND") != NULL,
		.has_anniversary = vcard_find(card, "ANNIVERSARY") != NULL,
		.has_old_anniversary = vcard_find(card, "X-ANNIVERSARY") != NULL,
	};

	if (card->version == to) {
		*out = result;
		return;
	}
	result.version = to;
	result.next = NULL;
	result.lines = NULL;
	rank(&cv);
	for (const struct content_line *l = card->lines; l != NULL; l = l->next) {
		struct content_line *line = content_line_copy(cx->arena, l);

		if (to == VCARD_4) {
			if (content_is(line, "SORT-STRING") && cv.has_n)
				continue;
			params_to_4(&cv, line);
		}
		vcard_rule_apply(&cv, line);
		if (to == VCARD_3)
			params_to_3(&cv, line, l);
		emit(&cv, line);
		if (to == VCARD_3 && content_is(line, "ADR"))
			label_to_3(&cv, line);
	}
	if (to == VCARD_3) {
		name_to_3(&cv);
		sort_to_3(&cv);
	}
	*cv.end = NULL;
	if (to == VCARD_4)
		labels_to_4(&cv);
	*out = result;
}

enum status
vcard_convert_choose(struct ctx *cx, const char *type, const char *version,
    enum vcard_version of_card, enum vcard_version *to, bool *is_json)
{
	static const char *const types[] = {
		"text/vcard", "text/x-vcard", "text/directory", "text/*", "*/*",
	};
	bool is_known = type == NULL || *type == '\0', json = false;
	enum vcard_version v = of_card;

	for (size_t i = 0; !is_known && i < COUNT(types); i++)
		is_known = strcasecmp(type, types[i]) == 0;
	if (!is_known)
		is_known = json = strcasecmp(type, "application/vcard+json") == 0;
	if (json)
		v = VCARD_4;
	if (version != NULL && *version != '\0') {
		if (strcmp(version, "3.0") == 0 && !json)
			v = VCARD_3;
		else if (strcmp(version, "4.0") == 0)
			v = VCARD_4;
		else
			is_known = false;
	}
	if (!is_known) {
		cx->condition = "CARD:supported-address-data-conversion";
		return fault(cx, ERR_INVALID, "no contact can be given as %.60s of version %.20s",
		    type != NULL ? type : "text/vcard", version != NULL ? version : "any");
	}
	*to = v;
	*is_json = json;
	return OK;
}
