/*
 * Email/get and Email/changes (RFC 8621, sections 4.2 and 4.3).  Lists are
 * answered from the index; header fields beyond it and bodies are fetched.
 */
#include <stdlib.h>
#include <string.h>

#include "imapclient/fetch.h"
#include "storage/mail_email.h"
#include "webmail/blob.h"
#include "webmail/charset.h"
#include "webmail/email_parsed.h"
#include "webmail/email_smime.h"
#include "webmail/structure.h"
#include "webmail/tnef.h"
#include "webmail/upstream.h"

const struct jmap_arg email_get_args[] = {
	{ "ids", ARG_IDS, 0 }, { "properties", ARG_TEXTS, 0 }, { "bodyProperties", ARG_TEXTS, 0 },
	{ "fetchTextBodyValues", ARG_BOOL, 0 }, { "fetchHTMLBodyValues", ARG_BOOL, 0 },
	{ "fetchAllBodyValues", ARG_BOOL, 0 }, { "maxBodyValueBytes", ARG_UINT, 0 },
	{ NULL, ARG_ID, 0 },
};

#define PART_MAX	(64 * 1024 * 1024)	/* bytes of a text that are looked at */

/* One email while it is rendered. */
struct source {
	const struct mail_email	*email;
	const struct mail_place	*places;	/* where it is; fetched on first need */
	size_t			 place_count;
	const struct imap_bytes	*header;	/* fetched with others; NULL: not yet */
};

/* Select a mailbox that has it. */
static enum status
go_to(struct jmap *j, struct source *s, struct imap **imap, uint32_t *uid)
{
	enum status st;

	if (s->places == NULL) {
		struct mail_place *places;

		if ((st = db_mail_places(j->cx, j->account, &s->email->id, 1, &places,
		    &s->place_count)) != OK)
			return st;
		s->places = places;
	}
	if ((st = upstream_imap(j->cx, j->account, imap)) != OK)
		return st;
	for (size_t i = 0; i < s->place_count; i++) {
		st = imap_select_known(j->cx, *imap, s->places[i].path,
		    (uint32_t)s->places[i].uidvalidity, (uint32_t)s->places[i].uid);
		if (st == OK) {
			*uid = (uint32_t)s->places[i].uid;
			return OK;
		}
		if (st != ERR_NOT_FOUND && st != ERR_PRECONDITION)
			return st;
		ctx_forgive(j->cx);
	}
	return ERR_NOT_FOUND;
}

static enum status
get_fields(struct jmap *j, void *arg, const struct mime_part *part, struct mime_fields *out)
{
	struct source *s = arg;
	struct imap_body body;
	struct imap *imap;
	uint32_t uid;
	enum status st;

	if (part != NULL && strchr(part->id, 't') != NULL) {
		*out = (struct mime_fields){ 0 };	/* a file of a winmail.dat has none */
		return OK;
	}
	if (part == NULL && s->header != NULL) {
		*out = mime_header_read(j->cx->arena, s->header->data, s->header->len);
		return OK;
	}
	if ((st = go_to(j, s, &imap, &uid)) != OK ||
	    (st = imap_body(j->cx, imap, uid, part == NULL || part->parent == NULL ? "HEADER" :
	    arena_printf(j->cx->arena, "%s.MIME", part->id), MIME_HEADER_MAX, &body)) != OK)
		return st;
	if (body.data == NULL) {
		struct blob b = { .fd = body.fd, .len = (int64_t)body.len };

		if ((st = blob_bytes(j->cx, &b, &body.data, &body.len)) != OK)
			return st;
	}
	*out = mime_header_read(j->cx->arena, body.data, body.len);
	return OK;
}

/* Lines of mail end with CRLF; JMAP's with LF. */
static size_t
lf_only(char *s, size_t len)
{
	char *out = s;

	for (size_t i = 0; i < len; i++)
		if (s[i] != '\r' || i + 1 == len || s[i + 1] != '\n')
			*out++ = s[i];
	*out = '\0';
	return (size_t)(out - s);
}

static enum status
get_text(struct jmap *j, void *arg, const struct mime_part *part, int64_t max,
    const char **text, size_t *len, bool *problem)
{
	struct source *s = arg;
	struct imap_body body = { .fd = -1 };
	struct imap *imap;
	uint32_t uid;
	char *decoded;
	enum status st;

	if ((st = go_to(j, s, &imap, &uid)) != OK)
		return st;
	if (max > 0 && (int64_t)part->body_len > max * 4 + 4096) {
		/* Enough for MAX bytes whatever the encoding. */
		struct imap_bytes piece;

		st = imap_body_piece(j->cx, imap, j->cx->arena, uid, part->id, 0,
		    (size_t)max * 4 + 4096, &piece);
		body.data = piece.data;
		body.len = piece.len;
	} else {
		st = imap_body(j->cx, imap, uid, part->id, PART_MAX, &body);
	}
	if (st != OK)
		return st;
	if (body.data == NULL && body.fd >= 0) {
		struct blob b = { .fd = body.fd, .len = (int64_t)body.len };

		if ((st = blob_bytes(j->cx, &b, &body.data, &body.len)) != OK)
			return st;
	}
	decoded = mime_decode(j->cx->arena, part->encoding, body.data != NULL ? body.data : "",
	    body.len, len, problem);
	*problem |= part->encoding == MIME_UNKNOWN;
	decoded = charset_to_utf8(j->cx->arena, part->charset, decoded, *len, len, problem);
	*len = lf_only(decoded, *len);
	*text = decoded;
	return OK;
}

static json_t *
get_blob(struct jmap *j, void *arg, const struct mime_part *part)
{
	struct source *s = arg;

	return blob_of_part(j->cx->arena, s->email->id, part->id);
}

#define UNPACKED_MAX	(100 * 1024 * 1024)	/* bytes of winmail.dat that one request opens */

static enum status
get_inner(struct jmap *j, void *arg, const struct mime_part *part, bool texts,
    struct mime_part ***out, size_t *count)
{
	struct arena *arena = j->cx->arena;
	json_t *id = json_keep(arena, get_blob(j, arg, part));
	struct blob blob;
	struct tnef tnef;
	const char *p;
	size_t len;
	enum status st;

	j->unpacked += (int64_t)part->body_len;
	if (j->unpacked > UNPACKED_MAX)
		return OK;
	if ((st = blob_open(j->cx, j->account, json_string_value(id), &blob)) != OK ||
	    (st = blob_bytes(j->cx, &blob, &p, &len)) != OK)
		return st;
	if (!tnef_read(arena, p, len, &tnef))
		return OK;
	*count = texts ? tnef.count : tnef.files;
	*out = arena_array(arena, *count, sizeof **out);
	for (size_t i = 0; i < *count; i++) {
		struct mime_part *one = (*out)[i] = arena_alloc(arena, sizeof *one);

		*one = (struct mime_part){ .id = arena_printf(arena, "%s.t%zu", part->id, i + 1),
			.type = tnef.items[i].type, .name = tnef.items[i].name,
			.cid = tnef.items[i].cid, .disposition = "attachment", };
		tnef_bytes(arena, &tnef.items[i], &one->body_len);
	}
	return OK;
}

/* ---- What the index knows ------------------------------------------------------ */

static const char *const address_keys[] = { "from", "sender", "replyTo", "to", "cc", "bcc" };

/* The index keeps [[name, email], …]; JMAP says it with names. */
static json_t *
head_json(struct jmap *j, const struct mail_email *e)
{
	json_t *head = json_loads(e->head, 0, NULL), *list, *pair;
	size_t i;

	json_keep(j->cx->arena, head);
	for (size_t k = 0; k < COUNT(address_keys); k++) {
		json_t *out;

		if ((list = json_object_get(head, address_keys[k])) == NULL)
			continue;
		out = json_array();
		json_array_foreach(list, i, pair)
			json_array_append_new(out, json_pack("{s:O, s:O}",
			    "name", json_array_get(pair, 0), "email", json_array_get(pair, 1)));
		json_object_set_new(head, address_keys[k], out);
	}
	json_object_set_new(head, "subject",
	    e->subject != NULL ? json_string(e->subject) : json_null());
	return head;
}

static json_t *
set_json(char prefix, const int64_t *ids, size_t count)
{
	json_t *out = json_object();

	for (size_t i = 0; i < count; i++) {
		json_t *id = jmap_id_json(prefix, ids[i]);

		json_object_set_new(out, json_string_value(id), json_true());
		json_decref(id);
	}
	return out;
}

static json_t *
keywords_json(struct arena *arena, const char *keywords)
{
	json_t *out = json_object();
	char *copy = arena_strdup(arena, keywords), *rest;

	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		json_object_set_new(out, w, json_true());
	return out;
}

static void
put(json_t *out, const struct email_want *want, const char *name, json_t *value)
{
	if (strcmp(name, "id") == 0 || jmap_wants(want->properties, name))
		json_object_set_new(out, name, value);
	else
		json_decref(value);
}

static enum status
one_email(struct jmap *j, const struct email_want *want, struct source *s, json_t **result)
{
	const struct mail_email *e = s->email;
	struct email_source source = {
		.head = head_json(j, e), .arg = s,
		.fields = get_fields, .text = get_text, .blob = get_blob, .unpack = get_inner,
	};
	json_t *out = json_keep(j->cx->arena, json_object());
	struct smime_opened opened;
	struct email_parsed *within;
	enum status st;

	/* More addresses than the index keeps: the header itself is asked. */
	if (json_object_get(source.head, "cut") != NULL)
		source.head = NULL;
	put(out, want, "id", jmap_id_json('e', e->id));
	put(out, want, "blobId", blob_of_email(e->id));
	put(out, want, "threadId", jmap_id_json('t', e->thread));
	put(out, want, "mailboxIds", set_json('m', e->mailboxes, e->mailbox_count));
	put(out, want, "keywords", keywords_json(j->cx->arena, e->keywords));
	put(out, want, "size", json_integer(e->size));
	put(out, want, "receivedAt", jmap_date_json(e->received_at));
	put(out, want, "preview", json_string(e->preview));
	put(out, want, "hasAttachment", json_boolean(e->has_attachment));
	if (want->needs_parts)
		source.root = structure_tree(j->cx->arena,
		    json_keep(j->cx->arena, json_loads(e->structure, 0, NULL)));
	if (*e->smime != '\0' && source.root != NULL && smime_is_opaque(source.root->type)) {
		if ((st = email_opened(j, e, &opened, &within)) != OK)
			return st;
		if (within != NULL) {
			source.within = &within->source;
			put(out, want, "hasAttachment", json_boolean(mime_bodies(j->cx->arena,
			    &within->message).has_attachment));
		}
		put(out, want, SMIME_CONTENT_PROPERTY,
		    email_opened_json(j->cx->arena, &opened, within));
	} else {
		put(out, want, SMIME_CONTENT_PROPERTY, json_null());
	}
	if ((st = email_render(j, want, &source, out)) != OK ||
	    (st = email_smime(j, want->properties, e, out)) != OK)
		return st;
	*result = json_incref(out);
	return OK;
}

/* ---- Headers of many, fetched a mailbox at a time -------------------------------- */

static struct source *
source_of(struct source *list, size_t count, int64_t email)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].email->id == email)
			return &list[i];
	return NULL;
}

static enum status
fetch_headers(struct jmap *j, struct source *list, size_t count)
{
	int64_t *ids = arena_array(j->cx->arena, count, sizeof *ids);
	struct mail_place *places;
	size_t place_count;
	struct imap *imap;
	enum status st;

	for (size_t i = 0; i < count; i++)
		ids[i] = list[i].email->id;
	if ((st = db_mail_places(j->cx, j->account, ids, count, &places, &place_count)) != OK ||
	    (st = upstream_imap(j->cx, j->account, &imap)) != OK)
		return st;
	for (size_t i = 0; i < place_count;) {
		struct imap_uids uids = IMAP_UIDS_ON(j->cx->arena);
		struct imap_messages found;
		size_t end = i, n = 0;

		for (; end < place_count && places[end].mailbox == places[i].mailbox &&
		    n < IMAP_BATCH; end++) {
			struct source *s = source_of(list, count, places[end].email);

			if (s != NULL && s->header == NULL) {
				imap_uids_add(&uids, (uint32_t)places[end].uid);
				n++;
			}
		}
		if (n > 0 && (st = imap_select_known(j->cx, imap, places[i].path,
		    (uint32_t)places[i].uidvalidity, imap_uids_last(&uids))) == OK)
			st = imap_fetch(j->cx, imap, j->cx->arena, &uids, IMAP_FETCH_HEADER, &found);
		if (n > 0 && st != OK && st != ERR_NOT_FOUND && st != ERR_PRECONDITION)
			return st;
		for (size_t k = i; n > 0 && st == OK && k < end; k++)
			for (size_t m = 0; m < found.count; m++)
				if (found.list[m].uid == (uint32_t)places[k].uid &&
				    found.list[m].header.data != NULL)
					source_of(list, count, places[k].email)->header =
					    &found.list[m].header;
		ctx_forgive(j->cx);
		i = end;
	}
	return OK;
}

static int
by_id(const void *a, const void *b)
{
	const struct mail_email *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static const struct mail_email *
email_at(const struct mail_email *list, size_t count, int64_t id)
{
	struct mail_email key = { .id = id };

	return bsearch(&key, list, count, sizeof key, by_id);
}

enum status
email_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *list = json_array(), *not_found = json_array();
	struct email_want want;
	struct mail_states states;
	struct mail_email *emails;
	struct source *sources;
	int64_t *ids;
	size_t count, found;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = email_want(j, args, true, &want)) != OK ||
	    (st = jmap_get_ids(j, args, 'e', &ids, &count, not_found, &all)) != OK)
		return st;
	if (all)
		return jmap_fail(j, "requestTooLarge", "name the emails");
	if ((st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_mail_email_get(j->cx, j->account, ids, count, &emails, &found)) != OK)
		return st;
	qsort(emails, found, sizeof *emails, by_id);
	sources = arena_array(j->cx->arena, found, sizeof *sources);
	for (size_t i = 0; i < found; i++)
		sources[i].email = &emails[i];
	if (want.needs_fields && found > 0 && (st = fetch_headers(j, sources, found)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const struct mail_email *e = email_at(emails, found, ids[i]);
		json_t *one;

		st = e != NULL ? one_email(j, &want, &sources[e - emails], &one) : ERR_NOT_FOUND;
		if (st == ERR_NOT_FOUND) {
			/* Expunged since the index was written. */
			ctx_forgive(j->cx);
			json_array_append_new(not_found, jmap_id_json('e', ids[i]));
		} else if (st != OK) {
			return st;
		} else {
			json_array_append_new(list, one);
		}
	}
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", jmap_state_json(states.email));
	json_incref(*result);
	return OK;
}

enum status
email_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_EMAIL, 'e', result);
}
