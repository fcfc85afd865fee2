/*
 * threadId never changes (RFC 8621, section 4.1.1), so threads that a late
 * message would join stay apart: it goes to the oldest of them, and what answers
 * it too.
 */
#include "storage/mail_private.h"

#define GONE	INT64_MIN	/* in place of a thread that is gone */

/* A map from key to thread, open addressing; 0 is a free slot. */
struct mail_threads {
	struct db_rows rows;		/* what the database answered */
	int64_t	 mailboxes;		/* of the account */
	int64_t	*ids;			/* new ones, two for each message */
	size_t	 mask;
	struct {
		int64_t	 key, thread;
		bool	 fresh;		/* its thread is not in the database yet */
		bool	 stale;		/* there is a row of it, whose thread is gone */
	} *slot;
};

static struct mail_threads *
map_open(struct arena *arena, size_t count)
{
	struct mail_threads *m = arena_alloc(arena, sizeof *m);

	m->mask = 15;
	while (m->mask < count * 2)
		m->mask = m->mask * 2 + 1;
	m->slot = arena_array(arena, m->mask + 1, sizeof *m->slot);
	return m;
}

static size_t
map_at(const struct mail_threads *m, int64_t key)
{
	size_t i = (size_t)((uint64_t)key * 0x9e3779b97f4a7c15u >> 20) & m->mask;

	while (m->slot[i].thread != 0 && m->slot[i].key != key)
		i = (i + 1) & m->mask;
	return i;
}

static void
map_put(struct mail_threads *m, int64_t key, int64_t thread, bool fresh)
{
	size_t i = map_at(m, key);

	m->slot[i].stale = m->slot[i].thread == GONE;
	m->slot[i].key = key;
	m->slot[i].thread = thread;
	m->slot[i].fresh = fresh;
}

/* The thread of a key; 0: none. */
static int64_t
map_thread(const struct mail_threads *m, int64_t key)
{
	int64_t thread = m->slot[map_at(m, key)].thread;

	return thread != GONE ? thread : 0;
}

enum status
mail_threads_ask(struct ctx *cx, int64_t account, int64_t mailbox, const struct mail_new *list,
    size_t count, struct mail_threads **out)
{
	static const struct db_stmt find = {
		"SELECT NULL, new_id(), (SELECT CASE WHEN bool_or(id = $4) THEN count(*) ELSE 0 END"
		"  FROM mail_mailbox WHERE account_id = $1)"
		" FROM generate_series(1, $3::int) UNION ALL"
		" SELECT r.key, CASE WHEN EXISTS (SELECT FROM mail_email e WHERE e.account_id = $1"
		"  AND e.thread_id = r.thread_id OFFSET 0) THEN r.thread_id END, 0 FROM mail_ref r"
		" WHERE r.account_id = $1 AND r.key = ANY($2::bigint[])"
	};
	size_t keys = 0;
	int64_t *all;

	for (size_t i = 0; i < count; i++)
		keys += list[i].key_count;
	all = arena_array(cx->arena, keys, sizeof *all);
	keys = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list[i].key_count; k++)
			all[keys++] = list[i].keys[k];
	*out = map_open(cx->arena, keys + 1);
	(*out)->ids = arena_array(cx->arena, count * 2, sizeof(int64_t));
	return db_query_later(cx, &find, DB_ARGS(db_int(account), db_int_array(cx, all, keys),
	    db_int((int64_t)count * 2), db_int(mailbox)), &(*out)->rows);
}

enum status
mail_threads_take(struct ctx *cx, struct mail_threads *map)
{
	const struct db_rows *rows = &map->rows;
	size_t n = 0;

	map->mailboxes = rows->count > 0 ? db_get_int(rows, 0, 2) : 0;
	if (map->mailboxes == 0)
		return fault(cx, ERR_PRECONDITION, "the mailbox is gone");
	for (int r = 0; r < rows->count; r++) {
		bool gone = db_is_null(rows, r, 1);
		int64_t id = gone ? GONE : db_get_int(rows, r, 1);

		if (!db_is_null(rows, r, 0))
			map_put(map, db_get_int(rows, r, 0), id, false);
		else
			map->ids[n++] = id;
	}
	return OK;
}

int64_t
mail_threads_first_id(const struct mail_threads *map)
{
	return map->ids[0];
}

int64_t
mail_threads_boxes(const struct mail_threads *map)
{
	return map->mailboxes;
}

void
mail_threads_find(struct mail_threads *map, struct mail_new *list, size_t count, bool *fresh)
{
	const int64_t *ids = map->ids;
	int64_t first_fresh;

	/* Ids only go up, so a thread is new when its number is not below the first. */
	first_fresh = ids[0];
	for (size_t i = 0; i < count; i++) {
		struct mail_new *m = &list[i];
		int64_t thread = 0;

		fresh[i] = false;
		if (m->email != 0)
			continue;
		for (size_t k = 0; k < m->key_count; k++) {
			int64_t t = map_thread(map, m->keys[k]);

			if (t != 0 && (thread == 0 || t < thread))
				thread = t;
		}
		m->email = ids[mail_newest_first(count) ? count - 1 - i : i];
		m->thread = thread != 0 ? thread : ids[count + i];
		fresh[i] = m->thread >= first_fresh;
		for (size_t k = 0; k < m->key_count; k++)
			if (map_thread(map, m->keys[k]) == 0)
				map_put(map, m->keys[k], m->thread, true);
	}
}

/* STMT with the keys that are fresh, and STALE or not. */
static enum status
put_some(struct ctx *cx, int64_t account, const struct mail_threads *map,
    const struct db_stmt *stmt, bool stale)
{
	int64_t *keys = arena_array(cx->arena, map->mask + 1, sizeof *keys);
	int64_t *threads = arena_array(cx->arena, map->mask + 1, sizeof *threads);
	size_t n = 0;

	for (size_t i = 0; i <= map->mask; i++) {
		if (!map->slot[i].fresh || map->slot[i].stale != stale)
			continue;
		keys[n] = map->slot[i].key;
		threads[n++] = map->slot[i].thread;
	}
	if (n == 0)
		return OK;
	return db_exec_later(cx, stmt, DB_ARGS(db_int(account), db_int_array(cx, keys, n),
	    db_int_array(cx, threads, n)));
}

enum status
mail_threads_put(struct ctx *cx, int64_t account, const struct mail_threads *map)
{
	/* Without ON CONFLICT, which costs as much again: under the account's lock nobody else adds some. */
	static const struct db_stmt insert = {
		"INSERT INTO mail_ref (account_id, key, thread_id)"
		" SELECT $1, k, t FROM unnest($2::bigint[], $3::bigint[]) AS x(k, t)"
	};
	static const struct db_stmt update = {
		"UPDATE mail_ref r SET thread_id = x.t FROM (SELECT $1::bigint AS account_id,"
		" unnest($2::bigint[]) AS k, unnest($3::bigint[]) AS t OFFSET 0) x"
		" WHERE r.account_id = x.account_id AND r.key = x.k"
	};
	enum status st;

	if ((st = put_some(cx, account, map, &update, true)) != OK)
		return st;
	return put_some(cx, account, map, &insert, false);
}
