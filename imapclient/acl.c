#include "imapclient/acl.h"
#include "imapclient/private.h"

#define BATCH	50	/* commands on the way at once: their answers must fit the server's buffers */

/* "MYRIGHTS mailbox rights" (RFC 4314, section 3.8) */
static void
rights_line(const struct imap_response *re, const char **rights)
{
	const struct imap_node *n = re->nodes;

	if (imap_node_is(n, "MYRIGHTS") && n->next != NULL && n->next->next != NULL)
		*rights = imap_node_text(n->next->next);
}

/* Answers come in the order of the questions. */
static enum status
ask(struct ctx *cx, struct imap *imap, const char *const *names, size_t count, const char **rights)
{
	unsigned first = imap->tag + 1;
	struct imap_response re;
	struct imap_cmd cmd;
	enum status st;

	imap_cmd_open(&cmd, cx, imap, "");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			imap_cmd_add(&cmd, "\r\nh%u ", first + (unsigned)i);
		imap_cmd_add(&cmd, "MYRIGHTS ");
		imap_cmd_mailbox(&cmd, names[i]);
	}
	if ((st = imap_send(cx, imap, &cmd)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		bool done;

		while ((st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done)
			rights_line(&re, &rights[i]);
		if (st != OK)
			return st;
		if (re.condition == IMAP_COND_BAD)
			return imap_outcome(cx, imap, &re, "MYRIGHTS");
		if (i + 1 < count) {
			/* The next of ours is due.  A NO is no news: it may have gone. */
			imap->tag++;
			imap->busy = true;
		}
	}
	return OK;
}

enum status
imap_folder_rights(struct ctx *cx, struct imap *imap, const char *const *names, size_t count,
    const char **rights)
{
	enum status st;

	for (size_t i = 0; i < count; i++)
		rights[i] = NULL;
	for (size_t at = 0; at < count && imap_can(imap, IMAP_CAP_ACL); at += BATCH)
		if ((st = ask(cx, imap, names + at, count - at < BATCH ? count - at : BATCH,
		    rights + at)) != OK)
			return st;
	return OK;
}

enum status
imap_folder_grant(struct ctx *cx, struct imap *imap, const char *name, const char *identifier,
    const char *rights)
{
	struct imap_response re;
	struct imap_cmd cmd;

	imap_cmd_open(&cmd, cx, imap, "SETACL ");
	imap_cmd_mailbox(&cmd, name);
	imap_cmd_add(&cmd, " \"%s\" %s", identifier, rights);
	return imap_run(cx, imap, &cmd, "SETACL", cx->arena, &re);
}
