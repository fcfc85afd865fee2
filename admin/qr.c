#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "admin/qr.h"
#include "core/buf.h"
#include "core/json.h"

#define QUIET	4
#define TEXT_MAX	1000

static void
free_code(void *p)
{
	QRcode_free(p);
}

enum status
qr_path(struct ctx *cx, const char *text, const char **path, int *size)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct buf out = BUF_ON(cx->arena);

	if (code == NULL)
		return errno == ERANGE ? fault(cx, ERR_TOO_LARGE, "too long for a QR code") :
		    fault(cx, ERR_INTERNAL, "no QR code: %s", strerror(errno));
	arena_adopt(cx->arena, code, free_code);
	/* Each run of dark modules in a row is one rectangle. */
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++) {
			const unsigned char *row = code->data + y * code->width;
			int run = 0;

			while (x + run < code->width && (row[x + run] & 1) != 0)
				run++;
			if (run > 0)
				buf_printf(&out, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
			x += run;
		}
	*path = buf_str(&out);
	*size = code->width + 2 * QUIET;
	return OK;
}

enum status
qr_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *text = http_query(cx, rq, "text"), *path, *out;
	enum status st;
	size_t len;
	int size;

	if (text == NULL || *text == '\0' || strlen(text) > TEXT_MAX)
		return fault(cx, ERR_INVALID, "text is needed, of %d bytes at most", TEXT_MAX);
	if ((st = qr_path(cx, text, &path, &size)) != OK)
		return st;
	out = json_write(cx, json_keep(cx->arena, json_pack("{s:i, s:s}", "size", size, "path", path)),
	    &len);
	reply_bytes(cx, re, 200, "application/json", out, len);
	return OK;
}
