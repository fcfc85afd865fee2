#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/vcard_value.h"

const char *
vcard_get(struct ctx *cx, const struct vcard *card, const char *name)
{
	const struct content_line *line = vcard_preferred(card, name);

	return line != NULL ? content_text(cx->arena, line) : NULL;
}

/* Part I of a structured value, its own values joined; "" when it is missing. */
static const char *
part(struct ctx *cx, const struct content_list *parts, size_t i, const char *between)
{
	struct buf out = BUF_ON(cx->arena);
	struct content_list values;

	if (i >= parts->count || parts->items[i][0] == '\0')
		return "";
	values = content_texts(cx->arena, parts->items[i], strlen(parts->items[i]), ',');
	for (size_t v = 0; v < values.count; v++) {
		if (v > 0)
			buf_puts(&out, between);
		buf_puts(&out, values.items[v]);
	}
	return buf_str(&out);
}

bool
vcard_get_name(struct ctx *cx, const struct vcard *card, struct vcard_name *out)
{
	const struct content_line *line = vcard_preferred(card, "N");
	struct content_list parts;

	if (line == NULL)
		return false;
	parts = content_split(cx->arena, line->value, line->value_len, ';');
	*out = (struct vcard_name){
		.family = part(cx, &parts, 0, " "),
		.given = part(cx, &parts, 1, " "),
		.additional = part(cx, &parts, 2, " "),
		.prefix = part(cx, &parts, 3, " "),
		.suffix = part(cx, &parts, 4, " "),
	};
	return true;
}

void
vcard_get_address(struct ctx *cx, const struct content_line *line, struct vcard_address *out)
{
	struct content_list parts = content_split(cx->arena, line->value, line->value_len, ';');

	*out = (struct vcard_address){
		.po_box = part(cx, &parts, 0, ", "),
		.extended = part(cx, &parts, 1, ", "),
		.street = part(cx, &parts, 2, ", "),
		.locality = part(cx, &parts, 3, ", "),
		.region = part(cx, &parts, 4, ", "),
		.code = part(cx, &parts, 5, ", "),
		.country = part(cx, &parts, 6, ", "),
		.label = content_param_text(line, "LABEL"),
	};
}

struct content_list
vcard_get_parts(struct ctx *cx, const struct content_line *line)
{
	return content_texts(cx->arena, line->value, line->value_len, ';');
}

/* Append MORE to LIST, whose ROOM is kept by the caller. */
static void
append(struct ctx *cx, struct content_list *list, size_t *room, const char *const *more,
    size_t count)
{
	if (list->count + count > *room) {
		const char **items;

		*room = (list->count + count) * 2;
		items = arena_array(cx->arena, *room, sizeof *items);
		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof *items);
		list->items = items;
	}
	for (size_t i = 0; i < count; i++)
		list->items[list->count++] = more[i];
}

struct content_list
vcard_get_list(struct ctx *cx, const struct vcard *card, const char *name)
{
	struct content_list all = { 0 };
	size_t room = 0;

	for (const struct content_line *l = vcard_find(card, name); l != NULL; l = vcard_next(l, name)) {
		struct content_list some = content_texts(cx->arena, l->value, l->value_len, ',');

		append(cx, &all, &room, some.items, some.count);
	}
	return all;
}

const char *
vcard_plain(struct ctx *cx, const struct content_line *line)
{
	const char *value = content_text(cx->arena, line);

	if (content_is(line, "TEL") && strncasecmp(value, "tel:", 4) == 0)
		return value + 4;
	if (content_is(line, "EMAIL") && strncasecmp(value, "mailto:", 7) == 0)
		return value + 7;
	return value;
}

/* Apple wraps labels of its own: "_$!<HomePage>!$_". */
static char *
unwrapped(char *label)
{
	size_t len = strlen(label);

	if (len < 8 || strncmp(label, "_$!<", 4) != 0 || strcmp(label + len - 4, ">!$_") != 0)
		return label;
	label[len - 4] = '\0';
	return label + 4;
}

static int
by_group(const void *a, const void *b)
{
	const struct content_line *const *x = a, *const *y = b;

	return strcasecmp((*x)->group, (*y)->group);
}

/* The lines X-ABLabel in the order of their groups, so that many entries find theirs soon. */
static const struct content_line **
labels(struct ctx *cx, const struct vcard *card, size_t *count)
{
	const struct content_line **found;
	size_t n = 0;

	for (const struct content_line *l = vcard_find(card, "X-ABLabel"); l != NULL;
	    l = vcard_next(l, "X-ABLabel"))
		n += l->group != NULL;
	*count = n;
	found = arena_array(cx->arena, n, sizeof *found);
	n = 0;
	for (const struct content_line *l = vcard_find(card, "X-ABLabel"); l != NULL;
	    l = vcard_next(l, "X-ABLabel"))
		if (l->group != NULL)
			found[n++] = l;
	if (n > 1)
		qsort(found, n, sizeof *found, by_group);
	return found;
}

static const char *
label_of(struct ctx *cx, const struct content_line *line, const struct content_line **all, size_t count)
{
	const struct content_line **found;

	if (line->group == NULL || count == 0)
		return NULL;
	found = bsearch(&line, all, count, sizeof *all, by_group);
	return found != NULL ? unwrapped(content_text(cx->arena, *found)) : NULL;
}

const struct vcard_entry *
vcard_get_all(struct ctx *cx, const struct vcard *card, const char *name, size_t *count)
{
	struct vcard_entry *entries, *e;
	const struct content_line **all;
	size_t n = 0, label_count;

	for (const struct content_line *l = vcard_find(card, name); l != NULL; l = vcard_next(l, name))
		n++;
	*count = n;
	if (n == 0)
		return NULL;
	all = labels(cx, card, &label_count);
	e = entries = arena_array(cx->arena, n, sizeof *entries);
	for (const struct content_line *l = vcard_find(card, name); l != NULL; l = vcard_next(l, name))
		*e++ = (struct vcard_entry){
			.value = vcard_plain(cx, l),
			.label = label_of(cx, l, all, label_count),
			.pref = vcard_pref(l),
			.line = l,
		};
	return entries;
}

const char *
vcard_kind(struct ctx *cx, const struct vcard *card)
{
	const char *kind = vcard_get(cx, card, "KIND");
	char *lower;

	if (kind == NULL)
		kind = vcard_get(cx, card, "X-ADDRESSBOOKSERVER-KIND");
	if (kind == NULL || *kind == '\0')
		return "individual";
	lower = arena_strdup(cx->arena, kind);
	for (char *c = lower; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return lower;
}

bool
vcard_is_group(const struct vcard *card)
{
	const struct content_line *kind = vcard_find(card, "KIND");

	if (kind == NULL)
		kind = vcard_find(card, "X-ADDRESSBOOKSERVER-KIND");
	return kind != NULL && strcasecmp(kind->value, "group") == 0;
}

struct content_list
vcard_members(struct ctx *cx, const struct vcard *card)
{
	struct content_list all = { 0 };
	size_t room = 0;

	for (const struct content_line *l = card->lines; l != NULL; l = l->next)
		if (content_is(l, "MEMBER") || content_is(l, "X-ADDRESSBOOKSERVER-MEMBER")) {
			const char *uri = content_text(cx->arena, l);

			append(cx, &all, &room, &uri, 1);
		}
	return all;
}

const char *
vcard_member_uid(const char *uri)
{
	if (strncasecmp(uri, "urn:uuid:", 9) == 0)
		return uri + 9;
	return strchr(uri, ':') == NULL && *uri != '\0' ? uri : NULL;
}
