-- Whoever is given a calendar or an address book hears of it by mail
-- (storage/share_mail.h), where the one who gives it lets him know.
ALTER TABLE share ADD untold boolean NOT NULL DEFAULT false;	-- a mail about it is due
CREATE INDEX share_untold ON share (grantee_id) WHERE untold;

ALTER TABLE account ADD share_notice text NOT NULL DEFAULT 'always' CHECK (share_notice IN ('always', 'never'));

-- A task for each row: it tells all that is due, so that what is given in a moment is one mail.
CREATE FUNCTION share_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO task (account_id, kind, ref, due)
	SELECT id, 'share-mail', NEW.collection_id, now() + interval '10 seconds'
	FROM account WHERE id = NEW.grantee_id AND kind = 'person';
	IF FOUND THEN
		PERFORM pg_notify('hayloft_task', ((extract(epoch FROM now()) + 10) * 1000)::bigint::text);
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER share_tell AFTER INSERT ON share FOR EACH ROW WHEN (NEW.untold) EXECUTE FUNCTION share_tell();
CREATE TRIGGER share_tell_again AFTER UPDATE OF untold ON share FOR EACH ROW
	WHEN (NEW.untold AND NOT OLD.untold) EXECUTE FUNCTION share_tell();

-- How many such mails somebody caused of late, so that nobody is made to drown in them.
-- What is counted outlives what was shared.
CREATE TABLE share_mail (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- who was told
	owner_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- by whom
	day		date NOT NULL DEFAULT current_date,
	mails		int NOT NULL DEFAULT 1,				-- on that day
	PRIMARY KEY (account_id, owner_id)
);
CREATE INDEX share_mail_owner ON share_mail (owner_id, day);

CREATE VIEW api.share_notification AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username, a.share_notice AS share_notification
FROM public.account a WHERE a.kind = 'person';

-- Address books of a whole domain that are copies of a directory elsewhere (LDAP).
-- Task `book-source` asks it again; where it fails, the last good copy stays.
CREATE TABLE book_source (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	id		bigint NOT NULL UNIQUE DEFAULT new_id(),
	host		text NOT NULL,
	port		int NOT NULL DEFAULT 389 CHECK (port BETWEEN 1 AND 65535),
	encryption	text NOT NULL DEFAULT 'TLS' CHECK (encryption IN ('TLS', 'SSL', 'PLAIN')),
	login		text NOT NULL DEFAULT '',		-- a DN; '': anonymous
	secret		bytea NOT NULL DEFAULT '',		-- its password, sealed
	base		text NOT NULL,
	filter		text NOT NULL,
	fields		text[] NOT NULL DEFAULT '{}',		-- "phone=telephoneNumber", where not the usual
	minutes		int NOT NULL DEFAULT 60 CHECK (minutes >= 5),
	active		boolean NOT NULL DEFAULT true,
	checked		timestamptz,
	changed		timestamptz,
	failures	int NOT NULL DEFAULT 0,			-- in a row
	fault		text,					-- why the last attempt failed
	PRIMARY KEY (account_id, collection_id),
	FOREIGN KEY (account_id, collection_id) REFERENCES collection ON DELETE CASCADE
);

CREATE VIEW api.book_source AS
SELECT b.id::text AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	b.id, b.collection_id AS collection, d.name AS domain, c.name, b.host, b.port, b.encryption, b.login,
	(length(b.secret) > 0)::int AS has_password, b.base, b.filter, b.fields, b.minutes, api.switch(b.active) AS active,
	c.items, b.failures, coalesce(b.fault, '') AS fault, api.time(b.checked) AS checked, api.time(b.changed) AS changed
FROM public.book_source b JOIN public.collection c ON c.account_id = b.account_id AND c.id = b.collection_id
JOIN public.account a ON a.id = b.account_id JOIN public.domain d ON d.id = a.domain_id;
