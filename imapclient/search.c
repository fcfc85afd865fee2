#include <stdio.h>
#include <string.h>

#include "imapclient/private.h"
#include "imapclient/search.h"

/* Criteria are kept as words until the server's literals are known. */
struct search_word {
	struct search_word	*next;
	const char		*text;
	bool			 argument;	/* of others: through the guard */
};

void
imap_search_open(struct imap_search *s, struct arena *arena)
{
	*s = (struct imap_search){ .arena = arena };
	s->last = arena_alloc(arena, sizeof *s->last);
	s->need[0] = 0;
}

static void
word(struct imap_search *s, const char *text, bool argument)
{
	struct search_word *w = arena_alloc(s->arena, sizeof *w);

	*w = (struct search_word){ .text = arena_strdup(s->arena, text), .argument = argument };
	if (s->words == NULL)
		s->words = w;
	else
		(*s->last)->next = w;
	*s->last = w;
	for (; argument && *text != '\0'; text++)
		if ((unsigned char)*text > 126)
			s->utf8 = true;
}

/* need[depth]: keys still owed to OR and NOT at this depth. */
static void
key_done(struct imap_search *s)
{
	s->any[s->depth] = true;
	if (s->need[s->depth] > 0)
		s->need[s->depth]--;
}

static void
key(struct imap_search *s, const char *text)
{
	word(s, text, false);
	key_done(s);
}

void
imap_search_begin(struct imap_search *s)
{
	if (s->depth + 1 == IMAP_SEARCH_DEPTH) {
		s->bad = "criteria nested too deep";
		return;
	}
	word(s, "(", false);
	s->depth++;
	s->need[s->depth] = 0;
	s->any[s->depth] = false;
}

void
imap_search_end(struct imap_search *s)
{
	if (s->depth == 0 || s->need[s->depth] > 0 || !s->any[s->depth]) {
		s->bad = "criteria end too early";
		return;
	}
	s->depth--;
	key(s, ")");
}

void
imap_search_or(struct imap_search *s)
{
	word(s, "OR", false);
	/* OR is one key itself, and owes two. */
	s->need[s->depth] += s->need[s->depth] > 0 ? 1 : 2;
}

void
imap_search_not(struct imap_search *s)
{
	word(s, "NOT", false);
	if (s->need[s->depth] == 0)
		s->need[s->depth] = 1;
}

void
imap_search_everything(struct imap_search *s)
{
	key(s, "ALL");
}

void
imap_search_text(struct imap_search *s, enum imap_search_field field, const char *text)
{
	static const char *const names[] = {
		[IMAP_SEARCH_TEXT] = "TEXT", [IMAP_SEARCH_BODY] = "BODY",
		[IMAP_SEARCH_SUBJECT] = "SUBJECT", [IMAP_SEARCH_FROM] = "FROM",
		[IMAP_SEARCH_TO] = "TO", [IMAP_SEARCH_CC] = "CC", [IMAP_SEARCH_BCC] = "BCC",
	};

	word(s, names[field], false);
	word(s, text, true);
	key_done(s);
}

void
imap_search_header(struct imap_search *s, const char *name, const char *text)
{
	word(s, "HEADER", false);
	word(s, name, true);
	word(s, text, true);
	key_done(s);
}

void
imap_search_flag(struct imap_search *s, enum imap_search_flag flag, bool set)
{
	static const char *const names[][2] = {
		[IMAP_SEARCH_SEEN] = { "UNSEEN", "SEEN" },
		[IMAP_SEARCH_ANSWERED] = { "UNANSWERED", "ANSWERED" },
		[IMAP_SEARCH_FLAGGED] = { "UNFLAGGED", "FLAGGED" },
		[IMAP_SEARCH_DELETED] = { "UNDELETED", "DELETED" },
		[IMAP_SEARCH_DRAFT] = { "UNDRAFT", "DRAFT" },
	};

	key(s, names[flag][set]);
}

void
imap_search_keyword(struct imap_search *s, const char *keyword, bool set)
{
	/* An atom: nothing to quote, so nothing may need it. */
	if (*keyword == '\\' || !imap_is_flag(keyword)) {
		s->bad = "no keyword";
		return;
	}
	word(s, set ? "KEYWORD" : "UNKEYWORD", false);
	word(s, keyword, false);
	key_done(s);
}

void
imap_search_uids(struct imap_search *s, const struct imap_uids *uids)
{
	if (uids->count == 0) {
		key(s, "NOT ALL");
		return;
	}
	word(s, "UID", false);
	key(s, imap_uids_format(uids, s->arena));
}

static void
day(struct imap_search *s, const char *name, int64_t seconds)
{
	char text[16];

	imap_day_write(seconds, text);
	word(s, name, false);
	key(s, text);
}

void
imap_search_since(struct imap_search *s, int64_t seconds)
{
	day(s, "SINCE", seconds);
}

void
imap_search_before(struct imap_search *s, int64_t seconds)
{
	day(s, "BEFORE", seconds);
}

static void
number(struct imap_search *s, const char *name, int64_t n)
{
	char text[24];

	/* RFC 3501 knows 32 bits. */
	snprintf(text, sizeof text, "%lld", (long long)(n < 0 ? 0 : n > UINT32_MAX ? UINT32_MAX : n));
	word(s, name, false);
	key(s, text);
}

void
imap_search_larger(struct imap_search *s, int64_t n)
{
	number(s, "LARGER", n);
}

void
imap_search_smaller(struct imap_search *s, int64_t n)
{
	number(s, "SMALLER", n);
}

/* ESEARCH (TAG "h5") UID ALL 1:3,7 or SEARCH 1 2 3 (MODSEQ 5) */
static enum status
found(struct ctx *cx, struct imap *imap, const struct imap_response *re, struct imap_uids *uids)
{
	uint64_t uid;

	if (imap_node_is(re->nodes, "SEARCH")) {
		for (const struct imap_node *n = re->nodes->next; n != NULL; n = n->next)
			if (imap_node_number(n, UINT32_MAX, &uid) && uid > 0)
				imap_uids_push(uids, (uint32_t)uid, (uint32_t)uid);
		imap_uids_settle(uids);
	} else if (imap_node_is(re->nodes, "ESEARCH")) {
		for (const struct imap_node *n = re->nodes->next; n != NULL; n = n->next)
			if (imap_node_is(n, "ALL") && (n->next == NULL || n->next->data == NULL ||
			    imap_uids_parse(uids, n->next->data, n->next->len) != OK))
				return imap_nonsense(cx, imap, "ESEARCH without a set");
	} else {
		return OK;
	}
	return re->cut ? imap_nonsense(cx, imap, "too many messages found") : OK;
}

enum status
imap_search(struct ctx *cx, struct imap *imap, struct imap_search *s, struct imap_uids *uids)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;
	bool done;

	if (s->bad != NULL)
		return fault(cx, ERR_INVALID, "%s", s->bad);
	if (s->depth > 0 || s->need[0] > 0 || !s->any[0])
		return fault(cx, ERR_INVALID, "criteria end too early");

	*uids = IMAP_UIDS_ON(s->arena);
	imap_cmd_open(&cmd, cx, imap, "UID SEARCH");
	if (imap_can(imap, IMAP_CAP_ESEARCH))
		imap_cmd_add(&cmd, " RETURN (ALL)");
	if (s->utf8)
		imap_cmd_add(&cmd, " CHARSET UTF-8");
	for (const struct search_word *w = s->words; w != NULL; w = w->next) {
		imap_cmd_add(&cmd, " ");
		if (w->argument)
			imap_cmd_string(&cmd, w->text);
		else
			imap_cmd_add(&cmd, "%s", w->text);
	}
	if ((st = imap_send(cx, imap, &cmd)) != OK)
		return st;
	while ((st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done)
		if ((st = found(cx, imap, &re, uids)) != OK)
			return st;
	return st != OK ? st : imap_outcome(cx, imap, &re, "SEARCH");
}

enum status
imap_search_all(struct ctx *cx, struct imap *imap, struct arena *arena, struct imap_uids *uids)
{
	struct imap_search s;
	enum status st;

	imap_search_open(&s, cx->arena);
	imap_search_everything(&s);
	if ((st = imap_search(cx, imap, &s, uids)) != OK)
		return st;
	uids->ranges = arena_memdup(arena, uids->ranges, uids->count * sizeof *uids->ranges);
	uids->arena = arena;
	uids->size = uids->count;
	return OK;
}
