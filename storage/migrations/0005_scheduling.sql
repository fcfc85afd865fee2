-- Invitations (RFC 6638, RFC 6047): inboxes and outboxes, what waits to be
-- mailed, mail that waits to be read, and resources that answer by themselves.

-- An inbox holds messages, several of one UID; an outbox is always empty.
ALTER TABLE collection DROP CONSTRAINT collection_kind_check;
ALTER TABLE collection ADD CONSTRAINT collection_kind_check
	CHECK (kind IN ('calendar', 'addressbook', 'inbox', 'outbox'));

-- RFC 6638, section 3.2.10, with its quotes; NULL: no scheduling object.
ALTER TABLE item ADD schedule_tag text;
CREATE INDEX item_scheduled ON item (account_id, collection_id) WHERE schedule_tag IS NOT NULL;

-- What a resource is, and how often it may be booked at once: -1 without bound,
-- 0 without bound and it never counts as busy, n: so many times.
ALTER TABLE account ADD resource text CHECK (resource IN ('location', 'group', 'thing'));
ALTER TABLE account ADD multiple_bookings int NOT NULL DEFAULT 1 CHECK (multiple_bookings >= -1);
ALTER TABLE account ADD CHECK (resource IS NULL OR kind = 'resource');

-- How somebody wants his invitations handled; without a row: the defaults.
CREATE TABLE scheduling (
	account_id	bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
	default_calendar bigint,				-- collection.id; NULL or gone: the first one
	availability	text,					-- a VCALENDAR with VAVAILABILITY (RFC 7953)
	invitations	text NOT NULL DEFAULT 'all'		-- by mail: put all of them into the calendar,
			CHECK (invitations IN ('all', 'known', 'off'))	-- those of people in an address book, none
);

-- Messages for people elsewhere, stored with the change that caused them.
CREATE TABLE outbox (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	sender		text NOT NULL,				-- one of the account's addresses
	recipient	text NOT NULL,
	uid		text NOT NULL,
	body		text NOT NULL,				-- iCalendar with METHOD
	before		text,					-- what the recipient knew, as iCalendar
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, id)
);

-- Mail with invitations or answers, as it was delivered.
CREATE TABLE imip (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	message		bytea NOT NULL,
	PRIMARY KEY (account_id, id)
);

-- Dovecot's delivery hands mail over here; it may do nothing else with it.
CREATE FUNCTION mail.imip_put(recipient text, message bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	whose bigint;
	mail_id bigint;
BEGIN
	SELECT a.id INTO whose FROM account a JOIN domain d ON d.id = a.domain_id
		WHERE a.address = lower(recipient) AND a.active AND d.active;
	-- What nobody reads must not fill the disk.
	IF whose IS NULL OR (SELECT count(*) >= 200 OR coalesce(sum(length(i.message)), 0) > 100000000
	    FROM imip i WHERE i.account_id = whose) THEN
		RETURN;
	END IF;
	INSERT INTO imip (account_id, message) VALUES (whose, message) RETURNING id INTO mail_id;
	-- As storage/task.c does it.
	INSERT INTO task (account_id, kind, ref, due) VALUES (whose, 'imip-read', mail_id, now());
	PERFORM pg_notify('hayloft_task', '0');
END $$;
REVOKE ALL ON FUNCTION mail.imip_put(text, bytea) FROM PUBLIC;
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT EXECUTE ON FUNCTION mail.imip_put(text, bytea) TO hayloft_mail;
	END IF;
END $$;
