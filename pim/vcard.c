/*
 * Reading is generous where a client's meaning is clear, since a contact that
 * is refused is a contact lost on a telephone; what CardDAV itself builds on
 * (one card, its version, its UID, its FN) is required.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/vcard_21.h"
#include "pim/vcard_prop.h"
#include "pim/vcard_value.h"

#define UID_MAX		1024

/* Remember which precondition failed, with the words for it. */
#define REFUSE(cx, which, st, ...) \
	((cx)->condition = "CARD:" which, fault((cx), (st), __VA_ARGS__))

/* The value of a line without blanks around it, as text. */
static const char *
trimmed(struct ctx *cx, const struct content_line *line)
{
	char *text = content_text(cx->arena, line);
	size_t len;

	while (*text == ' ' || *text == '\t')
		text++;
	for (len = strlen(text); len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'); len--)
		;
	text[len] = '\0';
	return text;
}

static bool
is_mark(struct ctx *cx, const struct content_line *line, const char *name, const char *value)
{
	return line->group == NULL && content_is(line, name) &&
	    strcasecmp(trimmed(cx, line), value) == 0;
}

static enum status
take_version(struct ctx *cx, const struct content_line *line, struct vcard *card)
{
	const char *version = trimmed(cx, line);

	if (card->version != 0)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "line %zu: VERSION again",
		    line->number);
	if (strcmp(version, "3.0") == 0)
		card->version = VCARD_3;
	else if (strcmp(version, "4.0") == 0)
		card->version = VCARD_4;
	else
		return REFUSE(cx, "supported-address-data", ERR_INVALID,
		    "a vCard of version %.20s; 3.0 and 4.0 can be stored", version);
	return OK;
}

/* UID and FN, as the card has them now. */
static void
take_marks(struct ctx *cx, struct vcard *card)
{
	const struct content_line *uid = vcard_find(card, "UID");

	card->uid = uid != NULL ? trimmed(cx, uid) : NULL;
	if (card->uid != NULL && *card->uid == '\0')
		card->uid = NULL;
	card->fn = vcard_get(cx, card, "FN");
}

/* The one card that CONTENT is. */
static enum status
take_card(struct ctx *cx, const struct content *content, struct vcard *card)
{
	struct content_line *line = content->first, **end = &card->lines, *next;
	enum status st;

	*card = (struct vcard){ .is_repaired = content->is_repaired };
	if (line == NULL || !content_is(line, "BEGIN"))
		return REFUSE(cx, "valid-address-data", ERR_INVALID,
		    "it does not begin with BEGIN:VCARD");
	if (!is_mark(cx, line, "BEGIN", "VCARD"))
		return REFUSE(cx, "supported-address-data", ERR_INVALID, "BEGIN:%.20s is no vCard",
		    line->value);

	for (line = line->next; line != NULL && !content_is(line, "END"); line = next) {
		next = line->next;
		if (content_is(line, "BEGIN"))
			return REFUSE(cx, "valid-address-data", ERR_INVALID,
			    "line %zu: BEGIN:%.20s within a vCard", line->number, line->value);
		if (line->group == NULL && content_is(line, "VERSION")) {
			if ((st = take_version(cx, line, card)) != OK)
				return st;
			continue;
		}
		*end = line;
		end = &line->next;
	}
	*end = NULL;
	if (line == NULL || !is_mark(cx, line, "END", "VCARD"))
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "END:VCARD is missing");
	if (line->next != NULL)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "line %zu: %s",
		    line->next->number, is_mark(cx, line->next, "BEGIN", "VCARD") ?
		    "more than one vCard" : "something stands behind END:VCARD");
	if (card->version == 0)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "VERSION is missing");
	take_marks(cx, card);
	return OK;
}

enum status
vcard_read(struct ctx *cx, const char *text, size_t len, struct vcard *out)
{
	static const struct content_limits limits = {
		.size = VCARD_SIZE_MAX, .lines = VCARD_LINES_MAX, .all_params = 200000,
	};
	struct content content;
	struct vcard card;
	enum status st;

	if ((st = content_read(cx, text, len, &limits, &content)) == ERR_TOO_LARGE)
		cx->condition = "CARD:max-resource-size";
	else if (st != OK)
		cx->condition = "CARD:valid-address-data";
	if (st != OK || (st = take_card(cx, &content, &card)) != OK)
		return st;
	*out = card;
	return OK;
}

enum status
vcard_parse(struct ctx *cx, const char *text, size_t len, struct vcard *out)
{
	const struct content_line *uid;
	struct vcard card;
	enum status st;

	if ((st = vcard_read(cx, text, len, &card)) != OK)
		return st;
	if (card.uid == NULL)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "UID is missing");
	if (strlen(card.uid) > UID_MAX)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "UID has more than %d octets",
		    UID_MAX);
	uid = vcard_find(&card, "UID");
	if (vcard_next(uid, "UID") != NULL)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "UID more than once");
	if (card.fn == NULL)
		return REFUSE(cx, "valid-address-data", ERR_INVALID, "FN is missing");
	*out = card;
	return OK;
}

/* Behind the line END:VCARD, or the end of TEXT. */
static const char *
card_end(const char *text, const char *end)
{
	static const char mark[] = "END:VCARD";

	while (text < end) {
		const char *nl = memchr(text, '\n', (size_t)(end - text));
		const char *next = nl != NULL ? nl + 1 : end;

		if ((size_t)(next - text) >= sizeof mark - 1 &&
		    strncasecmp(text, mark, sizeof mark - 1) == 0)
			return next;
		text = next;
	}
	return end;
}

/* Whether anything but blanks and ends of lines is left. */
static bool
has_more(const char *text, const char *end)
{
	while (text < end && strchr(" \t\r\n", *text) != NULL && *text != '\0')
		text++;
	return text < end;
}

/* A card that is imported may be of version 2.1. */
static enum status
read_any(struct ctx *cx, const char *text, size_t len, struct vcard *out)
{
	bool is_old = vcard_21_is(text, len);
	enum status st;

	if (is_old && (st = vcard_21_upgrade(cx, text, len, &text, &len)) != OK)
		return st;
	if ((st = vcard_read(cx, text, len, out)) == OK)
		out->is_repaired |= is_old;
	return st;
}

enum status
vcard_read_all(struct ctx *cx, const char *text, size_t len, struct vcard **first, size_t *count)
{
	const char *end = text + len, *next;
	struct vcard *cards = NULL, **last = &cards;
	size_t n = 0;
	enum status st;

	for (; has_more(text, end); text = next) {
		struct vcard *card = arena_alloc(cx->arena, sizeof *card);

		if (++n > VCARD_FILE_MAX)
			return fault(cx, ERR_TOO_LARGE, "more than %d vCards", VCARD_FILE_MAX);
		next = card_end(text, end);
		if ((st = read_any(cx, text, (size_t)(next - text), card)) != OK) {
			const char *why = arena_strdup(cx->arena, cx->fault_text);

			ctx_forgive(cx);
			return fault(cx, st, "vCard %zu: %s", n, why);
		}
		*last = card;
		last = &card->next;
	}
	*first = cards;
	if (count != NULL)
		*count = n;
	return OK;
}

/* How often the property stands, where translations of one (ALTID) count once. */
static size_t
count_apart(const struct vcard *card, const char *name)
{
	const char *altid = NULL;
	size_t n = 0;
	const struct content_line *l = vcard_find(card, name);

	for (; l != NULL; l = vcard_next(l, name)) {
		const char *own = content_param_text(l, "ALTID");

		if (own == NULL || altid == NULL || strcmp(own, altid) != 0)
			n++;
		altid = own;
	}
	return n;
}

const char *
vcard_complaint(struct ctx *cx, const struct vcard *card)
{
	static const char *const dates[] = { "BDAY", "ANNIVERSARY", "DEATHDATE" };
	size_t count;
	const struct vcard_prop *props = vcard_props(&count);

	if (card->fn == NULL)
		return "FN missing";
	if (card->version == VCARD_3 && vcard_find(card, "N") == NULL)
		return "N missing";
	for (size_t i = 0; i < count; i++) {
		const char *type = card->version == VCARD_4 ? props[i].type4 : props[i].type3;

		if (props[i].is_single && type != NULL && count_apart(card, props[i].name) > 1)
			return arena_printf(cx->arena, "%s more than once", props[i].name);
	}
	for (size_t i = 0; i < COUNT(dates); i++) {
		struct vcard_date date;

		if (vcard_find(card, dates[i]) != NULL &&
		    vcard_get_date(cx, card, dates[i], &date) != OK) {
			ctx_forgive(cx);
			return arena_printf(cx->arena, "%s is no date", dates[i]);
		}
	}
	for (const struct content_line *l = card->lines; l != NULL; l = l->next) {
		const char *pref = content_param_text(l, "PREF");

		if (card->version == VCARD_4 && pref != NULL && vcard_pref(l) == 0)
			return arena_printf(cx->arena, "PREF of %s is not 1 to 100", l->name);
	}
	if (card->version == VCARD_4 && vcard_find(card, "MEMBER") != NULL && !vcard_is_group(card))
		return "MEMBER without KIND:group";
	return NULL;
}

void
vcard_append(struct buf *out, const struct vcard *card)
{
	buf_puts(out, "BEGIN:VCARD\r\n");
	buf_puts(out, card->version == VCARD_4 ? "VERSION:4.0\r\n" : "VERSION:3.0\r\n");
	for (const struct content_line *l = card->lines; l != NULL; l = l->next)
		content_write(out, l);
	buf_puts(out, "END:VCARD\r\n");
}

const char *
vcard_text(struct ctx *cx, const struct vcard *card, size_t *len)
{
	struct buf out = BUF_ON(cx->arena);

	vcard_append(&out, card);
	if (len != NULL)
		*len = out.len;
	return buf_str(&out);
}

static struct content_line *
named(struct content_line *line, const char *name)
{
	while (line != NULL && !content_is(line, name))
		line = line->next;
	return line;
}

struct content_line *
vcard_find(const struct vcard *card, const char *name)
{
	return named(card->lines, name);
}

struct content_line *
vcard_next(const struct content_line *line, const char *name)
{
	return named(line->next, name);
}

struct content_line *
vcard_preferred(const struct vcard *card, const char *name)
{
	struct content_line *best = NULL;
	int best_pref = 101;

	for (struct content_line *l = vcard_find(card, name); l != NULL; l = vcard_next(l, name)) {
		int pref = vcard_pref(l);

		if (best == NULL || (pref != 0 && pref < best_pref)) {
			best = l;
			best_pref = pref != 0 ? pref : 101;
		}
	}
	return best;
}

void
vcard_add(struct vcard *card, struct content_line *line)
{
	struct content_line **end = &card->lines;

	while (*end != NULL)
		end = &(*end)->next;
	line->next = NULL;
	*end = line;
}

void
vcard_remove(struct vcard *card, const struct content_line *line)
{
	for (struct content_line **l = &card->lines; *l != NULL; l = &(*l)->next)
		if (*l == line) {
			*l = line->next;
			return;
		}
}

void
vcard_put(struct ctx *cx, struct vcard *card, const char *name, const char *value)
{
	struct content_line *line = vcard_find(card, name), **more;

	if (line == NULL) {
		vcard_add(card, content_line_new(cx->arena, name, value));
	} else {
		content_set_value(cx->arena, line, value, strlen(value));
		for (more = &line->next; *more != NULL;) {
			if (content_is(*more, name))
				*more = (*more)->next;
			else
				more = &(*more)->next;
		}
	}
	take_marks(cx, card);
}

bool
vcard_has_type(const struct content_line *line, const char *type)
{
	size_t len = strlen(type);

	for (const struct content_param *p = line->params; p != NULL; p = p->next) {
		if (p->count == 0 && strcasecmp(p->name, type) == 0)
			return true;
		if (strcasecmp(p->name, "TYPE") != 0)
			continue;
		/* RFC 6350 itself writes TYPE="voice,home". */
		for (size_t i = 0; i < p->count; i++)
			for (const char *v = p->values[i];; v += strcspn(v, ",") + 1) {
				size_t n = strcspn(v, ",");

				if (n == len && strncasecmp(v, type, len) == 0)
					return true;
				if (v[n] == '\0')
					break;
			}
	}
	return false;
}

int
vcard_pref(const struct content_line *line)
{
	const char *pref = content_param_text(line, "PREF");
	char *end;
	long n;

	if (pref != NULL) {
		n = strtol(pref, &end, 10);
		return *pref != '\0' && *end == '\0' && n >= 1 && n <= 100 ? (int)n : 0;
	}
	return vcard_has_type(line, "pref") ? 1 : 0;
}
