#include "imapclient/acl.h"
#include "webmail/shared_mailbox.h"
#include "webmail/upstream.h"

/* All but "a": who is let in is the administrator's matter. */
#define READ_RIGHTS	"lrs"
#define WRITE_RIGHTS	"lrwstipekx"

enum status
shared_mailbox_open(struct ctx *cx, const struct task *task)
{
	const char *group = arena_printf(cx->arena, "$hl-%lld", (long long)task->account);
	struct imap *imap;
	enum status st;

	if ((st = upstream_imap(cx, task->account, &imap)) != OK)
		return st;
	/* INBOX speaks for all folders (acl_defaults_from_inbox). */
	if ((st = imap_folder_grant(cx, imap, "INBOX", arena_printf(cx->arena, "%s-rw", group),
	    WRITE_RIGHTS)) != OK ||
	    (st = imap_folder_grant(cx, imap, "INBOX", arena_printf(cx->arena, "%s-ro", group),
	    READ_RIGHTS)) != OK)
		return st;
	return imap_folder_subscribe(cx, imap, "INBOX", true);
}
