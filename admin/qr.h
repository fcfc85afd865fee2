/*
 * A text as a picture that a phone reads (ISO/IEC 18004), for the page to draw.
 */
#ifndef ADMIN_QR_H
#define ADMIN_QR_H

#include "core/http.h"

/*
 * *PATH: the dark modules as a path of SVG in a square of *SIZE by *SIZE, the
 * quiet zone of four included.  ERR_TOO_LARGE for more than fits.
 */
enum status qr_path(struct ctx *cx, const char *text, const char **path, int *size) NODISCARD;

/* GET /api/v2/qr?text=…: {"size", "path"}, for a text of 1,000 bytes at most. */
enum status qr_get(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
