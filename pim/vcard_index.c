/*
 * A card of many thousand values must not make a row of many megabytes: what
 * the index takes is cut, since the card itself keeps everything.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "pim/vcard_index.h"
#include "pim/vcard_prop.h"

#define TEXT_MAX	2000		/* octets of one value in the search text */
#define SEARCH_MAX	32000		/* … and of all of it, before folding */
#define NAME_MAX_LEN	1000
#define PHONE_MAX	40
#define LIST_MAX	500		/* addresses, numbers; linear search within */
#define MEMBERS_MAX	10000

/* The longest part of S of at most MAX octets that ends between characters. */
static size_t
cut(const char *s, size_t max)
{
	size_t n = strnlen(s, max);

	if (s[n] == '\0')
		return n;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static bool
is_ascii(const char *s)
{
	while (*s != '\0' && (unsigned char)*s < 0x80)
		s++;
	return *s == '\0';
}

const char *
vcard_fold(struct ctx *cx, const char *text)
{
	struct buf out = BUF_ON(cx->arena);
	uint8_t *folded;
	size_t len;

	if (is_ascii(text)) {
		char *lower = arena_strdup(cx->arena, text);

		for (char *c = lower; *c != '\0'; c++)
			*c = (char)tolower((unsigned char)*c);
		return lower;
	}
	folded = u8_casefold((const uint8_t *)text, strlen(text), NULL, UNINORM_NFKD, NULL, &len);
	if (folded == NULL)
		abort();	/* no memory: the text is UTF-8 */
	for (size_t i = 0; i < len;) {
		ucs4_t uc;
		int n = u8_mbtoucr(&uc, folded + i, len - i);

		if (n <= 0)
			break;
		if (uc == 0x131)
			buf_putc(&out, 'i');	/* without a dot: some call it the same letter */
		else if (uc_combining_class(uc) == UC_CCC_NR)
			buf_add(&out, folded + i, (size_t)n);
		i += (size_t)n;
	}
	free(folded);
	return buf_str(&out);
}

/* LIST has room for MAX; each value once. */
static void
add_once(struct content_list *list, size_t max, const char *value)
{
	if (*value == '\0' || list->count == max)
		return;
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i], value) == 0)
			return;
	list->items[list->count++] = value;
}

/* "+49 (30) 1234" to "+49301234". */
static const char *
only_digits(struct ctx *cx, const char *number)
{
	char *out = arena_alloc(cx->arena, PHONE_MAX + 1), *to = out;

	for (const char *c = number; *c != '\0' && *c != ';' && to < out + PHONE_MAX; c++)
		if (isdigit((unsigned char)*c) || (*c == '+' && to == out))
			*to++ = *c;
	return out;
}

static const char *
lower_ascii(struct ctx *cx, const char *text)
{
	char *out = arena_strndup(cx->arena, text, cut(text, NAME_MAX_LEN));

	for (char *c = out; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
	return out;
}

/* The values of a property, the preferred one first, made plain. */
static struct content_list
gather(struct ctx *cx, const struct vcard *card, const char *name,
    const char *(*make)(struct ctx *, const char *))
{
	struct content_list list = { 0 };
	const struct content_line *l = vcard_preferred(card, name);

	if (l == NULL)
		return list;
	list.items = arena_array(cx->arena, LIST_MAX, sizeof *list.items);
	add_once(&list, LIST_MAX, make(cx, vcard_plain(cx, l)));
	for (l = vcard_find(card, name); l != NULL && list.count < LIST_MAX; l = vcard_next(l, name))
		add_once(&list, LIST_MAX, make(cx, vcard_plain(cx, l)));
	return list;
}

static struct content_list
member_uids(struct ctx *cx, const struct vcard *card)
{
	struct content_list list = vcard_members(cx, card);

	if (list.count > MEMBERS_MAX)
		list.count = MEMBERS_MAX;
	for (size_t i = 0; i < list.count; i++) {
		const char *uid = vcard_member_uid(list.items[i]);

		if (uid != NULL)
			list.items[i] = uid;
	}
	return list;
}

/* Parts of a structured value as one text: "Smith Bob".  False when there is no room. */
static bool
add_words(struct buf *out, const char *text)
{
	size_t len = cut(text, TEXT_MAX);

	if (out->len + len > SEARCH_MAX)
		return false;
	if (len == 0)
		return true;
	if (out->len > 0)
		buf_putc(out, ' ');
	buf_add(out, text, len);
	return true;
}

/* What a list shows of this card, and never more than NAME_MAX_LEN. */
static const char *
shown_name(struct ctx *cx, const struct vcard *card, const struct vcard_name *n,
    const struct vcard_index *ix)
{
	const struct content_line *org = vcard_preferred(card, "ORG");
	const char *name = card->fn;

	if (name == NULL || *name == '\0')
		name = arena_printf(cx->arena, "%s%s%s", n->given,
		    *n->given != '\0' && *n->family != '\0' ? " " : "", n->family);
	if (*name == '\0' && org != NULL)
		name = vcard_get_parts(cx, org).items[0];
	if (*name == '\0' && ix->emails.count > 0)
		name = ix->emails.items[0];
	if (*name == '\0' && ix->phones.count > 0)
		name = ix->phones.items[0];
	return arena_strndup(cx->arena, name, cut(name, NAME_MAX_LEN));
}

static const char *
sort_name(struct ctx *cx, const struct vcard *card, const struct vcard_name *n, const char *name)
{
	const struct content_line *line = vcard_preferred(card, "N");
	const char *sort = line != NULL ? content_param_text(line, "SORT-AS") : NULL;

	if (sort == NULL)
		sort = vcard_get(cx, card, "SORT-STRING");
	if (sort == NULL && (*n->family != '\0' || *n->given != '\0'))
		sort = arena_printf(cx->arena, "%s %s", n->family, n->given);
	if (sort == NULL || *sort == '\0')
		sort = name;
	while (*sort == ' ')
		sort++;
	return vcard_fold(cx, arena_strndup(cx->arena, sort, cut(sort, NAME_MAX_LEN)));
}

static const char *
birthday(struct ctx *cx, const struct vcard *card)
{
	struct vcard_date d;
	struct buf out = BUF_ON(cx->arena);

	if (vcard_find(card, "BDAY") == NULL)
		return "";
	if (vcard_get_date(cx, card, "BDAY", &d) != OK) {
		ctx_forgive(cx);	/* kept in the card, nothing to sort by */
		return "";
	}
	if (d.text != NULL || (d.year == -1 && d.month == -1))
		return "";
	if (d.year != -1)
		buf_printf(&out, "%04d", d.year);
	else
		buf_putc(&out, '-');
	if (d.month != -1)
		buf_printf(&out, "-%02d", d.month);
	if (d.month != -1 && d.day != -1)
		buf_printf(&out, "-%02d", d.day);
	return buf_str(&out);
}

static const char *const searched[] = {
	"FN", "N", "NICKNAME", "ORG", "EMAIL", "TEL", "TITLE", "ROLE", "ADR", "CATEGORIES", "IMPP",
	"URL", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME", "X-MAIDENNAME", "NOTE",
};

static const char *
search_text(struct ctx *cx, const struct vcard *card, const struct vcard_index *ix)
{
	struct buf out = BUF_ON(cx->arena);
	bool whole = true;

	for (size_t i = 0; i < COUNT(searched); i++)
		for (const struct content_line *l = vcard_find(card, searched[i]); l != NULL && whole;
		    l = vcard_next(l, searched[i])) {
			const struct vcard_prop *prop = vcard_prop_find(searched[i]);
			size_t len = cut(l->value, TEXT_MAX);
			char *text = content_unescape(cx->arena, l->value, len);

			whole = l->value[len] == '\0';
			for (char *c = text; *c != '\0'; c++)
				if (*c == '\n' || *c == '\t' || (*c == ';' && prop != NULL &&
				    prop->shape == SHAPE_PARTS))
					*c = ' ';
			whole = add_words(&out, text) && whole;
		}
	for (size_t i = 0; i < ix->phones.count; i++)
		add_words(&out, ix->phones.items[i]);
	return arena_printf(cx->arena, "%s%s", whole ? "" : VCARD_SEARCH_CUT,
	    vcard_fold(cx, buf_str(&out)));
}

const char *
vcard_search_word(struct ctx *cx, const char *name, const char *text)
{
	const char *dot = strchr(name, '.'), *best = text;
	size_t most = 0, i = 0;

	if (dot != NULL)
		name = dot + 1;
	while (i < COUNT(searched) && strcasecmp(searched[i], name) != 0)
		i++;
	if (i == COUNT(searched))
		return NULL;
	/* What stays the same however it is folded, escaped or put together. */
	while (*text != '\0') {
		size_t n = 0;

		while (isascii((unsigned char)text[n]) &&
		    (isalnum((unsigned char)text[n]) || strchr("@._-", text[n]) != NULL) &&
		    text[n] != '\0')
			n++;
		if (n > most) {
			most = n;
			best = text;
		}
		text += n + (text[n] != '\0');
	}
	return most >= 3 ? vcard_fold(cx, arena_strndup(cx->arena, best, most)) : NULL;
}

void
vcard_index(struct ctx *cx, const struct vcard *card, struct vcard_index *out)
{
	struct vcard_name n = { "", "", "", "", "" };
	struct vcard_index ix = {
		.uid = card->uid != NULL ? card->uid : "",
		.kind = vcard_kind(cx, card),
		.emails = gather(cx, card, "EMAIL", lower_ascii),
		.phones = gather(cx, card, "TEL", only_digits),
		.members = member_uids(cx, card),
		.birthday = birthday(cx, card),
		.has_photo = vcard_find(card, "PHOTO") != NULL,
	};

	vcard_get_name(cx, card, &n);
	ix.name = shown_name(cx, card, &n, &ix);
	ix.sort = sort_name(cx, card, &n, ix.name);
	ix.search = search_text(cx, card, &ix);
	*out = ix;
}
