/*
 * What new domains and mailboxes begin with.
 */
#ifndef STORAGE_TEMPLATE_H
#define STORAGE_TEMPLATE_H

#include "core/ctx.h"

/* By name, else by id: its name and its attributes, a JSON object.  ERR_NOT_FOUND. */
enum status db_template_find(struct ctx *cx, const char *kind, const char *which,
    const char **name, const char **attributes) NODISCARD;

#endif
