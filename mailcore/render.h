/*
 * Every configuration file of the mail core: which template it comes from,
 * where it goes, who may read it.
 */
#ifndef MAILCORE_RENDER_H
#define MAILCORE_RENDER_H

#include "mailcore/model.h"

/*
 * Render all files below ROOT/conf.  changed[SERVICE] says whether a file of
 * that service is different from before.  What is already right is untouched.
 */
enum status mailcore_render(struct ctx *cx, const struct mailcore_model *model,
    bool changed[static SERVICE_COUNT]) NODISCARD;

#endif
