-- Mail accounts that people have at other providers and read here (outside
-- IMAP accounts).  Each is an account of kind 'outside' without a domain, so
-- that index, identities, submissions and tasks hold for it as for any other;
-- nobody signs in to it and no mail is delivered to it.

ALTER TABLE account DROP CONSTRAINT account_kind_check;
ALTER TABLE account DROP CONSTRAINT account_address_check;
ALTER TABLE account DROP CONSTRAINT account_domain_check;
ALTER TABLE account
	ADD CONSTRAINT account_kind_check CHECK (kind IN ('person', 'resource', 'group', 'admin', 'outside')),
	ADD CONSTRAINT account_address_check CHECK (CASE kind
		WHEN 'admin' THEN address ~ '^[a-z0-9][a-z0-9._-]{0,63}$'
		WHEN 'outside' THEN address = 'outside/' || id
		ELSE address = lower(address) AND address ~ '^[^@[:cntrl:][:space:]]{1,64}@[^@[:cntrl:][:space:]]{1,253}$' END),
	ADD CONSTRAINT account_domain_check CHECK ((domain_id IS NULL) = (kind IN ('admin', 'outside')));

CREATE TABLE outside_account (
	account_id	bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
	owner_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	address		text NOT NULL,		-- there, and the first identity
	name		text NOT NULL DEFAULT '',
	imap_host	text NOT NULL,
	imap_port	int NOT NULL CHECK (imap_port IN (143, 993) OR imap_port BETWEEN 1024 AND 65535),
	imap_tls	text NOT NULL CHECK (imap_tls IN ('tls', 'starttls')),
	smtp_host	text NOT NULL,
	smtp_port	int NOT NULL CHECK (smtp_port IN (25, 465, 587) OR smtp_port BETWEEN 1024 AND 65535),
	smtp_tls	text NOT NULL CHECK (smtp_tls IN ('tls', 'starttls')),
	login		text NOT NULL,
	secret		bytea NOT NULL DEFAULT '',	-- the password, sealed (core/seal.h)
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz,
	-- Why it could not be reached the last time; nobody tries again before retry_at.
	fault		text,
	failures	int NOT NULL DEFAULT 0,
	retry_at	timestamptz,
	UNIQUE (owner_id, address, imap_host)
);

-- Its account goes with it, and so does everything that is kept of it.
CREATE FUNCTION outside_account_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM account WHERE id = OLD.account_id;
	RETURN NULL;
END $$;
CREATE TRIGGER outside_account_gone AFTER DELETE ON outside_account
	FOR EACH ROW EXECUTE FUNCTION outside_account_gone();

CREATE VIEW api.outside_account AS
SELECT o.account_id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	o.account_id AS id, a.address AS username, o.address, o.name,
	o.imap_host, o.imap_port, o.imap_tls, o.smtp_host, o.smtp_port, o.smtp_tls, o.login,
	api.switch(o.active) AS active, coalesce(o.fault, '') AS last_error,
	api.time(o.created) AS created, api.time(o.modified) AS modified
FROM public.outside_account o JOIN public.account a ON a.id = o.owner_id;
