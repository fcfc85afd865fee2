#include <string.h>

#include "storage/db.h"
#include "storage/measure.h"

#define POINTS_MOST	2000

enum status
db_measure_put(struct ctx *cx, const json_t *numbers, json_t **all)
{
	static const struct db_stmt put = {
		"INSERT INTO measure (numbers) SELECT $1::text::jsonb || jsonb_build_object("
		" 'bans', (SELECT count(*) FROM ban WHERE until > now()),"
		" 'quarantined', (SELECT count(*) FROM quarantine),"
		/* By address alone: the same attempt counts for the account, too. */
		" 'signins_refused', (SELECT coalesce(sum(failures), 0) FROM throttle"
		"  WHERE key LIKE 'r:%' AND since > now() - interval '15 minutes'),"
		" 'mail.taken', count(*) FILTER (WHERE refused IS NULL),"
		" 'mail.refused', count(*) FILTER (WHERE refused IS NOT NULL))"
		" FROM mail_trace WHERE at > now() - interval '1 minute' RETURNING numbers::text"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_text(json_write(cx, numbers, NULL))), &rows)) != OK)
		return st;
	text = db_get_text(&rows, 0, 0);
	return json_read(cx, text, strlen(text), all);
}

enum status
db_measure_series(struct ctx *cx, const struct measure_filter *f, json_t **out)
{
	static const struct db_stmt series = {
		"WITH span AS (SELECT coalesce($1::text::timestamptz, now() - interval '1 hour') AS since,"
		"  coalesce($2::text::timestamptz, now()) AS until, make_interval(secs => $3::bigint) AS step),"
		" points AS (SELECT e.key AS name,"
		"  extract(epoch FROM date_bin(s.step, m.at, 'epoch'))::bigint AS t, avg(e.value::numeric) AS mean"
		"  FROM span s JOIN measure m ON m.at >= s.since AND m.at < s.until,"
		"   jsonb_each_text(m.numbers) e"
		"  WHERE ($4::text IS NULL OR e.key = ANY (string_to_array($4, ',')))"
		"   AND s.until - s.since <= s.step * $5::int GROUP BY 1, 2)"
		" SELECT (SELECT until - since <= step * $5::int FROM span),"
		"  coalesce(jsonb_object_agg(name, list), '{}')::text FROM (SELECT name,"
		"   jsonb_agg(jsonb_build_array(t, round(mean, 3)) ORDER BY t) AS list FROM points"
		"   GROUP BY name) n"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &series, DB_ARGS(db_text(f->since), db_text(f->until), db_int(f->step),
	    db_text(f->names), db_int(POINTS_MOST)), &rows)) != OK)
		return st;
	if (!db_get_bool(&rows, 0, 0))
		return fault(cx, ERR_INVALID, "more than %d points: a longer step, or less time", POINTS_MOST);
	text = db_get_text(&rows, 0, 1);
	return json_read(cx, text, strlen(text), out);
}

enum status
db_measure_services(struct ctx *cx, int64_t most, json_t **out)
{
	static const struct db_stmt services = {
		"SELECT coalesce(jsonb_agg(to_jsonb(l)), '[]')::text FROM (SELECT"
		"  extract(epoch FROM m.at)::bigint AS time, substr(e.key, 9) AS service,"
		"  e.value::numeric AS now, coalesce(lag(e.value::numeric) OVER (PARTITION BY e.key ORDER BY m.at),"
		"   e.value::numeric) AS before"
		"  FROM (SELECT * FROM measure ORDER BY at DESC LIMIT $1) m, jsonb_each_text(m.numbers) e"
		"  WHERE e.key LIKE 'service.%' ORDER BY m.at DESC, e.key LIMIT $1) l"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &services, DB_ARGS(db_int(most)), &rows)) != OK)
		return st;
	text = db_get_text(&rows, 0, 0);
	return json_read(cx, text, strlen(text), out);
}
