-- What an administrator manages, and what the REST API shows of it.
--
-- Columns of domains, accounts and aliases that administrators know from
-- mailcow; tables for the routing of mail, rights, policies and templates.
-- 0012 has the views of Postfix and Dovecot, 0013 those of the API.

-- Domains --------------------------------------------------------------------

ALTER TABLE domain
	ADD template	text NOT NULL DEFAULT '',	-- that it was made by
	ADD max_account_quota	bigint NOT NULL DEFAULT 0 CHECK (max_account_quota >= 0),	-- bytes of one account at most, 0: no bound
	ADD backup_mx		boolean NOT NULL DEFAULT false,		-- its mailboxes are elsewhere
	ADD relay_all		boolean NOT NULL DEFAULT false,		-- … and every recipient is taken
	ADD relay_unknown_only	boolean NOT NULL DEFAULT false,		-- … but those with a mailbox here stay here
	ADD relayhost_id	bigint,					-- mail from this domain leaves through it
	ADD directory		boolean NOT NULL DEFAULT true,		-- its people find each other
	ADD tags		text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 25),
	ADD rate_count		int CHECK (rate_count > 0),		-- messages sent by each of its accounts …
	ADD rate_frame		text NOT NULL DEFAULT 's' CHECK (rate_frame IN ('s', 'm', 'h', 'd')),	-- … in this time
	ADD footer		jsonb;					-- html, plain, mbox_exclude, alias_domain_exclude, skip_replies

-- Another name for a whole domain.
CREATE TABLE alias_domain (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	name		text NOT NULL UNIQUE
			CHECK (name = lower(name) AND name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$' AND length(name) <= 253),
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz,
	PRIMARY KEY (domain_id, name)
);

-- A name is a domain or another domain's name, never both.
CREATE FUNCTION domain_name_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('domain ' || NEW.name, 0));
	IF (TG_TABLE_NAME = 'alias_domain' AND EXISTS (SELECT 1 FROM domain WHERE name = NEW.name)) OR
	   (TG_TABLE_NAME = 'domain' AND EXISTS (SELECT 1 FROM alias_domain WHERE name = NEW.name)) THEN
		RAISE unique_violation USING MESSAGE = 'the domain name is taken';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER domain_name_is_free BEFORE INSERT OR UPDATE OF name ON domain
	FOR EACH ROW EXECUTE FUNCTION domain_name_is_free();
CREATE TRIGGER domain_name_is_free BEFORE INSERT OR UPDATE OF name ON alias_domain
	FOR EACH ROW EXECUTE FUNCTION domain_name_is_free();

-- Accounts -------------------------------------------------------------------

-- An administrator need not have a mailbox: kind 'admin' belongs to no domain
-- and signs in with a plain name.
ALTER TABLE account DROP CONSTRAINT account_kind_check;
ALTER TABLE account DROP CONSTRAINT account_address_check;
ALTER TABLE account ALTER domain_id DROP NOT NULL;
ALTER TABLE account
	ADD CONSTRAINT account_kind_check CHECK (kind IN ('person', 'resource', 'group', 'admin')),
	ADD CONSTRAINT account_address_check CHECK (CASE kind
		WHEN 'admin' THEN address ~ '^[a-z0-9][a-z0-9._-]{0,63}$'
		ELSE address = lower(address) AND address ~ '^[^@[:cntrl:][:space:]]{1,64}@[^@[:cntrl:][:space:]]{1,253}$' END),
	ADD CONSTRAINT account_domain_check CHECK ((domain_id IS NULL) = (kind = 'admin')),
	ADD sign_in		boolean NOT NULL DEFAULT true,		-- false: gets mail, but nobody signs in
	ADD services		text[] NOT NULL DEFAULT '{imap,pop3,smtp,sieve,dav,eas,jmap}',	-- by which it may sign in
	ADD smtp_from		inet[] NOT NULL DEFAULT '{}',		-- where SMTP may come from, empty: from everywhere
	ADD must_change_password boolean NOT NULL DEFAULT false,
	ADD must_have_2fa	boolean NOT NULL DEFAULT false,
	ADD template	text NOT NULL DEFAULT '',	-- that it was made by
	ADD tls_enforce_in	boolean NOT NULL DEFAULT false,
	ADD tls_enforce_out	boolean NOT NULL DEFAULT false,
	ADD relayhost_id	bigint,
	ADD tags		text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 25),
	ADD attributes		jsonb NOT NULL DEFAULT '{}',		-- the administrator's own
	ADD source		text NOT NULL DEFAULT 'mailcow' CHECK (source IN ('mailcow', 'ldap', 'keycloak', 'generic-oidc')),
	ADD detail		text NOT NULL DEFAULT 'none' CHECK (detail IN ('none', 'subfolder', 'subject')),	-- what name+detail@ does
	ADD quarantine_notice	text NOT NULL DEFAULT 'hourly' CHECK (quarantine_notice IN ('never', 'hourly', 'daily', 'weekly')),
	ADD quarantine_kind	text NOT NULL DEFAULT 'reject' CHECK (quarantine_kind IN ('reject', 'add_header', 'all')),
	ADD spam_low		numeric(6,1),				-- score from which it is junk, NULL: the server's
	ADD spam_high		numeric(6,1),				-- score from which it is refused
	ADD CONSTRAINT account_spam_check CHECK (spam_low <= spam_high),
	ADD rate_count		int CHECK (rate_count > 0),
	ADD rate_frame		text NOT NULL DEFAULT 's' CHECK (rate_frame IN ('s', 'm', 'h', 'd')),
	ADD acl			text[],					-- what this role may do; NULL: everything that it can
	ADD recovery_email	text NOT NULL DEFAULT '';

-- Which domains an account administers besides its own.
CREATE TABLE domain_admin (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	PRIMARY KEY (domain_id, account_id)
);
CREATE INDEX domain_admin_account ON domain_admin (account_id);

CREATE VIEW administered AS
	SELECT m.account_id, m.domain_id FROM domain_admin m
	JOIN account a ON a.id = m.account_id AND a.role = 'domain_admin'
	UNION
	SELECT id, domain_id FROM account WHERE role = 'domain_admin' AND domain_id IS NOT NULL;

ALTER TABLE credential
	ADD active	boolean NOT NULL DEFAULT true,
	ADD modified	timestamptz;
ALTER TABLE credential ALTER protocols SET DEFAULT '{imap,pop3,smtp,sieve,dav,eas,jmap}';
UPDATE credential SET protocols = '{imap,pop3,smtp,sieve,dav,eas,jmap}' WHERE kind = 'password';

-- A key may be bound to calls ("get:domain", "*:alias"), to domains, and in time.
ALTER TABLE api_key
	ADD scope	text[] NOT NULL DEFAULT '{}',		-- VERB:CATEGORY, either may be *; empty: everything
	ADD expires	timestamptz,
	ADD skip_ip_check boolean NOT NULL DEFAULT false;
CREATE TABLE api_key_domain (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	api_key_id	bigint NOT NULL REFERENCES api_key ON DELETE CASCADE,
	PRIMARY KEY (domain_id, api_key_id)
);
-- A key whose last domain was deleted must not become one for all domains.
ALTER TABLE api_key ADD bound boolean NOT NULL DEFAULT false;

-- Addresses ------------------------------------------------------------------

ALTER TABLE alias
	ADD private_comment text NOT NULL DEFAULT '',
	ADD internal	boolean NOT NULL DEFAULT false,		-- only who is signed in here may write to it
	ADD visible	boolean NOT NULL DEFAULT true,		-- offered as a sender
	ADD account_id	bigint REFERENCES account ON DELETE CASCADE,	-- a time-limited alias of this account
	ADD expires	timestamptz;				-- NULL: never
CREATE INDEX alias_account ON alias (account_id) WHERE account_id IS NOT NULL;

-- Whom an account may send as, beside itself and the aliases that lead to it:
-- an address, '@domain', or '*'.
CREATE TABLE sender_acl (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	sender		text NOT NULL CHECK (sender = lower(sender) AND (sender = '*' OR sender ~ '^[^@[:cntrl:][:space:]]{0,64}@[^@[:cntrl:][:space:]]{1,253}$')),
	PRIMARY KEY (account_id, sender)
);
CREATE INDEX sender_acl_sender ON sender_acl (sender);

-- Copies of what somebody sends or gets: an address or '@domain'.
CREATE TABLE bcc_map (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	kind		text NOT NULL CHECK (kind IN ('sender', 'rcpt')),
	local		text NOT NULL CHECK (local = lower(local)),
	target		text NOT NULL CHECK (target ~ '^[^@[:cntrl:][:space:],]{1,64}@[^@[:cntrl:][:space:],]{1,253}$'),
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz,
	PRIMARY KEY (domain_id, id),
	UNIQUE (local, kind)
);

-- Recipients that are rewritten before anything else, also those outside.
CREATE TABLE recipient_map (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	old		text NOT NULL UNIQUE CHECK (old = lower(old) AND old ~ '^[^@[:cntrl:][:space:],]{0,64}@[^@[:cntrl:][:space:],]{1,253}$'),
	new		text NOT NULL CHECK (new ~ '^[^@[:cntrl:][:space:],]{0,64}@[^@[:cntrl:][:space:],]{1,253}$'),
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz
);

-- Ways out -------------------------------------------------------------------

-- By sender.  A password here is one that Postfix must present, so it is kept as it is.
CREATE TABLE relayhost (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	hostname	text NOT NULL CHECK (hostname ~ '^(\[[^][:space:]]+\]|[^][:space:]:]+)(:[0-9]{1,5})?$'),
	username	text NOT NULL DEFAULT '',
	password	text NOT NULL DEFAULT '',
	active		boolean NOT NULL DEFAULT true
);
ALTER TABLE domain ADD FOREIGN KEY (relayhost_id) REFERENCES relayhost ON DELETE SET NULL;
ALTER TABLE account ADD FOREIGN KEY (relayhost_id) REFERENCES relayhost ON DELETE SET NULL;

-- By destination: a domain, '.domain' for those below it, or '*'.
CREATE TABLE transport (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	destination	text NOT NULL UNIQUE CHECK (destination = lower(destination) AND destination ~ '^[^[:cntrl:][:space:]]{1,255}$'),
	nexthop		text NOT NULL CHECK (nexthop ~ '^(\[[^][:space:]]+\]|[^][:space:]:]+)(:[0-9]{1,5})?$'),
	username	text NOT NULL DEFAULT '',
	password	text NOT NULL DEFAULT '',
	is_mx_based	boolean NOT NULL DEFAULT false,
	active		boolean NOT NULL DEFAULT true
);

CREATE TABLE tls_policy (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	dest		text NOT NULL UNIQUE CHECK (dest = lower(dest) AND dest ~ '^[^[:cntrl:][:space:]]{1,255}$'),
	policy		text NOT NULL CHECK (policy IN ('none', 'may', 'encrypt', 'dane', 'dane-only', 'fingerprint', 'verify', 'secure')),
	parameters	text NOT NULL DEFAULT '' CHECK (parameters !~ '[[:cntrl:]]'),
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz
);

-- Hosts that forward mail to us: no greylisting, and spam need not be refused.
CREATE TABLE forwarding_host (
	host		inet PRIMARY KEY,
	source		text NOT NULL,
	filter_spam	boolean NOT NULL DEFAULT false
);

-- Policies -------------------------------------------------------------------

-- Senders that a domain or an account always or never wants.
CREATE TABLE sender_policy (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	account_id	bigint REFERENCES account ON DELETE CASCADE,	-- NULL: the whole domain
	verdict		text NOT NULL CHECK (verdict IN ('allow', 'deny')),
	sender		text NOT NULL CHECK (sender = lower(sender) AND length(sender) <= 320 AND sender ~ '^[^[:cntrl:][:space:]]+$'),
	PRIMARY KEY (domain_id, id)
);
CREATE UNIQUE INDEX sender_policy_once ON sender_policy (domain_id, coalesce(account_id, 0), sender);

-- Sieve scripts that the administrator puts before or after a person's own.
CREATE TABLE admin_filter (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	place		text NOT NULL CHECK (place IN ('prefilter', 'postfilter')),
	description	text NOT NULL DEFAULT '',
	script		text NOT NULL CHECK (length(script) <= 1048576),
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz,
	PRIMARY KEY (account_id, id)
);
-- One place of an account has one active script.
CREATE UNIQUE INDEX admin_filter_active ON admin_filter (account_id, place) WHERE active;

-- Rspamd's rules for senders and recipients, in its own language.
CREATE TABLE rspamd_setting (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	description	text NOT NULL CHECK (description <> ''),
	content		text NOT NULL CHECK (length(content) <= 1048576),
	active		boolean NOT NULL DEFAULT true
);

-- What new domains and mailboxes begin with.
CREATE TABLE template (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	kind		text NOT NULL CHECK (kind IN ('domain', 'mailbox')),
	name		text NOT NULL CHECK (name <> ''),
	attributes	jsonb NOT NULL DEFAULT '{}',
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz,
	UNIQUE (kind, name)
);

-- Mail fetched from elsewhere again and again.
CREATE TABLE sync_job (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	host		text NOT NULL CHECK (host ~ '^[^[:cntrl:][:space:]]{1,255}$'),
	port		int NOT NULL DEFAULT 993 CHECK (port BETWEEN 1 AND 65535),
	login		text NOT NULL,
	password	text NOT NULL,				-- one that we must present
	encryption	text NOT NULL DEFAULT 'TLS' CHECK (encryption IN ('TLS', 'SSL', 'PLAIN')),
	minutes		int NOT NULL DEFAULT 20 CHECK (minutes BETWEEN 1 AND 43800),
	max_age		int NOT NULL DEFAULT 0 CHECK (max_age BETWEEN 0 AND 32000),	-- days, 0: all
	rate		bigint NOT NULL DEFAULT 0 CHECK (rate BETWEEN 0 AND 125000000),	-- bytes a second, 0: no bound
	timeout_there	int NOT NULL DEFAULT 600 CHECK (timeout_there BETWEEN 1 AND 32000),
	timeout_here	int NOT NULL DEFAULT 600 CHECK (timeout_here BETWEEN 1 AND 32000),
	subfolder	text NOT NULL DEFAULT '',
	exclude		text NOT NULL DEFAULT '',
	parameters	text NOT NULL DEFAULT '',
	delete_doubles	boolean NOT NULL DEFAULT true,
	delete_there	boolean NOT NULL DEFAULT false,
	delete_here	boolean NOT NULL DEFAULT false,
	automap		boolean NOT NULL DEFAULT true,
	skip_cross	boolean NOT NULL DEFAULT false,
	subscribe_all	boolean NOT NULL DEFAULT true,
	active		boolean NOT NULL DEFAULT true,
	last_run	timestamptz,
	log		text NOT NULL DEFAULT '',
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz,
	PRIMARY KEY (account_id, id)
);

-- What the whole server is set to: one row for each page of settings.
CREATE TABLE setting (
	name		text PRIMARY KEY,
	value		jsonb NOT NULL,
	modified	timestamptz NOT NULL DEFAULT now()
);

-- A deleted account's mail files stay for a while (mailcore/garbage.c).
CREATE TABLE mail_garbage (
	account_id	bigint PRIMARY KEY,
	address		text NOT NULL,
	mail_dir	text NOT NULL,				-- as mail.mailbox has it
	deleted		timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mail_garbage_deleted ON mail_garbage (deleted);
CREATE FUNCTION keep_mail_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.kind <> 'admin' THEN
		INSERT INTO mail_garbage (account_id, address, mail_dir)
		VALUES (OLD.id, OLD.address, lpad(to_hex((OLD.id >> 10) & 255), 2, '0') || '/' || OLD.id);
	END IF;
	RETURN OLD;
END $$;
CREATE TRIGGER keep_mail_files BEFORE DELETE ON account
	FOR EACH ROW EXECUTE FUNCTION keep_mail_files();
