-- Settings of the whole server that administrators change while it runs (table
-- setting): one view for each, with what holds where nothing was said.

CREATE VIEW api.cors AS
SELECT 'cors' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(s.value->'allowed_origins', '[]') AS allowed_origins,
	coalesce(s.value->'allowed_methods', '["GET", "POST", "PATCH", "DELETE"]') AS allowed_methods
FROM (VALUES ('cors')) k (name) LEFT JOIN public.setting s USING (name);

CREATE VIEW api.quarantine_setting AS
SELECT 'quarantine' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce((s.value->>'max_age')::int, 30) AS max_age,
	coalesce((s.value->>'max_size')::int, 10) AS max_size,
	coalesce((s.value->>'max_score')::int, 9999) AS max_score,
	coalesce((s.value->>'retention_size')::int, 1000) AS retention_size,
	coalesce(s.value->'exclude_domains', '[]') AS exclude_domains
FROM (VALUES ('quarantine')) k (name) LEFT JOIN public.setting s USING (name);

-- Ways out that depend on the mail server of the recipient's domain: the
-- destination is a pattern for its name.  One that is no pattern cannot be kept.
ALTER TABLE transport ADD CHECK (NOT is_mx_based OR ('' ~* btrim(destination, '/')) IS NOT NULL);

CREATE VIEW mail.mx_transport AS
	SELECT btrim(destination, '/') AS pattern, 'FILTER smtp:' || nexthop AS action, id
	FROM public.transport WHERE active AND is_mx_based;

-- Patterns for all mail that comes from outside, in the words of Rspamd's maps.
CREATE TABLE rspamd_map (
	name		text PRIMARY KEY,
	content		text NOT NULL DEFAULT '' CHECK (length(content) <= 1048576),
	modified	timestamptz NOT NULL DEFAULT now()
);
INSERT INTO rspamd_map (name) VALUES
	('global_smtp_from_whitelist.map'), ('global_smtp_from_blacklist.map'),
	('global_mime_from_whitelist.map'), ('global_mime_from_blacklist.map'),
	('global_rcpt_whitelist.map'), ('global_rcpt_blacklist.map'),
	('fishy_tlds.map'), ('bad_words.map'), ('bad_words_de.map'), ('bad_languages.map'),
	('bulk_header.map'), ('bad_header.map'), ('monitoring_nolog.map');

CREATE VIEW api.rspamd_map AS
SELECT name AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	name AS map, content AS rspamd_map_data, api.time(modified) AS modified
FROM public.rspamd_map;

DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON mail.mx_transport TO hayloft_mail;
	END IF;
END $$;
