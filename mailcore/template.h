/*
 * The language of the templates, all of it:
 *
 *   {{name}}                      a text of the model
 *   {{#switch}} … {{/switch}}     only when the switch is on; may be nested
 *   {{>name}}                     the template of that name stands here
 *
 * A line that holds only an opening or a closing tag vanishes with its line
 * end.  An unknown name, an unclosed or a wrongly closed switch is an error
 * that names file and line: a mail server must not start with half a line.
 */
#ifndef MAILCORE_TEMPLATE_H
#define MAILCORE_TEMPLATE_H

#include "core/buf.h"
#include "core/ctx.h"
#include "mailcore/model.h"

/* NAME is for the error's words.  Appends to OUT. */
enum status template_render(struct ctx *cx, const struct mailcore_model *model,
    const char *name, const char *text, size_t len, struct buf *out) NODISCARD;

#endif
