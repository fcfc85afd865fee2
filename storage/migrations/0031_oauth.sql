-- We are an authorization server (RFC 6749, RFC 9700, OpenID Connect Core):
-- programs of others get tokens of people who allow it.  Lists of words are
-- texts with spaces, as OAuth writes them.

-- Programs that may ask.  The secret is shown once and kept as SHA-256.
CREATE TABLE oauth_client (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	client_id	text NOT NULL UNIQUE CHECK (client_id ~ '^[A-Za-z0-9._~-]{3,100}$'),
	name		text NOT NULL CHECK (name <> '' AND length(name) <= 100 AND name !~ '[[:cntrl:]]'),
	secret_sha256	bytea,				-- NULL: a public client, which can keep none (RFC 6749, section 2.1)
	redirect_uris	text NOT NULL CHECK (redirect_uris <> ''),
	scopes		text NOT NULL CHECK (scopes <> ''),
	trusted		boolean NOT NULL DEFAULT false,	-- one of ours: people are not asked whether it may
	introspect	boolean NOT NULL DEFAULT false,	-- a service that may ask about everybody's tokens
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz NOT NULL DEFAULT now()
);

-- A request to /oauth/authorize whose client and address of return were found
-- right, until its person has decided.  After a crash one begins anew.
CREATE UNLOGGED TABLE oauth_request (
	token_sha256	bytea PRIMARY KEY,
	client_id	bigint NOT NULL REFERENCES oauth_client ON DELETE CASCADE,
	redirect_uri	text NOT NULL,
	redirect_sent	boolean NOT NULL,		-- false: the client has only one and did not name it
	scopes		text NOT NULL,
	state		text,
	nonce		text,
	challenge	text,				-- RFC 7636, S256
	login_hint	text,
	ask_login	boolean NOT NULL,		-- prompt=login
	ask_consent	boolean NOT NULL,		-- prompt=consent
	max_age		bigint,
	remote		text NOT NULL,
	created		timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX oauth_request_remote ON oauth_request (remote, created);
CREATE INDEX oauth_request_created ON oauth_request (created);

-- What somebody allowed a program, on one device.
CREATE TABLE oauth_grant (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	client_id	bigint NOT NULL REFERENCES oauth_client ON DELETE CASCADE,
	scopes		text NOT NULL,
	auth_time	timestamptz NOT NULL,		-- when the person showed who he is
	way		text NOT NULL,			-- and how (session.way)
	remote		text NOT NULL,
	created		timestamptz NOT NULL DEFAULT now(),
	last_used	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, id)
);
CREATE INDEX oauth_grant_client ON oauth_grant (client_id);

-- Codes that the browser carries from us to the program: good once and for a
-- minute.  They stay a while longer, so that one that comes back is known.
CREATE UNLOGGED TABLE oauth_code (
	account_id	bigint NOT NULL,
	code_sha256	bytea NOT NULL UNIQUE,
	client_id	bigint NOT NULL,
	redirect_uri	text,				-- as it was sent; NULL: it was not
	scopes		text NOT NULL,
	nonce		text,
	challenge	text,
	auth_time	timestamptz NOT NULL,
	way		text NOT NULL,
	used		boolean NOT NULL DEFAULT false,
	grant_id	bigint,				-- what was made of it
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, code_sha256)
);
CREATE INDEX oauth_code_created ON oauth_code (created);

-- Tokens of a grant.  A refresh token is good once; those that were used stay
-- known, because whoever shows one of them again has stolen it or was stolen
-- from (RFC 9700, section 4.14.2).
CREATE TABLE oauth_token (
	account_id	bigint NOT NULL,
	token_sha256	bytea NOT NULL UNIQUE,
	grant_id	bigint NOT NULL,
	kind		text NOT NULL CHECK (kind IN ('access', 'refresh')),
	scopes		text NOT NULL,
	parent_sha256	bytea,				-- the refresh token that it came for
	used		timestamptz,			-- '-infinity': another one came in its place
	created		timestamptz NOT NULL DEFAULT now(),
	expires		timestamptz NOT NULL,
	PRIMARY KEY (account_id, token_sha256),
	FOREIGN KEY (account_id, grant_id) REFERENCES oauth_grant (account_id, id) ON DELETE CASCADE
);
CREATE INDEX oauth_token_grant ON oauth_token (account_id, grant_id);
CREATE INDEX oauth_token_expires ON oauth_token (expires);

-- Keys that sign ID tokens, as JWK (RFC 7517): the private one sealed
-- (core/seal.h).  One that was replaced is told for as long as what it signed
-- may be read.
CREATE TABLE oauth_key (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	secret		bytea NOT NULL,
	public		text NOT NULL,
	created		timestamptz NOT NULL DEFAULT now(),
	replaced	timestamptz
);

-- Access tokens that are good now, and what for: all who look at tokens ask here.
CREATE VIEW oauth_access AS
	SELECT t.account_id, t.token_sha256, t.grant_id, t.scopes, t.created, t.expires, c.client_id
	FROM oauth_token t
	JOIN oauth_grant g ON g.account_id = t.account_id AND g.id = t.grant_id
	JOIN oauth_client c ON c.id = g.client_id
	WHERE t.kind = 'access' AND t.expires > now() AND c.active;

-- The same for Dovecot (SASL OAUTHBEARER and XOAUTH2), of which Postfix asks, too.
CREATE VIEW mail.oauth_token AS
	SELECT m.address AS login, t.token_sha256 AS hash, a.services,
		array_to_string(a.smtp_from, ',') AS smtp_from
	FROM public.oauth_access t
	JOIN public.account a ON a.id = t.account_id
	JOIN mail.mailbox m ON m.address = a.address
	WHERE a.sign_in AND a.kind = 'person' AND 'mail' = ANY (string_to_array(t.scopes, ' '));
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON mail.oauth_token TO hayloft_mail;
	END IF;
END $$;

-- mailcow's members, and ours.  A secret is told once, when it is made.
CREATE VIEW api.oauth2_client AS
SELECT c.id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	c.id, c.name, c.client_id, CASE WHEN c.secret_sha256 IS NOT NULL THEN '*' END AS client_secret,
	c.redirect_uris AS redirect_uri, 'authorization_code refresh_token' AS grant_types,
	c.scopes AS scope, NULL::text AS user_id, c.secret_sha256 IS NULL AS public, c.trusted, c.introspect,
	api.switch(c.active) AS active, api.time(c.created) AS created, api.time(c.modified) AS modified
FROM public.oauth_client c;

CREATE VIEW api.oauth2_key AS
SELECT k.id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	k.id::text AS kid, 'RS256' AS alg, k.replaced IS NULL AS signs, k.created, k.replaced
FROM public.oauth_key k;

-- --- Signing in elsewhere ----------------------------------------------------

-- The OpenID provider that knows people for us: one, as mailcow has it.
-- settings has mailcow's members; the client's secret is sealed (core/seal.h).
CREATE TABLE identity_provider (
	id		bigint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
	settings	jsonb NOT NULL DEFAULT '{}',
	secret		bytea,
	modified	timestamptz NOT NULL DEFAULT now()
);
INSERT INTO identity_provider DEFAULT VALUES;

-- Who somebody is there; addresses may change hands, subjects never do.
CREATE TABLE account_subject (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	issuer		text NOT NULL,
	subject		text NOT NULL,
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, issuer),
	UNIQUE (issuer, subject)
);

-- Sign-ins that are under way there: state comes back with the browser, binding
-- stays in the tab that began (both as SHA-256).
CREATE UNLOGGED TABLE sign_in_elsewhere (
	state_sha256	bytea PRIMARY KEY,
	binding_sha256	bytea NOT NULL,
	issuer		text NOT NULL,
	client_id	text NOT NULL,
	redirect_uri	text NOT NULL,
	nonce		text NOT NULL,
	verifier	text NOT NULL,
	remote		text NOT NULL,
	created		timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_elsewhere_created ON sign_in_elsewhere (created);

ALTER TABLE session DROP CONSTRAINT session_way_check,
	ADD CHECK (way IN ('password', 'totp', 'recovery', 'key', 'passkey', 'provider'));

-- Where the password is known elsewhere there is none here that opens anything;
-- app passwords and tokens are for mail programs.
CREATE OR REPLACE VIEW mail.password AS
	SELECT m.address AS login, c.hash AS password, a.services AS services,
		array_to_string(a.smtp_from, ',') AS smtp_from
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'password'
	WHERE a.sign_in AND a.kind = 'person' AND a.source = 'mailcow'
		AND NOT EXISTS (SELECT FROM public.needs_more n WHERE n.account_id = a.id);

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
	CASE WHEN p.secret IS NOT NULL THEN '*' ELSE '' END AS client_secret,
	coalesce((p.settings->>'import_users')::boolean, false) AS import_users,
	coalesce(p.settings->'mappers', '[]') AS mappers, coalesce(p.settings->'templates', '[]') AS templates,
	coalesce(p.settings->'redirect_url_extra', '[]') AS redirect_url_extra, api.time(p.modified) AS modified
FROM public.identity_provider p;
