/*
 * jansson values (RFC 8259) owned by an arena.  jansson is the strict reader:
 * duplicate keys, bad UTF-8, NUL, and depth over 2048 are refused.
 */
#ifndef CORE_JSON_H
#define CORE_JSON_H

#include <jansson.h>

#include "core/ctx.h"

/* Let the arena drop this reference at its end.  Returns VALUE. */
json_t *json_keep(struct arena *arena, json_t *value);

/*
 * Read one text; *OUT belongs to the arena (borrow it, do not decref).
 * ERR_INVALID with position and cause otherwise.
 */
enum status json_read(struct ctx *cx, const char *text, size_t len, json_t **out) NODISCARD;

/* Compact text on the arena; *LEN may be NULL. */
const char *json_write(struct ctx *cx, const json_t *value, size_t *len);

/* Members of an object, borrowed: NULL (or the default) when missing or of another type. */
const char *json_get_text(const json_t *object, const char *key);
int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise);
bool json_get_bool(const json_t *object, const char *key, bool otherwise);

#endif
