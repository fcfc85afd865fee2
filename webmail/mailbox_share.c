#include <string.h>

#include "imapclient/acl.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/grantee.h"
#include "webmail/mailbox_rights.h"
#include "webmail/mailbox_share.h"
#include "webmail/share_notification.h"
#include "webmail/shared_folder.h"
#include "webmail/upstream.h"

/* Those in the lists whom we know by another name than the mail server's. */
struct known {
	struct grantee	*list;
	size_t		 count;
};

static const struct grantee *
named(const struct known *k, const char *who)
{
	for (size_t i = 0; i < k->count; i++)
		if (strcmp(k->list[i].who, who) == 0)
			return &k->list[i];
	return NULL;
}

static const struct grantee *
numbered(const struct known *k, int64_t id)
{
	for (size_t i = 0; i < k->count; i++)
		if (k->list[i].id == id)
			return &k->list[i];
	return NULL;
}

static enum status
know(struct jmap *j, const struct imap_grants *grants, size_t count, struct known *k)
{
	const char **names;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += grants[i].count;
	names = arena_array(j->cx->arena, n, sizeof *names);
	n = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t g = 0; g < grants[i].count; g++)
			names[n++] = grants[i].list[g].who;
	return db_grantee_named(j->cx, j->cx->who.domain, names, n, &k->list, &k->count);
}

/* The owner is in his own list, too, and knows what he may. */
static json_t *
share_of(const struct jmap *j, const struct mail_mailbox *m, const struct imap_grants *grants,
    const struct known *k)
{
	const char *owner = j->cx->who.address;
	json_t *out = json_object();
	size_t len = strlen(owner);

	if (shared_owner(m->path, &len))
		owner = m->path + strlen(SHARED_TOP);
	for (size_t i = 0; i < grants->count; i++) {
		const struct grantee *g = named(k, grants->list[i].who);
		json_t *id;

		if (g == NULL || (strlen(g->who) == len && memcmp(g->who, owner, len) == 0))
			continue;
		id = jmap_id_json('p', g->id);
		json_object_set_new(out, json_string_value(id),
		    mailbox_rights_of(grants->list[i].rights));
		json_decref(id);
	}
	return out;
}

/* Lists of rights are told of in one's own account, and by people of a domain. */
static bool
has_lists(const struct jmap *j)
{
	return j->account == j->cx->who.account && j->cx->who.domain != 0;
}

static bool
may_share(const struct jmap *j, const char *letters)
{
	return has_lists(j) && letters != NULL && strchr(letters, 'a') != NULL;
}

enum status
mailbox_share_json(struct jmap *j, const struct mail_mailbox *const *list, size_t count,
    const char *const *letters, json_t **out)
{
	const char **names = arena_array(j->cx->arena, count, sizeof *names);
	struct imap_grants *grants = arena_array(j->cx->arena, count, sizeof *grants);
	struct imap *imap;
	struct known k;
	size_t n = 0;
	enum status st;

	for (size_t i = 0; i < count; i++)
		if (may_share(j, letters[i]))
			names[n++] = list[i]->path;
	if ((st = upstream_imap(j->cx, j->account, &imap)) != OK ||
	    (st = imap_folder_grants(j->cx, imap, names, n, grants)) != OK ||
	    (st = know(j, grants, n, &k)) != OK)
		return st;
	n = 0;
	for (size_t i = 0; i < count; i++) {
		out[i] = json_keep(j->cx->arena, may_share(j, letters[i]) ?
		    share_of(j, list[i], &grants[n++], &k) : json_null());
		if (json_is_object(out[i]) && json_object_size(out[i]) == 0)
			out[i] = json_null();
	}
	return OK;
}

/* What it is now; NULL: not his to know. */
static enum status
share_now(struct jmap *j, const struct mail_mailbox *now, json_t **out)
{
	const char **letters;
	enum status st;

	*out = NULL;
	if ((st = mailbox_letters(j, &now, 1, &letters)) != OK || !may_share(j, letters[0]))
		return st;
	return mailbox_share_json(j, &now, 1, letters, out);
}

json_t *
mailbox_share_read(struct jmap *j, const struct mail_mailbox *now, const char *key,
    const json_t *value, json_t **want)
{
	json_t *patched, *patch;

	if (now == NULL && json_is_null(value))
		return NULL;
	if (*want == NULL) {
		json_t *all = now == NULL && has_lists(j) ? json_null() : NULL;

		if ((now != NULL && share_now(j, now, &all) != OK) || all == NULL) {
			ctx_forgive(j->cx);
			return jmap_set_error("forbidden", "Others decide whom this is shared with.", NULL);
		}
		*want = json_keep(j->cx->arena, json_pack("{s:o}", "shareWith",
		    json_is_object(all) ? json_deep_copy(all) : json_object()));
	}
	patch = json_keep(j->cx->arena, json_pack("{s:O}", key, value));
	if ((patched = jmap_patch(*want, patch)) == NULL)
		return jmap_set_error("invalidPatch", NULL, NULL);
	*want = json_keep(j->cx->arena, patched);
	value = json_object_get(*want, "shareWith");
	if (value == NULL || json_is_null(value))
		json_object_set_new(*want, "shareWith", json_object());
	else if (!json_is_object(value) || json_object_size(value) > SHARE_MAX)
		return jmap_bad_property("shareWith", "rights by the ids of principals, and not too many");
	return NULL;
}

/* As letters, by number, held against whom there is. */
static enum status
read_want(struct jmap *j, const json_t *want, struct known *k, json_t **error)
{
	size_t n = 0;
	int64_t *ids = arena_array(j->cx->arena, json_object_size(want), sizeof *ids);
	const char *key;
	json_t *value;
	enum status st;

	json_object_foreach((json_t *)want, key, value) {
		if ((ids[n++] = jmap_id('p', key)) == 0 ||
		    mailbox_rights_read(j->cx->arena, value) == NULL) {
			*error = jmap_bad_property("shareWith", "rights by the ids of principals");
			return OK;
		}
	}
	if ((st = db_grantee_get(j->cx, j->cx->who.domain, ids, n, &k->list, &k->count)) != OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (numbered(k, ids[i]) == NULL)
			*error = jmap_bad_property("shareWith", "there is nobody of that id to share it with");
	return OK;
}

/* Rights are a set: Dovecot may tell them in another order than they were given in. */
static bool
same_letters(const char *a, const char *b)
{
	return strspn(a, b) == strlen(a) && strspn(b, a) == strlen(b);
}

static enum status
give(struct jmap *j, struct imap *imap, const char *folder, const struct grantee *g,
    const char *letters)
{
	enum status st = imap_folder_grant(j->cx, imap, folder, g->who, letters);

	j->partly |= st == OK;
	return st;
}

/* Who may not read any more is not to go on with it in a session that is open. */
static bool
is_shut_out(const char *was, const char *letters)
{
	return strchr(was, 'r') != NULL && strchr(letters, 'r') == NULL;
}

static enum status
apply(struct jmap *j, struct imap *imap, int64_t owner, const struct mail_mailbox *box,
    const json_t *want, const struct known *wanted)
{
	const char *folder = shared_own_name(box->path);
	struct imap_grants grants;
	struct known had;
	enum status st;

	if ((st = imap_folder_grants(j->cx, imap, &folder, 1, &grants)) != OK ||
	    (st = know(j, &grants, 1, &had)) != OK)
		return st;
	for (size_t i = 0; i < grants.count; i++) {
		const struct grantee *g = named(&had, grants.list[i].who);
		const struct grantee *still = g != NULL ? numbered(wanted, g->id) : NULL;
		const char *letters = "";

		if (g == NULL || g->id == owner)
			continue;
		if (still != NULL)
			letters = mailbox_rights_read(j->cx->arena, json_object_get(want,
			    arena_printf(j->cx->arena, "p%lld", (long long)g->id)));
		if (same_letters(letters, grants.list[i].rights))
			continue;
		if ((st = give(j, imap, folder, g, letters)) != OK ||
		    (st = db_grantee_tell(j->cx, owner, g->id,
		    is_shut_out(grants.list[i].rights, letters))) != OK)
			return st;
		share_notify(j, box, g, grants.list[i].rights, letters);
	}
	for (size_t i = 0; i < wanted->count; i++) {
		const struct grantee *g = &wanted->list[i];
		const char *letters = mailbox_rights_read(j->cx->arena, json_object_get(want,
		    arena_printf(j->cx->arena, "p%lld", (long long)g->id)));

		if (numbered(&had, g->id) != NULL || *letters == '\0')
			continue;
		if ((st = give(j, imap, folder, g, letters)) != OK ||
		    (st = db_grantee_tell(j->cx, owner, g->id, false)) != OK)
			return st;
		share_notify(j, box, g, "", letters);
	}
	return OK;
}

/* Whose folder it is: in his session alone Dovecot notes for whom. */
static enum status
find_owner(struct jmap *j, const struct mail_mailbox *now, int64_t *owner)
{
	struct account a;
	size_t len;
	enum status st;

	*owner = j->account;
	if (!shared_owner(now->path, &len))
		return OK;
	if ((st = db_account_find(j->cx, arena_strndup(j->cx->arena,
	    now->path + strlen(SHARED_TOP), len), &a)) == OK)
		*owner = a.id;
	return st;
}

enum status
mailbox_share_check(struct jmap *j, const struct mail_mailbox *parent, const json_t *want,
    json_t **error)
{
	const char **letters;
	struct known wanted;
	enum status st;

	if (parent != NULL) {
		if ((st = mailbox_letters(j, &parent, 1, &letters)) != OK)
			return st;
		if (!may_share(j, letters[0])) {
			*error = jmap_set_error("forbidden", "Others decide whom this is shared with.", NULL);
			return OK;
		}
	}
	return read_want(j, json_object_get(want, "shareWith"), &wanted, error);
}

enum status
mailbox_share_apply(struct jmap *j, const struct mail_mailbox *now, const json_t *want,
    json_t **error)
{
	const json_t *share = json_object_get(want, "shareWith");
	struct known wanted;
	struct imap *imap;
	int64_t owner;
	enum status st;

	if ((st = read_want(j, share, &wanted, error)) != OK || *error != NULL ||
	    (st = find_owner(j, now, &owner)) != OK ||
	    (st = upstream_imap(j->cx, owner, &imap)) != OK)
		return st;
	if (numbered(&wanted, owner) != NULL) {
		*error = jmap_bad_property("shareWith", "it is his own");
		return OK;
	}
	return apply(j, imap, owner, now, share, &wanted);
}
