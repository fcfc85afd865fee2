/*
 * Blob/copy (RFC 8620, section 6.3), and Blob/upload, Blob/get and Blob/lookup
 * (RFC 9404): bytes within a request and its answer.
 */
#include <string.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/hash.h"
#include "storage/blob.h"
#include "storage/mail_email.h"
#include "webmail/blob.h"

const struct jmap_arg blob_copy_args[] = {
	{ "fromAccountId", ARG_ID, ARG_MUST }, { "blobIds", ARG_IDS, ARG_MUST }, { NULL, ARG_ID, 0 },
};
const struct jmap_arg blob_upload_args[] = {
	{ "create", ARG_OBJECT, ARG_MUST }, { NULL, ARG_ID, 0 },
};
const struct jmap_arg blob_get_args[] = {
	{ "ids", ARG_IDS, ARG_MUST }, { "properties", ARG_TEXTS, 0 }, { "offset", ARG_UINT, 0 },
	{ "length", ARG_UINT, 0 }, { NULL, ARG_ID, 0 },
};
const struct jmap_arg blob_lookup_args[] = {
	{ "typeNames", ARG_TEXTS, ARG_MUST }, { "ids", ARG_IDS, ARG_MUST }, { NULL, ARG_ID, 0 },
};

#define ANSWER_MAX	(16 * 1024 * 1024)	/* bytes of blobs in one answer */

/* ---- Bytes that become a blob -------------------------------------------------------- */

static enum status
store(struct jmap *j, struct blob *from, const char *type, json_t **id)
{
	struct stored_blob stored = { .type = type };
	const char *p;
	size_t len;
	enum status st;

	if ((st = blob_bytes(j->cx, from, &p, &len)) != OK ||
	    (st = db_blob_put(j->cx, j->account, p, len, &stored)) != OK)
		return st;
	*id = blob_of_upload(&stored);
	return OK;
}

enum status
blob_copy(struct jmap *j, json_t *args, json_t **result)
{
	json_t *ids = json_object_get(args, "blobIds"), *item, *out;
	struct mail_access from;
	size_t i;
	enum status st;

	if ((st = jmap_account(j->cx, json_get_text(args, "fromAccountId"), &from)) == ERR_NOT_FOUND)
		return jmap_fail(j, "fromAccountNotFound", "no such account");
	if (st != OK)
		return st;
	if (json_array_size(ids) > JMAP_MAX_SET)
		return jmap_fail(j, "requestTooLarge", "more than %d blobs", JMAP_MAX_SET);
	out = json_keep(j->cx->arena, json_pack("{s:O, s:O, s:n, s:n}", "accountId",
	    json_object_get(args, "accountId"), "fromAccountId",
	    json_object_get(args, "fromAccountId"), "copied", "notCopied"));
	json_array_foreach(ids, i, item) {
		const char *id = jmap_created(j, json_string_value(item));
		struct blob blob;
		json_t *new;

		if ((st = blob_open(j->cx, from.account, id, &blob)) == OK)
			st = store(j, &blob, *blob.type != '\0' ? blob.type :
			    "application/octet-stream", &new);
		if (st == OK)
			jmap_set_note(out, "copied", json_string_value(item), new);
		else if (st == ERR_NOT_FOUND)
			jmap_set_note(out, "notCopied", json_string_value(item),
			    jmap_set_fault(j, st));
		else
			return st;
	}
	*result = json_incref(out);
	return OK;
}

/* ---- Blob/upload ------------------------------------------------------------------------ */

struct upload {
	struct jmap	*j;
	struct blob	 out;		/* grows */
	json_t		*error;
};

static enum status
refuse(struct upload *u, json_t *error)
{
	u->error = error;
	return ERR_INVALID;
}

static enum status
bad(struct upload *u, const char *why)
{
	return refuse(u, jmap_bad_property("data", why));
}

static enum status
add(struct upload *u, const char *p, size_t len)
{
	struct ctx *cx = u->j->cx;

	if (u->out.len + (int64_t)len > cx->conf->message_size * 1024 * 1024)
		return refuse(u, json_pack("{s:s, s:s, s:I}", "type", "tooLarge", "description",
		    "It is larger than the server takes.", "maxSize",
		    (json_int_t)cx->conf->message_size * 1024 * 1024));
	u->out.len += (int64_t)len;
	while (len > 0) {
		ssize_t n = write(u->out.fd, p, len);

		if (n <= 0)
			return fault(cx, ERR_INTERNAL, "cannot write a file");
		p += n;
		len -= (size_t)n;
	}
	return OK;
}

static enum status
add_blob(struct upload *u, const json_t *source)
{
	struct jmap *j = u->j;
	const char *given = json_get_text(source, "blobId"), *id = jmap_created(j, given), *p;
	int64_t offset = json_get_int(source, "offset", 0), length;
	struct blob blob;
	size_t len;
	enum status st;

	st = id != NULL ? blob_open(j->cx, j->account, id, &blob) : ERR_NOT_FOUND;
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(j->cx);
		return refuse(u, json_pack("{s:s, s:s, s:[s]}", "type", "blobNotFound",
		    "description", "Bytes that were named are not there.", "notFound", given));
	}
	if (st != OK || (st = blob_bytes(j->cx, &blob, &p, &len)) != OK)
		return st;
	length = json_get_int(source, "length", blob.len - offset);
	if (offset < 0 || length < 0 || offset > blob.len || length > blob.len - offset)
		return bad(u, "the blob has no such range");
	return add(u, p + offset, (size_t)length);
}

/* A DataSourceObject (RFC 9404, section 4.1): exactly one of its three forms. */
static enum status
add_source(struct upload *u, const json_t *source)
{
	const json_t *text = json_object_get(source, "data:asText");
	const json_t *coded = json_object_get(source, "data:asBase64");
	const json_t *id = json_object_get(source, "blobId"), *value;
	static const char *const numbers[] = { "offset", "length" };
	const char *p;
	size_t len;

	if ((text != NULL) + (coded != NULL) + (id != NULL) != 1)
		return bad(u, "text, base64 or a blob");
	for (size_t i = 0; i < COUNT(numbers); i++)
		if ((value = json_object_get(source, numbers[i])) != NULL && !json_is_null(value) &&
		    (id == NULL || !json_is_integer(value)))
			return bad(u, "no range");
	if (json_is_string(text))
		return add(u, json_string_value(text), json_string_length(text));
	if (json_is_string(id))
		return add_blob(u, source);
	if (!json_is_string(coded) ||
	    (p = base64_decode(u->j->cx->arena, json_string_value(coded),
	    json_string_length(coded), &len)) == NULL)
		return bad(u, "no base64");
	return add(u, p, len);
}

static enum status
upload_one(struct upload *u, const json_t *given)
{
	const json_t *data = json_object_get(given, "data"), *type = json_object_get(given, "type");
	json_t *one;
	size_t i;
	enum status st;

	if (!json_is_array(data) || json_array_size(data) > JMAP_MAX_SOURCES)
		return bad(u, "a list of sources that is not too long");
	if (type != NULL && !json_is_null(type) && (!json_is_string(type) ||
	    strcmp(upload_type(u->j->cx, json_string_value(type)), json_string_value(type)) != 0))
		return refuse(u, jmap_bad_property("type", "no media type"));
	if ((st = blob_file(u->j->cx, &u->out.fd)) != OK)
		return st;
	json_array_foreach((json_t *)data, i, one)
		if ((st = add_source(u, one)) != OK)
			return st;
	return OK;
}

enum status
blob_upload(struct jmap *j, json_t *args, json_t **result)
{
	json_t *create = json_object_get(args, "create"), *value, *id, *out;
	const char *key;
	enum status st;

	if (json_object_size(create) > JMAP_MAX_SET)
		return jmap_fail(j, "requestTooLarge", "more than %d blobs", JMAP_MAX_SET);
	out = json_keep(j->cx->arena, json_pack("{s:O, s:n, s:n}", "accountId",
	    json_object_get(args, "accountId"), "created", "notCreated"));
	json_object_foreach(create, key, value) {
		struct upload u = { .j = j, .out = { .fd = -1, .type = "" } };
		const char *type = json_get_text(value, "type");

		type = type != NULL ? type : "application/octet-stream";
		st = upload_one(&u, value);
		if (u.error != NULL) {
			jmap_set_note(out, "notCreated", key, u.error);
			continue;
		}
		if (st != OK || (st = store(j, &u.out, type, &id)) != OK)
			return st;
		jmap_note_created(j, key, id);
		jmap_set_note(out, "created", key, json_pack("{s:o, s:s, s:I}", "id", id, "type",
		    type, "size", (json_int_t)u.out.len));
	}
	*result = json_incref(out);
	return OK;
}

/* ---- Blob/get ------------------------------------------------------------------------------ */

static const char *const blob_properties[] = {
	"id", "data", "data:asText", "data:asBase64", "digest:sha-256", "size", NULL,
};

static bool
wants(const json_t *properties, const char *name)
{
	/* Unless it is asked for otherwise: data and size. */
	return json_is_array(properties) ? jmap_wants(properties, name) :
	    strcmp(name, "data") == 0 || strcmp(name, "size") == 0;
}

static void
put_data(struct jmap *j, const json_t *properties, const char *p, size_t len, json_t *out)
{
	bool any = wants(properties, "data"), text = wants(properties, "data:asText");
	bool valid = utf8_valid(p, len);

	if (text || (any && valid))
		json_object_set_new(out, "data:asText", valid ? json_stringn(p, len) : json_null());
	if (wants(properties, "data:asBase64") || (any && !valid))
		json_object_set_new(out, "data:asBase64",
		    json_string(base64_encode(j->cx->arena, p, len)));
	if ((any || text) && !valid)
		json_object_set_new(out, "isEncodingProblem", json_true());
}

static bool
wants_bytes(const json_t *properties)
{
	return wants(properties, "data") || wants(properties, "data:asText") ||
	    wants(properties, "data:asBase64") || wants(properties, "digest:sha-256");
}

/* ROOM: what may still go into this answer. */
static enum status
get_one(struct jmap *j, const json_t *args, const char *id, int64_t *room, json_t *out)
{
	const json_t *properties = json_object_get(args, "properties");
	int64_t offset = json_get_int(args, "offset", 0), length;
	unsigned char digest[SHA256_LEN];
	struct blob blob;
	const char *p;
	size_t len;
	enum status st;

	/* A part's size is known when its encoding was undone. */
	if ((st = blob_open(j->cx, j->account, id, &blob)) != OK ||
	    (st = blob_bytes(j->cx, &blob, &p, &len)) != OK)
		return st;
	if (wants(properties, "size"))
		json_object_set_new(out, "size", json_integer(blob.len));
	if (!wants_bytes(properties))
		return OK;
	offset = offset < blob.len ? offset : blob.len;
	length = json_get_int(args, "length", blob.len - offset);
	if (length > blob.len - offset || json_get_int(args, "offset", 0) > blob.len) {
		json_object_set_new(out, "isTruncated", json_true());
		length = blob.len - offset;
	}
	if ((*room -= length) < 0)
		return jmap_fail(j, "requestTooLarge", "ask for less than %d bytes at once",
		    ANSWER_MAX);
	put_data(j, properties, p + offset, (size_t)length, out);
	if (wants(properties, "digest:sha-256")) {
		hash_sha256(p + offset, (size_t)length, digest);
		json_object_set_new(out, "digest:sha-256",
		    json_string(base64_encode(j->cx->arena, digest, sizeof digest)));
	}
	return OK;
}

enum status
blob_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *ids = json_object_get(args, "ids"), *item;
	json_t *list = json_keep(j->cx->arena, json_array());
	json_t *not_found = json_keep(j->cx->arena, json_array());
	int64_t room = ANSWER_MAX;
	size_t i;
	enum status st;

	if (json_array_size(ids) > JMAP_MAX_SET)
		return jmap_fail(j, "requestTooLarge", "more than %d blobs", JMAP_MAX_SET);
	if ((st = jmap_check_properties(j, json_object_get(args, "properties"),
	    blob_properties)) != OK)
		return st;
	json_array_foreach(ids, i, item) {
		json_t *one = json_keep(j->cx->arena, json_pack("{s:O}", "id", item));

		st = get_one(j, args, jmap_created(j, json_string_value(item)), &room, one);
		if (st == OK) {
			json_array_append(list, one);
		} else if (st == ERR_NOT_FOUND) {
			ctx_forgive(j->cx);
			json_array_append(not_found, item);
		} else {
			return st;
		}
	}
	*result = json_pack("{s:O, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "list", list, "notFound", not_found);
	return OK;
}

/* ---- Blob/lookup --------------------------------------------------------------------------- */

static json_t *
ids_of(const struct mail_email *e, const char *type)
{
	json_t *out = json_array();

	if (e == NULL)
		return out;
	if (strcmp(type, "Email") == 0)
		json_array_append_new(out, jmap_id_json('e', e->id));
	else if (strcmp(type, "Thread") == 0)
		json_array_append_new(out, jmap_id_json('t', e->thread));
	else
		for (size_t i = 0; i < e->mailbox_count; i++)
			json_array_append_new(out, jmap_id_json('m', e->mailboxes[i]));
	return out;
}

static enum status
look_up_one(struct jmap *j, const char *id, const json_t *types, json_t *matched)
{
	struct mail_email *email = NULL;
	struct blob blob;
	json_t *type;
	size_t count = 0, i;
	enum status st;

	if ((st = blob_find(j->cx, j->account, id, &blob)) != OK)
		return st;
	if (blob.email != 0 && (st = db_mail_email_get(j->cx, j->account, &blob.email, 1, &email,
	    &count)) != OK)
		return st;
	json_array_foreach((json_t *)types, i, type)
		json_object_set_new(matched, json_string_value(type),
		    ids_of(count > 0 ? email : NULL, json_string_value(type)));
	return OK;
}

enum status
blob_lookup(struct jmap *j, json_t *args, json_t **result)
{
	json_t *types = json_object_get(args, "typeNames"), *ids = json_object_get(args, "ids");
	json_t *list = json_keep(j->cx->arena, json_array()), *item;
	json_t *not_found = json_keep(j->cx->arena, json_array());
	size_t i;
	enum status st;

	json_array_foreach(types, i, item)
		if (strcmp(json_string_value(item), "Mailbox") != 0 &&
		    strcmp(json_string_value(item), "Thread") != 0 &&
		    strcmp(json_string_value(item), "Email") != 0)
			return jmap_fail(j, "unknownDataType", "%s", json_string_value(item));
	if (json_array_size(ids) > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "more than %d ids", JMAP_MAX_GET);
	json_array_foreach(ids, i, item) {
		json_t *matched = json_keep(j->cx->arena, json_object());

		st = look_up_one(j, jmap_created(j, json_string_value(item)), types, matched);
		if (st == OK) {
			json_array_append_new(list, json_pack("{s:O, s:O}", "id", item,
			    "matchedIds", matched));
		} else if (st == ERR_NOT_FOUND) {
			ctx_forgive(j->cx);
			json_array_append(not_found, item);
		} else {
			return st;
		}
	}
	*result = json_pack("{s:O, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "list", list, "notFound", not_found);
	return OK;
}
