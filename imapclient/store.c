/*
 * STORE, COPY, MOVE, EXPUNGE.  Long sets go in several commands, so a fault in
 * between leaves the first ones done: callers look at the mailbox again.
 */
#include <string.h>
#include <strings.h>

#include "imapclient/private.h"
#include "imapclient/search.h"
#include "imapclient/store.h"

/* MODIFIED 7,9 in a response code. */
static enum status
refused(struct ctx *cx, struct imap *imap, const struct imap_response *re, struct imap_uids *out)
{
	const struct imap_node *set = re->code != NULL ? re->code->next : NULL;

	if (!imap_node_is(re->code, "MODIFIED"))
		return OK;
	if (set == NULL || set->data == NULL || imap_uids_parse(out, set->data, set->len) != OK)
		return imap_nonsense(cx, imap, "MODIFIED without a set");
	return OK;
}

static enum status
store_some(struct ctx *cx, struct imap *imap, struct imap_cmd *cmd, const struct imap_uids *uids,
    struct imap_stored *stored, size_t *size)
{
	struct imap_response re;
	struct imap_message m;
	enum status st;
	bool done;

	if ((st = imap_send(cx, imap, cmd)) != OK)
		return st;
	while ((st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done) {
		if (!imap_is_fetch(&re))
			continue;
		imap_message_read(cx->arena, &re, &m);
		if (m.uid != 0 && imap_uids_has(uids, m.uid))
			imap_messages_add(cx->arena, &stored->now, size, &m);
	}
	if (st != OK || (st = refused(cx, imap, &re, &stored->refused)) != OK)
		return st;
	/* NO [MODIFIED …]: some or all were not changed, as was asked for. */
	if (re.condition == IMAP_COND_NO && imap_node_is(re.code, "MODIFIED"))
		return OK;
	return imap_outcome(cx, imap, &re, "STORE");
}

/*
 * Who may not change a flag is not refused: the server leaves it as it is and
 * says OK (RFC 4314, section 4).  What it said when the mailbox was selected tells.
 */
static bool
may_change(const struct imap_box *box, const char *flag)
{
	if (!box->tells_flags)
		return true;
	for (unsigned i = 0; imap_system_flags[i] != NULL; i++)
		if (strcasecmp(imap_system_flags[i], flag) == 0)
			return (box->flags & 1u << i) != 0;
	return box->any_keyword || box->some_keyword;
}

enum status
imap_store(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    enum imap_store_how how, const char *const *flags, size_t flag_count,
    uint64_t unchanged_since, struct imap_stored *stored)
{
	static const char *const signs[] = {
		[IMAP_STORE_ADD] = "+", [IMAP_STORE_REMOVE] = "-", [IMAP_STORE_REPLACE] = "",
	};
	struct imap_stored mine, *to = stored != NULL ? stored : &mine;
	struct imap_uids some;
	size_t from = 0, size = 0;
	enum status st;

	*to = (struct imap_stored){ .refused = IMAP_UIDS_ON(cx->arena) };
	if (unchanged_since > 0 && !imap->box.has_modseq)
		return fault(cx, ERR_INVALID, "the mailbox has no modification sequence");
	for (size_t i = 0; i < flag_count; i++)
		if (!may_change(&imap->box, flags[i]))
			return fault(cx, ERR_DENIED, "%s may not be changed in this mailbox", flags[i]);
	while (imap_uids_chunk(uids, &from, &some)) {
		struct imap_cmd cmd;

		imap_cmd_open(&cmd, cx, imap, "UID STORE ");
		imap_cmd_uids(&cmd, &some);
		if (unchanged_since > 0)
			imap_cmd_add(&cmd, " (UNCHANGEDSINCE %llu)", (unsigned long long)unchanged_since);
		imap_cmd_add(&cmd, " %sFLAGS%s ", signs[how], stored == NULL ? ".SILENT" : "");
		imap_cmd_flags(&cmd, flags, flag_count);
		if ((st = store_some(cx, imap, &cmd, uids, to, &size)) != OK)
			return st;
	}
	imap_messages_settle(&to->now);
	return OK;
}

/* COPYUID 5 1:2 7:8, in the answer or before it (MOVE). */
static enum status
copied(struct ctx *cx, struct imap *imap, const struct imap_response *re, struct imap_copied *out)
{
	const struct imap_node *n = re->code;
	uint32_t *from, *to, *both;
	size_t from_count, to_count;
	uint64_t validity;

	if (!imap_node_is(n, "COPYUID"))
		return OK;
	n = n->next;
	if (n == NULL || n->next == NULL || n->next->next == NULL ||
	    !imap_node_number(n, UINT32_MAX, &validity) || n->next->data == NULL ||
	    n->next->next->data == NULL ||
	    imap_uids_expand(cx->arena, n->next->data, n->next->len, IMAP_UIDS_MAX,
	        &from, &from_count) != OK ||
	    imap_uids_expand(cx->arena, n->next->next->data, n->next->next->len, IMAP_UIDS_MAX,
	        &to, &to_count) != OK ||
	    from_count != to_count)
		return imap_nonsense(cx, imap, "COPYUID that does not pair");

	both = arena_array(cx->arena, 2 * (out->count + from_count), sizeof *both);
	if (out->count > 0) {
		memcpy(both, out->from, out->count * sizeof *both);
		memcpy(both + out->count + from_count, out->to, out->count * sizeof *both);
	}
	memcpy(both + out->count, from, from_count * sizeof *both);
	memcpy(both + 2 * out->count + from_count, to, from_count * sizeof *both);
	out->from = both;
	out->to = both + out->count + from_count;
	out->count += from_count;
	out->uidvalidity = (uint32_t)validity;
	return OK;
}

/* *GONE: none went, because some of them are not there any more. */
static enum status
transfer_some(struct ctx *cx, struct imap *imap, const char *verb, const struct imap_uids *some,
    const char *to, struct imap_copied *out, bool *gone)
{
	struct imap_response re;
	struct imap_cmd cmd;
	enum status st;
	bool done;

	*gone = false;
	imap_cmd_open(&cmd, cx, imap, "UID ");
	imap_cmd_add(&cmd, "%s ", verb);
	imap_cmd_uids(&cmd, some);
	imap_cmd_add(&cmd, " ");
	imap_cmd_mailbox(&cmd, to);
	if ((st = imap_send(cx, imap, &cmd)) != OK)
		return st;
	do {
		if ((st = imap_next(cx, imap, cx->arena, &re, &done)) != OK ||
		    (st = copied(cx, imap, &re, out)) != OK)
			return st;
	} while (!done);
	*gone = imap_node_is(re.code, "EXPUNGEISSUED");
	return imap_outcome(cx, imap, &re, verb);
}

static enum status
transfer(struct ctx *cx, struct imap *imap, const char *verb, const struct imap_uids *uids,
    const char *to, struct imap_copied *out)
{
	struct imap_uids some;
	size_t from = 0;
	enum status st;
	bool gone;

	while (imap_uids_chunk(uids, &from, &some)) {
		st = transfer_some(cx, imap, verb, &some, to, out, &gone);
		if (st == ERR_NOT_FOUND && gone) {
			/* When the session has heard of it, the others go. */
			ctx_forgive(cx);
			if ((st = imap_noop(cx, imap)) == OK)
				st = transfer_some(cx, imap, verb, &some, to, out, &gone);
		}
		if (st != OK)
			return st;
	}
	return OK;
}

enum status
imap_copy(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    const char *to, struct imap_copied *out)
{
	*out = (struct imap_copied){ 0 };
	return transfer(cx, imap, "COPY", uids, to, out);
}

enum status
imap_move(struct ctx *cx, struct imap *imap, const struct imap_uids *uids,
    const char *to, struct imap_copied *out)
{
	enum status st;

	*out = (struct imap_copied){ 0 };
	if (imap_can(imap, IMAP_CAP_MOVE))
		return transfer(cx, imap, "MOVE", uids, to, out);
	if ((st = transfer(cx, imap, "COPY", uids, to, out)) != OK)
		return st;
	return imap_expunge(cx, imap, uids);
}

static const char *const deleted[] = { "\\Deleted" };

static enum status
uid_expunge(struct ctx *cx, struct imap *imap, const struct imap_uids *uids)
{
	struct imap_uids some;
	size_t from = 0;

	while (imap_uids_chunk(uids, &from, &some)) {
		struct imap_response re;
		struct imap_cmd cmd;
		enum status st;

		imap_cmd_open(&cmd, cx, imap, "UID EXPUNGE ");
		imap_cmd_uids(&cmd, &some);
		if ((st = imap_run(cx, imap, &cmd, "EXPUNGE", cx->arena, &re)) != OK)
			return st;
	}
	return OK;
}

/* EXPUNGE takes all that are marked: unmark the others around it. */
static enum status
expunge_alone(struct ctx *cx, struct imap *imap, const struct imap_uids *uids)
{
	struct imap_uids marked, others = IMAP_UIDS_ON(cx->arena);
	struct imap_response re;
	struct imap_search s;
	struct imap_cmd cmd;
	enum status st;

	imap_search_open(&s, cx->arena);
	imap_search_flag(&s, IMAP_SEARCH_DELETED, true);
	if ((st = imap_search(cx, imap, &s, &marked)) != OK)
		return st;
	for (uint32_t u = 0; (u = imap_uids_next(&marked, u)) != 0; )
		if (!imap_uids_has(uids, u))
			imap_uids_add(&others, u);
	if (others.count > 0 &&
	    (st = imap_store(cx, imap, &others, IMAP_STORE_REMOVE, deleted, 1, 0, NULL)) != OK)
		return st;
	imap_cmd_open(&cmd, cx, imap, "EXPUNGE");
	if ((st = imap_run(cx, imap, &cmd, "EXPUNGE", cx->arena, &re)) != OK)
		return st;
	return others.count == 0 ? OK :
	    imap_store(cx, imap, &others, IMAP_STORE_ADD, deleted, 1, 0, NULL);
}

enum status
imap_expunge(struct ctx *cx, struct imap *imap, const struct imap_uids *uids)
{
	enum status st;

	if (uids->count == 0)
		return OK;
	if ((st = imap_store(cx, imap, uids, IMAP_STORE_ADD, deleted, 1, 0, NULL)) != OK)
		return st;
	return imap_can(imap, IMAP_CAP_UIDPLUS) ? uid_expunge(cx, imap, uids) :
	    expunge_alone(cx, imap, uids);
}
