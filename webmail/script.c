/*
 * SieveScript (RFC 9661): the scripts that people wrote, by ManageSieve.  The
 * scripts are Dovecot's; other ManageSieve clients change them too, so each
 * method looks at them anew and a state is a hash of what is there.  Ours
 * (webmail/sieve_made.h) are not among them.
 */
#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "storage/blob.h"
#include "storage/db.h"
#include "storage/notify.h"
#include "webmail/blob.h"
#include "webmail/script.h"

static const char *const properties[] = { "id", "name", "blobId", "isActive", NULL };

json_t *
sieve_capability(const struct ctx *cx, const struct mail_access *a)
{
	/* As Pigeonhole tells them; a test holds it against that. */
	static const char extensions[] = "fileinto reject envelope encoded-character vacation"
	    " subaddress comparator-i;ascii-numeric relational regex imap4flags copy include"
	    " variables body enotify environment mailbox date index ihave duplicate mime"
	    " foreverypart extracttext editheader imapsieve vnd.dovecot.imapsieve"
	    " vacation-seconds mboxmetadata servermetadata";
	json_t *list;
	char *words, *save;

	if (a == NULL)
		return json_pack("{s:s}", "implementation", "Hayloft, Dovecot Pigeonhole");
	if (!a->personal)
		return NULL;
	list = json_array();
	words = arena_strdup(cx->arena, extensions);
	for (char *w = strtok_r(words, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save))
		json_array_append_new(list, json_string(w));
	return json_pack("{s:i, s:i, s:i, s:i, s:o, s:[s], s:n}", "maxSizeScriptName",
	    SIEVE_NAME_MAX, "maxSizeScript", (int)SIEVE_SCRIPT_MAX, "maxNumberScripts",
	    SIEVE_SCRIPTS_MAX, "maxNumberRedirects", 100, "sieveExtensions", list,
	    "notificationMethods", "mailto", "externalLists");
}

enum status
scripts_open(struct jmap *j, struct scripts *s)
{
	*s = (struct scripts){ .j = j };
	return upstream_sieve(j->cx, j->account, &s->sieve);
}

enum status
scripts_read(struct scripts *s)
{
	struct ctx *cx = s->j->cx;
	struct sieve_script *found;
	struct buf state = BUF_ON(cx->arena);
	const char **names;
	size_t count;
	int64_t *ids;
	enum status st;

	if ((st = sieve_list(s->sieve, &found, &count)) != OK)
		return st;
	s->count = 0;
	s->list = arena_array(cx->arena, count, sizeof *s->list);
	names = arena_array(cx->arena, count, sizeof *names);
	for (size_t i = 0; i < count; i++) {
		struct script *one = &s->list[s->count];

		if (sieve_is_made(found[i].name))
			continue;
		one->name = names[s->count] = found[i].name;
		one->active = found[i].active;
		if ((st = sieve_get(s->sieve, one->name, &one->text, &one->len)) != OK)
			return st;
		buf_printf(&state, "%s\n%d\n%s\n", one->name, one->active,
		    hash_sha256_hex(cx->arena, one->text, one->len));
		s->count++;
	}
	if ((st = db_sieve_ids(cx, s->j->account, names, s->count, &ids)) != OK)
		return st;
	for (size_t i = 0; i < s->count; i++)
		s->list[i].id = ids[i];
	s->state = arena_strndup(cx->arena, hash_sha256_hex(cx->arena, buf_str(&state), state.len),
	    16);
	return OK;
}

/* Its bytes as an upload, so that a client can fetch them and name them again. */
enum status
script_blob(struct jmap *j, const struct script *one, json_t **id)
{
	struct stored_blob blob = { .type = "application/sieve" };
	char text[2 + 2 * SHA256_LEN];
	enum status st;

	if ((st = db_blob_put(j->cx, j->account, one->text, one->len, &blob)) != OK)
		return st;
	text[0] = 'u';
	for (int i = 0; i < SHA256_LEN; i++)
		snprintf(text + 1 + 2 * i, 3, "%02x", blob.sha256[i]);
	*id = json_string(text);
	return OK;
}

static enum status
script_json(struct jmap *j, const struct script *one, const json_t *wanted, json_t **out)
{
	json_t *blob = json_null();
	enum status st;

	if (jmap_wants(wanted, "blobId") && (st = script_blob(j, one, &blob)) != OK)
		return st;
	*out = json_pack("{s:o, s:s, s:o, s:b}", "id", jmap_id_json('v', one->id), "name",
	    one->name, "blobId", blob, "isActive", one->active);
	return OK;
}

enum status
script_get(struct jmap *j, json_t *args, json_t **result)
{
	struct jmap_get get;
	struct scripts s;
	json_t *one;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'v', properties, &get)) != OK ||
	    (st = scripts_open(j, &s)) != OK || (st = scripts_read(&s)) != OK)
		return st;
	for (size_t i = 0; i < s.count; i++) {
		if (!jmap_get_asks(&get, s.list[i].id))
			continue;
		if ((st = script_json(j, &s.list[i], get.wanted, &one)) != OK)
			return st;
		jmap_get_put(&get, one);
	}
	*result = jmap_get_end(&get, args, s.state);
	return OK;
}

/* ---- query -------------------------------------------------------------------------- */

static const struct jmap_condition conditions[] = {
	{ "name", CONDITION_TEXT },
	{ "isActive", CONDITION_BOOLEAN },
	{ 0 }
};

static bool
holds(struct jmap *j, const char *key, const json_t *value, const void *row)
{
	const struct script *one = row;

	(void)j;
	return strcmp(key, "name") == 0 ? strcasestr(one->name, json_string_value(value)) != NULL :
	    json_is_true(value) == one->active;
}

static const char *const sorts[] = { "name", "isActive", NULL };

/* isActive: the inactive ones first. */
static int
order(const void *a, const void *b, int by)
{
	const struct script *x = a, *y = b;

	return by == 0 ? strcasecmp(x->name, y->name) : (int)x->active - (int)y->active;
}

static int
compare(const void *a, const void *b, void *sort)
{
	const struct script *x = a, *y = b;
	int n = jmap_sort_order(sort, a, b);

	return n != 0 ? n : strcmp(x->name, y->name);
}

enum status
script_query(struct jmap *j, json_t *args, json_t **result)
{
	const json_t *filter = json_object_get(args, "filter");
	struct jmap_sort sort = { .order = order };
	struct scripts s;
	size_t n = 0;
	int64_t *ids;
	enum status st;

	if ((st = jmap_filter_check(j, filter, conditions)) != OK ||
	    (st = jmap_sort_read(j, args, sorts, &sort)) != OK ||
	    (st = scripts_open(j, &s)) != OK || (st = scripts_read(&s)) != OK)
		return st;
	for (size_t i = 0; i < s.count; i++)
		if (jmap_filter_holds(j, filter, holds, &s.list[i]))
			s.list[n++] = s.list[i];
	if (n > 0)
		qsort_r(s.list, n, sizeof *s.list, compare, &sort);
	ids = arena_array(j->cx->arena, n, sizeof *ids);
	for (size_t i = 0; i < n; i++)
		ids[i] = s.list[i].id;
	return jmap_query_answer(j, args, &(struct jmap_found){ ids, n, 'v', s.state, false },
	    result);
}
