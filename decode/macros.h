/*
 * Macros in documents of office programs: Visual Basic and the macro sheets of
 * Excel 4, in compound files (.doc, .xls), in Office Open XML (.docm, .xlsm, .xlsb …)
 * and in ZIP archives of these.  Nothing is run.  Not looked into: PowerPoint files
 * from before 2007, RTF, and what is encrypted.
 */
#ifndef DECODE_MACROS_H
#define DECODE_MACROS_H

#include "core/ctx.h"

#define MACROS_UNPACKED_MAX	((size_t)32 << 20)	/* bytes of a document that are unpacked */

struct macros {
	bool		 present;
	const char	*automatic;	/* what makes them run by themselves; NULL: nothing */
	const char	*suspicious;	/* a word of what reaches out of the document; NULL: none */
	bool		 encrypted;	/* wants a password, so nobody knows */
};

/*
 * Whatever is returned, OUT has what was found before.  ERR_INVALID: neither a
 * compound file nor an archive, or broken; ERR_TOO_LARGE: past a bound.
 */
enum status macros_look(struct ctx *cx, const char *p, size_t len, struct macros *out) NODISCARD;

#endif
