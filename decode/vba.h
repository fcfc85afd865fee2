/*
 * Visual Basic in documents (MS-OVBA): a storage "VBA" of a compound file, whose
 * stream "dir" says where in which stream the text of each module begins.  What
 * is read is the text; a project whose text was taken away, so that only the
 * compiled form is left for Office to run, counts as hidden.
 */
#ifndef DECODE_VBA_H
#define DECODE_VBA_H

#include "core/buf.h"
#include "decode/cfb.h"

#define VBA_TEXT_MAX	((size_t)4 << 20)	/* bytes of a document's modules */

/*
 * Unpack a container (MS-OVBA, section 2.4.1) into OUT, until that has MOST
 * bytes.  False: it is broken; what came before is there.
 */
bool vba_unpack(const char *p, size_t len, struct buf *out, size_t most);

/*
 * Text of all modules of all projects in F into OUT.  True where there is a
 * project; HIDDEN is then set when one of its modules has no text, or when there is
 * more than is read of any document.
 */
bool vba_text(struct ctx *cx, const struct cfb *f, struct buf *out, bool *hidden);

struct vba_words {
	const char	*automatic;	/* what makes it run by itself, NULL: nothing */
	const char	*suspicious;	/* what it is not needed for in a letter or a bill, NULL */
};

/* What the text of modules does, by its words. */
void vba_judge(struct ctx *cx, const char *text, size_t len, struct vba_words *out);

#endif
