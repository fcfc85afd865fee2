-- What Postfix and Dovecot see of the database: the views of schema `mail`,
-- read by role hayloft_mail, which has rights on nothing else.  Templates in
-- mailcore/templates/ ask them one row or a few at a time, by an address in
-- lower case; each such question is one look-up by a unique key.

CREATE SCHEMA mail;

-- Domains that mail is accepted for.
CREATE VIEW mail.domain AS
	SELECT name FROM public.domain WHERE active;

-- Addresses with a mailbox here, and where its files are: below mail/, in one
-- of 256 folders, under the account's id, which is never used again.  A quota
-- of 0 has no bound, in Dovecot's words too.
CREATE VIEW mail.mailbox AS
	SELECT a.address,
		lpad(to_hex((a.id >> 10) & 255), 2, '0') || '/' || a.id AS mail_dir,
		a.quota AS quota_bytes
	FROM public.account a
	JOIN public.domain d ON d.id = a.domain_id
	WHERE a.active AND d.active AND a.kind NOT IN ('group', 'domain') AND a.host = '';

-- Where mail for an address goes, a row for each target.  Postfix asks for
-- the address, then for '@domain'.  Each mailbox is its own target, so that a
-- domain's '@domain' catches only what nobody has.
CREATE VIEW mail.alias AS
	SELECT l.address, t.target
	FROM public.alias l
	JOIN public.domain d ON d.id = l.domain_id
	JOIN public.alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id
	WHERE l.active AND d.active
	UNION ALL
	SELECT address, address FROM mail.mailbox;

-- Which logins may send as an address: one's own, and aliases that lead to
-- one directly, unless the alias forbids it.
CREATE VIEW mail.sender_login AS
	SELECT address, address AS login FROM mail.mailbox
	UNION ALL
	SELECT l.address, m.address
	FROM public.alias l
	JOIN public.alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id
	JOIN mail.mailbox m ON m.address = lower(t.target)
	WHERE l.active AND l.may_send;

-- Main passwords, {ARGON2ID}; services as Dovecot names them.
CREATE VIEW mail.password AS
	SELECT m.address AS login, c.hash AS password, c.protocols AS services
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'password';

-- App passwords: hash is the SHA-256 of the password in hexadecimal digits.
CREATE VIEW mail.app_password AS
	SELECT m.address AS login, replace(c.hash, '{SHA256.HEX}', '') AS hash,
		c.protocols AS services
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'app';

-- Tokens with which our own processes sign in (XOAUTH2).
CREATE VIEW mail.token AS
	SELECT m.address AS login, t.token_sha256 AS hash
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.mail_token t ON t.account_id = a.id
	WHERE t.expires > now();

-- Beside the views, Dovecot writes what each mailbox holds after every change;
-- its quota dictionary takes a table, not a view.
--
-- A role of this name exists wherever the mail core runs; without it (a bare
-- database for tests) there is nobody to give rights to.
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT USAGE ON SCHEMA mail TO hayloft_mail;
		GRANT SELECT ON ALL TABLES IN SCHEMA mail TO hayloft_mail;
		GRANT SELECT, INSERT, UPDATE, DELETE ON public.quota_usage TO hayloft_mail;
	END IF;
END $$;
