-- The index of mail once more: what is searched stands apart, in pages of some
-- fifty emails, so that a word is looked for in a few thousand rows instead of
-- one for each email, and what only repeated others is gone.  The index can be made
-- again at any time, so it is: the mailboxes count as never followed.

DROP TABLE mail_placement, mail_email;
TRUNCATE mail_ref;
DELETE FROM mail_tombstone WHERE type IN ('Email', 'Thread');
UPDATE mail_mailbox SET uidvalidity = 0, uid_next = 0, uid_low = 0, modseq = 0, messages = 0,
	unseen = 0, total_emails = 0, unread_emails = 0, total_threads = 0, unread_threads = 0;
UPDATE mail_state SET counter = counter + 1, floor = counter + 1, email = counter + 1,
	mailbox = counter + 1, thread = counter + 1;

-- guid names the same message in every mailbox; where the server tells none it
-- is made from mailbox, UIDVALIDITY and UID.  Two copies in one mailbox are two
-- emails with the same guid.
--
-- A thread is the emails that have its id; it changed when one of them was
-- created or destroyed, so it needs no row.
--
-- No foreign keys here and below: each row of a first indexing would be looked up.
-- Rows come under a lock of the account's row of mail_state, and go by a trigger.
CREATE TABLE mail_email (
	account_id	bigint NOT NULL,
	id		bigint NOT NULL DEFAULT new_id(),
	thread_id	bigint NOT NULL,
	size		bigint NOT NULL,
	received_at	bigint NOT NULL,	-- seconds since 1970
	sent_at		bigint,			-- likewise; head has it with its zone
	created		bigint NOT NULL,
	changed		bigint NOT NULL,
	guid		uuid NOT NULL,
	has_attachment	boolean NOT NULL,
	orphan		boolean NOT NULL DEFAULT false,	-- in no mailbox: gone, unless it turns up in another
	keywords	text COLLATE "C" NOT NULL,	-- of all its copies together: ' $seen $flagged ' or ''
	detail		bytea NOT NULL,		-- subject, head, structure and preview, packed
	PRIMARY KEY (account_id, id)
);
-- Already compressed.
ALTER TABLE mail_email ALTER detail SET STORAGE EXTERNAL;
CREATE INDEX mail_email_thread ON mail_email (account_id, thread_id);
CREATE INDEX mail_email_changed ON mail_email (account_id, changed);
CREATE INDEX mail_email_guid ON mail_email (guid);
CREATE INDEX mail_email_orphan ON mail_email (account_id) WHERE orphan;

-- What is searched of emails (storage/mail_words.c): a record each, separated by
-- E'\x1e': its id in 19 digits, then lines, folded (webmail/fold.h): subject without
-- "Re:", from, to, cc, bcc, whole subject if it is another, attachments' names.
CREATE TABLE mail_words (
	account_id	bigint NOT NULL,
	id		bigint NOT NULL DEFAULT new_id(),
	newest		bigint NOT NULL,	-- no email of it was received later,
	oldest		bigint NOT NULL,	-- and none earlier
	records		text COMPRESSION lz4 COLLATE "C" NOT NULL,
	PRIMARY KEY (account_id, id)
);
ALTER TABLE mail_words ALTER records SET STORAGE MAIN;
CREATE INDEX mail_words_newest ON mail_words (account_id, newest DESC);

-- An email in a mailbox.  keywords are this copy's flags; seen, flagged, unread,
-- received_at and thread_id repeat the email's, so that a list needs no join.
-- head: the newest of its thread in this mailbox, so that the list with threads
-- collapsed is one index read too.
CREATE TABLE mail_placement (
	account_id	bigint NOT NULL,
	mailbox_id	bigint NOT NULL,
	uid		bigint NOT NULL,
	email_id	bigint NOT NULL,
	thread_id	bigint NOT NULL,
	received_at	bigint NOT NULL,
	seen		boolean NOT NULL,
	flagged		boolean NOT NULL,
	unread		boolean NOT NULL,	-- neither $seen nor $draft
	head		boolean NOT NULL,
	keywords	text COLLATE "C" NOT NULL
);
-- Descending as first indexing goes, so that pages are filled one after the other.
CREATE UNIQUE INDEX mail_placement_uid ON mail_placement (account_id, mailbox_id, uid DESC);
CREATE UNIQUE INDEX mail_placement_email ON mail_placement (account_id, email_id, mailbox_id);
CREATE INDEX mail_placement_list ON mail_placement (account_id, mailbox_id, received_at DESC, email_id DESC) INCLUDE (head);
CREATE INDEX mail_placement_unseen ON mail_placement (account_id, mailbox_id, received_at DESC, email_id DESC) WHERE NOT seen;
CREATE INDEX mail_placement_flagged ON mail_placement (account_id, mailbox_id, received_at DESC, email_id DESC) WHERE flagged;

ALTER TABLE mail_ref DROP CONSTRAINT mail_ref_account_id_fkey;

CREATE FUNCTION mail_state_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM mail_placement WHERE account_id = OLD.account_id;
	DELETE FROM mail_email WHERE account_id = OLD.account_id;
	DELETE FROM mail_words WHERE account_id = OLD.account_id;
	DELETE FROM mail_ref WHERE account_id = OLD.account_id;
	RETURN NULL;
END $$;
CREATE TRIGGER mail_state_gone AFTER DELETE ON mail_state FOR EACH ROW EXECUTE FUNCTION mail_state_gone();

-- Why: migration 0014.
ALTER TABLE mail_email ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_placement ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_words ALTER account_id SET STATISTICS 0;
