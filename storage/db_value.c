/*
 * Values on their way into a statement and out of its rows.
 */
#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/json.h"
#include "storage/db.h"

/* Types of elements, as the catalog numbers them. */
enum { BYTEA = 17, INT8 = 20, TEXT = 25, UUID = 2950 };

static char *
put32(char *at, size_t n)
{
	uint32_t wire = htonl((uint32_t)n);

	memcpy(at, &wire, sizeof wire);
	return at + sizeof wire;
}

/*
 * An array as the server takes it without reading digits: dimensions, whether
 * there are NULLs, the elements' type, how many, the first one's number; then
 * each with its length before it.  SIZE: of all elements.  *AT: where they go.
 */
static struct db_arg
array_open(struct ctx *cx, int type, size_t count, size_t size, char **at)
{
	size_t len = 20 + 4 * count + size;
	char *out = arena_alloc(cx->arena, len);

	*at = put32(out, count > 0);
	*at = put32(*at, 0);
	*at = put32(*at, (size_t)type);
	if (count == 0)
		return db_bytes(out, 12);
	*at = put32(*at, count);
	*at = put32(*at, 1);
	return (struct db_arg){ .type = DB_BYTES, .data = out, .len = len, .elements = count };
}

struct db_arg
db_hashed(struct ctx *cx, const char *token)
{
	unsigned char *sha = arena_alloc(cx->arena, SHA256_LEN);

	hash_sha256(token, strlen(token), sha);
	return db_bytes(sha, SHA256_LEN);
}

struct db_arg
db_int_array(struct ctx *cx, const int64_t *n, size_t count)
{
	char *at;
	struct db_arg out = array_open(cx, INT8, count, count * sizeof *n, &at);

	for (size_t i = 0; i < count; i++) {
		uint64_t wire = htobe64((uint64_t)n[i]);

		at = put32(at, sizeof wire);
		memcpy(at, &wire, sizeof wire);
		at += sizeof wire;
	}
	return out;
}

static struct db_arg
blob_array(struct ctx *cx, int type, const struct db_blob *list, size_t count)
{
	struct db_arg out;
	size_t size = 0;
	char *at;

	for (size_t i = 0; i < count; i++)
		size += list[i].len;
	out = array_open(cx, type, count, size, &at);
	for (size_t i = 0; i < count; i++) {
		at = put32(at, list[i].len);
		memcpy(at, list[i].data, list[i].len);
		at += list[i].len;
	}
	return out;
}

struct db_arg
db_bytes_array(struct ctx *cx, const struct db_blob *list, size_t count)
{
	return blob_array(cx, BYTEA, list, count);
}

struct db_arg
db_text_list(struct ctx *cx, const char *const *s, size_t count)
{
	struct db_blob *list = arena_array(cx->arena, count, sizeof *list);

	for (size_t i = 0; i < count; i++)
		list[i] = (struct db_blob){ s[i], strlen(s[i]) };
	return blob_array(cx, TEXT, list, count);
}

static unsigned
digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

struct db_arg
db_uuid_array(struct ctx *cx, const char *const *hex, size_t count)
{
	char *at;
	struct db_arg out = array_open(cx, UUID, count, count * 16, &at);

	for (size_t i = 0; i < count; i++) {
		at = put32(at, 16);
		for (size_t k = 0; k < 32; k += 2)
			*at++ = (char)(digit(hex[i][k]) << 4 | digit(hex[i][k + 1]));
	}
	return out;
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
	return (struct db_arg){ .type = DB_TEXT, .data = buf_str(&out), .elements = count };
}

bool
db_is_null(const struct db_rows *rows, int row, int column)
{
	return PQgetisnull(rows->result, row, column) == 1;
}

enum status
db_get_texts(struct ctx *cx, const struct db_rows *rows, int row, int column, const char ***out)
{
	const char *text = db_get_text(rows, row, column);
	json_t *list;
	enum status st;
	size_t n = 0;

	if ((st = json_read(cx, text, strlen(text), &list)) != OK)
		return st;
	*out = arena_array(cx->arena, json_array_size(list) + 1, sizeof **out);
	for (size_t i = 0; i < json_array_size(list); i++)
		if (json_is_string(json_array_get(list, i)))
			(*out)[n++] = json_string_value(json_array_get(list, i));
	return OK;
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
