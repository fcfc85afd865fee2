#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "storage/db.h"
#include "storage/directory.h"
#include "storage/private.h"
#include "storage/share.h"

#define PEOPLE_MAX	20000

enum status
db_directory_find(struct ctx *cx, int64_t domain, struct collection *out, bool *listed)
{
	/* The number that changes with each change: a name, one more, one less. */
	static const struct db_stmt find = {
		"SELECT d.directory_listed, d.name, " SQL_TIME("d.created") ", count(a.id),"
		" coalesce(floor(extract(epoch FROM max(a.modified)) * 1000)::bigint, 0) + count(a.id),"
		" d.directory_minimum, d.directory_first FROM domain d"
		" LEFT JOIN account a ON a.domain_id = ANY(directory_domains(d.id)) AND a.active"
		" AND a.kind IN ('person', 'group', 'resource', 'shared')"
		" WHERE d.id = $1 AND d.directory GROUP BY d.id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	if (listed != NULL)
		*listed = db_get_bool(&rows, 0, 0);
	*out = (struct collection){
		.account = -1, .id = domain, .directory = domain,
		.kind = COLLECTION_BOOK,
		.name = DIRECTORY_NAME,
		.label = db_get_text(&rows, 0, 1),
		.own_label = true,
		.components = "",
		.created = db_get_text(&rows, 0, 2),
		.items = db_get_int(&rows, 0, 3),
		.modseq = db_get_int(&rows, 0, 4),
		.rights = RIGHT_FREEBUSY | RIGHT_READ,
		.search_least = (int)db_get_int(&rows, 0, 5),
		.search_most = (int)db_get_int(&rows, 0, 6),
	};
	return OK;
}

enum status
db_directory_bounds(struct ctx *cx, int64_t domain, int *least, int *most)
{
	static const struct db_stmt find = {
		"SELECT directory_minimum, directory_first FROM domain WHERE id = $1"
	};
	struct db_rows rows;
	enum status st;

	*least = *most = 0;
	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain)), &rows)) != OK || rows.count == 0)
		return st;
	*least = (int)db_get_int(&rows, 0, 0);
	*most = (int)db_get_int(&rows, 0, 1);
	return OK;
}

enum status
db_directory_show(struct ctx *cx, int64_t domain, const char *const *names, size_t count)
{
	static const struct db_stmt clear = { "DELETE FROM directory_shown WHERE domain_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO directory_shown (domain_id, other_id)"
		" SELECT $1, id FROM domain WHERE name = $2 AND id <> $1 ON CONFLICT DO NOTHING"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_exec(cx, &clear, DB_ARGS(db_int(domain)))) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if ((st = db_query(cx, &add, DB_ARGS(db_int(domain), db_text(names[i])), &rows)) != OK)
			return st;
		if (rows.affected == 0)
			return fault(cx, ERR_NOT_FOUND, "%s is no other domain", names[i]);
	}
	return OK;
}

/* RFC 2426, section 4: what separates values is escaped. */
static void
value(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr("\\,;", text[i]) != NULL)
			buf_putc(out, '\\');
		buf_putc(out, text[i]);
	}
}

/* The last word is the family's, as good as can be guessed. */
static void
write_name(struct buf *out, const char *name)
{
	const char *last = strrchr(name, ' ');

	buf_puts(out, "\r\nFN:");
	value(out, name, strlen(name));
	buf_puts(out, "\r\nN:");
	if (last == NULL) {
		buf_putc(out, ';');
		value(out, name, strlen(name));
	} else {
		value(out, last + 1, strlen(last + 1));
		buf_putc(out, ';');
		value(out, name, (size_t)(last - name));
	}
	buf_puts(out, ";;;");
}

static void
read_person(struct ctx *cx, const struct db_rows *rows, int row, struct item *out)
{
	const char *id = db_get_text(rows, row, 0), *address = db_get_text(rows, row, 1);
	const char *name = db_get_text(rows, row, 2), *kind = db_get_text(rows, row, 3);
	struct buf card = BUF_ON(cx->arena);

	buf_printf(&card, "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Hayloft//EN\r\nUID:directory-%s", id);
	write_name(&card, *name != '\0' ? name : address);
	buf_puts(&card, "\r\nEMAIL;TYPE=INTERNET:");
	value(&card, address, strlen(address));
	if (strcmp(kind, "group") == 0)
		buf_puts(&card, "\r\nX-ADDRESSBOOKSERVER-KIND:group");
	buf_printf(&card, "\r\nREV:%s\r\nEND:VCARD\r\n", db_get_text(rows, row, 5));
	*out = (struct item){
		.id = db_get_int(rows, row, 0),
		.name = arena_printf(cx->arena, "%s.vcf", id),
		.uid = arena_printf(cx->arena, "directory-%s", id),
		.etag = arena_printf(cx->arena, "\"%.40s\"",
		    hash_sha256_hex(cx->arena, card.data, card.len)),
		.size = (int64_t)card.len,
		.created = db_get_int(rows, row, 4),
		.modified = db_get_int(rows, row, 6),
		.body = card.data,
		.component = "VCARD",
		.first_at = INT64_MIN, .last_at = INT64_MAX,
		.search = "",
	};
}

#define PERSON \
	"SELECT id, address, name, kind, floor(extract(epoch FROM created))::bigint, " \
	SQL_TIME("modified") "," \
	" floor(extract(epoch FROM modified))::bigint FROM account WHERE domain_id = ANY(directory_domains($1)) AND active" \
	" AND kind IN ('person', 'group', 'resource', 'shared')"

enum status
directory_items(struct ctx *cx, const struct collection *c, const char *const *names,
    size_t count, struct item **out, size_t *found)
{
	static const struct db_stmt find = {
		PERSON " AND id || '.vcf' = ANY($2::text[])"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(c->directory),
	    db_text_array(cx, names, count)), &rows)) != OK)
		return st;
	*found = (size_t)rows.count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_person(cx, &rows, i, &(*out)[i]);
	return OK;
}

enum status
directory_item(struct ctx *cx, const struct collection *c, const char *name, struct item *out)
{
	struct item *found;
	enum status st;
	size_t count;

	if ((st = directory_items(cx, c, &name, 1, &found, &count)) != OK)
		return st;
	if (count == 0)
		return ERR_NOT_FOUND;
	*out = found[0];
	return OK;
}

enum status
directory_each(struct ctx *cx, const struct collection *c, const struct item_filter *filter,
    item_fn *fn, void *arg)
{
	static const struct db_stmt all = { PERSON " ORDER BY address LIMIT $2" };
	struct db_rows rows;
	enum status st;

	if (c->search_least > 0 && (filter == NULL || !filter->is_search))
		return OK;
	if ((st = db_query(cx, &all, DB_ARGS(db_int(c->directory), db_int(PEOPLE_MAX)), &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count && st == OK; i++) {
		struct arena *whole = ctx_turn(cx);
		struct item item;

		read_person(cx, &rows, i, &item);
		st = fn(cx, arg, &item);
		ctx_turn_end(cx, whole);
	}
	return st;
}
