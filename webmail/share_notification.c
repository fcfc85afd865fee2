/*
 * ShareNotification (RFC 9670, section 3): what changed, who did it, and to which mailbox.  They
 * are made where a mailbox is shared by JMAP; who is told may throw them away, and nothing else.
 */
#include <string.h>

#include "storage/account.h"
#include "storage/db.h"
#include "storage/share_notification.h"
#include "webmail/mailbox_rights.h"
#include "webmail/share_notification.h"
#include "webmail/shared_folder.h"

#define PEOPLE_MAX	500	/* whom one change is told */

static const char *const properties[] = {
	"id", "created", "changedBy", "objectType", "objectAccountId", "objectId", "oldRights",
	"newRights", "name", NULL,
};

/* ---- Made ------------------------------------------------------------------------------ */

/* BOX in the session of somebody else. */
static const char *
path_for_others(const struct jmap *j, const struct mail_mailbox *box)
{
	size_t len;

	if (shared_owner(box->path, &len))
		return box->path;
	return strcmp(box->path, "INBOX") == 0 ?
	    arena_printf(j->cx->arena, SHARED_TOP "%s", j->cx->who.address) :
	    arena_printf(j->cx->arena, SHARED_TOP "%s/%s", j->cx->who.address, box->path);
}

static enum status
add(struct ctx *cx, int64_t account, const struct share_notification *n)
{
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(cx, account, &change)) != OK ||
	    (st = db_share_notification_add(cx, &change, n)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}

void
share_notify(struct jmap *j, const struct mail_mailbox *box, const struct grantee *g,
    const char *was, const char *now)
{
	struct share_notification n = { .by = j->cx->who.account, .by_address = j->cx->who.address,
		.path = path_for_others(j, box), .mailbox = box->id, .name = box->name,
		.was = was, .now = now };
	struct grantee *people;
	struct account me;
	size_t count = 0, len;

	if (g->address == NULL || db_account_get(j->cx, n.by, &me) != OK ||
	    db_grantee_people(j->cx, g->id, &people, &count) != OK || count > PEOPLE_MAX)
		count = 0;
	n.by_name = count > 0 ? me.name : "";
	for (size_t i = 0; i < count; i++) {
		/* Neither who did it nor whose it is. */
		if (people[i].id == n.by || (shared_owner(n.path, &len) &&
		    strlen(people[i].address) == len &&
		    memcmp(people[i].address, n.path + strlen(SHARED_TOP), len) == 0))
			continue;
		if (add(j->cx, people[i].id, &n) != OK)
			break;
	}
	db_rollback(j->cx);
	ctx_forgive(j->cx);
}

/* ---- Told ------------------------------------------------------------------------------ */

static json_t *
rights_json(const char *letters)
{
	return *letters == '\0' ? json_null() : mailbox_rights_of(letters);
}

static json_t *
notification_json(const struct jmap *j, const struct share_notification *n)
{
	return json_pack("{s:o, s:o, s:{s:s, s:s, s:o}, s:s, s:o, s:o, s:o, s:o, s:s}",
	    "id", jmap_id_json('n', n->id), "created", jmap_date_json(n->at),
	    "changedBy", "name", *n->by_name != '\0' ? n->by_name : n->by_address,
	    "email", n->by_address, "principalId", jmap_id_json('p', n->by),
	    "objectType", "Mailbox", "objectAccountId", jmap_id_json('a', j->account),
	    "objectId", jmap_id_json('m', n->mailbox), "oldRights", rights_json(n->was),
	    "newRights", rights_json(n->now), "name", n->name);
}

static enum status
load(struct jmap *j, struct share_notification **list, size_t *count, int64_t *state)
{
	struct mail_states states;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &states)) != OK)
		return st;
	*state = states.share;
	return db_share_notification_list(j->cx, j->account, list, count);
}

enum status
share_notification_get(struct jmap *j, json_t *args, json_t **result)
{
	struct share_notification *list;
	struct jmap_get get;
	int64_t state;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'n', properties, &get)) != OK ||
	    (st = load(j, &list, &count, &state)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, list[i].id))
			jmap_get_put(&get, notification_json(j, &list[i]));
	*result = jmap_get_end(&get, args, jmap_state_text(j->cx, state));
	return OK;
}

enum status
share_notification_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_SHARE, 'n', result);
}

/* ---- Looked for -------------------------------------------------------------------------- */

static const struct jmap_condition conditions[] = {
	{ "after", CONDITION_DATE },
	{ "before", CONDITION_DATE },
	{ "objectType", CONDITION_TEXT },
	{ "objectAccountId", CONDITION_TEXT },
	{ 0 }
};

static bool
holds(struct jmap *j, const char *key, const json_t *value, const void *row)
{
	const struct share_notification *n = row;
	int64_t at = 0;

	if (strcmp(key, "objectType") == 0)
		return strcmp(json_string_value(value), "Mailbox") == 0;
	if (strcmp(key, "objectAccountId") == 0)
		return jmap_id('a', json_string_value(value)) == j->account;
	return jmap_date(json_string_value(value), &at) &&
	    (*key == 'a' ? n->at >= at : n->at < at);
}

static int
order(const void *a, const void *b, int by)
{
	const struct share_notification *x = a, *y = b;

	(void)by;
	return (x->at > y->at) - (x->at < y->at);
}

static int
by_sort(const void *a, const void *b, void *sort)
{
	const struct share_notification *x = a, *y = b;
	int c = jmap_sort_order(sort, a, b);

	return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

enum status
share_notification_query(struct jmap *j, json_t *args, json_t **result)
{
	static const char *const sorts[] = { "created", NULL };
	const json_t *filter = json_object_get(args, "filter");
	struct jmap_sort sort = { .order = order };
	struct jmap_found found = { .prefix = 'n' };
	struct share_notification *list;
	int64_t state, *ids;
	size_t count;
	enum status st;

	if ((st = jmap_sort_read(j, args, sorts, &sort)) != OK ||
	    (st = jmap_filter_check(j, filter, conditions)) != OK ||
	    (st = load(j, &list, &count, &state)) != OK)
		return st;
	qsort_r(list, count, sizeof *list, by_sort, &sort);
	ids = arena_array(j->cx->arena, count, sizeof *ids);
	for (size_t i = 0; i < count; i++)
		if (jmap_filter_holds(j, filter, holds, &list[i]))
			ids[found.count++] = list[i].id;
	found.ids = ids;
	found.state = jmap_state_text(j->cx, state);
	return jmap_query_answer(j, args, &found, result);
}

enum status
share_notification_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	(void)args;
	(void)result;
	return jmap_fail(j, "cannotCalculateChanges", "ask again");
}

/* ---- Thrown away --------------------------------------------------------------------------- */

struct setting {
	struct jmap	*j;
	json_t		*result;
};

static enum status
refuse(void *arg, const char *list, const char *key)
{
	const struct setting *t = arg;

	jmap_set_note(t->result, list, key, jmap_set_error("forbidden",
	    "They can be thrown away, and nothing else.", NULL));
	return OK;
}

static enum status
create(void *arg, const char *key, const json_t *object)
{
	(void)object;
	return refuse(arg, "notCreated", key);
}

static enum status
update(void *arg, const char *key, const json_t *patch)
{
	(void)patch;
	return refuse(arg, "notUpdated", key);
}

static enum status
destroy(void *arg, const char *key)
{
	const struct setting *t = arg;
	struct jmap *j = t->j;
	struct mail_change change;
	bool found;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK ||
	    (st = db_share_notification_remove(j->cx, &change, jmap_id('n', key), &found)) != OK ||
	    (st = db_mail_change_end(j->cx, &change)) != OK)
		return st;
	j->partly |= found;
	if (found)
		jmap_set_destroyed(t->result, key);
	else
		jmap_set_note(t->result, "notDestroyed", key, jmap_set_error("notFound", NULL, NULL));
	return OK;
}

enum status
share_notification_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	struct mail_states before, after;
	struct setting t = { .j = j };
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.share)) != OK)
		return st;
	t.result = jmap_set_result(j, args, jmap_state_text(j->cx, before.share));
	if ((st = jmap_set_each(args, &steps, &t)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	json_object_set_new(t.result, "newState", jmap_state_json(after.share));
	*result = json_incref(t.result);
	return OK;
}
