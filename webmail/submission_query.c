/*
 * EmailSubmission/query and /queryChanges (RFC 8621, sections 7.3 and 7.4).
 * Submissions of an account are few (the newest 10,000 are looked at), so
 * they are all read (jmap_query.c).
 */
#include <stdlib.h>
#include <string.h>

#include "webmail/submission.h"

#define CHANGES_MAX	4000

/* ---- Filter ---------------------------------------------------------------------- */

static bool
is_among(const json_t *list, char prefix, int64_t id)
{
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)list, i, item)
		if (jmap_id(prefix, json_string_value(item)) == id)
			return true;
	return false;
}

static bool
holds(struct jmap *j, const char *key, const json_t *value, const void *row)
{
	const struct mail_submission *s = row;
	int64_t at = 0;

	(void)j;
	if (strcmp(key, "identityIds") == 0)
		return is_among(value, 'i', s->identity);
	if (strcmp(key, "emailIds") == 0)
		return is_among(value, 'e', s->email);
	if (strcmp(key, "threadIds") == 0)
		return is_among(value, 't', s->thread);
	if (strcmp(key, "undoStatus") == 0)
		return strcmp(json_string_value(value), s->undo_status) == 0;
	(void)jmap_date(json_string_value(value), &at);
	return strcmp(key, "before") == 0 ? s->send_at < at : s->send_at >= at;
}

static const struct jmap_condition conditions[] = {
	{ "identityIds", CONDITION_IDS },
	{ "emailIds", CONDITION_IDS },
	{ "threadIds", CONDITION_IDS },
	{ "undoStatus", CONDITION_TEXT },
	{ "before", CONDITION_DATE },
	{ "after", CONDITION_DATE },
	{ 0 }
};

/* ---- Order -------------------------------------------------------------------------- */

static const char *const sorts[] = { "sentAt", "emailId", "threadId", NULL };

static int
order(const void *a, const void *b, int by)
{
	const struct mail_submission *x = a, *y = b;
	int64_t p = by == 0 ? x->send_at : by == 1 ? x->email : x->thread;
	int64_t q = by == 0 ? y->send_at : by == 1 ? y->email : y->thread;

	return (p > q) - (p < q);
}

static int
compare(const void *a, const void *b, void *sort)
{
	const struct mail_submission *x = a, *y = b;
	int n = jmap_sort_order(sort, a, b);

	/* The newest first where nothing else is asked for. */
	return n != 0 ? n : (x->id < y->id) - (x->id > y->id);
}

struct listing {
	struct mail_submission	*rows;		/* that match, in order */
	size_t			 count;
	struct mail_states	 states;
};

static enum status
list(struct jmap *j, json_t *args, struct listing *l)
{
	const json_t *filter = json_object_get(args, "filter");
	struct jmap_sort sort = { .order = order };
	size_t count;
	enum status st;

	*l = (struct listing){ 0 };
	if ((st = jmap_filter_check(j, filter, conditions)) != OK ||
	    (st = jmap_sort_read(j, args, sorts, &sort)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &l->states)) != OK ||
	    (st = db_mail_submission_list(j->cx, j->account, &l->rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (jmap_filter_holds(j, filter, holds, &l->rows[i]))
			l->rows[l->count++] = l->rows[i];
	if (l->count > 0)
		qsort_r(l->rows, l->count, sizeof *l->rows, compare, &sort);
	return OK;
}

/* ---- The methods ---------------------------------------------------------------------- */

enum status
submission_query(struct jmap *j, json_t *args, json_t **result)
{
	struct listing l;
	int64_t *ids;
	enum status st;

	if ((st = list(j, args, &l)) != OK)
		return st;
	ids = arena_array(j->cx->arena, l.count, sizeof *ids);
	for (size_t i = 0; i < l.count; i++)
		ids[i] = l.rows[i].id;
	return jmap_query_answer(j, args, &(struct jmap_found){ ids, l.count, 's',
	    jmap_state_text(j->cx, l.states.submission), true }, result);
}

static void
add_ids(json_t *out, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, jmap_id_json('s', ids[i]));
}

enum status
submission_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	json_t *removed = json_keep(j->cx->arena, json_array());
	json_t *added = json_keep(j->cx->arena, json_array());
	struct mail_changes c;
	struct listing l;
	int64_t since = 0;
	enum status st;

	if ((st = jmap_query_since(j, args, MAIL_SUBMISSION, CHANGES_MAX, &c)) != OK ||
	    (st = list(j, args, &l)) != OK)
		return st;
	(void)jmap_state(json_get_text(args, "sinceQueryState"), &since);
	add_ids(removed, c.updated, c.updated_count);
	add_ids(removed, c.destroyed, c.destroyed_count);
	for (size_t i = 0; i < l.count; i++)
		if (l.rows[i].changed > since)
			json_array_append_new(added, json_pack("{s:o, s:I}", "id",
			    jmap_id_json('s', l.rows[i].id), "index", (json_int_t)i));
	return jmap_query_changed(j, args, c.state, removed, added, (int64_t)l.count, result);
}
