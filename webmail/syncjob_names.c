/*
 * What a mailbox of another server is called here: its separator and the prefix
 * of its names are theirs, and its Sent is our Sent, whatever they call it.
 */
#include <string.h>

#include "webmail/folder_role.h"
#include "webmail/syncjob_private.h"

#define SEPARATOR	'/'	/* Dovecot's here: mailcore/templates/dovecot.conf */

static const char *
at_home(struct syncjob *s, enum imap_use use)
{
	for (size_t i = 0; i < s->folders_here.count; i++) {
		const struct imap_folder *f = &s->folders_here.list[i];

		if (f->selectable && folder_use(s->here, &s->folders_here, f) == use)
			return f->name;
	}
	return folder_usual_name(use);
}

/* Without their prefix, and with our separator. */
static const char *
plain(struct syncjob *s, const struct imap_folder *from)
{
	const char *prefix = imap_prefix(s->there);
	size_t own = strlen(prefix);
	char *name;

	if (own > 0 && strncmp(from->name, prefix, own) == 0 && from->name[own] != '\0')
		name = arena_strdup(s->arena, from->name + own);
	else
		name = arena_strdup(s->arena, from->name);
	for (char *c = name; *c != '\0'; c++) {
		if (*c == from->separator)
			*c = SEPARATOR;
		else if (*c == SEPARATOR)
			*c = '_';
	}
	return name;
}

/* Shows what other mailboxes have (RFC 6154): copied, each mail would be here twice. */
static bool
is_view(enum imap_use use)
{
	return use == IMAP_USE_ALL || use == IMAP_USE_FLAGGED || use == IMAP_USE_IMPORTANT;
}

const char *
syncjob_name(struct syncjob *s, const struct imap_folder *from, const char **why)
{
	enum imap_use use = folder_use(s->there, &s->folders_there, from);
	const char *name = NULL, *below = s->job.subfolder + strspn(s->job.subfolder, "/");
	size_t len = strlen(below);
	bool excluded = false;

	if (s->exclude != NULL && pattern_matches(s->cx, s->exclude, from->name, &excluded) != OK) {
		syncjob_fault(s, from->name);
		excluded = true;
	}
	if (excluded) {
		*why = "as the job says";
		return NULL;
	}
	if (is_view(use)) {
		*why = "it shows mail of the others";
		return NULL;
	}
	if (s->options.skip_empty && from->has_status && from->messages == 0) {
		*why = "it is empty";
		return NULL;
	}
	if (s->job.automap && use != IMAP_USE_NONE)
		name = at_home(s, use);
	if (name == NULL)
		name = plain(s, from);
	while (len > 0 && below[len - 1] == SEPARATOR)
		len--;
	return len == 0 ? name : arena_printf(s->arena, "%.*s/%s", (int)len, below, name);
}
