/*
 * A JMAP request's own language: back references into earlier answers, checks
 * of arguments, ids, patches.  The text is {"args": …, "responses": [[name,
 * object, id] …], "object": …, "patch": …}.
 */
#include "storage/mail_state.h"
#include "tests/fuzz/fuzz.h"
#include "webmail/private.h"

/* What the tested files ask of others. */
enum status
jmap_fail(struct jmap *j, const char *error, const char *fmt, ...)
{
	(void)fmt;
	j->error = error;
	return ERR_INVALID;
}

enum status
db_mail_changes(struct ctx *cx, int64_t account, enum mail_type type, int64_t since, int64_t max,
    struct mail_changes *out)
{
	(void)cx, (void)account, (void)type, (void)since, (void)max, (void)out;
	return ERR_INTERNAL;
}

static bool
are_responses(const json_t *list)
{
	json_t *one;
	size_t i;

	if (!json_is_array(list))
		return false;
	json_array_foreach((json_t *)list, i, one)
		if (json_array_size(one) != 3 || !json_is_string(json_array_get(one, 0)) ||
		    !json_is_object(json_array_get(one, 1)) ||
		    !json_is_string(json_array_get(one, 2)))
			return false;
	return true;
}

static void
try_args(struct jmap *j, json_t *args)
{
	static const struct jmap_arg table[] = {
		{ "ids", ARG_IDS, 0 }, { "properties", ARG_TEXTS, 0 }, { "state", ARG_TEXT, ARG_MUST },
		{ "limit", ARG_UINT, 0 }, { "position", ARG_INT, 0 }, { "filter", ARG_OBJECT, 0 },
		{ "sort", ARG_ARRAY, 0 }, { "anchor", ARG_ID, 0 }, { "total", ARG_BOOL, 0 },
		{ NULL, ARG_ID, 0 },
	};
	json_t *resolved, *not_found = json_keep(j->cx->arena, json_array());
	int64_t *ids, seconds;
	size_t count;
	bool all;

	if (jmap_resolve(j, args, &resolved) != OK) {
		REQUIRE(j->error != NULL);
		return;
	}
	if (jmap_check_args(j, table, resolved) != OK ||
	    jmap_get_ids(j, resolved, 'e', &ids, &count, not_found, &all) != OK)
		return;
	for (size_t i = 0; i < count; i++)
		REQUIRE(ids[i] > 0 && (i == 0 || ids[i - 1] < ids[i]));
	REQUIRE(all || count + json_array_size(not_found) <=
	    json_array_size(json_object_get(resolved, "ids")));
	if (jmap_date(json_get_text(resolved, "state"), &seconds))
		json_decref(jmap_date_json(seconds));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctx cx;
	struct jmap j = { .cx = &cx };
	json_t *value, *object, *patch, *before, *after;

	ctx_open(&cx, NULL);
	if (json_read(&cx, (const char *)data, size, &value) == OK) {
		j.created = json_keep(cx.arena, json_object());
		json_object_set_new(j.created, "k", json_string("e5"));
		j.responses = json_object_get(value, "responses");
		if (are_responses(j.responses) && json_is_object(json_object_get(value, "args")))
			try_args(&j, json_object_get(value, "args"));
		object = json_object_get(value, "object");
		patch = json_object_get(value, "patch");
		if (json_is_object(object) && json_is_object(patch)) {
			before = json_keep(cx.arena, json_deep_copy(object));
			if ((after = jmap_patch(object, patch)) != NULL)
				json_decref(after);
			/* What is there stays as it is, whatever the patch says. */
			REQUIRE(json_equal(before, object));
		}
	}
	ctx_close(&cx);
	return 0;
}
