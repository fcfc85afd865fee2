-- Passwords that a directory (LDAP) knows: mailboxes whose source is 'ldap'.

-- When the directory did not answer: until then nobody asks it, so that it keeps
-- no more than one who signs in waiting.
ALTER TABLE identity_provider ADD away_until timestamptz;

-- Whom Dovecot asks our own server about (admin/directory.h).
CREATE VIEW mail.directory_login AS
	SELECT m.address AS login, a.services AS services
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	WHERE a.sign_in AND a.kind = 'person' AND a.source = 'ldap'
		AND NOT EXISTS (SELECT FROM public.needs_more n WHERE n.account_id = a.id);
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON mail.directory_login TO hayloft_mail;
	END IF;
END $$;

DROP VIEW api.identity_provider;
CREATE VIEW api.identity_provider AS
SELECT 'identity-provider' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(p.settings->>'authsource', '') AS authsource,
	coalesce(p.settings->>'name', '') AS name,
	coalesce(p.settings->>'server_url', '') AS server_url,
	coalesce(p.settings->>'realm', '') AS realm,
	coalesce(p.settings->>'client_id', '') AS client_id,
	coalesce(p.settings->>'client_scopes', '') AS client_scopes,
	coalesce(p.settings->>'default_template', '') AS default_template,
	coalesce(p.settings->>'attribute_field', '') AS attribute_field,
	coalesce(p.settings->>'authorize_url', '') AS authorize_url,
	coalesce(p.settings->>'token_url', '') AS token_url,
	coalesce(p.settings->>'userinfo_url', '') AS userinfo_url,
	coalesce(p.settings->>'redirect_url', '') AS redirect_url,
	coalesce(p.settings->>'version', '') AS version,
	CASE WHEN p.secret IS NOT NULL AND p.settings->>'authsource' <> 'ldap' THEN '*' ELSE '' END AS client_secret,
	coalesce((p.settings->>'import_users')::boolean, false) AS import_users,
	coalesce(p.settings->'mappers', '[]') AS mappers, coalesce(p.settings->'templates', '[]') AS templates,
	coalesce(p.settings->'redirect_url_extra', '[]') AS redirect_url_extra,
	coalesce(p.settings->>'host', '') AS host, coalesce((p.settings->>'port')::int, 389) AS port,
	coalesce((p.settings->>'use_ssl')::boolean, false) AS use_ssl,
	coalesce((p.settings->>'use_tls')::boolean, false) AS use_tls,
	false AS ignore_ssl_error,
	coalesce(p.settings->>'basedn', '') AS basedn,
	coalesce(p.settings->>'username_field', 'mail') AS username_field,
	coalesce(p.settings->>'filter', '') AS filter,
	coalesce(p.settings->>'binddn', '') AS binddn,
	CASE WHEN p.secret IS NOT NULL AND p.settings->>'authsource' = 'ldap' THEN '*' ELSE '' END AS bindpass,
	coalesce((p.settings->>'periodic_sync')::boolean, false) AS periodic_sync,
	coalesce((p.settings->>'sync_interval')::int, 15) AS sync_interval,
	api.time(p.modified) AS modified
FROM public.identity_provider p;
