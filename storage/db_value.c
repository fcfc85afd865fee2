/*
 * Values on their way into a statement and out of its rows.
 */
#include <libpq-fe.h>
#include <stdlib.h>

#include "core/buf.h"
#include "storage/db.h"

struct db_arg
db_int_array(struct ctx *cx, const int64_t *n, size_t count)
{
	struct buf out = BUF_ON(cx->arena);

	buf_putc(&out, '{');
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, i > 0 ? ",%lld" : "%lld", (long long)n[i]);
	buf_putc(&out, '}');
	return db_text(buf_str(&out));
}

struct db_arg
db_text_array(struct ctx *cx, const char *const *s, size_t count)
{
	struct buf out = BUF_ON(cx->arena);

	buf_putc(&out, '{');
	for (size_t i = 0; i < count; i++) {
		buf_puts(&out, i > 0 ? ",\"" : "\"");
		for (const char *c = s[i]; *c != '\0'; c++) {
			if (*c == '"' || *c == '\\')
				buf_putc(&out, '\\');
			buf_putc(&out, *c);
		}
		buf_putc(&out, '"');
	}
	buf_putc(&out, '}');
	return db_text(buf_str(&out));
}

bool
db_is_null(const struct db_rows *rows, int row, int column)
{
	return PQgetisnull(rows->result, row, column) == 1;
}

const char *
db_get_text(const struct db_rows *rows, int row, int column)
{
	return db_is_null(rows, row, column) ? NULL : PQgetvalue(rows->result, row, column);
}

void *
db_take_all(struct ctx *cx, const struct db_rows *rows, size_t size, db_take *take)
{
	char *list = arena_array(cx->arena, (size_t)rows->count, size);

	for (int i = 0; i < rows->count; i++)
		take(rows, i, list + (size_t)i * size);
	return list;
}

int64_t
db_get_int(const struct db_rows *rows, int row, int column)
{
	return strtoll(PQgetvalue(rows->result, row, column), NULL, 10);
}

bool
db_get_bool(const struct db_rows *rows, int row, int column)
{
	return *PQgetvalue(rows->result, row, column) == 't';
}

const void *
db_get_bytes(struct ctx *cx, const struct db_rows *rows, int row, int column, size_t *len)
{
	unsigned char *raw;

	*len = 0;
	if (db_is_null(rows, row, column))
		return NULL;
	raw = PQunescapeBytea((const unsigned char *)PQgetvalue(rows->result, row, column), len);
	if (raw == NULL)
		abort();
	return arena_adopt(cx->arena, raw, PQfreemem);
}
