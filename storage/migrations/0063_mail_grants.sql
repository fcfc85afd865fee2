-- Mail providers elsewhere that let us in with a token instead of a password
-- (OAuth 2.0; RFC 7628), and what people allowed us there: one mechanism for
-- accounts elsewhere (0019) and sync jobs (0030).

CREATE TABLE mail_provider (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	name		text NOT NULL UNIQUE CHECK (name <> '' AND length(name) <= 100 AND name !~ '[[:cntrl:]]'),
	kind		text NOT NULL CHECK (kind IN ('google', 'microsoft', 'generic')),
	authorize_url	text NOT NULL,
	token_url	text NOT NULL,
	scopes		text NOT NULL,			-- with spaces
	client_id	text NOT NULL CHECK (client_id <> ''),
	secret		bytea NOT NULL DEFAULT '',	-- ours there, sealed (core/seal.h); empty: a public client
	imap_host	text NOT NULL,
	imap_port	int NOT NULL CHECK (imap_port IN (143, 993) OR imap_port BETWEEN 1024 AND 65535),
	imap_tls	text NOT NULL CHECK (imap_tls IN ('tls', 'starttls')),
	smtp_host	text NOT NULL,
	smtp_port	int NOT NULL CHECK (smtp_port IN (25, 465, 587) OR smtp_port BETWEEN 1024 AND 65535),
	smtp_tls	text NOT NULL CHECK (smtp_tls IN ('tls', 'starttls')),
	domains		text[] NOT NULL DEFAULT '{}',	-- of addresses that are offered it
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz
);

-- What somebody allowed: a refresh token and the last access token.  Without
-- anything that uses it, it goes within an hour.
CREATE TABLE mail_grant (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- for whose mailbox here
	provider_id	bigint NOT NULL REFERENCES mail_provider ON DELETE CASCADE,
	secret		bytea NOT NULL DEFAULT '',	-- both tokens, a line each, sealed
	access_ends	timestamptz NOT NULL DEFAULT now(),
	ended		timestamptz,			-- the provider takes the refresh token no more
	created		timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mail_grant_account ON mail_grant (account_id);
CREATE INDEX mail_grant_provider ON mail_grant (provider_id);

-- Sign-ins that are under way there.  After a crash one begins anew.
CREATE UNLOGGED TABLE mail_sign_in (
	state_sha256	bytea PRIMARY KEY,
	binding_sha256	bytea NOT NULL,			-- kept by the page that began
	session_id	bigint NOT NULL,		-- and its session
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	provider_id	bigint NOT NULL,
	grant_id	bigint,				-- to be renewed; NULL: a new one
	verifier	text NOT NULL,			-- RFC 7636
	created		timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mail_sign_in_session ON mail_sign_in (session_id, created);
CREATE INDEX mail_sign_in_created ON mail_sign_in (created);

ALTER TABLE outside_account ADD COLUMN grant_id bigint REFERENCES mail_grant ON DELETE SET NULL;
ALTER TABLE sync_job ADD COLUMN grant_id bigint REFERENCES mail_grant ON DELETE SET NULL;
CREATE INDEX outside_account_grant ON outside_account (grant_id);
CREATE INDEX sync_job_grant ON sync_job (grant_id);

-- What nothing uses any more is not kept.
CREATE FUNCTION mail_grant_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM mail_grant g WHERE g.id = OLD.grant_id
	AND NOT EXISTS (SELECT FROM outside_account o WHERE o.grant_id = g.id)
	AND NOT EXISTS (SELECT FROM sync_job j WHERE j.grant_id = g.id);
	RETURN NULL;
END $$;
CREATE TRIGGER outside_account_grant_left AFTER DELETE OR UPDATE OF grant_id ON outside_account
	FOR EACH ROW WHEN (OLD.grant_id IS NOT NULL) EXECUTE FUNCTION mail_grant_left();
CREATE TRIGGER sync_job_grant_left AFTER DELETE OR UPDATE OF grant_id ON sync_job
	FOR EACH ROW WHEN (OLD.grant_id IS NOT NULL) EXECUTE FUNCTION mail_grant_left();

CREATE VIEW api.mail_provider AS
SELECT p.id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	p.id, p.name, p.kind, p.authorize_url, p.token_url, p.scopes, p.client_id,
	(length(p.secret) > 0)::int AS has_secret,
	p.imap_host, p.imap_port, p.imap_tls, p.smtp_host, p.smtp_port, p.smtp_tls, p.domains,
	(SELECT count(*) FROM public.mail_grant g WHERE g.provider_id = p.id) AS grants,
	api.switch(p.active) AS active, api.time(p.created) AS created, api.time(p.modified) AS modified
FROM public.mail_provider p;

-- provider: where one signed in for it, empty with a password; sign_in: has to be done again.
DROP VIEW api.outside_account;
CREATE VIEW api.outside_account AS
SELECT o.account_id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	o.account_id AS id, a.address AS username, o.address, o.name,
	o.imap_host, o.imap_port, o.imap_tls, o.smtp_host, o.smtp_port, o.smtp_tls, o.login,
	coalesce(p.name, '') AS provider, coalesce(p.id::text, '') AS provider_id,
	coalesce(g.id::text, '') AS "grant", (g.ended IS NOT NULL OR (g.id IS NULL AND length(o.secret) = 0))::int AS sign_in,
	api.switch(o.active) AS active, coalesce(o.fault, '') AS last_error,
	api.time(o.created) AS created, api.time(o.modified) AS modified
FROM public.outside_account o JOIN public.account a ON a.id = o.owner_id
LEFT JOIN public.mail_grant g ON g.id = o.grant_id LEFT JOIN public.mail_provider p ON p.id = g.provider_id;

DROP VIEW api.syncjob_told;
DROP VIEW api.syncjob;
CREATE VIEW api.syncjob AS
SELECT j.id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	j.id, a.address AS user2, j.host AS host1, j.port AS port1, j.login AS user1, j.encryption AS enc1,
	CASE WHEN g.id IS NULL THEN 'PLAIN' ELSE 'XOAUTH2' END AS authmech1, 0 AS authmd51, '' AS regextrans2, '' AS domain2,
	j.minutes::text AS mins_interval, j.max_age AS maxage, j.rate::text AS maxbytespersecond,
	j.timeout_there AS timeout1, j.timeout_here AS timeout2, j.subfolder AS subfolder2, j.exclude,
	j.parameters AS custom_params, j.delete_doubles::int AS delete2duplicates, j.delete_there::int AS delete1,
	j.delete_here::int AS delete2, j.automap::int AS automap, j.skip_cross::int AS skipcrossduplicates,
	j.subscribe_all::int AS subscribeall, api.switch(j.active) AS active,
	(j.running AND j.active)::int AS is_running, j.outcome AS exit_status, j.success::int AS success,
	j.copied, j.copied_bytes, '' AS log,
	api.time(j.last_run) AS last_run, api.time(j.created) AS created, api.time(j.modified) AS modified,
	coalesce(p.name, '') AS provider, coalesce(p.id::text, '') AS provider_id,
	coalesce(g.id::text, '') AS "grant", (g.ended IS NOT NULL OR (g.id IS NULL AND length(j.secret) = 0))::int AS sign_in
FROM public.sync_job j JOIN public.account a ON a.id = j.account_id
LEFT JOIN public.mail_grant g ON g.id = j.grant_id LEFT JOIN public.mail_provider p ON p.id = g.provider_id;

CREATE VIEW api.syncjob_told AS
SELECT s._key, s._domain, s._account, s.id, s.user2, s.host1, s.port1, s.user1, s.enc1, s.authmech1, s.authmd51,
	s.regextrans2, s.domain2, s.mins_interval, s.maxage, s.maxbytespersecond, s.timeout1, s.timeout2,
	s.subfolder2, s.exclude, s.custom_params, s.delete2duplicates, s.delete1, s.delete2, s.automap,
	s.skipcrossduplicates, s.subscribeall, s.active, s.is_running, s.exit_status, s.success, s.copied,
	s.copied_bytes, j.log, j.log AS returned_text, s.last_run, s.created, s.modified,
	s.provider, s.provider_id, s."grant", s.sign_in
FROM api.syncjob s JOIN public.sync_job j ON j.account_id = s._account AND j.id = s.id;
