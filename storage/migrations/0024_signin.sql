-- How people sign in beyond a password, and what they see of it.

-- A session is named by its id, which is no secret; proved: when its person
-- last showed password or key, which changes of the sign-in ask for.
ALTER TABLE session
	ADD id		bigint NOT NULL DEFAULT new_id(),
	ADD proved	timestamptz NOT NULL DEFAULT now(),
	ADD way		text NOT NULL DEFAULT 'password'
			CHECK (way IN ('password', 'totp', 'recovery', 'key', 'passkey')),
	ADD UNIQUE (account_id, id);

-- RFC 8620, section 7.2: they end with the sign-in that made them.
ALTER TABLE push_subscription
	ADD session_id	bigint,				-- NULL: made with a password of a program
	ADD FOREIGN KEY (account_id, session_id) REFERENCES session (account_id, id) ON DELETE CASCADE;
CREATE INDEX push_subscription_session ON push_subscription (account_id, session_id);

-- The secret that an authenticator app shares with us (RFC 6238), sealed
-- (core/seal.h), and the last step whose code was used: no code is good twice.
CREATE TABLE totp (
	account_id	bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
	secret		bytea NOT NULL,
	last_step	bigint NOT NULL,
	created		timestamptz NOT NULL DEFAULT now()
);

-- Random words for the day when the phone is lost, good once each.
CREATE TABLE recovery_code (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	code_sha256	bytea NOT NULL,
	PRIMARY KEY (account_id, code_sha256)
);

-- Public keys of authenticators (WebAuthn, level 2), each for one of our names.
CREATE TABLE webauthn_key (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	name		text NOT NULL CHECK (name <> '' AND length(name) <= 100 AND name !~ '[[:cntrl:]]'),
	rp_id		text NOT NULL,
	credential_id	bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
	algorithm	int NOT NULL CHECK (algorithm IN (-7, -8, -257)),	-- COSE: ES256, EdDSA, RS256
	public_key	bytea NOT NULL,			-- as libfido2 has it
	counter		bigint NOT NULL DEFAULT 0,	-- of signatures; one that goes back is a copied key
	passkey		boolean NOT NULL,		-- has proved who holds it, so it needs no password beside it
	created		timestamptz NOT NULL DEFAULT now(),
	last_used	timestamptz,
	PRIMARY KEY (account_id, id)
);

-- Whose main password alone opens nothing: not mail programs, not DAV, not the
-- API (app passwords do), and in the browser it is the first of two steps.
-- All who check passwords ask here.
CREATE VIEW needs_more AS
	SELECT id AS account_id FROM account WHERE must_have_2fa
	UNION ALL SELECT account_id FROM totp
	UNION ALL SELECT account_id FROM webauthn_key;

CREATE OR REPLACE VIEW mail.password AS
	SELECT m.address AS login, c.hash AS password, a.services AS services,
		array_to_string(a.smtp_from, ',') AS smtp_from
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'password'
	WHERE a.sign_in AND a.kind = 'person'
		AND NOT EXISTS (SELECT FROM public.needs_more n WHERE n.account_id = a.id);

-- Signing in, or proving oneself again, takes more than one request: what was
-- shown so far, for some minutes.  Unlogged: after a crash one begins anew.
-- account_id 0: a passkey will tell who it is.
CREATE UNLOGGED TABLE sign_in_step (
	account_id	bigint NOT NULL,
	token_sha256	bytea NOT NULL,
	needs		text NOT NULL CHECK (needs IN ('second-factor', 'enrol', 'new-password', 'passkey', 'totp', 'key')),
	way		text NOT NULL DEFAULT 'password',
	credential_id	bigint NOT NULL DEFAULT 0,	-- the password that was shown, 0: none
	session_id	bigint NOT NULL DEFAULT 0,	-- which proves itself again or adds a factor; 0: one that will begin
	challenge	bytea NOT NULL,
	secret		bytea,				-- sealed, of the app that is being added
	tries		int NOT NULL DEFAULT 0,
	remote		text NOT NULL,
	expires		timestamptz NOT NULL DEFAULT now() + interval '10 minutes',
	PRIMARY KEY (account_id, token_sha256)
);
CREATE UNIQUE INDEX sign_in_step_token ON sign_in_step (token_sha256);
CREATE INDEX sign_in_step_expires ON sign_in_step (expires);

CREATE VIEW api.second_factor AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username, EXISTS (SELECT FROM public.totp t WHERE t.account_id = a.id) AS totp,
	(SELECT count(*) FROM public.webauthn_key k WHERE k.account_id = a.id) AS keys,
	(SELECT count(*) FROM public.recovery_code r WHERE r.account_id = a.id) AS recovery_codes,
	a.must_have_2fa AS required
FROM public.account a WHERE a.kind IN ('person', 'admin');

-- What a password must have, by domain; domain_id NULL: wherever a domain says
-- nothing.  No row: eight bytes, none of those that everybody tries first.
CREATE TABLE password_rule (
	domain_id	bigint UNIQUE NULLS NOT DISTINCT REFERENCES domain ON DELETE CASCADE,
	length		int NOT NULL DEFAULT 8 CHECK (length BETWEEN 8 AND 64),
	chars		boolean NOT NULL DEFAULT false,		-- a letter
	special_chars	boolean NOT NULL DEFAULT false,
	lowerupper	boolean NOT NULL DEFAULT false,		-- letters of both cases
	numbers		boolean NOT NULL DEFAULT false,
	modified	timestamptz NOT NULL DEFAULT now()
);

-- One for each domain, and '*' for all that have none.
CREATE VIEW api.password_rule AS
SELECT coalesce(d.name, '*') AS _key, d.id AS _domain, NULL::bigint AS _account,
	coalesce(d.name, '*') AS domain, coalesce(r.length, 8) AS length,
	api.switch(coalesce(r.chars, false)) AS chars, api.switch(coalesce(r.special_chars, false)) AS special_chars,
	api.switch(coalesce(r.lowerupper, false)) AS lowerupper, api.switch(coalesce(r.numbers, false)) AS numbers,
	own.domain_id IS NOT NULL OR d.id IS NULL AS own
FROM (SELECT id, name FROM public.domain UNION ALL SELECT NULL, NULL) d
LEFT JOIN public.password_rule own ON own.domain_id = d.id
LEFT JOIN public.password_rule r ON r.domain_id IS NOT DISTINCT FROM own.domain_id;

-- When and from where each service was last used by somebody who showed a password.
CREATE TABLE last_login (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	service		text NOT NULL CHECK (service IN ('web', 'imap', 'pop3', 'smtp', 'sieve', 'dav', 'jmap', 'api', 'mail')),
	at		timestamptz NOT NULL DEFAULT now(),
	remote		text NOT NULL DEFAULT '',
	PRIMARY KEY (account_id, service)
);

CREATE OR REPLACE VIEW api.last_login AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username,
	(SELECT max(s.last_used) FROM public.session s WHERE s.account_id = a.id) AS ui,
	(SELECT max(c.last_used) FROM public.credential c WHERE c.account_id = a.id) AS password,
	coalesce((SELECT jsonb_agg(jsonb_build_object('service', l.service, 'real_rip', l.remote,
		'datetime', l.at) ORDER BY l.at DESC) FROM public.last_login l WHERE l.account_id = a.id), '[]') AS sasl
FROM public.account a;
