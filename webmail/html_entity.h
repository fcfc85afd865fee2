/*
 * Named characters of HTML: "eacute" is U+00E9.
 */
#ifndef WEBMAIL_HTML_ENTITY_H
#define WEBMAIL_HTML_ENTITY_H

#include <stddef.h>

/* The character called NAME (LEN bytes, without "&" and ";"); 0 when there is none. */
unsigned html_entity(const char *name, size_t len);

#endif
