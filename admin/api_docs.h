/*
 * The API's table in words.
 */
#ifndef ADMIN_API_DOCS_H
#define ADMIN_API_DOCS_H

#include "core/buf.h"

/* docs/api.md */
void api_docs_markdown(struct buf *out);

#endif
