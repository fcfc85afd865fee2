-- Whose mail others may see and change (a team's mailbox, an assistant).
CREATE TABLE mail_access (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	grantee_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	may_write	boolean NOT NULL,
	PRIMARY KEY (account_id, grantee_id),
	CHECK (account_id <> grantee_id)
);
CREATE INDEX mail_access_grantee ON mail_access (grantee_id);

-- Identities (RFC 8621, section 6).  An account's own address and its aliases
-- are identities without a row here; a row with their id says what the owner
-- changed of them.  Other rows are identities that he made.
CREATE TABLE identity (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	address		text NOT NULL,
	name		text NOT NULL,
	reply_to	jsonb,			-- EmailAddress[]
	bcc		jsonb,
	text_signature	text NOT NULL DEFAULT '',
	html_signature	text NOT NULL DEFAULT '',
	PRIMARY KEY (account_id, id)
);

-- What the identities were when their state was told: id to a hash of the
-- content.  Aliases come and go without the account's doing, so no counter
-- could tell the changes.
CREATE TABLE identity_state (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	state		text NOT NULL,
	content		jsonb NOT NULL,
	told		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, state)
);

-- What a person changed of a mailbox and the mail server has no place for.  By
-- path, so that it outlives the index.
CREATE TABLE mailbox_setting (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	path		text NOT NULL,
	sort_order	bigint NOT NULL,
	PRIMARY KEY (account_id, path)
);

-- Who wants to hear of changes by Web Push (RFC 8620, section 7.2).
CREATE TABLE push_subscription (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	device		text NOT NULL,
	url		text NOT NULL,
	p256dh		text,			-- keys of RFC 8291, base64url; NULL: none
	auth		text,
	code		text NOT NULL,		-- that the client has to show
	verified	boolean NOT NULL DEFAULT false,
	expires		timestamptz NOT NULL,
	types		text[],			-- NULL: all
	told		jsonb NOT NULL DEFAULT '{}',	-- type to the state that was told last
	created		timestamptz NOT NULL DEFAULT now(),
	failures	int NOT NULL DEFAULT 0,		-- one after another
	PRIMARY KEY (account_id, id)
);
CREATE INDEX push_subscription_expires ON push_subscription (expires);

-- With every piece of news: whoever subscribed is told a second later, once for
-- all that came meanwhile.  A task that waits already is locked until this
-- transaction ends, so that it does not run without seeing its news.
CREATE FUNCTION push_due(who bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	at timestamptz := clock_timestamp() + interval '1 second';
BEGIN
	IF NOT EXISTS (SELECT FROM push_subscription WHERE account_id = who AND verified AND expires > now()) THEN
		RETURN;
	END IF;
	UPDATE task SET due = due WHERE account_id = who AND kind = 'push' AND attempts = 0;
	IF NOT FOUND THEN
		INSERT INTO task (account_id, kind, due) VALUES (who, 'push', at);
	END IF;
	PERFORM pg_notify('hayloft_task', (extract(epoch FROM at) * 1000)::bigint::text);
END $$;

-- Random keys of this installation, each for one purpose, made when first needed.
CREATE TABLE server_secret (
	purpose		text PRIMARY KEY,
	key		bytea NOT NULL CHECK (length(key) = 32)
);

-- Remote pictures that somebody looked at: a second look tells their sender
-- nothing.  By account, since whether a picture is here tells who saw it.
CREATE TABLE image_cache (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	url_sha256	bytea NOT NULL,
	type		text NOT NULL,
	data		bytea NOT NULL,
	fetched		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, url_sha256)
);
ALTER TABLE image_cache ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX image_cache_fetched ON image_cache (fetched);
