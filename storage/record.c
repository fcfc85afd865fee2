#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/buf.h"
#include "storage/db.h"
#include "storage/record.h"

#define ARGS_MOST	48

#define SHOWN	"(to_jsonb(v) - '_key' - '_domain' - '_account')::text"

/* A statement while it is put together. */
struct built {
	struct buf	 sql;
	struct db_arg	 args[ARGS_MOST];
	size_t		 count;
};

/* The number of a new argument. */
static int
argument(struct built *b, struct db_arg arg)
{
	assert(b->count < ARGS_MOST);	/* no table has as many columns */
	b->args[b->count++] = arg;
	return (int)b->count;
}

enum status
db_record_find(struct ctx *cx, const char *view, const char *key, struct record *out)
{
	const char *sql = arena_printf(cx->arena,
	    "SELECT v._key, " SHOWN ", v._domain, v._account FROM %s v WHERE v._key = $1", view);
	struct db_rows rows;
	enum status st;

	if ((st = db_query_built(cx, sql, DB_ARGS(db_text(key)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no %s", key);
	*out = (struct record){
		.key = db_get_text(&rows, 0, 0),
		.shown = db_get_text(&rows, 0, 1),
		.domain = db_get_int(&rows, 0, 2),
		.account = db_get_int(&rows, 0, 3),
	};
	return OK;
}

/* A pattern for ILIKE that means WORD itself. */
static const char *
holding(struct arena *arena, const char *word)
{
	struct buf out = BUF_ON(arena);

	buf_putc(&out, '%');
	for (; *word != '\0'; word++) {
		if (strchr("\\%_", *word) != NULL)
			buf_putc(&out, '\\');
		buf_putc(&out, *word);
	}
	buf_putc(&out, '%');
	return buf_str(&out);
}

static void
narrow(struct ctx *cx, struct built *b, const struct record_scope *scope,
    const struct record_filter *f)
{
	buf_puts(&b->sql, " WHERE true");
	if (!scope->all)
		buf_printf(&b->sql, " AND (v._domain = ANY ($%d::bigint[]) OR v._account = $%d::bigint)",
		    argument(b, db_int_array(cx, scope->domains, scope->domain_count)),
		    argument(b, db_int(scope->account)));
	if (f->where != NULL)
		buf_printf(&b->sql, " AND %s", f->where);
	if (f->domain != NULL)
		buf_printf(&b->sql, " AND v._domain = (SELECT id FROM domain WHERE name = $%d)",
		    argument(b, db_text(f->domain)));
	if (f->owner != NULL)
		buf_printf(&b->sql, " AND v._account = (SELECT id FROM account WHERE address = $%d)",
		    argument(b, db_text(f->owner)));
	if (f->tags != NULL)
		buf_printf(&b->sql, " AND v.tags && string_to_array($%d, ',')",
		    argument(b, db_text(f->tags)));
	if (f->word != NULL)
		buf_printf(&b->sql, " AND v._key ILIKE $%d",
		    argument(b, db_text(holding(cx->arena, f->word))));
	if (f->key != NULL)
		buf_printf(&b->sql, " AND v._key = $%d", argument(b, db_text(f->key)));
	if (f->after != NULL)
		buf_printf(&b->sql, " AND v._key > $%d", argument(b, db_text(f->after)));
}

static void
page(struct built *b, const struct record_filter *f)
{
	buf_printf(&b->sql, " ORDER BY v._key%s", f->descending ? " DESC" : "");
	if (f->limit > 0)
		buf_printf(&b->sql, " LIMIT %lld OFFSET %lld", (long long)f->limit, (long long)f->offset);
}

/* It knows keys and owners, nothing else. */
static const char *
light_view(const struct record_filter *f)
{
	return f->tags == NULL && f->where == NULL ? f->light : NULL;
}

enum status
db_record_list(struct ctx *cx, const char *view, const struct record_scope *scope,
    const struct record_filter *filter, const char **array, int64_t *count, const char **last)
{
	struct built b = { .sql = BUF_ON(cx->arena) };
	struct buf out = BUF_ON(cx->arena);
	const char *light;
	struct db_rows rows;
	enum status st;

	light = light_view(filter);
	buf_printf(&b.sql, "SELECT v._key, " SHOWN " FROM %s v", view);
	/* Rows before the page are passed over without being made. */
	if (light != NULL && filter->limit > 0) {
		buf_printf(&b.sql, " WHERE v._key = ANY (ARRAY(SELECT v._key FROM %s v", light);
		narrow(cx, &b, scope, filter);
		page(&b, filter);
		buf_printf(&b.sql, ")) ORDER BY v._key%s", filter->descending ? " DESC" : "");
	} else {
		narrow(cx, &b, scope, filter);
		page(&b, filter);
	}
	if ((st = db_query_built(cx, buf_str(&b.sql), b.args, b.count, &rows)) != OK)
		return st;
	buf_putc(&out, '[');
	for (int i = 0; i < rows.count; i++) {
		if (i > 0)
			buf_putc(&out, ',');
		buf_puts(&out, db_get_text(&rows, i, 1));
	}
	buf_putc(&out, ']');
	*array = buf_str(&out);
	*count = rows.count;
	if (last != NULL)
		*last = rows.count > 0 ? db_get_text(&rows, rows.count - 1, 0) : NULL;
	return OK;
}

enum status
db_record_count(struct ctx *cx, const char *view, const struct record_scope *scope,
    const struct record_filter *filter, int64_t *count)
{
	struct built b = { .sql = BUF_ON(cx->arena) };
	struct db_rows rows;
	enum status st;

	buf_printf(&b.sql, "SELECT count(*) FROM %s v",
	    light_view(filter) != NULL ? light_view(filter) : view);
	narrow(cx, &b, scope, filter);
	if ((st = db_query_built(cx, buf_str(&b.sql), b.args, b.count, &rows)) != OK)
		return st;
	*count = db_get_int(&rows, 0, 0);
	return OK;
}

static struct db_arg
array_of(struct ctx *cx, const json_t *value)
{
	size_t n = json_array_size(value);
	const char **texts = arena_array(cx->arena, n + 1, sizeof *texts);

	for (size_t i = 0; i < n; i++)
		texts[i] = json_string_value(json_array_get(value, i));
	return db_text_array(cx, texts, n);
}

static struct db_arg
bound(struct ctx *cx, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return db_text(json_string_value(value));
	case JSON_INTEGER:
		return db_int(json_integer_value(value));
	case JSON_REAL:
		return db_text(json_write(cx, value, NULL));
	case JSON_TRUE:
	case JSON_FALSE:
		return db_bool(json_is_true(value));
	case JSON_ARRAY:
		return array_of(cx, value);
	case JSON_OBJECT:
		return db_text(json_write(cx, value, NULL));
	case JSON_NULL:
		break;
	}
	return db_null();
}

enum status
db_record_insert(struct ctx *cx, const char *table, const char *key_column,
    const json_t *columns, const char **key)
{
	struct built b = { .sql = BUF_ON(cx->arena) };
	struct buf values = BUF_ON(cx->arena);
	struct db_rows rows;
	const char *name;
	json_t *value;
	enum status st;

	buf_printf(&b.sql, "INSERT INTO %s (", table);
	json_object_foreach((json_t *)(uintptr_t)columns, name, value) {
		buf_printf(&b.sql, "%s%s", b.count > 0 ? ", " : "", name);
		buf_printf(&values, "%s", b.count > 0 ? ", " : "");
		buf_printf(&values, "$%d", argument(&b, bound(cx, value)));
	}
	buf_printf(&b.sql, ") VALUES (%s) RETURNING %s::text", buf_str(&values), key_column);
	if ((st = db_query_built(cx, buf_str(&b.sql), b.args, b.count, &rows)) != OK)
		return st;
	*key = db_get_text(&rows, 0, 0);
	return OK;
}

enum status
db_record_update(struct ctx *cx, const char *table, const char *key_column, const char *key,
    const json_t *columns)
{
	struct built b = { .sql = BUF_ON(cx->arena) };
	struct db_rows rows;
	const char *name;
	json_t *value;
	enum status st;

	if (json_object_size(columns) == 0)
		return OK;
	buf_printf(&b.sql, "UPDATE %s SET ", table);
	json_object_foreach((json_t *)(uintptr_t)columns, name, value) {
		buf_printf(&b.sql, "%s%s = ", b.count > 0 ? ", " : "", name);
		buf_printf(&b.sql, "$%d", argument(&b, bound(cx, value)));
	}
	buf_printf(&b.sql, " WHERE %s::text = $%d", key_column, argument(&b, db_text(key)));
	if ((st = db_query_built(cx, buf_str(&b.sql), b.args, b.count, &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no %s", key);
}

enum status
db_record_delete(struct ctx *cx, const char *table, const char *key_column, const char *key)
{
	const char *sql = arena_printf(cx->arena, "DELETE FROM %s WHERE %s::text = $1", table,
	    key_column);
	struct db_rows rows;
	enum status st;

	if ((st = db_query_built(cx, sql, DB_ARGS(db_text(key)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no %s", key);
}
