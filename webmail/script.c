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
	    " foreverypart extracttext editheader imapsieve vnd.dovecot.imapsieve";
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
	*out = jmap_keep_wanted(json_pack("{s:o, s:s, s:o, s:b}", "id", jmap_id_json('v', one->id),
	    "name", one->name, "blobId", blob, "isActive", one->active), properties, wanted);
	return OK;
}

enum status
script_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties"), *one;
	json_t *list = json_array(), *not_found = json_array();
	size_t id_count;
	struct scripts s;
	int64_t *ids;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 'v', &ids, &id_count, not_found, &all)) != OK ||
	    (st = scripts_open(j, &s)) != OK || (st = scripts_read(&s)) != OK)
		return st;
	for (size_t i = 0; i < s.count; i++) {
		if (!all && !jmap_take_id(ids, id_count, s.list[i].id))
			continue;
		if ((st = script_json(j, &s.list[i], wanted, &one)) != OK)
			return st;
		json_array_append_new(list, one);
	}
	jmap_not_found(ids, id_count, 'v', not_found);
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", json_string(s.state));
	json_incref(*result);
	return OK;
}

/* ---- query -------------------------------------------------------------------------- */

static bool
holds(const json_t *filter, const struct script *one)
{
	const char *op = json_get_text(filter, "operator"), *key;
	json_t *value;
	size_t i;

	if (op != NULL) {
		bool all = true, any = false;

		json_array_foreach(json_object_get(filter, "conditions"), i, value) {
			bool yes = holds(value, one);

			all &= yes;
			any |= yes;
		}
		return strcmp(op, "AND") == 0 ? all : strcmp(op, "OR") == 0 ? any : !any;
	}
	json_object_foreach((json_t *)filter, key, value)
		if ((strcmp(key, "name") == 0 &&
		    strcasestr(one->name, json_string_value(value)) == NULL) ||
		    (strcmp(key, "isActive") == 0 && json_is_true(value) != one->active))
			return false;
	return true;
}

static enum status
check_filter(struct jmap *j, const json_t *filter, int depth)
{
	const char *op = json_get_text(filter, "operator"), *key;
	json_t *value;
	size_t i;
	enum status st;

	if (filter == NULL || json_is_null(filter))
		return OK;
	if (!json_is_object(filter) || depth > JMAP_MAX_FILTER)
		return jmap_fail(j, "invalidArguments", "a filter is an object, not too deep");
	if (op == NULL) {
		json_object_foreach((json_t *)filter, key, value)
			if (!(strcmp(key, "name") == 0 && json_is_string(value)) &&
			    !(strcmp(key, "isActive") == 0 && json_is_boolean(value)))
				return jmap_fail(j, "unsupportedFilter", "no condition %.100s", key);
		return OK;
	}
	if (strcmp(op, "AND") != 0 && strcmp(op, "OR") != 0 && strcmp(op, "NOT") != 0)
		return jmap_fail(j, "invalidArguments", "AND, OR or NOT");
	json_array_foreach(json_object_get(filter, "conditions"), i, value)
		if ((st = check_filter(j, value, depth + 1)) != OK)
			return st;
	return OK;
}

/* By name first, as the RFC's examples have it; isActive: the inactive ones first. */
static int
compare(const void *a, const void *b, void *arg)
{
	const struct script *x = a, *y = b;
	const json_t *sort = arg;
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)sort, i, one) {
		int n = strcmp(json_get_text(one, "property"), "name") == 0 ?
		    strcasecmp(x->name, y->name) : (int)x->active - (int)y->active;

		if (n != 0)
			return json_get_bool(one, "isAscending", true) ? n : -n;
	}
	return strcmp(x->name, y->name);
}

static enum status
check_sort(struct jmap *j, const json_t *sort)
{
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)sort, i, one) {
		const char *name = json_get_text(one, "property");

		if (name == NULL || (strcmp(name, "name") != 0 && strcmp(name, "isActive") != 0))
			return jmap_fail(j, "unsupportedSort", "by name and isActive only");
	}
	return OK;
}

enum status
script_query(struct jmap *j, json_t *args, json_t **result)
{
	const json_t *filter = json_object_get(args, "filter"), *sort = json_object_get(args, "sort");
	int64_t limit = json_get_int(args, "limit", JMAP_MAX_QUERY);
	int64_t position = json_get_int(args, "position", 0);
	const char *anchor = jmap_created(j, json_get_text(args, "anchor"));
	struct scripts s;
	size_t n = 0, at;
	json_t *ids;
	enum status st;

	if ((st = check_filter(j, filter, 0)) != OK || (st = check_sort(j, sort)) != OK ||
	    (st = scripts_open(j, &s)) != OK || (st = scripts_read(&s)) != OK)
		return st;
	for (size_t i = 0; i < s.count; i++)
		if (!json_is_object(filter) || holds(filter, &s.list[i]))
			s.list[n++] = s.list[i];
	if (n > 0)
		qsort_r(s.list, n, sizeof *s.list, compare, (void *)sort);
	if (json_get_text(args, "anchor") != NULL) {
		for (at = 0; at < n && s.list[at].id != jmap_id('v', anchor); at++)
			;
		if (at == n)
			return jmap_fail(j, "anchorNotFound", "the anchor does not match");
		position = (int64_t)at + json_get_int(args, "anchorOffset", 0);
	} else if (position < 0) {
		position += (int64_t)n;
	}
	position = position < 0 ? 0 : position;
	ids = json_array();
	for (at = (size_t)position; at < n && (int64_t)json_array_size(ids) < limit; at++)
		json_array_append_new(ids, jmap_id_json('v', s.list[at].id));
	*result = json_pack("{s:O, s:s, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", s.state, "canCalculateChanges", 0,
	    "position", (json_int_t)position, "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)n));
	return OK;
}
