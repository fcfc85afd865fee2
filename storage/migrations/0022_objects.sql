-- Groups that mail can be written to, and mailboxes that several people share.

-- Mailing lists --------------------------------------------------------------

-- Each group is a list.  token is its name between Postfix and us, where mail
-- for it goes; no port takes mail for that name.
CREATE TABLE mail_list (
	account_id	bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,	-- the group
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	token		text NOT NULL UNIQUE DEFAULT replace(gen_random_uuid()::text, '-', ''),
	everybody	boolean NOT NULL DEFAULT false,		-- all people of the domain are in it, of themselves
	post		text NOT NULL DEFAULT 'members' CHECK (post IN ('members', 'domain', 'listed', 'anyone')),
	posters		text[] NOT NULL DEFAULT '{}',		-- with 'listed'
	reply_to	text NOT NULL DEFAULT '' CHECK (reply_to !~ '[[:cntrl:][:space:]]'),	-- '': the author, 'list', or an address
	subject_tag	text NOT NULL DEFAULT '' CHECK (subject_tag !~ '[[:cntrl:]]' AND length(subject_tag) <= 60),
	may_leave	boolean NOT NULL DEFAULT true		-- by a mail to name+unsubscribe@
);
CREATE INDEX mail_list_domain ON mail_list (domain_id);

-- Members elsewhere.
CREATE TABLE group_outsider (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- the group
	address		text NOT NULL CHECK (address = lower(address) AND address ~ '^[^@[:cntrl:][:space:],]{1,64}@[^@[:cntrl:][:space:],]{1,253}$'),
	PRIMARY KEY (account_id, address)
);

CREATE FUNCTION mail_list_make() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO mail_list (account_id, domain_id) VALUES (NEW.id, NEW.domain_id);
	RETURN NULL;
END $$;
CREATE TRIGGER mail_list_make AFTER INSERT ON account
	FOR EACH ROW WHEN (NEW.kind = 'group') EXECUTE FUNCTION mail_list_make();
INSERT INTO mail_list (account_id, domain_id) SELECT id, domain_id FROM account WHERE kind = 'group';

-- Whoever is new is in the lists of everybody.  The lock makes one of two wait
-- when a list becomes one of everybody at this moment.
CREATE FUNCTION mail_list_join() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM mail_list WHERE domain_id = NEW.domain_id FOR SHARE;
	INSERT INTO group_member (account_id, member_id)
		SELECT account_id, NEW.id FROM mail_list WHERE domain_id = NEW.domain_id AND everybody;
	RETURN NULL;
END $$;
CREATE TRIGGER mail_list_join AFTER INSERT ON account
	FOR EACH ROW WHEN (NEW.kind = 'person') EXECUTE FUNCTION mail_list_join();

CREATE FUNCTION mail_list_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM group_member WHERE account_id = NEW.account_id;
	INSERT INTO group_member (account_id, member_id)
		SELECT NEW.account_id, id FROM account WHERE domain_id = NEW.domain_id AND kind = 'person';
	RETURN NULL;
END $$;
CREATE TRIGGER mail_list_fill AFTER UPDATE OF everybody ON mail_list
	FOR EACH ROW WHEN (NEW.everybody) EXECUTE FUNCTION mail_list_fill();

-- A list and the lists in it, at any depth; a circle ends by itself.
CREATE FUNCTION lists_in(list bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
	WITH RECURSIVE inner_lists AS (
		SELECT list AS id
		UNION
		SELECT a.id FROM inner_lists i JOIN group_member m ON m.account_id = i.id
		JOIN account a ON a.id = m.member_id AND a.kind = 'group' AND a.active
	) SELECT id FROM inner_lists
$$;

-- Who gets what is written to a list.
CREATE FUNCTION list_recipients(list bigint) RETURNS TABLE (address text, outside boolean)
LANGUAGE sql STABLE AS $$
	SELECT b.address, false FROM lists_in(list) i
	JOIN group_member m ON m.account_id = i
	JOIN account a ON a.id = m.member_id AND a.kind NOT IN ('group', 'resource')
	JOIN mail.mailbox b ON b.address = a.address
	UNION
	SELECT o.address, true FROM lists_in(list) i JOIN group_outsider o ON o.account_id = i
$$;

-- What was written to a list, until all have it.  done: up to whom it was sent.
CREATE TABLE list_mail (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- the list
	id		bigint NOT NULL DEFAULT new_id(),
	sender		text NOT NULL,				-- of the envelope
	detail		text NOT NULL,				-- name+detail@
	data		bytea NOT NULL,
	done		text NOT NULL DEFAULT '',
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, id)
);
ALTER TABLE list_mail ALTER COLUMN data SET STORAGE EXTERNAL;

-- Shared mailboxes -----------------------------------------------------------

-- A mailbox without a password of its own: those whom mail_access names use it,
-- people or groups.  In Dovecot they are in the groups hl-ID-rw or hl-ID-ro, to
-- which its folders are open (webmail/shared_mailbox.c).
ALTER TABLE account DROP CONSTRAINT account_kind_check;
ALTER TABLE account
	ADD CONSTRAINT account_kind_check CHECK (kind IN ('person', 'resource', 'group', 'shared', 'domain', 'admin', 'outside')),
	ADD sent_copy boolean NOT NULL DEFAULT true;	-- of a shared one: what is sent as it is in its Sent, too
ALTER TABLE mail_access
	ADD may_send text NOT NULL DEFAULT 'no' CHECK (may_send IN ('no', 'as', 'behalf'));

-- What Dovecot offers to its groups in IMAP.
CREATE VIEW mail.shared_box AS
	SELECT 'hl-' || a.id || g.may AS to_group, a.address AS from_user, '1'::text AS value
	FROM public.account a CROSS JOIN (VALUES ('-rw'), ('-ro')) g (may)
	WHERE a.kind = 'shared';
-- What people open to each other by SETACL: kept for Dovecot, offered to nobody
-- who has no shared mailbox.
CREATE TABLE mail.shared_user (
	to_user		text NOT NULL,
	from_user	text NOT NULL,
	value		text NOT NULL,
	PRIMARY KEY (to_user, from_user)
);
CREATE TABLE mail.shared_anyone (
	from_user	text PRIMARY KEY,
	value		text NOT NULL
);

-- Dovecot's groups of somebody, with commas; NULL for none.
CREATE FUNCTION mail.acl_groups(login text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM mail_access) THEN
		RETURN NULL;
	END IF;
	RETURN (SELECT string_agg(DISTINCT 'hl-' || a.id || CASE WHEN m.may_write THEN '-rw' ELSE '-ro' END, ',')
		FROM mail_access m JOIN account a ON a.id = m.account_id AND a.kind = 'shared' AND a.active
		WHERE m.grantee_id = ANY (grantees_of((SELECT id FROM account WHERE address = login))));
END $$;

-- Sieve around a person's own -----------------------------------------------

-- Dovecot's dictionary: a name leads to an id, that to the script.  The rows of
-- setting are for everybody.
CREATE VIEW mail.sieve_name AS
	SELECT a.address, f.place AS name, f.id::text AS id
	FROM public.admin_filter f JOIN public.account a ON a.id = f.account_id WHERE f.active
	UNION ALL
	SELECT a.address, s.name, s.name FROM public.account a
	JOIN public.setting s ON s.name IN ('global-prefilter', 'global-postfilter');
CREATE VIEW mail.sieve_data AS
	SELECT a.address, f.id::text AS id, f.script AS data
	FROM public.admin_filter f JOIN public.account a ON a.id = f.account_id WHERE f.active
	UNION ALL
	SELECT a.address, s.name, s.value ->> 'script_data' FROM public.account a
	JOIN public.setting s ON s.name IN ('global-prefilter', 'global-postfilter');

-- What of Dovecot's settings is otherwise for somebody; NULL: as it is for all.
CREATE FUNCTION mail.userdb(login text, OUT acl_groups text, OUT before_all text, OUT before_own text,
	OUT after_own text, OUT after_all text, OUT detail text, OUT no_shared text, OUT shared_dict text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	whose account;
BEGIN
	acl_groups := mail.acl_groups(login);
	-- Only for those who have some: in the session of a shared mailbox itself
	-- Dovecot would want to write what it finds there.
	IF acl_groups IS NOT NULL THEN
		no_shared := 'no';
		shared_dict := 'proxy::acl';
	END IF;
	SELECT * INTO whose FROM account WHERE address = login;
	detail := nullif(whose.detail, 'none');
	SELECT max('dict:proxy::sieve;name=prefilter') FILTER (WHERE place = 'prefilter'),
		max('dict:proxy::sieve;name=postfilter') FILTER (WHERE place = 'postfilter')
		INTO before_own, after_own FROM admin_filter WHERE account_id = whose.id AND active;
	SELECT max('dict:proxy::sieve;name=' || name) FILTER (WHERE name = 'global-prefilter'),
		max('dict:proxy::sieve;name=' || name) FILTER (WHERE name = 'global-postfilter')
		INTO before_all, after_all FROM setting WHERE name IN ('global-prefilter', 'global-postfilter');
END $$;

-- What Postfix and Dovecot ask ------------------------------------------------

CREATE OR REPLACE VIEW mail.alias AS
	SELECT l.address, t.target
	FROM public.alias l
	JOIN public.domain d ON d.id = l.domain_id
	JOIN public.alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id
	WHERE l.active AND d.active AND (l.expires IS NULL OR l.expires > now())
	UNION ALL
	SELECT address, address FROM mail.mailbox
	UNION ALL
	SELECT a.address, l.token || '@lists.localhost'
	FROM public.mail_list l JOIN public.account a ON a.id = l.account_id
	JOIN public.domain d ON d.id = l.domain_id
	WHERE a.active AND d.active AND NOT d.backup_mx;

-- "sales+detail@example.org" is "sales@example.org".
CREATE FUNCTION mail.without_detail(asked text) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$ SELECT CASE WHEN strpos(asked, '+') > 1 THEN regexp_replace(asked, '\+[^@]*@', '@') ELSE asked END $$;

-- The active group of this address, which may be of an alias domain.
CREATE FUNCTION mail.list_of(asked text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	bare text := mail.without_detail(asked);
	found_id bigint;
BEGIN
	SELECT id INTO found_id FROM account
		WHERE address IN (bare, mail.behind(bare)) AND kind = 'group' AND active;
	RETURN found_id;
END $$;

-- As 0012 has it; and what a list's own copies come back with goes nowhere.
CREATE OR REPLACE FUNCTION mail.targets(asked text) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
DECLARE
	here text;
BEGIN
	RETURN QUERY SELECT l.target FROM mail.alias l WHERE l.address = asked;
	IF FOUND THEN
		RETURN;
	END IF;
	IF strpos(asked, '+bounces@') > 1 AND mail.list_of(asked) IS NOT NULL THEN
		RETURN NEXT 'null@localhost';
		RETURN;
	END IF;
	here := mail.behind(asked);
	RETURN QUERY SELECT l.target FROM mail.alias l WHERE l.address = here;
END $$;

-- As 0012 has it; and who may send as a mailbox of somebody else's, in groups too.
CREATE OR REPLACE VIEW mail.sender_login AS
	SELECT address, address AS login FROM mail.mailbox
	UNION ALL
	SELECT l.address, m.address
	FROM public.alias l
	JOIN public.alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id
	JOIN mail.mailbox m ON m.address = lower(t.target)
	WHERE l.active AND l.may_send AND (l.expires IS NULL OR l.expires > now())
	UNION ALL
	SELECT o.address, p.address
	FROM public.mail_access a JOIN public.account o ON o.id = a.account_id AND o.active
	CROSS JOIN LATERAL (WITH RECURSIVE all_of AS (
		SELECT a.grantee_id AS id
		UNION
		SELECT g.member_id FROM public.group_member g JOIN all_of ON g.account_id = all_of.id
	) SELECT id FROM all_of) w
	JOIN public.account p ON p.id = w.id AND p.kind = 'person' AND p.active
	WHERE a.may_send <> 'no';

-- As 0012 has it; and what is sent as a shared mailbox is filed there (before.sieve).
CREATE OR REPLACE VIEW mail.bcc AS
	SELECT b.kind, b.local, b.target FROM public.bcc_map b
	JOIN public.domain d ON d.id = b.domain_id
	WHERE b.active AND d.active
	UNION ALL
	SELECT 'sender', a.address, split_part(a.address, '@', 1) || '+hayloft-sent@' || split_part(a.address, '@', 2)
	FROM public.account a
	WHERE a.kind = 'shared' AND a.sent_copy AND a.active
	AND NOT EXISTS (SELECT FROM public.bcc_map b WHERE b.kind = 'sender' AND b.local = a.address AND b.active);

-- Mailboxes that are here although the rest of their domain is elsewhere.
CREATE VIEW mail.kept_here AS
	SELECT b.address FROM mail.mailbox b JOIN public.account a ON a.address = b.address
	JOIN public.domain d ON d.id = a.domain_id
	WHERE d.backup_mx AND d.relay_unknown_only AND a.kind <> 'resource';

-- What Postfix makes of a recipient before it takes a mail for it (access(5)):
-- a class of rules, a refusal, or NULL for nothing in particular.
CREATE FUNCTION mail.recipient_access(local text, asked_domain text, signed_in boolean) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	bare text := mail.without_detail(local || '@' || asked_domain);
	here text;
	whose account;
BEGIN
	-- Names that only our own processes use.
	IF asked_domain = 'localhost' OR asked_domain LIKE '%.localhost' THEN
		RETURN '550 5.1.1 no such address';
	END IF;
	here := coalesce(mail.behind(bare), bare);
	SELECT * INTO whose FROM account WHERE address IN (bare, here) AND active;
	IF whose.kind = 'group' THEN
		RETURN 'list_posters';
	END IF;
	IF signed_in THEN
		RETURN NULL;
	END IF;
	IF strpos(local, '+hayloft-sent') > 1 THEN
		RETURN '550 5.1.1 no such address';
	END IF;
	IF whose.tls_enforce_in THEN
		RETURN 'reject_plaintext_session';
	END IF;
	IF whose.id IS NULL AND EXISTS (SELECT FROM alias WHERE address IN (bare, here) AND active AND internal) THEN
		RETURN '550 5.7.1 only people of this server may write to this address';
	END IF;
	RETURN NULL;
END $$;

-- May this sender write to a list?  login: who signed in, '' from outside; then
-- the address is only what was said, and Rspamd wants proof of it.
CREATE FUNCTION mail.may_post(recipient text, sender text, login text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	l mail_list;
	who account;
	may boolean;
BEGIN
	SELECT * INTO l FROM mail_list WHERE account_id = mail.list_of(lower(recipient));
	IF l.account_id IS NULL OR recipient ~* '\+(bounces|unsubscribe)@' THEN
		RETURN 'DUNNO';
	END IF;
	IF sender = '' THEN
		RETURN '550 5.7.1 a list takes no reports';
	END IF;
	sender := lower(sender);
	SELECT * INTO who FROM account WHERE active AND CASE WHEN login <> '' THEN address = lower(login)
		ELSE address IN (sender, mail.behind(sender)) END;
	may := CASE l.post
		WHEN 'anyone' THEN true
		WHEN 'domain' THEN who.domain_id = l.domain_id
		WHEN 'listed' THEN sender = ANY (l.posters) OR who.address = ANY (l.posters)
		ELSE EXISTS (SELECT FROM list_recipients(l.account_id) r
			WHERE r.address = who.address OR (r.outside AND r.address = sender)) END;
	RETURN CASE WHEN may THEN 'DUNNO' ELSE '550 5.7.1 this list does not take mail from you' END;
END $$;

-- Postfix hands a mail for a list over.  As storage/task.c does it.
CREATE FUNCTION mail.list_put(list_token text, detail text, sender text, message bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	list bigint;
	mail_id bigint;
BEGIN
	SELECT l.account_id INTO list FROM mail_list l JOIN account a ON a.id = l.account_id
		WHERE l.token = list_token AND a.active;
	IF list IS NULL THEN
		RETURN;		-- deleted meanwhile
	END IF;
	-- Mail comes in faster than it goes out: what is more waits with Postfix.
	IF (SELECT count(*) >= 500 OR coalesce(sum(length(m.data)), 0) > 1000000000 FROM list_mail m
	    WHERE m.account_id = list) THEN
		RAISE EXCEPTION 'too much waits for this list';
	END IF;
	INSERT INTO list_mail (account_id, sender, detail, data) VALUES (list, sender, lower(detail), message)
		RETURNING id INTO mail_id;
	INSERT INTO task (account_id, kind, ref, due) VALUES (list, 'list', mail_id, now());
	PERFORM pg_notify('hayloft_task', '0');
END $$;

-- What the API shows ----------------------------------------------------------

CREATE VIEW api.mail_group AS
SELECT a.address AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	a.address, d.name AS domain, a.name, api.switch(a.active) AS active,
	ARRAY(SELECT m.address FROM public.group_member g JOIN public.account m ON m.id = g.member_id
		WHERE g.account_id = a.id UNION SELECT o.address FROM public.group_outsider o
		WHERE o.account_id = a.id ORDER BY 1) AS members,
	api.switch(l.everybody) AS everybody, l.post, l.posters, l.reply_to, l.subject_tag,
	api.switch(l.may_leave) AS may_leave,
	api.time(a.created) AS created, api.time(nullif(a.modified, a.created)) AS modified
FROM public.mail_list l JOIN public.account a ON a.id = l.account_id
JOIN public.domain d ON d.id = l.domain_id;

CREATE VIEW api.shared_mailbox AS
SELECT a.address AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	a.address, d.name AS domain, a.name, api.switch(a.active) AS active, a.quota,
	coalesce(q.bytes, 0) AS quota_used, coalesce(q.messages, 0) AS messages, api.switch(a.sent_copy) AS sent_copy,
	ARRAY(SELECT g.address FROM public.mail_access m JOIN public.account g ON g.id = m.grantee_id
		WHERE m.account_id = a.id ORDER BY 1) AS members,
	api.time(a.created) AS created, api.time(nullif(a.modified, a.created)) AS modified
FROM public.account a JOIN public.domain d ON d.id = a.domain_id
LEFT JOIN public.quota_usage q ON q.address = a.address
WHERE a.kind = 'shared';

CREATE VIEW api.mailbox_access AS
SELECT o.address || '/' || g.address AS _key, o.domain_id AS _domain, o.id AS _account,
	o.address || '/' || g.address AS id, o.address AS mailbox, g.address AS grantee, d.name AS domain,
	api.switch(m.may_write) AS write, m.may_send AS send
FROM public.mail_access m JOIN public.account o ON o.id = m.account_id
JOIN public.account g ON g.id = m.grantee_id JOIN public.domain d ON d.id = o.domain_id;

-- Of accounts of kind 'domain', which hold what belongs to a domain as a whole.
CREATE VIEW api.shared_collection AS
SELECT c.id::text AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	c.id, d.name AS domain, c.kind, c.name, coalesce(c.label, c.name) AS label, coalesce(c.description, '') AS description,
	coalesce(c.color, '') AS color, c.items,
	ARRAY(SELECT coalesce(g.address, 'everybody') || '=' || CASE s.rights WHEN 1 THEN 'freebusy' WHEN 3 THEN 'read'
		WHEN 287 THEN 'write' WHEN 1023 THEN 'manage' ELSE s.rights::text END
		FROM public.share s LEFT JOIN public.account g ON g.id = s.grantee_id
		WHERE s.account_id = c.account_id AND s.collection_id = c.id ORDER BY 1) AS rights,
	api.switch(EXISTS (SELECT FROM public.share s WHERE s.account_id = c.account_id AND s.collection_id = c.id
		AND s.listed)) AS listed,
	'/dav/' || CASE c.kind WHEN 'calendar' THEN 'calendars/' ELSE 'addressbooks/' END || a.address || '/' || c.name || '/' AS path,
	api.time(c.created) AS created
FROM public.collection c JOIN public.account a ON a.id = c.account_id AND a.kind = 'domain'
JOIN public.domain d ON d.id = a.domain_id;

CREATE VIEW api.global_filter AS
SELECT replace(name, 'global-', '') AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	replace(name, 'global-', '') AS filter_type, value ->> 'script_data' AS script_data, api.time(modified) AS modified
FROM public.setting WHERE name IN ('global-prefilter', 'global-postfilter');

REVOKE ALL ON FUNCTION mail.userdb(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail.acl_groups(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail.list_put(text, text, text, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail.may_post(text, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION mail.recipient_access(text, text, boolean) FROM PUBLIC;
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON ALL TABLES IN SCHEMA mail TO hayloft_mail;
		GRANT INSERT, UPDATE, DELETE ON mail.shared_user, mail.shared_anyone TO hayloft_mail;
		GRANT EXECUTE ON FUNCTION mail.userdb(text), mail.acl_groups(text), mail.list_put(text, text, text, bytea),
			mail.may_post(text, text, text), mail.recipient_access(text, text, boolean) TO hayloft_mail;
	END IF;
END $$;
