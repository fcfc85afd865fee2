#include <stdlib.h>
#include <string.h>

#include "webmail/email_ops.h"
#include "webmail/keyword.h"
#include "webmail/sync.h"
#include "webmail/upstream.h"

void
email_op_add(struct email_setter *s, const struct email_op *op)
{
	if (s->op_count == s->op_room) {
		struct email_op *more;

		s->op_room = s->op_room * 2 + 64;
		more = arena_array(s->j->cx->arena, s->op_room, sizeof *more);
		if (s->op_count > 0)
			memcpy(more, s->ops, s->op_count * sizeof *more);
		s->ops = more;
	}
	s->ops[s->op_count++] = *op;
}

static int
by_what(const void *a, const void *b)
{
	const struct email_op *x = a, *y = b;
	int c;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->at->mailbox != y->at->mailbox)
		return x->at->mailbox < y->at->mailbox ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if ((c = strcmp(x->words, y->words)) != 0)
		return c;
	return (x->at->uid > y->at->uid) - (x->at->uid < y->at->uid);
}

static bool
together(const struct email_op *a, const struct email_op *b)
{
	return a->kind == b->kind && a->at->mailbox == b->at->mailbox && a->to == b->to &&
	    strcmp(a->words, b->words) == 0;
}

static size_t
flags_of(struct arena *arena, const char *words, const char ***out)
{
	char *copy = arena_strdup(arena, words), *rest;
	size_t n = 0;

	*out = arena_array(arena, strlen(words) / 2 + 1, sizeof **out);
	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		(*out)[n++] = keyword_flag(w);
	return n;
}

/* Flags of messages, straight into the index where that can be (sync_stored()). */
static enum status
store(struct email_setter *s, struct imap *imap, const struct email_op *op, const struct imap_uids *uids)
{
	enum imap_store_how how = op->kind == OP_ADD ? IMAP_STORE_ADD : IMAP_STORE_REMOVE;
	struct mail_mailbox *box = jmap_box(s->j, op->at->mailbox);
	struct imap_stored stored;
	const char **flags;
	size_t count = flags_of(s->j->cx->arena, op->words, &flags);
	bool done = false;
	enum status st;

	if (box != NULL && box->modseq > 0 && imap_knows_modseq(imap)) {
		if ((st = imap_store(s->j->cx, imap, uids, how, flags, count,
		    (uint64_t)box->modseq, &stored)) != OK ||
		    (st = sync_stored(s->j->cx, s->j->account, box, uids, &stored, &done)) != OK)
			return st;
		if (done || stored.refused.count == 0) {
			s->unsettled |= !done;
			return OK;
		}
	}
	/* Somebody else changed them meanwhile; what is asked for holds all the same. */
	s->unsettled = true;
	return imap_store(s->j->cx, imap, uids, how, flags, count, 0, NULL);
}

static enum status
run_group(struct email_setter *s, struct imap *imap, const struct email_op *ops, size_t count)
{
	struct jmap *j = s->j;
	struct imap_uids uids = IMAP_UIDS_ON(j->cx->arena);
	struct imap_copied copied;
	enum status st;

	for (size_t i = 0; i < count; i++)
		if (ops[i].change->error == NULL)
			imap_uids_add(&uids, (uint32_t)ops[i].at->uid);
	if (uids.count == 0)
		return OK;
	st = imap_select_known(j->cx, imap, ops->at->path, (uint32_t)ops->at->uidvalidity,
	    imap_uids_last(&uids));
	s->source_gone = st == ERR_NOT_FOUND || st == ERR_PRECONDITION;
	if (st != OK)
		return s->source_gone ? ERR_NOT_FOUND : st;
	if (ops->kind == OP_ADD || ops->kind == OP_REMOVE)
		return store(s, imap, ops, &uids);
	s->unsettled = true;
	switch (ops->kind) {
	case OP_ADD:
	case OP_REMOVE:
		break;
	case OP_COPY:
		return imap_copy(j->cx, imap, &uids, ops->to->path, &copied);
	case OP_MOVE:
		return imap_move(j->cx, imap, &uids, ops->to->path, &copied);
	case OP_EXPUNGE:
		return imap_expunge(j->cx, imap, &uids);
	}
	return OK;
}

static json_t *
why_not(struct email_setter *s, const struct email_op *op, enum status st)
{
	bool to = st == ERR_NOT_FOUND && (op->kind == OP_COPY || op->kind == OP_MOVE);

	return json_keep(s->j->cx->arena, to && !s->source_gone ?
	    jmap_bad_property("mailboxIds", "no such mailbox") : jmap_set_fault(s->j, st));
}

enum status
email_ops_run(struct email_setter *s)
{
	struct imap *imap;
	size_t end;
	enum status st;

	if (s->op_count == 0)
		return OK;
	if ((st = upstream_imap(s->j->cx, s->j->account, &imap)) != OK)
		return st;
	qsort(s->ops, s->op_count, sizeof *s->ops, by_what);
	for (size_t i = 0; i < s->op_count; i = end) {
		for (end = i + 1; end < s->op_count && together(&s->ops[i], &s->ops[end]); end++)
			;
		st = run_group(s, imap, &s->ops[i], end - i);
		/* Twice is as once, but for copies. */
		if ((st == ERR_BUSY || st == ERR_UPSTREAM) && s->ops[i].kind != OP_COPY &&
		    imap_ended(s->j->cx)) {
			ctx_forgive(s->j->cx);
			if ((st = upstream_imap(s->j->cx, s->j->account, &imap)) == OK)
				st = run_group(s, imap, &s->ops[i], end - i);
		}
		s->j->partly |= st == OK;
		if (st == OK)
			continue;
		s->unsettled = true;
		if (st == ERR_BUSY || st == ERR_UPSTREAM)
			return st;
		for (size_t k = i; k < end; k++)
			if (s->ops[k].change->error == NULL)
				s->ops[k].change->error = why_not(s, &s->ops[k], st);
		ctx_forgive(s->j->cx);
	}
	return OK;
}
