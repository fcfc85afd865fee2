-- What a group is given, its members have at once (storage/share.h); each of them hears of it, and
-- says for himself whether he wants to see it.
CREATE TABLE share_member (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	grantee_id	bigint NOT NULL,			-- the group
	member_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	state		text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'declined')),
	untold		boolean NOT NULL DEFAULT false,		-- as in share
	PRIMARY KEY (account_id, collection_id, grantee_id, member_id),
	FOREIGN KEY (account_id, collection_id, grantee_id) REFERENCES share ON DELETE CASCADE
);
CREATE INDEX share_member_member ON share_member (member_id);

CREATE FUNCTION share_mail_due(who bigint, collection bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO task (account_id, kind, ref, due)
	SELECT id, 'share-mail', collection, now() + interval '10 seconds'
	FROM account WHERE id = who AND kind = 'person';
	IF FOUND THEN
		PERFORM pg_notify('hayloft_task', ((extract(epoch FROM now()) + 10) * 1000)::bigint::text);
	END IF;
END $$;
CREATE OR REPLACE FUNCTION share_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM share_mail_due(NEW.grantee_id, NEW.collection_id);
	RETURN NULL;
END $$;
CREATE FUNCTION share_tell_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM share_mail_due(NEW.member_id, NEW.collection_id);
	RETURN NULL;
END $$;
CREATE TRIGGER share_tell_member AFTER INSERT ON share_member FOR EACH ROW WHEN (NEW.untold)
	EXECUTE FUNCTION share_tell_member();
