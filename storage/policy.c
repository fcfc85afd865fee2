#include "storage/db.h"
#include "storage/policy.h"

static const struct db_stmt find[POLICY_KINDS] = {
	[POLICY_SENDERS] = {
		"WITH senders AS (SELECT domain_id, account_id,"
		"  coalesce(json_agg(sender) FILTER (WHERE verdict = 'allow'), '[]') AS allow,"
		"  coalesce(json_agg(sender) FILTER (WHERE verdict = 'deny'), '[]') AS deny"
		"  FROM sender_policy GROUP BY 1, 2),"
		" people AS (SELECT a.address, json_strip_nulls(json_build_object('allow', s.allow,"
		"  'deny', s.deny, 'low', a.spam_low, 'high', a.spam_high,"
		"  'junk', CASE WHEN a.quarantine_kind <> 'reject' THEN true END))::text AS value"
		"  FROM account a LEFT JOIN senders s ON s.account_id = a.id"
		"  WHERE s.account_id IS NOT NULL OR a.spam_low IS NOT NULL OR a.quarantine_kind <> 'reject')"
		"SELECT '@' || d.name, json_build_object('allow', s.allow, 'deny', s.deny)::text"
		" FROM senders s JOIN domain d ON d.id = s.domain_id WHERE s.account_id IS NULL"
		" UNION ALL SELECT address, value FROM people"
		" UNION ALL SELECT l.address, p.value FROM alias l"
		" JOIN alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id"
		" JOIN people p ON p.address = lower(t.target)"
		" WHERE l.active AND l.address NOT LIKE '@%' AND 1 = (SELECT count(*) FROM alias_target o"
		"  WHERE o.domain_id = l.domain_id AND o.alias_id = l.id)"
	},
	[POLICY_RATES] = {
		"SELECT key, rate_count || ' ' || CASE rate_frame WHEN 's' THEN 1 WHEN 'm' THEN 60"
		" WHEN 'h' THEN 3600 ELSE 86400 END"
		" FROM (SELECT address, rate_count, rate_frame FROM account"
		" UNION ALL SELECT '@' || name, rate_count, rate_frame FROM domain) r (key, rate_count, rate_frame)"
		" WHERE rate_count IS NOT NULL"
	},
	[POLICY_LISTS] = {
		"SELECT split_part(a.address, '@', 1) || '@' || n.name, '1' FROM mail_list l"
		" JOIN account a ON a.id = l.account_id"
		" JOIN (SELECT id, name FROM domain UNION ALL SELECT domain_id, name FROM alias_domain) n"
		"  ON n.id = l.domain_id WHERE l.post <> 'anyone'"
	},
	[POLICY_FORWARDS] = {
		"SELECT host(host) || '/' || masklen(host), CASE WHEN filter_spam THEN 'filter' ELSE 'keep' END"
		" FROM forwarding_host"
	},
	[POLICY_FOOTERS] = {
		"WITH footers AS (SELECT id, name, footer FROM domain"
		"  WHERE coalesce(footer ->> 'html', '') <> '' OR coalesce(footer ->> 'plain', '') <> '')"
		"SELECT '@' || name, footer::text FROM footers"
		" UNION ALL SELECT '@' || l.name, f.footer::text FROM footers f"
		"  JOIN alias_domain l ON l.domain_id = f.id"
		"  WHERE NOT coalesce(f.footer -> 'alias_domain_exclude' ? l.name, false)"
		" UNION ALL SELECT a.address, a.attributes::text FROM footers f"
		"  JOIN account a ON a.domain_id = f.id WHERE a.attributes <> '{}'"
	},
	[POLICY_SETTINGS] = {
		"SELECT id::text, content FROM rspamd_setting WHERE active"
	},
	[POLICY_MAPS] = {
		"SELECT name, content FROM rspamd_map"
	},
};

enum status
db_policy_list(struct ctx *cx, enum policy_kind kind, struct policy **out, size_t *count)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find[kind], DB_NO_ARGS, &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct policy){ db_get_text(&rows, i, 0), db_get_text(&rows, i, 1) };
	return OK;
}

enum status
db_policy_forwarding_add(struct ctx *cx, const char *const *networks, size_t count, const char *source,
    bool filter_spam)
{
	static const struct db_stmt add = {
		"INSERT INTO forwarding_host (host, source, filter_spam) SELECT n::inet, $2, $3"
		" FROM unnest($1::text[]) n ON CONFLICT DO NOTHING"
	};

	return db_exec(cx, &add, DB_ARGS(db_text_array(cx, networks, count), db_text(source), db_bool(filter_spam)));
}
