-- Rspamd's own pages have a password, whose hash is the member "hash" of the setting; without one they are closed.
CREATE VIEW api.rspamd_ui AS
SELECT 'rspamd-ui' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	api.switch(coalesce(s.value ->> 'hash', '') <> '') AS active,
	api.time(s.modified) AS modified
FROM (VALUES ('rspamd-ui')) k (name) LEFT JOIN public.setting s USING (name);
