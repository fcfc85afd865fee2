-- Which folder has which job (RFC 6154), where its owner says so: Dovecot takes
-- special uses from its configuration alone, in which the name of the folder
-- is what can be one's own.  'none': it had the job, and gave it up.
ALTER TABLE mailbox_setting ALTER sort_order SET DEFAULT -1;
ALTER TABLE mailbox_setting ADD role text
	CHECK (role IN ('archive', 'drafts', 'junk', 'sent', 'trash', 'none'));
CREATE UNIQUE INDEX mailbox_setting_role ON mailbox_setting (account_id, role) WHERE role <> 'none';

-- The names that take the place of those in dovecot.conf; NULL: as there.  Where
-- nothing has a job it goes to a folder that is not there, and is not made.
CREATE FUNCTION mail.roles(login text,
	OUT archive text, OUT archive_auto text, OUT drafts text, OUT drafts_auto text, OUT junk text, OUT junk_auto text,
	OUT sent text, OUT sent_auto text, OUT trash text, OUT trash_auto text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	given jsonb;
	gone text[];
BEGIN
	SELECT jsonb_object_agg(s.role, s.path) FILTER (WHERE s.role <> 'none'), array_agg(lower(s.path))
		INTO given, gone FROM mailbox_setting s JOIN account a ON a.id = s.account_id
		WHERE a.address = login AND s.role IS NOT NULL;
	IF gone IS NULL THEN
		RETURN;
	END IF;
	archive := given ->> 'archive';
	drafts := given ->> 'drafts';
	junk := given ->> 'junk';
	sent := given ->> 'sent';
	trash := given ->> 'trash';
	IF archive IS NULL AND 'archive' = ANY (gone) THEN archive := 'no archive'; archive_auto := 'no'; END IF;
	IF drafts IS NULL AND 'drafts' = ANY (gone) THEN drafts := 'no drafts'; drafts_auto := 'no'; END IF;
	IF junk IS NULL AND 'junk' = ANY (gone) THEN junk := 'no junk'; junk_auto := 'no'; END IF;
	IF sent IS NULL AND 'sent' = ANY (gone) THEN sent := 'no sent'; sent_auto := 'no'; END IF;
	IF trash IS NULL AND 'trash' = ANY (gone) THEN trash := 'no trash'; trash_auto := 'no'; END IF;
END $$;

REVOKE ALL ON FUNCTION mail.roles(text) FROM PUBLIC;
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT EXECUTE ON FUNCTION mail.roles(text) TO hayloft_mail;
	END IF;
END $$;
