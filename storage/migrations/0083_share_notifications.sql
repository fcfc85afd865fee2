-- Who is told by JMAP that his rights on a mailbox of somebody else changed (RFC 9670, section 3):
-- one row for each change, the newest 200 of an account.
CREATE TABLE mail_share_notification (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- who is told
	id		bigint NOT NULL DEFAULT new_id(),
	at		timestamptz NOT NULL DEFAULT now(),
	by_id		bigint NOT NULL,	-- who changed it; as he was called then:
	by_name		text NOT NULL,
	by_address	text NOT NULL,
	path		text NOT NULL,		-- the mailbox in the session of who is told
	mailbox_id	bigint NOT NULL,	-- there, once known; until then the owner's
	known		boolean NOT NULL DEFAULT false,
	name		text NOT NULL,
	was		text NOT NULL,		-- rights as letters (RFC 4314); '': none
	now		text NOT NULL,
	created		bigint NOT NULL,	-- numbers of the account's counter (0003)
	changed		bigint NOT NULL,
	PRIMARY KEY (account_id, id)
);

ALTER TABLE mail_state ADD share bigint NOT NULL DEFAULT 0;
UPDATE mail_state SET share = counter;

ALTER TABLE mail_tombstone
	DROP CONSTRAINT mail_tombstone_type_check,
	ADD CONSTRAINT mail_tombstone_type_check CHECK (type IN
		('Email', 'Mailbox', 'Thread', 'EmailSubmission', 'MailFilter', 'EmailSnooze', 'ShareNotification'));
