#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "admin/qr.h"
#include "core/buf.h"

#define QUIET	4

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
