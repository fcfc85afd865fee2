/*
 * What a session hears of its selected mailbox by the way: a server tells of
 * others' changes before the answer to any command.  Whoever follows the mailbox
 * then need not ask about all its messages, only about those (in a large
 * mailbox the server takes long to look through all).  Needs QRESYNC, which
 * puts a UID and a modification sequence into all that is told.
 */
#include <string.h>

#include "imapclient/private.h"

#define HEARD_MAX	2000	/* ranges; beyond, asking about all is as quick */

void
imap_heard_begin(struct imap *imap, uint64_t modseq)
{
	struct imap_heard *h = &imap->heard;

	arena_close(h->arena);
	*h = (struct imap_heard){ .arena = arena_open(), .since = modseq,
		.valid = modseq > 0 && imap_can(imap, IMAP_CAP_QRESYNC) };
	h->changed = IMAP_UIDS_ON(h->arena);
	h->gone = IMAP_UIDS_ON(h->arena);
}

void
imap_heard_end(struct imap *imap)
{
	arena_close(imap->heard.arena);
	imap->heard = (struct imap_heard){ 0 };
}

static void
note_fetch(struct imap_heard *h, const struct imap_node *list)
{
	uint64_t uid = 0, modseq = 0;
	bool flags = false;

	if (list == NULL || list->kind != IMAP_LIST)
		return;
	for (const struct imap_node *n = list->child; n != NULL && n->next != NULL; n = n->next->next) {
		if (imap_node_is(n, "UID"))
			h->valid &= imap_node_number(n->next, UINT32_MAX, &uid);
		else if (imap_node_is(n, "MODSEQ"))
			h->valid &= n->next->kind == IMAP_LIST &&
			    imap_node_number(n->next->child, INT64_MAX, &modseq);
		else if (imap_node_is(n, "FLAGS"))
			flags = true;
	}
	if (modseq > h->since && uid > 0)
		imap_uids_add(&h->changed, (uint32_t)uid);
	else if ((flags && modseq == 0) || modseq > h->since)
		h->valid = false;	/* a change, and nobody knows of what */
}

void
imap_heard_note(struct imap *imap, const struct imap_response *re)
{
	struct imap_heard *h = &imap->heard;
	const struct imap_node *n = re->nodes;

	if (!h->valid || re->kind != IMAP_UNTAGGED || n == NULL)
		return;
	if (imap_is_fetch(re))
		note_fetch(h, n->next->next);
	else if (imap_node_is(n->next, "EXPUNGE"))
		h->valid = false;
	else if (imap_node_is(n, "VANISHED") && n->next != NULL && n->next->kind != IMAP_LIST)
		h->valid &= n->next->data != NULL &&
		    imap_uids_parse(&h->gone, n->next->data, n->next->len) == OK;
	h->valid &= h->changed.count <= HEARD_MAX && h->gone.count <= HEARD_MAX;
}
