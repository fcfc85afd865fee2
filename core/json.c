#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/json.h"

static void
drop(void *value)
{
	json_decref(value);
}

json_t *
json_keep(struct arena *arena, json_t *value)
{
	if (value == NULL)
		abort();	/* packing with a wrong format, or no memory */
	return arena_adopt(arena, value, drop);
}

enum status
json_read(struct ctx *cx, const char *text, size_t len, json_t **out)
{
	json_error_t error;
	json_t *value = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);

	if (value == NULL)
		return fault(cx, ERR_INVALID, "not JSON: line %d, column %d: %s",
		    error.line, error.column, error.text);
	*out = json_keep(cx->arena, value);
	return OK;
}

static int
append(const char *data, size_t len, void *buf)
{
	buf_add(buf, data, len);
	return 0;
}

const char *
json_write(struct ctx *cx, const json_t *value, size_t *len)
{
	struct buf out = BUF_ON(cx->arena);

	if (json_dump_callback(value, append, &out, JSON_COMPACT | JSON_ENCODE_ANY) != 0)
		abort();
	if (len != NULL)
		*len = out.len;
	return buf_str(&out);
}

const char *
json_get_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

int64_t
json_get_int(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *v = json_object_get(object, key);

	return json_is_integer(v) ? json_integer_value(v) : otherwise;
}

bool
json_get_bool(const json_t *object, const char *key, bool otherwise)
{
	const json_t *v = json_object_get(object, key);

	return json_is_boolean(v) ? json_is_true(v) : otherwise;
}
