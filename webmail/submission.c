/*
 * EmailSubmission/get and /changes (RFC 8621, sections 7.1 and 7.2).
 */
#include <string.h>

#include "webmail/blob.h"
#include "webmail/submission.h"

static const char *const properties[] = {
	"id", "identityId", "emailId", "threadId", "envelope", "sendAt", "undoStatus",
	"deliveryStatus", "dsnBlobIds", "mdnBlobIds", NULL,
};

/* Emails, by number, as blobs. */
static json_t *
blobs_json(const char *numbers)
{
	json_t *list = json_loads(numbers, 0, NULL), *out = json_array(), *one;
	size_t i;

	json_array_foreach(list, i, one)
		json_array_append_new(out, blob_of_email(json_integer_value(one)));
	json_decref(list);
	return out;
}

/* Null until anything is known (RFC 8621, section 7). */
static json_t *
delivery_json(const char *text)
{
	json_t *delivery = json_loads(text, 0, NULL);

	if (json_object_size(delivery) > 0)
		return delivery;
	json_decref(delivery);
	return json_null();
}

static json_t *
submission_json(const struct mail_submission *s)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o}",
	    "id", jmap_id_json('s', s->id), "identityId", jmap_id_json('i', s->identity),
	    "emailId", jmap_id_json('e', s->email), "threadId", jmap_id_json('t', s->thread),
	    "envelope", json_loads(s->envelope, 0, NULL), "sendAt", jmap_date_json(s->send_at),
	    "undoStatus", s->undo_status, "deliveryStatus", delivery_json(s->delivery),
	    "dsnBlobIds", blobs_json(s->reports), "mdnBlobIds", blobs_json(s->receipts));
}

enum status
submission_get(struct jmap *j, json_t *args, json_t **result)
{
	struct jmap_get get;
	struct mail_submission *rows;
	struct mail_states states;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 's', properties, &get)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_mail_submission_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	if (get.all && count > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "name the submissions");
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, rows[i].id))
			jmap_get_put(&get, submission_json(&rows[i]));
	*result = jmap_get_end(&get, args, jmap_state_text(j->cx, states.submission));
	return OK;
}

enum status
submission_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_SUBMISSION, 's', result);
}
