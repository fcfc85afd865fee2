/*
 * Packed: a byte that names format and dictionary, then the text: subject, head,
 * structure, preview with a NUL behind each.  A subject that is not there is
 * "\001".  The dictionary of a number never changes.
 *
 * 2 is a Zstandard frame without the number that all begin with; 1 is raw deflate,
 * as it was written before: as small, and four times the work.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>

#include "core/buf.h"
#include "storage/mail_pack.h"

enum { DEFLATED = 1, ZSTANDARD = 2 };

#define MAGIC		"\x28\xb5\x2f\xfd"	/* RFC 8878, section 3.1.1 */
#define MAGIC_LEN	4
#define LEVEL		3
#define WINDOW		(-12)		/* raw deflate, 4 KiB */
#define UNPACKED_MAX	((size_t)64 * 1024 * 1024)

/*
 * What stands before the text in Zstandard's dictionary (RFC 8878, section 5): how often
 * letters, lengths and distances come, as ZDICT_finalizeDictionary() counted them in 5,000
 * mails of tests/fixtures/make_mailbox.py.  Small texts have no room for tables of their own.
 */
static const unsigned char tables[] = {
	0x37, 0xa4, 0x30, 0xec, 0x01, 0x00, 0x00, 0x00, 0x4f, 0x10, 0x78, 0x57, 0xdb, 0x1c,
	0xcc, 0xc0, 0x6b, 0xc1, 0x37, 0xc3, 0x4d, 0xca, 0x11, 0x49, 0xdf, 0x22, 0x9c, 0xb3,
	0xbd, 0xee, 0x1f, 0x0b, 0x0b, 0x4c, 0x43, 0x9c, 0xfb, 0xfe, 0xe9, 0x6d, 0x14, 0x5c,
	0x0b, 0xaa, 0xa7, 0x31, 0x82, 0x26, 0xb4, 0xfe, 0x3f, 0x4b, 0x16, 0xf0, 0xb2, 0x36,
	0xd3, 0x35, 0xbb, 0x69, 0xe5, 0x60, 0xcf, 0xea, 0xc0, 0x21, 0x1f, 0x75, 0xd3, 0x1e,
	0xb9, 0x48, 0x4b, 0x56, 0xf6, 0x96, 0x92, 0x44, 0x31, 0x79, 0x74, 0x9b, 0xc0, 0x33,
	0xf0, 0x0c, 0xf3, 0x1d, 0xa3, 0x01, 0x00, 0x14, 0x1c, 0x9f, 0x8e, 0x89, 0x64, 0xe2,
	0x00, 0x00, 0x04, 0x00, 0x0b, 0x90, 0x47, 0x84, 0x44, 0xcb, 0x43, 0x84, 0xc7, 0x86,
	0x32, 0x91, 0x40, 0x8c, 0x62, 0x18, 0x08, 0x02, 0x29, 0x84, 0x41, 0x00, 0x8c, 0x81,
	0x38, 0x4c, 0x39, 0x65, 0x10, 0x21, 0xa3, 0x19, 0x00, 0x00, 0x00, 0x94, 0xcc, 0xa5,
	0x23, 0x03, 0x92, 0x49, 0x18, 0x16, 0x87, 0x03, 0x81, 0x40, 0x39, 0x0c, 0xa9, 0x69,
	0xb4, 0x74, 0x10, 0xd1, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x04, 0x00,
	0x00, 0x00, 0x08, 0x00, 0x00, 0x00,
};

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
static ZSTD_CCtx *packer;
static ZSTD_DCtx *unpacker;
static z_stream inflater;

static void
must(size_t rc)
{
	if (ZSTD_isError(rc))
		abort();
}

static void
open_zstandard(void)
{
	unsigned char all[sizeof tables + sizeof dictionary - 1];

	memcpy(all, tables, sizeof tables);
	memcpy(all + sizeof tables, dictionary, sizeof dictionary - 1);
	if ((packer = ZSTD_createCCtx()) == NULL || (unpacker = ZSTD_createDCtx()) == NULL)
		abort();
	must(ZSTD_CCtx_setParameter(packer, ZSTD_c_compressionLevel, LEVEL));
	must(ZSTD_CCtx_setParameter(packer, ZSTD_c_dictIDFlag, 0));
	must(ZSTD_CCtx_loadDictionary(packer, all, sizeof all));
	must(ZSTD_DCtx_loadDictionary(unpacker, all, sizeof all));
}

void *
mail_pack(struct arena *arena, const struct mail_detail *d, size_t *len)
{
	const char *const texts[] = { d->subject != NULL ? d->subject : "\001", d->head,
		d->structure, d->preview };
	struct buf all = BUF_ON(arena);
	size_t room, n;
	char *out;

	if (packer == NULL)
		open_zstandard();
	for (size_t i = 0; i < COUNT(texts); i++)
		buf_add(&all, texts[i], strlen(texts[i]) + 1);
	room = ZSTD_compressBound(all.len);
	out = arena_alloc(arena, room);
	must(n = ZSTD_compress2(packer, out, room, all.data, all.len));
	/* The format takes the place of the last byte of what all begin with. */
	out += MAGIC_LEN - 1;
	*out = ZSTANDARD;
	*len = n - (MAGIC_LEN - 1);
	return out;
}

/* LEN bytes behind the format; NULL for what is none of ours. */
static char *
unpack_zstandard(struct arena *arena, const char *data, size_t len, size_t *used)
{
	char *frame = arena_alloc(arena, len + MAGIC_LEN), *text;
	unsigned long long size;

	if (packer == NULL)
		open_zstandard();
	memcpy(frame, MAGIC, MAGIC_LEN);
	memcpy(frame + MAGIC_LEN, data, len);
	size = ZSTD_getFrameContentSize(frame, len + MAGIC_LEN);
	if (size > UNPACKED_MAX)	/* not told, or no frame, are numbers above all */
		return NULL;
	text = arena_alloc(arena, (size_t)size + 1);
	*used = ZSTD_decompressDCtx(unpacker, text, (size_t)size, frame, len + MAGIC_LEN);
	return ZSTD_isError(*used) ? NULL : text;
}

static void
open_inflater(void)
{
	if (inflater.state == NULL) {
		if (inflateInit2(&inflater, WINDOW) != Z_OK)
			abort();
	} else if (inflateReset(&inflater) != Z_OK) {
		abort();
	}
	if (inflateSetDictionary(&inflater, (const Bytef *)dictionary, sizeof dictionary - 1) != Z_OK)
		abort();
}

static char *
unpack_deflated(struct arena *arena, const char *data, size_t len, size_t *used)
{
	size_t room = len * 4 + 1024;
	char *text = arena_alloc(arena, room), *more;
	z_stream *z = &inflater;
	int rc;

	open_inflater();
	*used = 0;
	z->next_in = (Bytef *)(uintptr_t)data;
	z->avail_in = (uInt)len;
	for (;;) {
		z->next_out = (Bytef *)text + *used;
		z->avail_out = (uInt)(room - *used);
		rc = inflate(z, Z_FINISH);
		*used = room - z->avail_out;
		if (rc != Z_BUF_ERROR || z->avail_out > 0 || room > UNPACKED_MAX)
			break;
		more = arena_alloc(arena, room * 2);
		memcpy(more, text, *used);
		text = more;
		room *= 2;
	}
	return rc == Z_STREAM_END ? text : NULL;
}

enum status
mail_unpack(struct ctx *cx, const void *data, size_t len, struct mail_detail *out)
{
	const char **const texts[] = { &out->subject, &out->head, &out->structure, &out->preview };
	const char *bytes = data;
	size_t used = 0;
	char *text, *at;

	if (len < 2 || (*bytes != DEFLATED && *bytes != ZSTANDARD))
		return fault(cx, ERR_INTERNAL, "an email of the index in an unknown form");
	text = at = *bytes == ZSTANDARD ? unpack_zstandard(cx->arena, bytes + 1, len - 1, &used) :
	    unpack_deflated(cx->arena, bytes + 1, len - 1, &used);
	for (size_t i = 0; i < COUNT(texts); i++) {
		char *end = text != NULL ? memchr(at, '\0', used - (size_t)(at - text)) : NULL;

		if (end == NULL)
			return fault(cx, ERR_INTERNAL, "an email of the index is broken");
		*texts[i] = at;
		at = end + 1;
	}
	if (strcmp(out->subject, "\001") == 0)
		out->subject = NULL;
	return OK;
}
