#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/pages.h"
#include "imapclient/fetch.h"
#include "storage/blob.h"
#include "storage/mail_email.h"
#include "webmail/blob.h"
#include "webmail/quarantine.h"
#include "webmail/smime_key.h"
#include "webmail/structure.h"
#include "webmail/sync.h"
#include "webmail/tnef.h"
#include "webmail/upstream.h"

#define MOVES	4	/* of a message while it is read, then it is not found */

json_t *
blob_of_email(int64_t email)
{
	char text[32];

	snprintf(text, sizeof text, "b%lld", (long long)email);
	return json_string(text);
}

json_t *
blob_of_upload(const struct stored_blob *stored)
{
	char id[2 * SHA256_LEN + 2] = "u";

	for (int i = 0; i < SHA256_LEN; i++)
		snprintf(id + 1 + 2 * i, 3, "%02x", stored->sha256[i]);
	return json_string(id);
}

json_t *
blob_of_part(struct arena *arena, int64_t email, const char *part)
{
	char *id = arena_printf(arena, "b%lld_%s", (long long)email, part);

	for (char *c = id; *c != '\0'; c++)
		if (*c == '.')
			*c = '_';
	return json_string(id);
}

json_t *
blob_of_opened(struct arena *arena, int64_t email, const char *part)
{
	return blob_of_part(arena, email, arena_printf(arena, "s%s", part));
}

static void
close_fd(void *fd)
{
	close((int)(intptr_t)fd);
}

enum status
blob_file(struct ctx *cx, int *fd)
{
	*fd = memfd_create("blob", MFD_CLOEXEC);
	if (*fd < 0)
		return fault(cx, ERR_INTERNAL, "cannot make a file");
	ctx_on_end(cx, close_fd, (void *)(intptr_t)*fd);
	return OK;
}

enum status
blob_bytes(struct ctx *cx, struct blob *b, const char **p, size_t *len)
{
	*len = (size_t)b->len;
	*p = b->data != NULL ? b->data : "";
	if (b->data != NULL || b->len == 0)
		return OK;
	*p = pages_map(cx->arena, b->fd, *len);
	return *p != NULL ? OK : fault(cx, ERR_INTERNAL, "cannot map a file");
}

/* ---- What an id names -------------------------------------------------------- */

static bool
read_sha256(const char *s, unsigned char out[SHA256_LEN])
{
	if (strlen(s) != 2 * SHA256_LEN || strspn(s, "0123456789abcdef") != 2 * SHA256_LEN)
		return false;
	for (int i = 0; i < SHA256_LEN; i++) {
		unsigned byte;

		sscanf(s + 2 * i, "%2x", &byte);
		out[i] = (unsigned char)byte;
	}
	return true;
}

/*
 * "b12_1_2" is email 12 and part "1.2"; "_t3" behind it the third file within.  "b12_s1_2"
 * is a part of what the whole message hides.
 */
static bool
read_mail(struct arena *arena, const char *id, struct blob *out)
{
	const char *cut = strchr(id, '_');
	char *p, *t, *end;
	bool opened;

	out->email = jmap_id('b', cut == NULL ? id : arena_strndup(arena, id, (size_t)(cut - id)));
	if (out->email == 0 || cut == NULL)
		return out->email != 0;
	opened = cut[1] == 's';
	p = arena_strdup(arena, cut + 1 + opened);
	if ((t = strstr(p, "_t")) != NULL) {
		long n = t[2] >= '1' && t[2] <= '9' && strlen(t) < 8 ? strtol(t + 2, &end, 10) : 0;

		if (n == 0 || *end != '\0' || opened)
			return false;
		out->inner = (int)n;
		*t = '\0';
	}
	if (*p == '\0' || strlen(p) > 200 || strspn(p, "0123456789_") != strlen(p))
		return false;
	for (char *c = p; *c != '\0'; c++)
		if (*c == '_')
			*c = '.';
	*(opened ? &out->opened : &out->part) = p;
	return true;
}

static const struct mime_part *
part_of(struct ctx *cx, const struct mail_email *e, const char *id)
{
	json_t *json = json_loads(e->structure, 0, NULL);
	struct mime_message all = { 0 };

	if (json == NULL)
		return NULL;
	all.root = structure_tree(cx->arena, json_keep(cx->arena, json));
	for (struct mime_part *p = mime_part_next(&all, NULL); p != NULL;
	    p = mime_part_next(&all, p))
		if (!mime_is_multipart(p) && strcmp(p->id, id) == 0)
			return p;
	return NULL;
}

struct found {
	struct stored_blob	 stored;
	struct mail_email	*email;
	const struct mime_part	*part;
};

static enum status
find(struct ctx *cx, int64_t account, const char *id, struct blob *out, struct found *f)
{
	size_t count;
	enum status st;

	*out = (struct blob){ .fd = -1, .type = "", .part = "" };
	*f = (struct found){ 0 };
	if (id == NULL)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	if (*id == 'u' && read_sha256(id + 1, f->stored.sha256)) {
		if ((st = db_blob_find(cx, account, &f->stored)) != OK)
			return st;
		out->len = f->stored.size;
		out->type = f->stored.type;
		return OK;
	}
	if (!read_mail(cx->arena, id, out))
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	if ((st = db_mail_email_get(cx, account, &out->email, 1, &f->email, &count)) != OK)
		return st;
	if (count == 0)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	out->len = f->email->size;
	out->type = "message/rfc822";
	if (*out->part == '\0')
		return OK;
	if ((f->part = part_of(cx, f->email, out->part)) == NULL ||
	    (out->inner > 0 && mime_kind(f->part) != MIME_TNEF))
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	out->len = (int64_t)f->part->body_len;
	out->type = f->part->type;
	return OK;
}

enum status
blob_find(struct ctx *cx, int64_t account, const char *id, struct blob *out)
{
	struct found f;
	enum status st;

	if (id != NULL && *id == 'q')
		return quarantine_blob(cx, account, id, out);
	st = find(cx, account, id, out, &f);
	/* Only what it is in knows. */
	return st != OK || (out->inner == 0 && out->opened == NULL) ? st :
	    blob_open(cx, account, id, out);
}

/* ---- Its bytes ------------------------------------------------------------------ */

static enum status
decode_to_file(struct ctx *cx, enum mime_encoding encoding, const char *p, size_t len,
    struct blob *out)
{
	struct mime_decoder d;
	const char *walked = p;
	char piece[MIME_DECODED_MAX(32 * 1024)], rest[128];
	size_t n;
	enum status st;

	if ((st = blob_file(cx, &out->fd)) != OK)
		return st;
	mime_decoder_open(&d, encoding);
	out->len = 0;
	while (len > 0) {
		size_t take = len < 32 * 1024 ? len : 32 * 1024;

		n = mime_decoder_feed(&d, p, take, piece);
		if (write(out->fd, piece, n) != (ssize_t)n)
			return fault(cx, ERR_INTERNAL, "cannot write a file");
		out->len += (int64_t)n;
		p += take;
		len -= take;
		if ((size_t)(p - walked) >= PAGES_STEP) {
			pages_forget(walked, (size_t)(p - walked));
			walked = p;
		}
	}
	n = mime_decoder_close(&d, rest);
	if (write(out->fd, rest, n) != (ssize_t)n)
		return fault(cx, ERR_INTERNAL, "cannot write a file");
	out->len += (int64_t)n;
	return OK;
}

static enum status
fetch(struct ctx *cx, int64_t account, const struct found *f, struct blob *out)
{
	size_t max = (size_t)cx->conf->message_size * 1024 * 1024 * 2, count, i = 0, len;
	struct imap_body body;
	struct mail_place *places;
	struct imap *imap;
	const char *p;
	enum status st;

	if ((st = db_mail_places(cx, account, &out->email, 1, &places, &count)) != OK ||
	    (st = upstream_imap(cx, account, &imap)) != OK)
		return st;
	for (st = ERR_NOT_FOUND; i < count && st != OK; i++) {
		st = imap_select_known(cx, imap, places[i].path,
		    (uint32_t)places[i].uidvalidity, (uint32_t)places[i].uid);
		if (st == OK)
			st = imap_body(cx, imap, (uint32_t)places[i].uid, out->part, max, &body);
		if (st != OK && st != ERR_NOT_FOUND && st != ERR_PRECONDITION)
			return st;
		if (st != OK)
			ctx_forgive(cx);
	}
	if (st != OK)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	out->data = body.data;
	out->fd = body.data == NULL ? body.fd : -1;
	out->len = (int64_t)body.len;
	if (f->part == NULL || f->part->encoding == MIME_IDENTITY)
		return OK;
	if ((st = blob_bytes(cx, out, &p, &len)) != OK)
		return st;
	out->data = NULL;
	return decode_to_file(cx, f->part->encoding, p, len, out);
}

/* From a winmail.dat to one of the files in it. */
static enum status
open_inner(struct ctx *cx, struct blob *b)
{
	struct tnef tnef;
	const char *p;
	size_t len;
	enum status st;

	if ((st = blob_bytes(cx, b, &p, &len)) != OK)
		return st;
	if (!tnef_read(cx->arena, p, len, &tnef) || (size_t)b->inner > tnef.count)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	*b = (struct blob){ .fd = -1, .email = b->email, .part = b->part, .inner = b->inner,
		.type = tnef.items[b->inner - 1].type };
	b->data = tnef_bytes(cx->arena, &tnef.items[b->inner - 1], &len);
	b->len = (int64_t)len;
	return OK;
}

/* From a message to a part of what it hides. */
static enum status
open_opened(struct ctx *cx, struct blob *b)
{
	const struct mime_part *part;
	struct smime_keys keys;
	struct smime_opened opened;
	struct mime_message m;
	const char *p;
	size_t len;
	enum status st;

	if (b->len > (int64_t)SMIME_BYTES_MAX)
		return fault(cx, ERR_NOT_FOUND, "too large to be opened");
	if ((st = smime_keys_own(cx, &keys)) != OK || (st = blob_bytes(cx, b, &p, &len)) != OK)
		return st;
	smime_open(cx->arena, p, len, &keys, SMIME_CONTENT, &opened);
	if (opened.bytes == NULL || opened.bytes == p)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	m = mime_parse(cx->arena, opened.bytes, opened.len);
	if ((part = mime_part_find(&m, b->opened)) == NULL || mime_is_multipart(part))
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	*b = (struct blob){ .fd = -1, .email = b->email, .part = "", .opened = b->opened,
		.type = part->type };
	b->data = mime_part_bytes(cx->arena, &m, part, &len, NULL);
	b->len = (int64_t)len;
	return OK;
}

/*
 * Not where the index saw it, or in no mailbox for a moment: somebody moves it, and
 * the index follows.  What was never there is asked about once more.
 */
static enum status
open_mail(struct ctx *cx, int64_t account, const char *id, struct blob *out)
{
	struct found f;
	enum status st;

	for (int tries = 1; ; tries++) {
		if ((st = find(cx, account, id, out, &f)) == OK)
			st = fetch(cx, account, &f, out);
		if (st != ERR_NOT_FOUND || out->email == 0 || tries > (f.email != NULL ? MOVES : 1))
			return st;
		ctx_forgive(cx);
		if ((st = sync_settle(cx, account)) != OK)
			return st;
	}
}

enum status
blob_open(struct ctx *cx, int64_t account, const char *id, struct blob *out)
{
	struct found f;
	enum status st;

	if (id != NULL && *id == 'q')
		return quarantine_blob(cx, account, id, out);

	if (id != NULL && *id == 'b') {
		st = open_mail(cx, account, id, out);
		if (st != OK || (out->inner == 0 && out->opened == NULL))
			return st;
		return out->opened != NULL ? open_opened(cx, out) : open_inner(cx, out);
	}
	if ((st = find(cx, account, id, out, &f)) != OK || (st = blob_file(cx, &out->fd)) != OK)
		return st;
	return db_blob_copy(cx, account, &f.stored, out->fd);
}
