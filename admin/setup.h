/*
 * What the answers of set-up have in common.
 */
#ifndef ADMIN_SETUP_H
#define ADMIN_SETUP_H

#include "core/buf.h"
#include "storage/domain.h"

/* <NAME>TEXT</NAME> with escapes, and a line's end. */
void setup_element(struct buf *out, const char *name, const char *text);

/* The domain of this name as somebody typed it; ERR_NOT_FOUND also for one that is switched off. */
enum status setup_domain(struct ctx *cx, const char *name, struct domain *out) NODISCARD;

/* "autoconfig.example.org:8443" with the prefix "autoconfig." is example.org; NULL without it. */
const char *setup_host_domain(struct ctx *cx, const char *authority, const char *prefix);

#endif
