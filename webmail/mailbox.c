/*
 * Mailbox/get and /changes (RFC 8621, sections 2.1 and 2.2).
 */
#include <string.h>

#include "webmail/mailbox_rights.h"
#include "webmail/mailbox_share.h"

enum status
jmap_boxes(struct jmap *j, bool fresh)
{
	if (j->boxes != NULL && !fresh)
		return OK;
	return db_mail_mailbox_list(j->cx, j->account, &j->boxes, &j->box_count);
}

struct mail_mailbox *
jmap_box(struct jmap *j, int64_t id)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].id == id)
			return &j->boxes[i];
	return NULL;
}

struct mail_mailbox *
jmap_box_role(struct jmap *j, const char *role)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].role != NULL && strcmp(j->boxes[i].role, role) == 0)
			return &j->boxes[i];
	return NULL;
}

bool
mailbox_is_inbox(const struct mail_mailbox *m)
{
	return m->role != NULL && strcmp(m->role, "inbox") == 0;
}

int64_t
mailbox_order(const struct mail_mailbox *m)
{
	return m->own_order >= 0 ? m->own_order : m->sort_order;
}

static json_t *
name_of(const struct mail_mailbox *m)
{
	return json_string(mailbox_is_inbox(m) ? "Inbox" : m->name);
}

static const char *const properties[] = {
	"id", "name", "parentId", "role", "sortOrder", "totalEmails", "unreadEmails",
	"totalThreads", "unreadThreads", "myRights", "isSubscribed",
	"shareWith", NULL,
};

static json_t *
value_of(const struct jmap *j, const struct mail_mailbox *m, const char *rights,
    const char *property)
{
	if (strcmp(property, "id") == 0)
		return jmap_id_json('m', m->id);
	if (strcmp(property, "name") == 0)
		return name_of(m);
	if (strcmp(property, "parentId") == 0)
		return m->parent != 0 ? jmap_id_json('m', m->parent) : json_null();
	if (strcmp(property, "role") == 0)
		return m->role != NULL ? json_string(m->role) : json_null();
	if (strcmp(property, "sortOrder") == 0)
		return json_integer(mailbox_order(m));
	if (strcmp(property, "totalEmails") == 0)
		return json_integer(m->total_emails);
	if (strcmp(property, "unreadEmails") == 0)
		return json_integer(m->unread_emails);
	if (strcmp(property, "totalThreads") == 0)
		return json_integer(m->total_threads);
	if (strcmp(property, "unreadThreads") == 0)
		return json_integer(m->unread_threads);
	if (strcmp(property, "myRights") == 0)
		return mailbox_rights_json(j, m, rights);
	return json_boolean(m->subscribed);
}

enum status
mailbox_json(struct jmap *j, const struct mail_mailbox *const *list, size_t count,
    const json_t *wanted, json_t *into)
{
	/* What clients that know nothing of it need not be told. */
	bool shares = json_is_array(wanted) ? jmap_wants(wanted, "shareWith") : jmap_uses(j, JMAP_SHARE);
	json_t **with = NULL;
	const char **rights = NULL;
	enum status st;

	if ((shares || jmap_wants(wanted, "myRights")) &&
	    (st = mailbox_letters(j, list, count, &rights)) != OK)
		return st;
	if (shares) {
		with = arena_array(j->cx->arena, count, sizeof *with);
		if ((st = mailbox_share_json(j, list, count, rights, with)) != OK)
			return st;
	}
	for (size_t i = 0; i < count; i++) {
		json_t *one = json_object();

		for (const char *const *p = properties; *p != NULL; p++)
			if (strcmp(*p, "shareWith") == 0 && shares)
				json_object_set(one, *p, with[i]);
			else if (strcmp(*p, "shareWith") != 0 &&
			    (p == properties || jmap_wants(wanted, *p)))
				json_object_set_new(one, *p, value_of(j, list[i],
				    rights != NULL ? rights[i] : NULL, *p));
		json_array_append_new(into, one);
	}
	return OK;
}

enum status
mailbox_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	const struct mail_mailbox **found;
	struct mail_states states;
	size_t count, n = 0;
	int64_t *ids;
	bool all;
	enum status st;

	*result = json_pack("{s:o, s:o}", "list", list, "notFound", not_found);
	json_keep(j->cx->arena, *result);
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 'm', &ids, &count, not_found, &all)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	found = arena_array(j->cx->arena, all ? j->box_count : count, sizeof *found);
	for (size_t i = 0; i < (all ? j->box_count : count); i++) {
		found[n] = all ? &j->boxes[i] : jmap_box(j, ids[i]);
		if (found[n] != NULL)
			n++;
		else
			json_array_append_new(not_found, jmap_id_json('m', ids[i]));
	}
	if ((st = mailbox_json(j, found, n, wanted, list)) != OK)
		return st;
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", jmap_state_json(states.mailbox));
	json_incref(*result);
	return OK;
}

enum status
mailbox_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_MAILBOX, 'm', result);
}
