/*
 * Step 1 of a round: mailboxes that came, went or were renamed.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "storage/db.h"
#include "webmail/folder_role.h"
#include "webmail/shared_folder.h"
#include "webmail/sync_private.h"

/* Whether the owner has given what USE says to one of his folders, or taken it from ROW. */
static bool
is_given(const struct sync *s, enum imap_use use, const struct mail_mailbox *row)
{
	if (row != NULL && row->own_role != NULL)
		return true;
	for (size_t i = 0; i < s->row_count; i++)
		if (s->rows[i].own_role != NULL && folder_use_of(s->rows[i].own_role) == use)
			return true;
	return false;
}

/* As the server says; what the owner says goes before that. */
static void
give_role(struct sync *s, const struct imap_folder *f, const struct mail_mailbox *known,
    struct mail_mailbox *row)
{
	enum imap_use use = folder_use(s->imap, &s->folders, f);

	if (use != IMAP_USE_NONE && is_given(s, use, known))
		use = IMAP_USE_NONE;
	if (known != NULL && known->own_role != NULL)
		use = folder_use_of(known->own_role);
	row->role = folder_role(use, &row->sort_order);
	if (strcmp(f->name, "INBOX") == 0) {
		row->role = "inbox";
		row->sort_order = 1;
	}
}

static struct mail_mailbox *
row_at(struct sync *s, const char *path, size_t len)
{
	size_t at;

	/* What was renamed is still known under its old name. */
	if (!lookup_find(&s->row_names, path, len, &at) || strlen(s->rows[at].path) != len ||
	    memcmp(s->rows[at].path, path, len) != 0)
		return NULL;
	return &s->rows[at];
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* What the server's entry makes of the row KNOWN, or of a new one; parents must be rows already. */
static struct mail_mailbox
place_of(struct sync *s, const struct imap_folder *f, const struct mail_mailbox *known)
{
	struct mail_mailbox want = {
		.path = f->name,
		.separator = f->separator != 0 ?
		    arena_strndup(s->cx->arena, &f->separator, 1) : "",
		.name = f->name,
		.subscribed = f->subscribed || strcmp(f->name, "INBOX") == 0,
		.selectable = f->selectable,
	};
	const char *cut = f->name + strlen(f->name), *prefix = imap_prefix(s->imap);
	size_t own = strlen(prefix), owner;

	give_role(s, f, known, &want);
	/* What others share stands beside one's own, each below its owner. */
	if (*prefix == '\0' && shared_owner(f->name, &owner)) {
		want.subscribed = true;
		if (strlen(f->name) == strlen(SHARED_TOP) + owner) {
			want.name = f->name + strlen(SHARED_TOP);
			return want;
		}
	}
	/* The nearest ancestor that is listed; levels between become part of the name. */
	while (f->separator != 0 && cut > f->name) {
		const struct mail_mailbox *up;

		while (--cut > f->name && *cut != f->separator)
			;
		if (cut == f->name)
			break;
		/* Where all mailboxes stand below INBOX, they are beside it for people. */
		if (own > 0 && (size_t)(cut - f->name) + 1 == own && strncmp(f->name, prefix, own) == 0) {
			want.name = cut + 1;
			break;
		}
		if ((up = row_at(s, f->name, (size_t)(cut - f->name))) != NULL) {
			want.parent = up->id;
			want.name = cut + 1;
			break;
		}
	}
	return want;
}

static bool
same_place(const struct mail_mailbox *a, const struct mail_mailbox *b)
{
	return strcmp(a->path, b->path) == 0 && strcmp(a->separator, b->separator) == 0 &&
	    strcmp(a->name, b->name) == 0 && a->parent == b->parent &&
	    same_text(a->role, b->role) && a->sort_order == b->sort_order &&
	    a->subscribed == b->subscribed && a->selectable == b->selectable;
}

static int
by_name(const void *a, const void *b)
{
	const struct imap_folder *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int
name_of(const void *name, const void *folder)
{
	return strcmp(name, ((const struct imap_folder *)folder)->name);
}

const struct imap_folder *
sync_folder_at(const struct sync *s, const char *path)
{
	return bsearch(path, s->folders.list, s->folders.count, sizeof *s->folders.list, name_of);
}

void
sync_folders_sort(struct sync *s)
{
	if (s->folders.count > 0)
		qsort(s->folders.list, s->folders.count, sizeof *s->folders.list, by_name);
	s->row_names = LOOKUP_ON(s->cx->arena);
	for (size_t i = 0; i < s->row_count; i++)
		lookup_put(&s->row_names, s->rows[i].path, i);
}

/*
 * A row whose mailbox is gone and which F may be under a new name: a rename
 * keeps the UIDVALIDITY, and UIDNEXT never falls.
 */
static struct mail_mailbox *
renamed(struct sync *s, const struct imap_folder *f)
{
	struct mail_mailbox *found = NULL;

	if (!f->has_status || f->uidvalidity == 0)
		return NULL;
	for (size_t i = 0; i < s->row_count; i++) {
		struct mail_mailbox *row = &s->rows[i];

		if (row->uidvalidity != f->uidvalidity || row->uid_next > f->uidnext ||
		    sync_folder_at(s, row->path) != NULL)
			continue;
		if (found != NULL)
			return NULL;	/* two that fit: neither is sure */
		found = row;
	}
	return found;
}

static enum status
follow_folder(struct sync *s, struct mail_change *change, const struct imap_folder *f)
{
	struct mail_mailbox *row = row_at(s, f->name, strlen(f->name)), want;
	enum status st;

	if (row == NULL)
		row = renamed(s, f);
	want = place_of(s, f, row);
	if (row == NULL) {
		if ((st = db_mail_mailbox_add(s->cx, change, &want)) != OK)
			return st;
		s->rows[s->row_count] = want;
		lookup_put(&s->row_names, want.path, s->row_count++);
		return OK;
	}
	if (same_place(row, &want))
		return OK;
	want.id = row->id;
	row->path = want.path;
	row->separator = want.separator;
	row->name = want.name;
	row->parent = want.parent;
	row->role = want.role;
	row->sort_order = want.sort_order;
	row->subscribed = want.subscribed;
	row->selectable = want.selectable;
	lookup_put(&s->row_names, row->path, (size_t)(row - s->rows));
	return db_mail_mailbox_place(s->cx, change, &want);
}

/* Step 1.  Folders come sorted, so parents before their children. */
enum status
sync_folders_follow(struct sync *s)
{
	struct mail_mailbox *rows = arena_array(s->cx->arena,
	    s->row_count + s->folders.count, sizeof *rows);
	struct mail_change change;
	enum status st;

	memcpy(rows, s->rows, s->row_count * sizeof *rows);
	s->rows = rows;
	if ((st = db_mail_change_begin(s->cx, s->account, &change)) != OK)
		return st;
	for (size_t i = 0; i < s->folders.count; i++)
		if ((st = follow_folder(s, &change, &s->folders.list[i])) != OK)
			return st;
	for (size_t i = 0; i < s->row_count; i++) {
		if (sync_folder_at(s, s->rows[i].path) != NULL)
			continue;
		if ((st = db_mail_mailbox_remove(s->cx, &change, s->rows[i].id)) != OK)
			return st;
		s->rows[i--] = s->rows[--s->row_count];
	}
	sync_folders_sort(s);
	return db_mail_change_end(s->cx, &change);
}

bool
sync_folders_agree(struct sync *s)
{
	if (s->folders.count != s->row_count)
		return false;
	for (size_t i = 0; i < s->folders.count; i++) {
		const struct imap_folder *f = &s->folders.list[i];
		const struct mail_mailbox *row = row_at(s, f->name, strlen(f->name));
		struct mail_mailbox want;

		if (row == NULL)
			return false;
		want = place_of(s, f, row);
		if (!same_place(row, &want))
			return false;
	}
	return true;
}
