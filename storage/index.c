#include <string.h>

#include "core/buf.h"
#include "storage/index.h"
#include "storage/item_row.h"

#define PORTION_HEADS	5000
#define PORTION_BODIES	250

/* "50%" as LIKE takes it: "%50\%%". */
static const char *
like(struct arena *arena, const char *word)
{
	struct buf out = BUF_ON(arena);

	if (word == NULL)
		return NULL;
	buf_putc(&out, '%');
	for (; *word != '\0'; word++) {
		if (strchr("%_\\", *word) != NULL)
			buf_putc(&out, '\\');
		buf_putc(&out, *word);
	}
	buf_putc(&out, '%');
	return buf_str(&out);
}

#define WHERE \
	" FROM item WHERE account_id = $1 AND collection_id = $2 AND id > $3" \
	" AND ($4::text IS NULL OR component = $4) AND class <= $5" \
	" AND last_at >= $6 AND first_at <= $7" \
	" AND ($8::text IS NULL OR search LIKE $8)" \
	" ORDER BY id LIMIT $9"

static enum status
portion(struct ctx *cx, const struct collection *c, const struct item_filter *f,
    const char *pattern, int64_t *last, item_fn *fn, void *arg, bool *more)
{
	static const struct db_stmt heads = { "SELECT " ITEM_COLUMNS ", NULL" WHERE };
	static const struct db_stmt bodies = { "SELECT " ITEM_COLUMNS ", body" WHERE };
	bool timed = f->from != 0 || f->to != 0;
	int64_t most = f->bodies ? PORTION_BODIES : PORTION_HEADS;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, f->bodies ? &bodies : &heads, DB_ARGS(db_int(c->account),
	    db_int(c->id), db_int(*last), db_text(f->component), db_int(f->most),
	    db_int(timed ? f->from : INT64_MIN), db_int(timed ? f->to : INT64_MAX),
	    db_text(pattern), db_int(most)), &rows)) != OK)
		return st;
	*more = rows.count == most;
	for (int i = 0; i < rows.count; i++) {
		struct item item;

		item_read_row(&rows, i, &item);
		*last = item.id;
		if ((st = fn(cx, arg, &item)) != OK)
			return st;
	}
	return OK;
}

enum status
db_item_each(struct ctx *cx, const struct collection *c, const struct item_filter *filter,
    item_fn *fn, void *arg)
{
	const char *pattern = like(cx->arena, filter->word);
	enum status st = OK;
	int64_t last = 0;
	bool more = true;

	while (more && st == OK) {
		struct arena *whole = ctx_turn(cx);

		st = portion(cx, c, filter, pattern, &last, fn, arg, &more);
		ctx_turn_end(cx, whole);
	}
	return st;
}

enum status
db_item_find_many(struct ctx *cx, const struct collection *c, const char *const *names,
    size_t count, struct item **out, size_t *found)
{
	static const struct db_stmt find = {
		"SELECT " ITEM_COLUMNS ", body FROM item"
		" WHERE account_id = $1 AND collection_id = $2 AND name = ANY($3::text[])"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text_array(cx, names, count)), &rows)) != OK)
		return st;
	*found = (size_t)rows.count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		item_read_row(&rows, i, &(*out)[i]);
	return OK;
}
