/*
 * Packed: a byte that names the dictionary, then the deflated text: subject,
 * head, structure, preview with a NUL behind each.  A subject that is not there
 * is "\001".  The dictionary of a number never changes.
 */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "core/buf.h"
#include "storage/mail_pack.h"

#define FORMAT		1
#define WINDOW		(-12)		/* raw deflate, 4 KiB: small state, quickly reset */
#define UNPACKED_MAX	((size_t)64 * 1024 * 1024)

/* The commonest at the end, where references to it are shortest. */
static const char dictionary[] =
    "\"replyTo\":[[\"\",\"sender\":[[null,\"noreply@newsletter@mail@info@\"cut\":true"
    "\"bcc\":[[\"\",\"cc\":[[\"\",\"lists.@gmail.com\"]@outlook.com\"]@example.com\"]"
    "{\"type\":\"application/pdf\",\"disp\":\"attachment\",\"name\":\".pdf\",\"id\":\"3\",\"enc\":\"base64\",\"size\":"
    "application/octet-streamapplication/zipapplication/vnd.openxmlformats-officedocument."
    "wordprocessingml.documentspreadsheetml.sheet.docx.xlsximage/jpeg.jpgtext/calendar.ics"
    "message/delivery-statusmessage/rfc822multipart/reportmultipart/signedpgp-signature"
    "{\"type\":\"image/png\",\"disp\":\"inline\",\"cid\":\"\",\"name\":\".png\",\"id\":\"2\",\"enc\":\"base64\",\"size\":"
    "{\"type\":\"multipart/related\",\"sub\":[{\"type\":\"multipart/mixed\",\"sub\":["
    "\"charset\":\"windows-1252\"\"charset\":\"iso-8859-1\",\"enc\":\"8bit\"\"enc\":\"quoted-printable\""
    "{\"type\":\"multipart/alternative\",\"sub\":[{\"type\":\"text/plain\",\"charset\":\"utf-8\","
    "\"id\":\"1\",\"enc\":\"quoted-printable\",\"size\":},{\"type\":\"text/html\",\"charset\":\"utf-8\","
    "\"id\":\"2\",\"enc\":\"quoted-printable\",\"size\":}]}"
    "Thank you for your https://www. the and for with that this have from you are not will "
    "Re: \",\"references\":[\"\"],\"inReplyTo\":[\"\"],{\"sentAt\":\"2025-2026-T:+02:00+01:00Z\","
    "\"from\":[[\"\",\"@example.org\"]],\"to\":[[\"\",\"\"]],\"messageId\":[\"@mail.\"]}"
    "{\"type\":\"text/plain\",\"charset\":\"us-ascii\",\"id\":\"1\",\"enc\":\"7bit\",\"size\":";

/* One of each in a process: to make one takes longer than to use it. */
static z_stream packer, unpacker;

static z_stream *
open_packer(void)
{
	if (packer.state == NULL) {
		if (deflateInit2(&packer, 6, Z_DEFLATED, WINDOW, 5, Z_DEFAULT_STRATEGY) != Z_OK)
			abort();
	} else if (deflateReset(&packer) != Z_OK) {
		abort();
	}
	if (deflateSetDictionary(&packer, (const Bytef *)dictionary, sizeof dictionary - 1) != Z_OK)
		abort();
	return &packer;
}

static z_stream *
open_unpacker(void)
{
	if (unpacker.state == NULL) {
		if (inflateInit2(&unpacker, WINDOW) != Z_OK)
			abort();
	} else if (inflateReset(&unpacker) != Z_OK) {
		abort();
	}
	if (inflateSetDictionary(&unpacker, (const Bytef *)dictionary, sizeof dictionary - 1) != Z_OK)
		abort();
	return &unpacker;
}

void *
mail_pack(struct arena *arena, const struct mail_detail *d, size_t *len)
{
	const char *const texts[] = { d->subject != NULL ? d->subject : "\001", d->head,
		d->structure, d->preview };
	struct buf all = BUF_ON(arena);
	z_stream *z = open_packer();
	size_t room;
	char *out;

	for (size_t i = 0; i < COUNT(texts); i++)
		buf_add(&all, texts[i], strlen(texts[i]) + 1);
	room = deflateBound(z, all.len);
	out = arena_alloc(arena, room + 1);
	out[0] = FORMAT;
	z->next_in = (Bytef *)all.data;
	z->avail_in = (uInt)all.len;
	z->next_out = (Bytef *)out + 1;
	z->avail_out = (uInt)room;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		abort();
	*len = room - z->avail_out + 1;
	return out;
}

enum status
mail_unpack(struct ctx *cx, const void *data, size_t len, struct mail_detail *out)
{
	const char **const texts[] = { &out->subject, &out->head, &out->structure, &out->preview };
	size_t room = len * 4 + 1024, used = 0;
	char *text = arena_alloc(cx->arena, room), *at;
	z_stream *z = open_unpacker();
	int rc;

	if (len < 2 || *(const char *)data != FORMAT)
		return fault(cx, ERR_INTERNAL, "an email of the index in an unknown form");
	z->next_in = (Bytef *)data + 1;
	z->avail_in = (uInt)len - 1;
	for (;;) {
		z->next_out = (Bytef *)text + used;
		z->avail_out = (uInt)(room - used);
		rc = inflate(z, Z_FINISH);
		used = room - z->avail_out;
		if (rc != Z_BUF_ERROR || z->avail_out > 0 || room > UNPACKED_MAX)
			break;
		at = arena_alloc(cx->arena, room * 2);
		memcpy(at, text, used);
		text = at;
		room *= 2;
	}
	at = text;
	for (size_t i = 0; i < COUNT(texts); i++) {
		char *end = rc == Z_STREAM_END ? memchr(at, '\0', used - (size_t)(at - text)) : NULL;

		if (end == NULL)
			return fault(cx, ERR_INTERNAL, "an email of the index is broken");
		*texts[i] = at;
		at = end + 1;
	}
	if (strcmp(out->subject, "\001") == 0)
		out->subject = NULL;
	return OK;
}
