/*
 * SELECT, and following a mailbox by modification sequence (RFC 7162).
 */
#include <stdlib.h>
#include <string.h>

#include "imapclient/private.h"

const char *const imap_system_flags[] = {
	"\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft", NULL,
};

static void
permanent_flags(struct imap_box *box, const struct imap_node *n)
{
	box->tells_flags = true;
	for (; n != NULL; n = n->next) {
		if (imap_node_is(n, "\\*"))
			box->any_keyword = true;
		for (unsigned i = 0; imap_system_flags[i] != NULL; i++)
			if (imap_node_is(n, imap_system_flags[i]))
				box->flags |= 1u << i;
		if (n->data != NULL && *n->data != '\\')
			box->some_keyword = true;
	}
}

/* What a SELECT tells before its answer. */
static void
box_line(struct imap_box *box, const struct imap_response *re)
{
	const struct imap_node *n = re->nodes, *code = re->code;
	uint64_t v;

	if (re->condition == IMAP_COND_NONE) {
		if (n != NULL && imap_node_is(n->next, "EXISTS") && imap_node_number(n, UINT32_MAX, &v))
			box->messages = (uint32_t)v;
		return;
	}
	if (code == NULL)
		return;
	if (imap_node_is(code, "UIDVALIDITY") && imap_node_number(code->next, UINT32_MAX, &v))
		box->uidvalidity = (uint32_t)v;
	else if (imap_node_is(code, "UIDNEXT") && imap_node_number(code->next, UINT32_MAX, &v))
		box->uidnext = (uint32_t)v;
	else if (imap_node_is(code, "HIGHESTMODSEQ") && imap_node_number(code->next, INT64_MAX, &v)) {
		box->modseq = v;
		box->has_modseq = v > 0;
	} else if (imap_node_is(code, "READ-ONLY"))
		box->read_only = true;
	else if (imap_node_is(code, "PERMANENTFLAGS") && code->next != NULL &&
	    code->next->kind == IMAP_LIST)
		permanent_flags(box, code->next->child);
}

/* VANISHED (EARLIER) 1:3,7 */
static enum status
vanished_line(struct ctx *cx, struct imap *imap, const struct imap_response *re,
    struct imap_uids *gone)
{
	const struct imap_node *n = re->nodes;

	if (!imap_node_is(n, "VANISHED"))
		return OK;
	if ((n = n->next) != NULL && n->kind == IMAP_LIST)
		n = n->next;
	if (n == NULL || n->data == NULL || imap_uids_parse(gone, n->data, n->len) != OK)
		return imap_nonsense(cx, imap, "VANISHED without a set");
	return OK;
}

static void
close_arena(void *arena)
{
	arena_close(arena);
}

/* An arena that ends with the unit of work. */
static struct arena *
scratch(struct ctx *cx)
{
	return arena_adopt(cx->arena, arena_open(), close_arena);
}

/*
 * Keywords of M onto ARENA.  Most messages have none, and those that have
 * some share them with the one before, LAST.
 */
static const char *const *
copy_keywords(struct arena *arena, const char *const *from, const char *const *last)
{
	static const char *const none[] = { NULL };
	const char **to;
	size_t count = 0;

	while (from != NULL && from[count] != NULL)
		count++;
	if (count == 0)
		return none;
	for (size_t i = 0; last != NULL; i++) {
		if (from[i] == NULL && last[i] == NULL)
			return last;
		if (from[i] == NULL || last[i] == NULL || strcmp(from[i], last[i]) != 0)
			break;
	}
	to = arena_array(arena, count + 1, sizeof *to);
	for (size_t i = 0; i < count; i++)
		to[i] = arena_strdup(arena, from[i]);
	return to;
}

/*
 * Run a command whose answers may be all of the above.  BOX and OUT may be
 * NULL.  Each answer is read on a small arena, since of a hundred thousand of
 * them only numbers stay.
 */
static enum status
follow(struct ctx *cx, struct imap *imap, struct arena *arena, struct imap_cmd *cmd,
    struct imap_box *box, struct imap_changes *out, struct imap_response *re)
{
	struct arena *turn = scratch(cx);
	const char *const *keywords = NULL;
	struct imap_message m;
	size_t size = 0;
	enum status st;
	bool done;

	if ((st = imap_send(cx, imap, cmd)) != OK)
		return st;
	for (;; arena_reset(turn)) {
		if ((st = imap_next(cx, imap, turn, re, &done)) != OK || done)
			return st;
		/* Behind [CLOSED] begins the new mailbox. */
		if (box != NULL && imap_node_is(re->code, "CLOSED")) {
			*box = (struct imap_box){ 0 };
			if (out != NULL)
				out->changed.count = out->vanished.count = 0;
			continue;
		}
		if (box != NULL)
			box_line(box, re);
		if (out == NULL)
			continue;
		if (imap_is_fetch(re)) {
			imap_message_read(turn, re, &m);
			m.keywords = keywords = copy_keywords(arena, m.keywords, keywords);
			if (m.uid != 0)
				imap_messages_add(arena, &out->changed, &size, &m);
			imap_saw(imap, m.uid);
		} else if ((st = vanished_line(cx, imap, re, &out->vanished)) != OK) {
			return st;
		}
	}
}

/* SELECT with PARAMETERS in IMAP's words. */
static enum status
select_with(struct ctx *cx, struct imap *imap, struct arena *arena, const char *name,
    const char *parameters, struct imap_box *box, struct imap_changes *out)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, "SELECT ");
	imap_cmd_mailbox(&cmd, name);
	imap_cmd_add(&cmd, "%s", parameters);
	if (cmd.bad != NULL)
		return fault(cx, ERR_INVALID, "%s", cmd.bad);
	/* Whatever becomes of it, nothing is selected before it succeeds. */
	imap_session_forget_selected(imap);
	*box = (struct imap_box){ 0 };
	if ((st = follow(cx, imap, arena, &cmd, box, out, &re)) != OK ||
	    (st = imap_outcome_of_name(cx, imap, &re, "SELECT")) != OK)
		return st;
	if (imap_node_is(re.code, "READ-ONLY"))
		box->read_only = true;
	if (box->uidvalidity == 0)
		return imap_nonsense(cx, imap, "a mailbox without UIDVALIDITY");
	imap->selected = strdup(name);
	imap->box = *box;
	return OK;
}

enum status
imap_select(struct ctx *cx, struct imap *imap, const char *name, struct imap_box *box)
{
	return select_with(cx, imap, cx->arena, name,
	    imap_can(imap, IMAP_CAP_CONDSTORE) ? " (CONDSTORE)" : "", box, NULL);
}

enum status
imap_noop(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;

	imap_cmd_open(&cmd, cx, imap, "NOOP");
	return imap_run(cx, imap, &cmd, "NOOP", cx->arena, &re);
}

enum status
imap_select_known(struct ctx *cx, struct imap *imap, const char *name, uint32_t uidvalidity,
    uint32_t uid)
{
	struct imap_box box;
	enum status st;

	if (imap->broken)
		return fault(cx, ERR_BUSY, "mail server %s: the session is gone", imap->host);
	if (imap->selected == NULL || strcmp(imap->selected, name) != 0 ||
	    imap->box.uidvalidity != uidvalidity)
		if ((st = imap_select(cx, imap, name, &box)) != OK)
			return st;
	if (imap->box.uidvalidity != uidvalidity)
		return fault(cx, ERR_PRECONDITION, "mailbox %s was made anew", name);
	if (uid < imap->box.uidnext || uid == 0)
		return OK;
	if ((st = imap_noop(cx, imap)) == OK)
		imap_saw(imap, uid);
	return st;
}

void
imap_saw(struct imap *imap, uint32_t uid)
{
	if (imap->selected != NULL && uid >= imap->box.uidnext)
		imap->box.uidnext = uid < UINT32_MAX ? uid + 1 : uid;
}

bool
imap_knows_modseq(const struct imap *imap)
{
	return imap->selected != NULL && imap->box.has_modseq;
}

enum status
imap_unselect(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;

	if (imap->selected == NULL)
		return OK;
	imap_session_forget_selected(imap);
	if (imap_can(imap, IMAP_CAP_UNSELECT)) {
		imap_cmd_open(&cmd, cx, imap, "UNSELECT");
		return imap_run(cx, imap, &cmd, "UNSELECT", cx->arena, &re);
	}
	/* CLOSE would expunge; selecting what cannot be there lets go as well,
	 * and its NO is the answer that we want. */
	imap_cmd_open(&cmd, cx, imap, "EXAMINE \"\"");
	if ((st = follow(cx, imap, cx->arena, &cmd, NULL, NULL, &re)) == OK &&
	    re.condition == IMAP_COND_OK)
		return imap_nonsense(cx, imap, "a mailbox without a name");
	return st;
}

/* The flags of all messages, or of those that moved since MODSEQ. */
static enum status
fetch_flags(struct ctx *cx, struct imap *imap, struct arena *arena, uint64_t modseq,
    struct imap_changes *out)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, "UID FETCH 1:* (UID FLAGS");
	if (imap->box.has_modseq)
		imap_cmd_add(&cmd, " MODSEQ");
	imap_cmd_add(&cmd, ")");
	if (modseq > 0)
		imap_cmd_add(&cmd, " (CHANGEDSINCE %llu)", (unsigned long long)modseq);
	if ((st = follow(cx, imap, arena, &cmd, NULL, out, &re)) != OK)
		return st;
	return imap_outcome(cx, imap, &re, "FETCH");
}

enum status
imap_resync(struct ctx *cx, struct imap *imap, struct arena *arena, const char *name,
    uint32_t uidvalidity, uint64_t modseq, struct imap_box *box, struct imap_changes *out)
{
	enum status st;

	*out = (struct imap_changes){ .vanished = IMAP_UIDS_ON(arena) };
	if (modseq > 0 && uidvalidity > 0 && imap_can(imap, IMAP_CAP_QRESYNC)) {
		const char *since = arena_printf(cx->arena, " (QRESYNC (%u %llu))", uidvalidity,
		    (unsigned long long)modseq);

		if ((st = select_with(cx, imap, arena, name, since, box, out)) != OK)
			return st;
		if (box->uidvalidity == uidvalidity && box->has_modseq) {
			out->vanished_known = true;
			imap_messages_settle(&out->changed);
			return OK;
		}
	} else {
		if ((st = imap_select(cx, imap, name, box)) != OK)
			return st;
		if (modseq > 0 && box->uidvalidity == uidvalidity && box->has_modseq) {
			st = box->modseq > modseq ? fetch_flags(cx, imap, arena, modseq, out) : OK;
			imap_messages_settle(&out->changed);
			return st;
		}
	}
	/* From the ground up. */
	out->changed = (struct imap_messages){ 0 };
	out->vanished.count = 0;
	out->all = out->vanished_known = true;
	if (box->messages > 0 && (st = fetch_flags(cx, imap, arena, 0, out)) != OK)
		return st;
	imap_messages_settle(&out->changed);
	return OK;
}

enum status
imap_changed_since(struct ctx *cx, struct imap *imap, struct arena *arena,
    const struct imap_known *known, struct imap_changes *out, bool *can)
{
	struct imap_response re;
	struct imap_cmd cmd;
	enum status st;

	*out = (struct imap_changes){ .vanished = IMAP_UIDS_ON(arena) };
	*can = !imap->broken && imap->selected != NULL && strcmp(imap->selected, known->name) == 0 &&
	    imap->box.uidvalidity == known->uidvalidity && imap->box.has_modseq &&
	    known->modseq > 0 && imap_can(imap, IMAP_CAP_QRESYNC);
	if (!*can)
		return OK;
	/*
	 * So that we see at least what STATUS told, which Dovecot (it alone has X-GUID)
	 * tells of the selected mailbox as we see it.  What NOOP itself tells is not
	 * enough to go by: Dovecot may keep an expunge back that STATUS has counted already.
	 */
	if (imap->guid <= 0 && (st = imap_noop(cx, imap)) != OK)
		return st;
	/* Not 1:*, which ends before what vanished at the end. */
	imap_cmd_open(&cmd, cx, imap, "UID FETCH 1:4294967295 (UID FLAGS MODSEQ)");
	imap_cmd_add(&cmd, " (CHANGEDSINCE %llu VANISHED)", (unsigned long long)known->modseq);
	if ((st = follow(cx, imap, arena, &cmd, NULL, out, &re)) != OK ||
	    (st = imap_outcome(cx, imap, &re, "FETCH")) != OK)
		return st;
	out->vanished_known = true;
	imap_messages_settle(&out->changed);
	return OK;
}
