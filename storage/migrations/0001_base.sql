-- Domains, accounts, how they sign in, where their mail goes, and what was done.
--
-- Rules: a table of an account begins with account_id, a table of a domain with
-- domain_id, both in its primary key, so that accounts can later be spread over
-- several databases.  Ids come from new_id(): 64 bits, unique over all of them.
-- Addresses and domain names are stored in lower case, domains in A-label form.

CREATE SEQUENCE id_counter;

-- The low ten bits say which database made an id.
CREATE FUNCTION new_id() RETURNS bigint LANGUAGE sql VOLATILE AS
	$$ SELECT (nextval('id_counter') << 10) | (coalesce(current_setting('hayloft.partition', true), '0')::bigint & 1023) $$;

CREATE TABLE domain (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	name		text NOT NULL UNIQUE
			CHECK (name = lower(name) AND name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$' AND length(name) <= 253),
	description	text NOT NULL DEFAULT '',
	active		boolean NOT NULL DEFAULT true,
	max_accounts	int NOT NULL DEFAULT 0 CHECK (max_accounts >= 0),	-- 0: no bound
	max_aliases	int NOT NULL DEFAULT 0 CHECK (max_aliases >= 0),
	quota		bigint NOT NULL DEFAULT 0 CHECK (quota >= 0),		-- bytes of all accounts, 0: no bound
	account_quota	bigint NOT NULL DEFAULT 0 CHECK (account_quota >= 0),	-- bytes of a new account, 0: no bound
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz NOT NULL DEFAULT now()
);

-- A person who signs in, and later resources and groups.
CREATE TABLE account (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE RESTRICT,
	address		text NOT NULL UNIQUE
			CHECK (address = lower(address) AND address ~ '^[^@[:cntrl:][:space:]]{1,64}@[^@[:cntrl:][:space:]]{1,253}$'),
	kind		text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'resource', 'group')),
	name		text NOT NULL DEFAULT '' CHECK (name !~ '[[:cntrl:]]'),
	role		text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'domain_admin', 'admin')),
	active		boolean NOT NULL DEFAULT true,
	quota		bigint NOT NULL DEFAULT 0 CHECK (quota >= 0),		-- bytes, 0: no bound
	host		text NOT NULL DEFAULT '',				-- Dovecot back end, '' : this one
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_domain ON account (domain_id);

-- Password hashes with Dovecot's scheme prefix: {ARGON2ID}$argon2id$…  App
-- passwords are random, so their SHA-256 is enough and costs nothing to check.
CREATE TABLE credential (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	kind		text NOT NULL CHECK (kind IN ('password', 'app')),
	name		text NOT NULL DEFAULT '',
	hash		text NOT NULL,
	protocols	text[] NOT NULL DEFAULT '{imap,pop3,smtp,sieve,dav,jmap}',
	created		timestamptz NOT NULL DEFAULT now(),
	last_used	timestamptz,
	PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX credential_password ON credential (account_id) WHERE kind = 'password';
CREATE INDEX credential_app ON credential (hash) WHERE kind = 'app';

-- Browser sign-ins.  The cookie is opaque; only its SHA-256 is kept.
CREATE TABLE session (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	token_sha256	bytea NOT NULL,
	created		timestamptz NOT NULL DEFAULT now(),
	last_used	timestamptz NOT NULL DEFAULT now(),
	expires		timestamptz NOT NULL,
	remote		text NOT NULL DEFAULT '',
	user_agent	text NOT NULL DEFAULT '',
	PRIMARY KEY (account_id, token_sha256)
);
CREATE UNIQUE INDEX session_token ON session (token_sha256);
CREATE INDEX session_expires ON session (expires);

-- Short-lived random tokens with which our own workers sign in to Dovecot and
-- Postfix as an account (XOAUTH2), so that no password and no master user is kept.
CREATE TABLE mail_token (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	token_sha256	bytea NOT NULL,
	expires		timestamptz NOT NULL,
	PRIMARY KEY (account_id, token_sha256)
);
CREATE INDEX mail_token_expires ON mail_token (expires);

-- Basic passwords that were verified a short while ago, as HMACs under a key
-- that only the running processes have.  Worth nothing after a crash: unlogged.
CREATE UNLOGGED TABLE basic_cache (
	account_id	bigint NOT NULL,
	mac		bytea NOT NULL,
	credential_id	bigint NOT NULL,
	hash_sha256	bytea NOT NULL,				-- of the credential's hash: another password, another one
	expires		timestamptz NOT NULL,
	PRIMARY KEY (account_id, mac)
);
CREATE INDEX basic_cache_mac ON basic_cache (mac);
CREATE INDEX basic_cache_expires ON basic_cache (expires);

-- Wrong passwords, counted by account ("a:ADDRESS" as typed), by the client's
-- address ("r:IP") and by both ("k:IP ADDRESS") in a sliding window: failures
-- since the window began, and those of the window before.  known: this pair
-- has signed in, so failures from elsewhere do not hold it up.
CREATE UNLOGGED TABLE throttle (
	key		text PRIMARY KEY,
	failures	int NOT NULL DEFAULT 0,
	previous	int NOT NULL DEFAULT 0,
	since		timestamptz NOT NULL DEFAULT now(),
	until		timestamptz NOT NULL DEFAULT now(),
	known		timestamptz
);
CREATE INDEX throttle_since ON throttle (since);

-- Keys for scripts (X-API-Key); the key itself is shown once.
CREATE TABLE api_key (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	name		text NOT NULL UNIQUE CHECK (name <> ''),
	key_sha256	bytea NOT NULL UNIQUE,
	read_only	boolean NOT NULL DEFAULT false,
	allow_from	inet[] NOT NULL DEFAULT '{}',		-- empty: from everywhere
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	last_used	timestamptz
);

-- Where mail for an address goes.  '@example.org' catches what nobody else has.
CREATE TABLE alias (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	address		text NOT NULL UNIQUE CHECK (address = lower(address) AND address ~ '^[^@[:cntrl:][:space:]]{0,64}@[^@[:cntrl:][:space:]]{1,253}$'),
	active		boolean NOT NULL DEFAULT true,
	may_send	boolean NOT NULL DEFAULT true,		-- its targets may send as it
	comment		text NOT NULL DEFAULT '',
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (domain_id, id)
);
CREATE TABLE alias_target (
	domain_id	bigint NOT NULL,
	alias_id	bigint NOT NULL,
	target		text NOT NULL CHECK (target ~ '^[^@[:cntrl:][:space:],]{1,64}@[^@[:cntrl:][:space:],]{1,253}$'),
	PRIMARY KEY (domain_id, alias_id, target),
	FOREIGN KEY (domain_id, alias_id) REFERENCES alias ON DELETE CASCADE
);
CREATE INDEX alias_target_target ON alias_target (target);

-- An address is an account or an alias, never both.
CREATE FUNCTION address_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended(NEW.address, 0));
	IF (TG_TABLE_NAME = 'alias' AND EXISTS (SELECT 1 FROM account WHERE address = NEW.address)) OR
	   (TG_TABLE_NAME = 'account' AND EXISTS (SELECT 1 FROM alias WHERE address = NEW.address)) THEN
		RAISE unique_violation USING MESSAGE = 'address is taken';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER address_is_free BEFORE INSERT OR UPDATE OF address ON account
	FOR EACH ROW EXECUTE FUNCTION address_is_free();
CREATE TRIGGER address_is_free BEFORE INSERT OR UPDATE OF address ON alias
	FOR EACH ROW EXECUTE FUNCTION address_is_free();

-- DKIM keys (RFC 6376); the one that signs is the newest active of its domain.
CREATE TABLE dkim_key (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	selector	text NOT NULL CHECK (selector ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'),
	algorithm	text NOT NULL CHECK (algorithm IN ('rsa', 'ed25519')),
	private_pem	text NOT NULL,
	public_base64	text NOT NULL,				-- the p= of the DNS record
	active		boolean NOT NULL DEFAULT true,
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (domain_id, selector)
);

-- What Dovecot counts of a mailbox (quota_clone).  Keyed by address because that
-- is all that Dovecot's dictionary knows; rows follow the account's fate.
CREATE TABLE quota_usage (
	address		text PRIMARY KEY,
	bytes		bigint NOT NULL DEFAULT 0,
	messages	bigint NOT NULL DEFAULT 0
);

-- What was done, by whom, from where.  Never updated, deleted only by age.
-- account_id is 0 for events that belong to nobody (an unknown login).
CREATE TABLE audit (
	account_id	bigint NOT NULL,
	id		bigint NOT NULL DEFAULT new_id(),
	at		timestamptz NOT NULL DEFAULT now(),
	actor		text NOT NULL,				-- address, api:NAME, cli:USER
	event		text NOT NULL,				-- session.start, domain.add, …
	object		text NOT NULL DEFAULT '',
	remote		text NOT NULL DEFAULT '',
	request_id	text NOT NULL DEFAULT '',
	before		jsonb,
	after		jsonb,
	PRIMARY KEY (account_id, id)
) PARTITION BY HASH (account_id);
DO $$ BEGIN
	FOR i IN 0..7 LOOP
		EXECUTE format('CREATE TABLE audit_%s PARTITION OF audit FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
	END LOOP;
END $$;
CREATE INDEX audit_at ON audit (at);
