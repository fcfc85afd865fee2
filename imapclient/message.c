/*
 * FETCH answers as structs (RFC 9051, 7.5.2).  Nothing here trusts the server:
 * what is missing or of the wrong kind stays empty.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "imapclient/private.h"

bool
imap_is_fetch(const struct imap_response *re)
{
	return re->kind == IMAP_UNTAGGED && re->nodes != NULL &&
	    imap_node_is(re->nodes->next, "FETCH");
}

static struct imap_bytes
bytes(const struct imap_node *n)
{
	if (n == NULL || (n->kind != IMAP_STRING && n->kind != IMAP_ATOM) || n->data == NULL)
		return (struct imap_bytes){ 0 };
	return (struct imap_bytes){ n->data, n->len };
}

static const char *
lower(struct arena *arena, const struct imap_node *n)
{
	const char *text = imap_node_text(n);
	char *s;

	if (text == NULL)
		return NULL;
	s = arena_strdup(arena, text);
	for (char *p = s; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return s;
}

/* Walks a list whose items have fixed places; NULL behind its end. */
static const struct imap_node *
take(const struct imap_node **at)
{
	const struct imap_node *n = *at;

	if (n != NULL)
		*at = n->next;
	return n;
}

static struct imap_address *
addresses(struct arena *arena, const struct imap_node *list)
{
	struct imap_address *first = NULL, **tail = &first;

	if (list == NULL || list->kind != IMAP_LIST)
		return NULL;
	for (const struct imap_node *n = list->child; n != NULL; n = n->next) {
		const struct imap_node *at = n->child;
		struct imap_address *a;

		if (n->kind != IMAP_LIST)
			continue;
		a = arena_alloc(arena, sizeof *a);
		a->name = bytes(take(&at));
		take(&at);			/* the source route, long dead */
		a->mailbox = bytes(take(&at));
		a->host = bytes(take(&at));
		*tail = a;
		tail = &a->next;
	}
	return first;
}

static struct imap_envelope *
envelope(struct arena *arena, const struct imap_node *list)
{
	const struct imap_node *at;
	struct imap_envelope *e;

	if (list == NULL || list->kind != IMAP_LIST)
		return NULL;
	at = list->child;
	e = arena_alloc(arena, sizeof *e);
	e->date = bytes(take(&at));
	e->subject = bytes(take(&at));
	e->from = addresses(arena, take(&at));
	e->sender = addresses(arena, take(&at));
	e->reply_to = addresses(arena, take(&at));
	e->to = addresses(arena, take(&at));
	e->cc = addresses(arena, take(&at));
	e->bcc = addresses(arena, take(&at));
	e->in_reply_to = bytes(take(&at));
	e->message_id = bytes(take(&at));
	return e;
}

static struct imap_param *
params(struct arena *arena, const struct imap_node *list)
{
	struct imap_param *first = NULL, **tail = &first;

	if (list == NULL || list->kind != IMAP_LIST)
		return NULL;
	for (const struct imap_node *n = list->child; n != NULL && n->next != NULL; n = n->next->next) {
		struct imap_param *p = arena_alloc(arena, sizeof *p);

		if ((p->name = lower(arena, n)) == NULL)
			continue;
		p->value = bytes(n->next);
		*tail = p;
		tail = &p->next;
	}
	return first;
}

/* ("attachment" ("filename" "x")) */
static void
disposition(struct arena *arena, struct imap_part *part, const struct imap_node *n)
{
	if (n == NULL || n->kind != IMAP_LIST || n->child == NULL)
		return;
	part->disposition = lower(arena, n->child);
	part->disposition_params = params(arena, n->child->next);
}

/* "de" or ("de" "en") */
static void
languages(struct arena *arena, struct imap_part *part, const struct imap_node *n)
{
	const char **list;
	size_t count = 0;

	if (n == NULL || n->kind == IMAP_NIL)
		return;
	if (n->kind == IMAP_LIST)
		for (const struct imap_node *l = n->child; l != NULL; l = l->next)
			count++;
	list = arena_array(arena, count + 2, sizeof *list);
	count = 0;
	if (n->kind != IMAP_LIST)
		list[count++] = imap_node_text(n);
	else
		for (const struct imap_node *l = n->child; l != NULL; l = l->next)
			if (imap_node_text(l) != NULL)
				list[count++] = imap_node_text(l);
	if (count > 0 && list[0] != NULL)
		part->languages = list;
}

/* The tail that all parts share: disposition, language, location. */
static void
extensions(struct arena *arena, struct imap_part *part, const struct imap_node *at)
{
	disposition(arena, part, take(&at));
	languages(arena, part, take(&at));
	part->location = bytes(take(&at));
}

/* A part waiting to be read: parts are read from a queue, not by recursion. */
struct todo {
	const struct imap_node	*node;
	struct imap_part	*part;
	const char		*prefix;	/* of the numbers of its children */
	struct todo		*next;
};

struct queue {
	struct arena	*arena;
	struct todo	**tail;
};

static struct imap_part *
enqueue(struct queue *q, const struct imap_node *node, struct imap_part *parent,
    const char *id, const char *prefix)
{
	struct imap_part *part = arena_alloc(q->arena, sizeof *part);
	struct todo *t = arena_alloc(q->arena, sizeof *t);

	part->id = id;
	part->parent = parent;
	part->lines = -1;
	part->type = part->subtype = part->encoding = "";
	*t = (struct todo){ .node = node, .part = part, .prefix = prefix };
	*q->tail = t;
	q->tail = &t->next;
	return part;
}

/* ((…)(…) "mixed" (params) disposition language location) */
static void
multipart(struct queue *q, struct todo *t)
{
	const struct imap_node *n = t->node->child;
	struct imap_part **tail = &t->part->children;
	int number = 0;

	for (; n != NULL && n->kind == IMAP_LIST; n = n->next) {
		const char *id = arena_printf(q->arena, "%s%s%d", t->prefix,
		    *t->prefix != '\0' ? "." : "", ++number);

		*tail = enqueue(q, n, t->part, id, id);
		tail = &(*tail)->next;
	}
	t->part->type = "multipart";
	if ((t->part->subtype = lower(q->arena, take(&n))) == NULL)
		t->part->subtype = "mixed";
	t->part->params = params(q->arena, take(&n));
	extensions(q->arena, t->part, n);
}

/* ("text" "plain" (params) id description encoding size …) */
static void
single(struct queue *q, struct todo *t)
{
	const struct imap_node *n = t->node->child, *inner;
	struct imap_part *part = t->part;
	uint64_t number;

	if ((part->type = lower(q->arena, take(&n))) == NULL)
		part->type = "application";
	if ((part->subtype = lower(q->arena, take(&n))) == NULL)
		part->subtype = "octet-stream";
	part->params = params(q->arena, take(&n));
	part->content_id = bytes(take(&n));
	part->description = bytes(take(&n));
	if ((part->encoding = lower(q->arena, take(&n))) == NULL)
		part->encoding = "7bit";
	if (imap_node_number(take(&n), INT64_MAX, &number))
		part->size = (int64_t)number;

	if (strcmp(part->type, "message") == 0 && n != NULL && n->kind == IMAP_LIST &&
	    (strcmp(part->subtype, "rfc822") == 0 || strcmp(part->subtype, "global") == 0)) {
		part->envelope = envelope(q->arena, take(&n));
		if ((inner = take(&n)) != NULL && inner->kind == IMAP_LIST && inner->child != NULL) {
			/* A multipart inside takes the number of its message
			 * (RFC 9051, 6.4.5.1), anything else is its part 1. */
			bool many = inner->child->kind == IMAP_LIST;

			part->children = enqueue(q, inner, part, many ? part->id :
			    arena_printf(q->arena, "%s.1", part->id), part->id);
		}
		if (imap_node_number(take(&n), INT64_MAX, &number))
			part->lines = (int64_t)number;
	} else if (strcmp(part->type, "text") == 0) {
		if (imap_node_number(take(&n), INT64_MAX, &number))
			part->lines = (int64_t)number;
	}
	part->md5 = bytes(take(&n));
	extensions(q->arena, part, n);
}

static struct imap_part *
structure(struct arena *arena, const struct imap_node *list)
{
	struct todo *first = NULL;
	struct queue q = { arena, &first };
	struct imap_part *root;
	bool many;

	if (list == NULL || list->kind != IMAP_LIST || list->child == NULL)
		return NULL;
	many = list->child->kind == IMAP_LIST;
	root = enqueue(&q, list, NULL, many ? "" : "1", many ? "" : "1");
	for (struct todo *t = first; t != NULL; t = t->next) {
		if (t->node->child != NULL && t->node->child->kind == IMAP_LIST)
			multipart(&q, t);
		else
			single(&q, t);
	}
	return root;
}

static void
flags(struct arena *arena, struct imap_message *m, const struct imap_node *list)
{
	const char **keywords;
	size_t count = 0;

	if (list == NULL || list->kind != IMAP_LIST)
		return;
	for (const struct imap_node *n = list->child; n != NULL; n = n->next)
		count++;
	keywords = arena_array(arena, count + 1, sizeof *keywords);
	count = 0;
	for (const struct imap_node *n = list->child; n != NULL; n = n->next) {
		if (imap_node_is(n, "\\Seen"))
			m->seen = 1;
		else if (imap_node_is(n, "\\Answered"))
			m->answered = 1;
		else if (imap_node_is(n, "\\Flagged"))
			m->flagged = 1;
		else if (imap_node_is(n, "\\Deleted"))
			m->deleted = 1;
		else if (imap_node_is(n, "\\Draft"))
			m->draft = 1;
		else if (!imap_node_is(n, "\\Recent") && imap_node_text(n) != NULL)
			keywords[count++] = imap_node_text(n);
	}
	m->keywords = keywords;
	m->has_flags = true;
}

/* "abc" or (abc): RFC 8474 puts ids in parentheses. */
static const char *
id_text(const struct imap_node *n)
{
	return imap_node_text(n != NULL && n->kind == IMAP_LIST ? n->child : n);
}

static void
item(struct arena *arena, struct imap_message *m, const struct imap_node *name,
    const struct imap_node *value)
{
	const char *text = imap_node_text(value);
	uint64_t number;

	if (imap_node_is(name, "UID") && imap_node_number(value, UINT32_MAX, &number))
		m->uid = (uint32_t)number;
	else if (imap_node_is(name, "FLAGS"))
		flags(arena, m, value);
	else if (imap_node_is(name, "MODSEQ") && value->kind == IMAP_LIST &&
	    imap_node_number(value->child, INT64_MAX, &number))
		m->modseq = number;
	else if (imap_node_is(name, "INTERNALDATE") && text != NULL)
		m->has_received = imap_date_read(text, &m->received);
	else if (imap_node_is(name, "SAVEDATE") && text != NULL)
		(void)imap_date_read(text, &m->saved);
	else if (imap_node_is(name, "RFC822.SIZE") && imap_node_number(value, INT64_MAX, &number))
		m->size = (int64_t)number;
	else if (imap_node_is(name, "X-GUID") || imap_node_is(name, "EMAILID"))
		m->guid = id_text(value);
	else if (imap_node_is(name, "PREVIEW"))
		m->preview = text;
	else if (imap_node_is(name, "ENVELOPE"))
		m->envelope = envelope(arena, value);
	else if (imap_node_is(name, "BODYSTRUCTURE"))
		m->structure = structure(arena, value);
	else if (name->kind == IMAP_ATOM && strncasecmp(name->data, "BODY[HEADER", 11) == 0)
		m->header = bytes(value);
	else if (name->kind == IMAP_ATOM && strncasecmp(name->data, "BODY[", 5) == 0 &&
	    (name->data[5] == ']' || (name->data[5] >= '1' && name->data[5] <= '9')))
		m->text = bytes(value);
}

void
imap_message_read(struct arena *arena, const struct imap_response *re, struct imap_message *m)
{
	const struct imap_node *list = re->nodes->next->next;

	*m = (struct imap_message){ .size = -1 };
	if (list == NULL || list->kind != IMAP_LIST)
		return;
	for (const struct imap_node *n = list->child; n != NULL && n->next != NULL; n = n->next->next)
		item(arena, m, n, n->next);
}

void
imap_messages_add(struct arena *arena, struct imap_messages *set, size_t *size,
    const struct imap_message *m)
{
	if (set->count == *size) {
		size_t more = *size == 0 ? 64 : *size * 2;
		struct imap_message *list = arena_array(arena, more, sizeof *list);

		if (set->count > 0)
			memcpy(list, set->list, set->count * sizeof *list);
		set->list = list;
		*size = more;
	}
	set->list[set->count++] = *m;
}

static int
by_uid(const void *a, const void *b)
{
	const struct imap_message *m = a, *n = b;

	if (m->uid != n->uid)
		return m->uid < n->uid ? -1 : 1;
	return m->order < n->order ? -1 : m->order > n->order;
}

/* Take from OLD what the later answer NEW did not tell again. */
static void
merge(struct imap_message *old, const struct imap_message *new)
{
	struct imap_message m = *old;

	if (new->has_flags) {
		m.seen = new->seen, m.answered = new->answered, m.flagged = new->flagged;
		m.deleted = new->deleted, m.draft = new->draft;
		m.keywords = new->keywords;
		m.has_flags = true;
	}
	if (new->modseq > m.modseq)
		m.modseq = new->modseq;
	if (new->has_received)
		m.received = new->received, m.has_received = true;
	if (new->saved != 0)
		m.saved = new->saved;
	if (new->size >= 0)
		m.size = new->size;
	if (new->guid != NULL)
		m.guid = new->guid;
	if (new->preview != NULL)
		m.preview = new->preview;
	if (new->header.data != NULL)
		m.header = new->header;
	if (new->text.data != NULL)
		m.text = new->text;
	if (new->envelope != NULL)
		m.envelope = new->envelope;
	if (new->structure != NULL)
		m.structure = new->structure;
	*old = m;
}

/*
 * In order, each UID once: a server may tell of one message in several
 * answers, and others' changes come in between.
 */
void
imap_messages_settle(struct imap_messages *set)
{
	size_t kept = 0;
	bool sorted = true;

	for (size_t i = 1; i < set->count && sorted; i++)
		sorted = set->list[i - 1].uid < set->list[i].uid;
	if (sorted)
		return;
	/* What came later stays behind what came earlier. */
	for (size_t i = 0; i < set->count; i++)
		set->list[i].order = i;
	qsort(set->list, set->count, sizeof *set->list, by_uid);
	for (size_t i = 0; i < set->count; i++) {
		if (kept > 0 && set->list[kept - 1].uid == set->list[i].uid)
			merge(&set->list[kept - 1], &set->list[i]);
		else
			set->list[kept++] = set->list[i];
	}
	set->count = kept;
}
