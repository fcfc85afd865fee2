#include <string.h>

#include "core/buf.h"
#include "storage/directory.h"
#include "storage/index.h"
#include "storage/item_row.h"

#define PORTION_HEADS	1000
#define PORTION_BODIES	250

/* "50%" as LIKE takes it: "%50\%%". */
static const char *
like(struct arena *arena, const char *word)
{
	struct buf out = BUF_ON(arena);

	buf_putc(&out, '%');
	for (; *word != '\0'; word++) {
		if (strchr("%_\\", *word) != NULL)
			buf_putc(&out, '\\');
		buf_putc(&out, *word);
	}
	buf_putc(&out, '%');
	return buf_str(&out);
}

static struct db_arg
patterns(struct ctx *cx, const struct item_filter *f)
{
	const char **all = arena_array(cx->arena, f->word_count, sizeof *all);

	for (size_t i = 0; i < f->word_count; i++)
		all[i] = like(cx->arena, f->words[i]);
	return db_text_array(cx, all, f->word_count);
}

#define MATCHES \
	" AND ($4::text IS NULL OR component = $4) AND class <= $5"
#define BY_NAME \
	" FROM item WHERE account_id = $1 AND collection_id = $2 AND name > $3" MATCHES \
	" ORDER BY name LIMIT $6"
/*
 * What was too long for the index begins with a mark (pim/vcard_index.h), so there are
 * two words.  Each is looked up alone, and by nothing else: the planner may know
 * nothing yet of a book that has just come, and then LIKE ANY reads it whole.
 */
#define BY_WORD(columns) \
	"SELECT DISTINCT ON (name) i.* FROM unnest($7::text[]) AS w(pattern)," \
	" LATERAL (SELECT " columns " FROM item WHERE account_id + 0 = $1 AND collection_id - 0 = $2" \
	"  AND search <> '' AND search LIKE w.pattern AND name > $3" MATCHES " OFFSET 0) i" \
	" ORDER BY name LIMIT $6"
#define BY_TIME \
	" FROM item WHERE account_id = $1 AND collection_id + 0 = $2" \
	" AND (last_at, first_at, name) > ($8, $10, $3) AND last_at >= $7 AND first_at <= $9" \
	MATCHES " AND NOT ($12 AND " BUSY_KNOWN ") ORDER BY last_at, first_at, name LIMIT $6"
#define BUSY_IF_KNOWN	"CASE WHEN " BUSY_KNOWN " THEN busy END"
#define BUSY_KNOWN	SQL_BUSY_KNOWN("$7", "$9", "$11")
#define BUSY_AT		14	/* behind the body */

/* Where the next portion begins. */
struct place {
	const char	*name;
	int64_t		 first_at, last_at;
};

/* Without a span the zones mean nothing, and BUSY_AT is not there. */
static bool
is_timed(const struct item_filter *f)
{
	return f->word_count == 0 && (f->from != 0 || f->to != 0);
}

static enum status
ask(struct ctx *cx, const struct collection *c, const struct item_filter *f,
    const struct place *at, int64_t most, struct db_rows *rows)
{
	static const struct db_stmt named[] = {
		{ "SELECT " ITEM_HEADS ", NULL" BY_NAME }, { "SELECT " ITEM_COLUMNS ", body" BY_NAME },
		{ "SELECT " ITEM_MARKS ", NULL" BY_NAME },
	};
	static const struct db_stmt worded[] = {
		{ BY_WORD(ITEM_HEADS ", NULL") }, { BY_WORD(ITEM_COLUMNS ", body") },
	};
	static const struct db_stmt timed[] = {
		{ "SELECT " ITEM_COLUMNS ", NULL" BY_TIME },
		{ "SELECT " ITEM_COLUMNS ", body, " BUSY_IF_KNOWN BY_TIME },
	};

	if (f->word_count > 0)
		return db_query(cx, &worded[f->bodies], DB_ARGS(db_int(c->account), db_int(c->id),
		    db_text(at->name), db_text(f->component), db_int(f->most), db_int(most),
		    patterns(cx, f)), rows);
	if (!is_timed(f))
		return db_query(cx, &named[f->bodies ? 1 : f->marks ? 2 : 0], DB_ARGS(db_int(c->account), db_int(c->id),
		    db_text(at->name), db_text(f->component), db_int(f->most), db_int(most)), rows);
	return db_query(cx, &timed[f->bodies], DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text(at->name), db_text(f->component), db_int(f->most), db_int(most),
	    db_int(f->from), db_int(at->last_at), db_int(f->to), db_int(at->first_at),
	    db_text(f->zones),
	    db_bool(f->busy_unknown)), rows);
}

static enum status
portion(struct ctx *cx, struct arena *whole, const struct collection *c,
    const struct item_filter *f, struct place *at, item_fn *fn, void *arg, bool *more)
{
	int64_t most = f->bodies ? PORTION_BODIES : PORTION_HEADS;
	struct db_rows rows;
	enum status st;

	if ((st = ask(cx, c, f, at, most, &rows)) != OK)
		return st;
	*more = rows.count == most;
	for (int i = 0; i < rows.count; i++) {
		struct item item;

		item_read_row(&rows, i, &item);
		if (f->zones != NULL && f->bodies && is_timed(f))
			item.busy.data = db_get_bytes(cx, &rows, i, BUSY_AT, &item.busy.len);
		if (*more && i == rows.count - 1) {
			at->name = arena_strdup(whole, item.name);
			at->first_at = item.first_at;
			at->last_at = item.last_at;
		}
		if ((st = fn(cx, arg, &item)) != OK)
			return st;
	}
	return OK;
}

enum status
db_item_each(struct ctx *cx, const struct collection *c, const struct item_filter *filter,
    item_fn *fn, void *arg)
{
	struct place at = { .name = "", .first_at = INT64_MIN, .last_at = INT64_MIN };
	enum status st = OK;
	bool more = true;

	if (c->directory != 0)
		return directory_each(cx, c, filter, fn, arg);
	while (more && st == OK) {
		struct arena *whole = ctx_turn(cx);

		st = portion(cx, whole, c, filter, &at, fn, arg, &more);
		ctx_turn_end(cx, whole);
	}
	return st;
}

enum status
db_item_find_many(struct ctx *cx, const struct collection *c, const char *const *names,
    size_t count, struct item **out, size_t *found)
{
	/* One look into the index for each, however many the planner believes there are. */
	static const struct db_stmt find = {
		"SELECT i.* FROM unnest($3::text[]) AS wanted(as_name), LATERAL"
		" (SELECT " ITEM_COLUMNS ", body FROM item WHERE account_id = $1"
		" AND collection_id = $2 AND name = as_name LIMIT 1) i"
	};
	struct db_rows rows;
	enum status st;

	if (c->directory != 0)
		return directory_items(cx, c, names, count, out, found);
	if ((st = db_query(cx, &find, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text_array(cx, names, count)), &rows)) != OK)
		return st;
	*found = (size_t)rows.count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		item_read_row(&rows, i, &(*out)[i]);
	return OK;
}
