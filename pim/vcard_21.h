/*
 * Cards of version 2.1 (versit, 1996), which Outlook and old telephones still
 * export: read for import alone, never stored or served.
 */
#ifndef PIM_VCARD_21_H
#define PIM_VCARD_21_H

#include "core/ctx.h"

/* Whether the text of one card says VERSION:2.1. */
bool vcard_21_is(const char *text, size_t len);

/*
 * The same card as text of version 3.0: quoted-printable and charsets decoded
 * (UTF-8 and the windows-1252 family; ERR_INVALID for others), types named,
 * text escaped.  Lines that make no sense are left out.
 */
enum status vcard_21_upgrade(struct ctx *cx, const char *text, size_t len, const char **out,
    size_t *out_len) NODISCARD;

#endif
