-- Signed messages (RFC 9219): '' of all others; '{}' until somebody asks for the
-- signature; then what was found (storage/mail_smime.h).  Who has an index already
-- gets it made anew, as in migration 0020.
ALTER TABLE mail_email ADD smime text COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX mail_email_smime ON mail_email (account_id) WHERE smime <> '';

TRUNCATE mail_placement, mail_email, mail_words, mail_ref;
DELETE FROM mail_tombstone WHERE type IN ('Email', 'Thread');
UPDATE mail_mailbox SET uidvalidity = 0, uid_next = 0, uid_low = 0, modseq = 0, messages = 0,
	unseen = 0, total_emails = 0, unread_emails = 0, total_threads = 0, unread_threads = 0;
UPDATE mail_state SET counter = counter + 1, floor = counter + 1, email = counter + 1,
	mailbox = counter + 1, thread = counter + 1;

-- As in migration 0006, but in plpgsql, which plans it once for a connection; SQL would
-- for each request that asks whose mail somebody sees.
CREATE OR REPLACE FUNCTION grantees_of(who bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (WITH RECURSIVE me AS (
		SELECT who AS id
		UNION
		SELECT m.account_id FROM group_member m JOIN me ON m.member_id = me.id
		JOIN account g ON g.id = m.account_id AND g.active AND g.kind = 'group'
	) SELECT array_agg(me.id) FROM me);
END $$;
