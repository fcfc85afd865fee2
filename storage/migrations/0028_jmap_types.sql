-- Filters and snoozed mail are followed as mail itself is (RFC 8620, section 5.2):
-- each change of one draws a number of the account's counter.
ALTER TABLE mail_state
	ADD filter	bigint NOT NULL DEFAULT 0,
	ADD snooze	bigint NOT NULL DEFAULT 0;
UPDATE mail_state SET filter = counter, snooze = counter;

-- What was there before is older than every state that was told since.
ALTER TABLE mail_filter
	ADD created	bigint NOT NULL DEFAULT 0,
	ADD changed	bigint NOT NULL DEFAULT 0;
ALTER TABLE mail_snooze
	ADD created	bigint NOT NULL DEFAULT 0,
	ADD changed	bigint NOT NULL DEFAULT 0;

ALTER TABLE mail_tombstone
	DROP CONSTRAINT mail_tombstone_type_check,
	ADD CONSTRAINT mail_tombstone_type_check CHECK (type IN
		('Email', 'Mailbox', 'Thread', 'EmailSubmission', 'MailFilter', 'EmailSnooze'));
