/*
 * Thread/get and Thread/changes (RFC 8621, section 3).
 */
#include "storage/mail_email.h"
#include "webmail/private.h"

static const char *const properties[] = { "id", "emailIds", NULL };

static const struct mail_thread *
find(const struct mail_thread *list, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

enum status
thread_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	struct mail_states states;
	struct mail_thread *threads;
	int64_t *ids;
	size_t count, found;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 't', &ids, &count, not_found, &all)) != OK)
		return st;
	if (all)
		return jmap_fail(j, "requestTooLarge", "name the threads");
	if ((st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_mail_thread_get(j->cx, j->account, ids, count, &threads, &found)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const struct mail_thread *t = find(threads, found, ids[i]);
		json_t *one, *emails;

		if (t == NULL) {
			json_array_append_new(not_found, jmap_id_json('t', ids[i]));
			continue;
		}
		one = json_pack("{s:o}", "id", jmap_id_json('t', t->id));
		if (jmap_wants(wanted, "emailIds")) {
			emails = json_array();
			for (size_t k = 0; k < t->count; k++)
				json_array_append_new(emails, jmap_id_json('e', t->emails[k]));
			json_object_set_new(one, "emailIds", emails);
		}
		json_array_append_new(list, one);
	}
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", jmap_state_json(states.thread));
	json_incref(*result);
	return OK;
}

enum status
thread_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_THREAD, 't', result);
}
