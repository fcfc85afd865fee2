/*
 * What administrators set for the whole server while it runs: an object for
 * each name.  What holds where nothing was said is told by the views of schema api.
 */
#ifndef STORAGE_SETTING_H
#define STORAGE_SETTING_H

#include "core/ctx.h"
#include "core/json.h"

/* The members of FIELDS are written over those that there are. */
enum status db_setting_change(struct ctx *cx, const char *name, const json_t *fields) NODISCARD;

/* One member of a setting as text; NULL when nobody set it. */
enum status db_setting_text(struct ctx *cx, const char *name, const char *member,
    const char **out) NODISCARD;

/* May a page of ORIGIN call the administration API from a browser? */
enum status db_setting_origin(struct ctx *cx, const char *origin, bool *may,
    const char **methods) NODISCARD;

#endif
