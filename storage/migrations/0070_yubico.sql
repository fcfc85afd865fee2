-- YubiKeys that type one-time passwords (Yubico OTP, core/yubico.h): a second
-- factor beside authenticator apps and WebAuthn.  A validation server knows
-- the keys' secrets; here is only which key is whose.
CREATE TABLE yubico_key (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	public_id	text NOT NULL CHECK (public_id ~ '^[cbdefghijklnrtuv]{12}$'),
	name		text NOT NULL CHECK (name <> '' AND length(name) <= 100 AND name !~ '[[:cntrl:]]'),
	created		timestamptz NOT NULL DEFAULT now(),
	last_used	timestamptz,
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, public_id)
);

-- What was shown once is never asked about again, whatever the validation
-- server would say, and with whose account it was shown.
CREATE TABLE yubico_used (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	otp_sha256	bytea NOT NULL,
	PRIMARY KEY (account_id, otp_sha256),
	UNIQUE (otp_sha256)
);

-- A row while the validation server does not answer: until then nobody waits
-- for it but one at a time, who finds out whether it is back.
CREATE UNLOGGED TABLE yubico_away (
	one		boolean PRIMARY KEY DEFAULT true CHECK (one),
	until		timestamptz NOT NULL
);

CREATE OR REPLACE VIEW needs_more AS
	SELECT id AS account_id FROM account WHERE must_have_2fa
	UNION ALL SELECT account_id FROM totp
	UNION ALL SELECT account_id FROM webauthn_key
	UNION ALL SELECT account_id FROM yubico_key;

ALTER TABLE session DROP CONSTRAINT session_way_check,
	ADD CHECK (way IN ('password', 'totp', 'recovery', 'key', 'passkey', 'yubico', 'provider', 'administrator'));

CREATE OR REPLACE VIEW api.second_factor AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username, EXISTS (SELECT FROM public.totp t WHERE t.account_id = a.id) AS totp,
	(SELECT count(*) FROM public.webauthn_key k WHERE k.account_id = a.id) AS keys,
	(SELECT count(*) FROM public.recovery_code r WHERE r.account_id = a.id) AS recovery_codes,
	a.must_have_2fa AS required,
	(SELECT count(*) FROM public.yubico_key y WHERE y.account_id = a.id) AS yubikeys
FROM public.account a WHERE a.kind IN ('person', 'admin');

-- Is a second factor on?  (It may also be wanted and not there yet.)
CREATE FUNCTION api.has_second_factor(account bigint) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT api.switch(EXISTS (SELECT FROM public.totp WHERE account_id = $1)
		OR EXISTS (SELECT FROM public.webauthn_key WHERE account_id = $1)
		OR EXISTS (SELECT FROM public.yubico_key WHERE account_id = $1))
$$;

CREATE OR REPLACE VIEW api.administrator AS
SELECT a.address AS _key, NULL::bigint AS _domain, a.id AS _account,
	a.address AS username, api.switch(a.active AND a.sign_in) AS active, a.kind = 'person' AS has_mailbox,
	api.has_second_factor(a.id) AS tfa_active, api.time(a.created) AS created
FROM public.account a WHERE a.role = 'admin';

CREATE OR REPLACE VIEW api.domain_admin AS
SELECT a.address AS _key, NULL::bigint AS _domain, a.id AS _account,
	a.address AS username, api.switch(a.active AND a.sign_in) AS active,
	api.has_second_factor(a.id) AS tfa_active,
	a.kind = 'person' AS has_mailbox,
	ARRAY(SELECT d.name FROM public.administered m JOIN public.domain d ON d.id = m.domain_id
		WHERE m.account_id = a.id ORDER BY 1) AS selected_domains,
	ARRAY(SELECT d.name FROM public.domain d WHERE d.id NOT IN
		(SELECT domain_id FROM public.administered WHERE account_id = a.id) ORDER BY 1) AS unselected_domains,
	a.acl, api.time(a.created) AS created
FROM public.account a WHERE a.role = 'domain_admin';
