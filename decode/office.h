/*
 * The words in a document of an office program: Office Open XML (.docx, .xlsx,
 * .pptx) and OpenDocument (.odt, .ods, .odp), for a search to find it by.
 */
#ifndef DECODE_OFFICE_H
#define DECODE_OFFICE_H

#include "core/buf.h"
#include "core/ctx.h"

#define OFFICE_UNPACKED_MAX	((size_t)32 << 20)	/* bytes of XML that are read */
#define OFFICE_TEXT_MAX		((size_t)4 << 20)	/* bytes of text that are kept */

/*
 * Text in no particular order goes into OUT, UTF-8 where the document is sound.
 * Whatever is returned, OUT has what was found before.  ERR_INVALID: no such
 * document, or broken; ERR_TOO_LARGE: past a bound.
 */
enum status office_text(struct ctx *cx, const char *p, size_t len, struct buf *out) NODISCARD;

#endif
