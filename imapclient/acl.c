#include <string.h>

#include "imapclient/acl.h"
#include "imapclient/private.h"

#define BATCH	50	/* commands on the way at once: their answers must fit the server's buffers */

/* A command about each of some mailboxes, and what is done with a line of the answer for one. */
struct question {
	const char	*verb;
	void		(*line)(struct arena *arena, const struct imap_node *nodes, void *of, size_t i);
	void		*of;		/* an array, one for each mailbox */
};

/* "MYRIGHTS mailbox rights" (RFC 4314, section 3.8) */
static void
rights_line(struct arena *arena, const struct imap_node *n, void *of, size_t i)
{
	const char **rights = of;

	(void)arena;
	if (n->next != NULL && n->next->next != NULL)
		rights[i] = imap_node_text(n->next->next);
}

/* "ACL mailbox who rights who rights" (section 3.6) */
static void
grants_line(struct arena *arena, const struct imap_node *n, void *of, size_t i)
{
	struct imap_grants *grants = (struct imap_grants *)of + i;
	size_t words = 0;

	for (const struct imap_node *w = n->next; w != NULL; w = w->next)
		words++;
	grants->list = arena_array(arena, words / 2, sizeof *grants->list);
	grants->count = 0;
	for (const struct imap_node *w = n->next != NULL ? n->next->next : NULL;
	    w != NULL && w->next != NULL; w = w->next->next) {
		struct imap_grant g = { imap_node_text(w), imap_node_text(w->next) };

		if (g.who != NULL && g.rights != NULL)
			grants->list[grants->count++] = g;
	}
}

/* Answers come in the order of the questions. */
static enum status
ask(struct ctx *cx, struct imap *imap, const struct question *q, const char *const *names,
    size_t from, size_t count)
{
	const char *about = strcmp(q->verb, "GETACL") == 0 ? "ACL" : q->verb;
	unsigned first = imap->tag + 1;
	struct imap_response re;
	struct imap_cmd cmd;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, "");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			imap_cmd_add(&cmd, "\r\nh%u ", first + (unsigned)i);
		imap_cmd_add(&cmd, "%s ", q->verb);
		imap_cmd_mailbox(&cmd, names[from + i]);
	}
	if ((st = imap_send(cx, imap, &cmd)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		bool done;

		while ((st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done)
			if (imap_node_is(re.nodes, about))
				q->line(cx->arena, re.nodes, q->of, from + i);
		if (st != OK)
			return st;
		if (re.condition == IMAP_COND_BAD)
			return imap_outcome(cx, imap, &re, q->verb);
		if (i + 1 < count) {
			/* The next of ours is due.  A NO is no news: it may have gone. */
			imap->tag++;
			imap->busy = true;
		}
	}
	return OK;
}

static enum status
ask_all(struct ctx *cx, struct imap *imap, const struct question *q, const char *const *names,
    size_t count)
{
	enum status st;

	for (size_t at = 0; at < count && imap_can(imap, IMAP_CAP_ACL); at += BATCH)
		if ((st = ask(cx, imap, q, names, at, count - at < BATCH ? count - at : BATCH)) != OK)
			return st;
	return OK;
}

enum status
imap_folder_rights(struct ctx *cx, struct imap *imap, const char *const *names, size_t count,
    const char **rights)
{
	const struct question q = { "MYRIGHTS", rights_line, rights };

	for (size_t i = 0; i < count; i++)
		rights[i] = NULL;
	return ask_all(cx, imap, &q, names, count);
}

enum status
imap_folder_grants(struct ctx *cx, struct imap *imap, const char *const *names, size_t count,
    struct imap_grants *out)
{
	const struct question q = { "GETACL", grants_line, out };

	for (size_t i = 0; i < count; i++)
		out[i] = (struct imap_grants){ NULL, 0 };
	return ask_all(cx, imap, &q, names, count);
}

enum status
imap_folder_grant(struct ctx *cx, struct imap *imap, const char *name, const char *who,
    const char *rights)
{
	struct imap_response re;
	struct imap_cmd cmd;

	imap_cmd_open(&cmd, cx, imap, *rights != '\0' ? "SETACL " : "DELETEACL ");
	imap_cmd_mailbox(&cmd, name);
	imap_cmd_add(&cmd, " ");
	imap_cmd_string(&cmd, who);
	if (*rights != '\0')
		imap_cmd_add(&cmd, " %s", rights);
	return imap_run(cx, imap, &cmd, *rights != '\0' ? "SETACL" : "DELETEACL", cx->arena, &re);
}
