#include <string.h>

#include "core/json.h"
#include "imapclient/acl.h"
#include "storage/mail_access.h"
#include "webmail/shared_folder.h"
#include "webmail/upstream.h"

bool
shared_owner(const char *path, size_t *len)
{
	size_t top = strlen(SHARED_TOP);

	if (strncmp(path, SHARED_TOP, top) != 0)
		return false;
	*len = strcspn(path + top, "/");
	return *len > 0;
}

bool
shared_is_top(const char *path)
{
	size_t len;

	return shared_owner(path, &len) && path[strlen(SHARED_TOP) + len] == '\0';
}

const char *
shared_own_name(const char *path)
{
	size_t len;

	if (!shared_owner(path, &len))
		return path;
	path += strlen(SHARED_TOP) + len;
	return *path == '/' ? path + 1 : "INBOX";
}

static bool
is_account(const struct mail_access *list, size_t count, const char *owner, size_t len)
{
	for (size_t i = 0; i < count; i++)
		if (!list[i].outside && strlen(list[i].address) == len &&
		    memcmp(list[i].address, owner, len) == 0)
			return true;
	return false;
}

enum status
shared_leave_out(struct ctx *cx, int64_t account, struct imap_folders *folders)
{
	struct mail_access *list = NULL;
	size_t count = 0, kept = 0, len;
	enum status st;

	for (size_t i = 0; i < folders->count; i++) {
		const struct imap_folder *f = &folders->list[i];

		if (strcmp(f->name, "shared") == 0 && !f->selectable)
			continue;
		if (shared_owner(f->name, &len)) {
			if (list == NULL &&
			    (st = db_mail_access_list(cx, account, &list, &count)) != OK)
				return st;
			if (is_account(list, count, f->name + strlen(SHARED_TOP), len))
				continue;
		}
		folders->list[kept++] = *f;
	}
	folders->count = kept;
	return OK;
}

enum status
shared_mailbox_open(struct ctx *cx, const struct task *task)
{
	struct imap_folders folders;
	struct imap *imap;
	enum status st;

	/* Dovecot makes the usual folders when it is asked what is in them. */
	if ((st = upstream_imap(cx, task->account, &imap)) != OK ||
	    (st = imap_folder_list(cx, imap, &folders)) != OK)
		return st;
	return imap_folder_subscribe(cx, imap, "INBOX", true);
}

/* WAS in the list of one folder. */
static enum status
forget_in(struct ctx *cx, struct imap *imap, const char *folder, const struct imap_grants *grants,
    const char *was, const char *now)
{
	enum status st;

	for (size_t i = 0; i < grants->count; i++) {
		if (strcmp(grants->list[i].who, was) != 0)
			continue;
		if (now != NULL && (st = imap_folder_grant(cx, imap, folder, now,
		    grants->list[i].rights)) != OK)
			return st;
		if ((st = imap_folder_grant(cx, imap, folder, was, "")) != OK)
			return st;
	}
	return OK;
}

enum status
shared_forget(struct ctx *cx, const struct task *task)
{
	json_t *said;
	const char *was, *now, *mark, **names;
	struct imap_folders folders;
	struct imap_grants *grants;
	struct imap *imap;
	size_t n = 0, len;
	enum status st;

	if ((st = json_read(cx, task->payload, strlen(task->payload), &said)) != OK ||
	    (st = upstream_imap(cx, task->account, &imap)) != OK ||
	    (st = imap_folder_list(cx, imap, &folders)) != OK)
		return st;
	mark = json_get_bool(said, "group", false) ? "$" : "";
	was = arena_printf(cx->arena, "%s%s", mark, json_get_text(said, "was"));
	now = json_get_text(said, "now");
	if (now != NULL)
		now = arena_printf(cx->arena, "%s%s", mark, now);
	names = arena_array(cx->arena, folders.count, sizeof *names);
	grants = arena_array(cx->arena, folders.count, sizeof *grants);
	for (size_t i = 0; i < folders.count; i++)
		if (folders.list[i].selectable && !shared_owner(folders.list[i].name, &len))
			names[n++] = folders.list[i].name;
	if ((st = imap_folder_grants(cx, imap, names, n, grants)) != OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if ((st = forget_in(cx, imap, names[i], &grants[i], was, now)) != OK)
			return st;
	return OK;
}
