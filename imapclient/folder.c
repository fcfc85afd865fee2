/*
 * LIST with everything in one round trip where the server can (RFC 5258, 5819,
 * 6154); else LIST, LSUB and a STATUS for each, sent in batches.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/log.h"
#include "core/lookup.h"
#include "imapclient/names.h"
#include "imapclient/private.h"

#define FOLDERS_MAX	20000
#define STATUS_BATCH	50	/* commands in flight */

static const struct {
	const char	*flag;
	enum imap_use	 use;
} uses[] = {
	{ "\\All", IMAP_USE_ALL }, { "\\Archive", IMAP_USE_ARCHIVE }, { "\\Drafts", IMAP_USE_DRAFTS },
	{ "\\Flagged", IMAP_USE_FLAGGED }, { "\\Important", IMAP_USE_IMPORTANT },
	{ "\\Junk", IMAP_USE_JUNK }, { "\\Sent", IMAP_USE_SENT }, { "\\Trash", IMAP_USE_TRASH },
};

struct listing {
	struct arena		*arena;
	struct imap_folders	*out;
	size_t			 size;
	struct lookup		 names;
};

/* The name in UTF-8, NULL when it could not be named to the server again. */
static const char *
name_of(struct arena *arena, const struct imap_node *n)
{
	const char *wire = imap_node_text(n);
	char *name;
	bool exact;

	if (wire == NULL)
		return NULL;
	name = imap_name_decode(arena, wire, strlen(wire), &exact);
	if (!exact) {
		log_warn("mailbox-name", "mailbox %s has no well-formed name and is left out", wire);
		return NULL;
	}
	return strcasecmp(name, "INBOX") == 0 ? "INBOX" : name;
}

static struct imap_folder *
find(struct listing *l, const char *name)
{
	size_t at;

	return lookup_find(&l->names, name, strlen(name), &at) ? &l->out->list[at] : NULL;
}

static struct imap_folder *
add(struct listing *l, const char *name)
{
	struct imap_folder *f = find(l, name);

	if (f != NULL || l->out->count == FOLDERS_MAX)
		return f;
	if (l->out->count == l->size) {
		size_t size = l->size == 0 ? 32 : l->size * 2;
		struct imap_folder *list = arena_array(l->arena, size, sizeof *list);

		if (l->size > 0)
			memcpy(list, l->out->list, l->size * sizeof *list);
		l->out->list = list;
		l->size = size;
	}
	lookup_put(&l->names, name, l->out->count);
	f = &l->out->list[l->out->count++];
	*f = (struct imap_folder){ .name = name, .selectable = true, .size = -1 };
	return f;
}

/* LIST (\HasNoChildren \Sent) "/" Sent ("CHILDINFO" …) */
static void
list_line(struct listing *l, const struct imap_node *n)
{
	const struct imap_node *flags = n->next, *sep, *name;
	struct imap_folder *f;
	const char *utf8;

	if (flags == NULL || flags->kind != IMAP_LIST || (sep = flags->next) == NULL ||
	    (name = sep->next) == NULL || (utf8 = name_of(l->arena, name)) == NULL ||
	    (f = add(l, utf8)) == NULL)
		return;
	if (sep->kind == IMAP_STRING && sep->len == 1)
		f->separator = sep->data[0];
	for (const struct imap_node *a = flags->child; a != NULL; a = a->next) {
		if (imap_node_is(a, "\\Noselect") || imap_node_is(a, "\\NonExistent"))
			f->selectable = false;
		else if (imap_node_is(a, "\\Noinferiors"))
			f->no_inferiors = true;
		else if (imap_node_is(a, "\\Subscribed"))
			f->subscribed = true;
		for (size_t i = 0; i < COUNT(uses) && f->use == IMAP_USE_NONE; i++)
			if (imap_node_is(a, uses[i].flag))
				f->use = uses[i].use;
	}
}

/* (MESSAGES 3 UIDNEXT 4 …) */
static void
status_items(struct imap_folder *f, const struct imap_node *list)
{
	if (list == NULL || list->kind != IMAP_LIST)
		return;
	f->has_status = true;
	for (const struct imap_node *n = list->child; n != NULL && n->next != NULL; n = n->next->next) {
		uint64_t v = 0;

		if (!imap_node_number(n->next, INT64_MAX, &v))
			continue;
		if (imap_node_is(n, "MESSAGES"))
			f->messages = (uint32_t)v;
		else if (imap_node_is(n, "UIDNEXT"))
			f->uidnext = (uint32_t)v;
		else if (imap_node_is(n, "UIDVALIDITY"))
			f->uidvalidity = (uint32_t)v;
		else if (imap_node_is(n, "UNSEEN"))
			f->unseen = (uint32_t)v;
		else if (imap_node_is(n, "HIGHESTMODSEQ"))
			f->modseq = v, f->has_modseq = v > 0;
		else if (imap_node_is(n, "SIZE"))
			f->size = (int64_t)v;
	}
}

static void
any_line(struct listing *l, const struct imap_response *re)
{
	const struct imap_node *n = re->nodes;
	struct imap_folder *f;
	const char *name;

	if (imap_node_is(n, "LIST")) {
		list_line(l, n);
	} else if (imap_node_is(n, "STATUS") && n->next != NULL) {
		if ((name = name_of(l->arena, n->next)) != NULL && (f = find(l, name)) != NULL)
			status_items(f, n->next->next);
	} else if (imap_node_is(n, "LSUB") && n->next != NULL && n->next->next != NULL) {
		name = name_of(l->arena, n->next->next->next);
		if (name != NULL && (f = find(l, name)) != NULL)
			f->subscribed = true;
	}
}

static enum status
listing_run(struct ctx *cx, struct imap *imap, struct listing *l, struct imap_cmd *cmd,
    const char *what)
{
	struct imap_response re;
	enum status st;
	bool done;

	if ((st = imap_send(cx, imap, cmd)) != OK)
		return st;
	while ((st = imap_next(cx, imap, l->arena, &re, &done)) == OK && !done)
		any_line(l, &re);
	return st != OK ? st : imap_outcome(cx, imap, &re, what);
}

/* The items of STATUS that this server knows. */
static const char *
status_words(struct ctx *cx, const struct imap *imap)
{
	/* Not MAILBOXID: Cyrus 3.6 tells bytes of freed memory for it. */
	return arena_printf(cx->arena, "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN%s%s)",
	    imap_can(imap, IMAP_CAP_CONDSTORE) ? " HIGHESTMODSEQ" : "",
	    imap_can(imap, IMAP_CAP_STATUS_SIZE) ? " SIZE" : "");
}

/* STATUS of all that have none: a batch is sent, then its answers are read. */
static enum status
status_of_each(struct ctx *cx, struct imap *imap, struct listing *l)
{
	const char *words = status_words(cx, imap);
	struct imap_response re;
	enum status st;
	bool done;

	for (size_t next = 0; next < l->out->count; ) {
		struct imap_cmd cmd;
		unsigned first = imap->tag + 1;
		int sent = 0;

		imap_cmd_open(&cmd, cx, imap, "");
		for (; next < l->out->count && sent < STATUS_BATCH; next++) {
			const struct imap_folder *f = &l->out->list[next];

			if (!f->selectable || f->has_status)
				continue;
			if (sent++ > 0)
				imap_cmd_add(&cmd, "\r\nh%u ", first + (unsigned)sent - 1);
			imap_cmd_add(&cmd, "STATUS ");
			imap_cmd_mailbox(&cmd, f->name);
			imap_cmd_add(&cmd, " %s", words);
		}
		if (sent == 0)
			break;
		if ((st = imap_send(cx, imap, &cmd)) != OK)
			return st;
		while (sent > 0) {
			if ((st = imap_next(cx, imap, l->arena, &re, &done)) != OK)
				return st;
			if (!done) {
				any_line(l, &re);
			} else if (--sent > 0) {
				/* The next of ours is due.  A NO is no news: a
				 * mailbox may have gone meanwhile. */
				imap->tag++;
				imap->busy = true;
			}
		}
		if (re.condition == IMAP_COND_BAD)
			return imap_outcome(cx, imap, &re, "STATUS");
	}
	return OK;
}

enum status
imap_folder_list(struct ctx *cx, struct imap *imap, struct imap_folders *out)
{
	bool extended = imap_can(imap, IMAP_CAP_LIST_EXTENDED);
	bool status = extended && imap_can(imap, IMAP_CAP_LIST_STATUS);
	struct listing l = { .arena = cx->arena, .out = out,
		.names = LOOKUP_ON(cx->arena) };
	struct imap_cmd cmd;
	enum status st;

	*out = (struct imap_folders){ 0 };
	/* Not in one journey with LIST: Dovecot puts NOOP behind whatever has come already. */
	st = imap->selected != NULL && strcmp(imap->selected, "INBOX") == 0 ?
	    imap_noop(cx, imap) : imap_unselect(cx, imap);
	if (st != OK)
		return st;
	imap_cmd_open(&cmd, cx, imap, "LIST \"\" \"*\"");
	if (extended) {
		imap_cmd_add(&cmd, " RETURN (SUBSCRIBED CHILDREN");
		if (imap_can(imap, IMAP_CAP_SPECIAL_USE))
			imap_cmd_add(&cmd, " SPECIAL-USE");
		if (status)
			imap_cmd_add(&cmd, " STATUS %s", status_words(cx, imap));
		imap_cmd_add(&cmd, ")");
	}
	if ((st = listing_run(cx, imap, &l, &cmd, "LIST")) != OK)
		return st;
	if (!extended) {
		imap_cmd_open(&cmd, cx, imap, "LSUB \"\" \"*\"");
		if ((st = listing_run(cx, imap, &l, &cmd, "LSUB")) != OK)
			return st;
	}
	return status ? OK : status_of_each(cx, imap, &l);
}

enum status
imap_folder_status(struct ctx *cx, struct imap *imap, const char *name, struct imap_folder *out)
{
	struct imap_folders one = { 0 };
	struct listing l = { .arena = cx->arena, .out = &one,
		.names = LOOKUP_ON(cx->arena) };
	struct imap_folder *f = add(&l, strcasecmp(name, "INBOX") == 0 ? "INBOX" : name);
	struct imap_response re;
	struct imap_cmd cmd;
	enum status st;
	bool done;

	imap_cmd_open(&cmd, cx, imap, "STATUS ");
	imap_cmd_mailbox(&cmd, name);
	imap_cmd_add(&cmd, " %s", status_words(cx, imap));
	if ((st = imap_send(cx, imap, &cmd)) != OK)
		return st;
	while ((st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done)
		any_line(&l, &re);
	if (st != OK || (st = imap_outcome_of_name(cx, imap, &re, "STATUS")) != OK)
		return st;
	if (!f->has_status)
		return imap_nonsense(cx, imap, "STATUS without an answer");
	*out = *f;
	return OK;
}

/*
 * A command with one or two mailbox names.  Nothing is selected meanwhile: what
 * is may not change its name or go under our feet, and where somebody else has
 * deleted it the server says goodbye instead of whether the command was done.
 */
static enum status
simple(struct ctx *cx, struct imap *imap, const char *verb, const char *name, const char *to)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, verb);
	imap_cmd_add(&cmd, " ");
	imap_cmd_mailbox(&cmd, name);
	if (to != NULL) {
		imap_cmd_add(&cmd, " ");
		imap_cmd_mailbox(&cmd, to);
	}
	if (cmd.bad == NULL && (st = imap_unselect(cx, imap)) != OK)
		return st;
	return imap_run(cx, imap, &cmd, verb, cx->arena, &re);
}

enum status
imap_folder_create(struct ctx *cx, struct imap *imap, const char *name, enum imap_use use)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, "CREATE ");
	imap_cmd_mailbox(&cmd, name);
	for (size_t i = 0; i < COUNT(uses); i++)
		if (uses[i].use == use && imap_can(imap, IMAP_CAP_CREATE_SPECIAL_USE))
			imap_cmd_add(&cmd, " (USE (%s))", uses[i].flag);
	if (cmd.bad == NULL && (st = imap_unselect(cx, imap)) != OK)
		return st;
	return imap_run(cx, imap, &cmd, "CREATE", cx->arena, &re);
}

enum status
imap_folder_rename(struct ctx *cx, struct imap *imap, const char *from, const char *to)
{
	return simple(cx, imap, "RENAME", from, to);
}

enum status
imap_folder_delete(struct ctx *cx, struct imap *imap, const char *name)
{
	return simple(cx, imap, "DELETE", name, NULL);
}

enum status
imap_folder_subscribe(struct ctx *cx, struct imap *imap, const char *name, bool on)
{
	return simple(cx, imap, on ? "SUBSCRIBE" : "UNSUBSCRIBE", name, NULL);
}
