#include <string.h>

#include "core/buf.h"
#include "imapclient/acl.h"
#include "webmail/mailbox_rights.h"
#include "webmail/shared_folder.h"
#include "webmail/upstream.h"

static const struct {
	const char	*name, *letters;
	bool		 write, not_inbox, leaf, sharing;
} list_of_rights[] = {
	{ "mayReadItems", "lr", false, false, true, false },
	{ "mayAddItems", "i", true, false, true, false },
	{ "mayRemoveItems", "te", true, false, true, false },
	{ "maySetSeen", "s", true, false, true, false },
	{ "maySetKeywords", "w", true, false, true, false },
	{ "mayCreateChild", "k", true, false, false, false },
	{ "mayRename", "x", true, true, false, false },
	{ "mayDelete", "x", true, true, false, false },
	{ "maySubmit", "p", true, false, true, false },
	{ "mayShare", "a", true, false, true, true },
};

static bool
has_all(const char *letters, const char *wanted)
{
	for (; *wanted != '\0'; wanted++)
		if (strchr(letters, *wanted) == NULL)
			return false;
	return true;
}

enum status
mailbox_letters(struct jmap *j, const struct mail_mailbox *const *list, size_t count,
    const char ***letters)
{
	const char **names = arena_array(j->cx->arena, count, sizeof *names);
	const char **told = arena_array(j->cx->arena, count, sizeof *told);
	size_t n = 0, k = 0;
	struct imap *imap;
	enum status st;

	*letters = arena_array(j->cx->arena, count, sizeof **letters);
	for (size_t i = 0; i < count; i++)
		if (list[i]->selectable)
			names[n++] = list[i]->path;
	if ((st = upstream_imap(j->cx, j->account, &imap)) != OK ||
	    (st = imap_folder_rights(j->cx, imap, names, n, told)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i]->selectable)
			(*letters)[i] = told[k++];
	return OK;
}

json_t *
mailbox_rights_json(const struct jmap *j, const struct mail_mailbox *m, const char *letters)
{
	json_t *out = json_object();
	size_t len;

	/* What only leads to another's folders is nobody's to change. */
	if (letters == NULL && shared_owner(m->path, &len) && !j->outside)
		letters = "l";
	for (size_t i = 0; i < COUNT(list_of_rights); i++) {
		bool may = (!list_of_rights[i].leaf || m->selectable) &&
		    (!list_of_rights[i].write || j->may_write) &&
		    (!list_of_rights[i].not_inbox || !(mailbox_is_inbox(m) ||
		    (!j->outside && shared_is_top(m->path))));

		if (list_of_rights[i].sharing && !jmap_uses(j, JMAP_SHARE))
			continue;
		may = may && (letters == NULL || has_all(letters, list_of_rights[i].letters));
		if (strcmp(list_of_rights[i].name, "mayCreateChild") == 0)
			may = may && *m->separator != '\0';
		/* Sharing is of one's own server and one's own account. */
		if (list_of_rights[i].sharing)
			may = may && letters != NULL && j->account == j->cx->who.account;
		json_object_set_new(out, list_of_rights[i].name, json_boolean(may));
	}
	return out;
}

enum status
mailbox_allows(struct jmap *j, const struct mail_mailbox *m, const char *wanted, bool *may)
{
	struct shared_rights *known = j->shared_rights;
	const char **letters;
	size_t len;
	enum status st;

	*may = true;
	if (m == NULL || j->outside || !shared_owner(m->path, &len))
		return OK;
	while (known != NULL && known->mailbox != m->id)
		known = known->next;
	if (known == NULL) {
		if ((st = mailbox_letters(j, &m, 1, &letters)) != OK)
			return st;
		known = arena_alloc(j->cx->arena, sizeof *known);
		*known = (struct shared_rights){ m->id, letters[0] != NULL ? letters[0] : "",
			j->shared_rights };
		j->shared_rights = known;
	}
	*may = has_all(known->letters, wanted);
	return OK;
}

const char *
mailbox_rights_read(struct arena *arena, const json_t *rights)
{
	struct buf out = BUF_ON(arena);
	const char *name;
	json_t *value;

	if (!json_is_object(rights))
		return NULL;
	json_object_foreach((json_t *)rights, name, value) {
		size_t i = 0;

		while (i < COUNT(list_of_rights) && strcmp(list_of_rights[i].name, name) != 0)
			i++;
		if (i == COUNT(list_of_rights) || !json_is_boolean(value))
			return NULL;
		if (!json_is_true(value))
			continue;
		/* Whoever may do anything there must be able to find it. */
		if (out.len == 0)
			buf_putc(&out, 'l');
		for (const char *c = list_of_rights[i].letters; *c != '\0'; c++)
			if (strchr(buf_str(&out), *c) == NULL)
				buf_putc(&out, *c);
	}
	return buf_str(&out);
}

json_t *
mailbox_rights_of(const char *letters)
{
	json_t *out = json_object();

	for (size_t i = 0; i < COUNT(list_of_rights); i++)
		json_object_set_new(out, list_of_rights[i].name,
		    json_boolean(has_all(letters, list_of_rights[i].letters)));
	return out;
}
