#include <string.h>
#include <strings.h>

#include "webmail/folder_role.h"

#define ORDER_OTHERS	10

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
tells_uses(const struct imap *imap, const struct imap_folders *all)
{
	if (imap_can(imap, IMAP_CAP_SPECIAL_USE))
		for (size_t i = 0; i < all->count; i++)
			if (all->list[i].use != IMAP_USE_NONE)
				return true;
	return false;
}

static bool
has_role(const struct imap *imap, const struct imap_folders *all, const struct imap_folder *f,
    size_t role)
{
	bool told = f->use == roles[role].use;
	int how = told ? 1 : tells_uses(imap, all) ? 0 : is_named(f, role);

	if (how == 0)
		return false;
	for (size_t i = 0; i < all->count; i++) {
		const struct imap_folder *o = &all->list[i];
		int other = told ? o->use == roles[role].use : is_named(o, role);

		if (o->selectable && (other > how || (other == how && o < f)))
			return false;
	}
	return true;
}

enum imap_use
folder_use(const struct imap *imap, const struct imap_folders *all, const struct imap_folder *f)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if ((f->use == roles[i].use || is_named(f, i) != 0) && has_role(imap, all, f, i))
			return roles[i].use;
	return IMAP_USE_NONE;
}

const char *
folder_role(enum imap_use use, int64_t *order)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (roles[i].use == use) {
			*order = roles[i].order;
			return roles[i].role;
		}
	*order = ORDER_OTHERS;
	return NULL;
}

enum imap_use
folder_use_of(const char *role)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (strcmp(roles[i].role, role) == 0)
			return roles[i].use;
	return IMAP_USE_NONE;
}

const char *
folder_usual_name(enum imap_use use)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (roles[i].use == use)
			return roles[i].name;
	return NULL;
}
