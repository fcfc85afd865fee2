/*
 * Step 1 of a round: mailboxes that came, went or were renamed.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "storage/db.h"
#include "webmail/sync_private.h"

static const struct {
	enum imap_use	 use;
	const char	*role, *name;
	int		 order;
} roles[] = {
	{ IMAP_USE_DRAFTS, "drafts", "Drafts", 2 }, { IMAP_USE_SENT, "sent", "Sent", 3 },
	{ IMAP_USE_ARCHIVE, "archive", "Archive", 4 }, { IMAP_USE_JUNK, "junk", "Junk", 5 },
	{ IMAP_USE_TRASH, "trash", "Trash", 6 }, { IMAP_USE_ALL, "all", NULL, 7 },
	{ IMAP_USE_FLAGGED, "flagged", NULL, 7 }, { IMAP_USE_IMPORTANT, "important", NULL, 7 },
};

/* What servers without SPECIAL-USE and their programs call them, besides. */
static const struct {
	enum imap_use	 use;
	const char	*name;
} usual[] = {
	{ IMAP_USE_SENT, "Sent Items" }, { IMAP_USE_SENT, "Sent Messages" },
	{ IMAP_USE_JUNK, "Spam" }, { IMAP_USE_JUNK, "Junk E-mail" },
	{ IMAP_USE_TRASH, "Deleted Items" }, { IMAP_USE_TRASH, "Deleted Messages" },
};

/* At the top, or below INBOX, where some servers put everything. */
static const char *
plain_name(const struct imap_folder *f)
{
	const char *name = f->name;

	if (f->separator != 0 && strncmp(name, "INBOX", 5) == 0 && name[5] == f->separator)
		name += 6;
	return f->separator != 0 && strchr(name, f->separator) != NULL ? "" : name;
}

/* By its name, as far as names tell: 2 by the first choice, 1 by another, 0 no. */
static int
is_named(const struct imap_folder *f, size_t role)
{
	const char *name = plain_name(f);

	if (roles[role].name == NULL)
		return 0;
	if (strcasecmp(name, roles[role].name) == 0)
		return 2;
	for (size_t i = 0; i < COUNT(usual); i++)
		if (usual[i].use == roles[role].use && strcasecmp(name, usual[i].name) == 0)
			return 1;
	return 0;
}

/* A server may know SPECIAL-USE and have it of no mailbox: then names count, too. */
static bool
tells_uses(const struct sync *s)
{
	if (imap_can(s->imap, IMAP_CAP_SPECIAL_USE))
		for (size_t i = 0; i < s->folders.count; i++)
			if (s->folders.list[i].use != IMAP_USE_NONE)
				return true;
	return false;
}

/* Whether F is the mailbox for a role: it belongs to one only (RFC 8621, section 2). */
static bool
has_role(struct sync *s, const struct imap_folder *f, size_t role)
{
	bool told = f->use == roles[role].use;
	int how = told ? 1 : tells_uses(s) ? 0 : is_named(f, role);

	if (how == 0)
		return false;
	for (size_t i = 0; i < s->folders.count; i++) {
		const struct imap_folder *o = &s->folders.list[i];
		int other = told ? o->use == roles[role].use : is_named(o, role);

		if (o->selectable && (other > how || (other == how && o < f)))
			return false;
	}
	return true;
}

static void
give_role(struct sync *s, const struct imap_folder *f, struct mail_mailbox *row)
{
	row->role = NULL;
	row->sort_order = 10;
	if (strcmp(f->name, "INBOX") == 0) {
		row->role = "inbox";
		row->sort_order = 1;
		return;
	}
	for (size_t i = 0; i < COUNT(roles); i++) {
		if ((f->use != roles[i].use && is_named(f, i) == 0) || !has_role(s, f, i))
			continue;
		row->role = roles[i].role;
		row->sort_order = roles[i].order;
		return;
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

/* What the server's entry makes of a row; parents must be rows already. */
static struct mail_mailbox
place_of(struct sync *s, const struct imap_folder *f)
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
	size_t own = strlen(prefix);

	give_role(s, f, &want);
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
	struct mail_mailbox *row = row_at(s, f->name, strlen(f->name));
	struct mail_mailbox want = place_of(s, f);
	enum status st;

	if (row == NULL && (row = renamed(s, f)) == NULL) {
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
		want = place_of(s, f);
		if (!same_place(row, &want))
			return false;
	}
	return true;
}
