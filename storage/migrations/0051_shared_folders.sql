-- Folders that people share with each other (RFC 4314).  Who may do what is in the
-- mail server's lists, a file for each folder; here is only from whom somebody has
-- something, as Dovecot keeps it, so that it can list his folders in IMAP.
--
-- Dovecot calls a group "$" and its address, everybody of a domain "$" and the
-- domain's name, and those who use a shared mailbox hl-ID-rw and hl-ID-ro.

CREATE TABLE mail.shared_group (
	to_group	text NOT NULL,
	from_user	text NOT NULL,
	value		text NOT NULL,
	PRIMARY KEY (to_group, from_user)
);
CREATE INDEX shared_group_from ON mail.shared_group (from_user);
CREATE INDEX shared_user_from ON mail.shared_user (from_user);
INSERT INTO mail.shared_group SELECT to_group, from_user, value FROM mail.shared_box;
DROP VIEW mail.shared_box;

-- Those of a shared mailbox are ours to write: its own session has no dictionary.
CREATE FUNCTION shared_box_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		DELETE FROM mail.shared_group WHERE to_group IN ('hl-' || OLD.id || '-rw', 'hl-' || OLD.id || '-ro');
	END IF;
	IF TG_OP <> 'DELETE' AND NEW.kind = 'shared' THEN
		INSERT INTO mail.shared_group SELECT 'hl-' || NEW.id || may, NEW.address, '1'
			FROM (VALUES ('-rw'), ('-ro')) g (may);
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER shared_box_note AFTER INSERT OR DELETE OR UPDATE OF address, kind ON account
	FOR EACH ROW EXECUTE FUNCTION shared_box_note();

-- Its folders say nothing of their own any more: what holds for all of them stands above
-- them (mailcore/operate_shared.c), since INBOX is a folder that people share like others.
INSERT INTO task (account_id, kind, due) SELECT id, 'shared', now() FROM account WHERE kind = 'shared';

-- OWNER shares something with WHOM (a person, a group, a domain), or no more: they look again; and
-- where AGAIN says so, since open sessions know no better, these end.  Once for all that is done
-- in the same moment; a task that waits already is locked until this transaction ends.
CREATE FUNCTION shared_tell(owner bigint, whom bigint, again boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	at timestamptz := clock_timestamp() + interval '50 milliseconds';
BEGIN
	IF owner IS NULL OR whom IS NULL THEN
		RETURN;
	END IF;
	UPDATE task SET payload = CASE WHEN again AND NOT payload ? 'step' THEN '{"step": "forget"}' ELSE payload END
		WHERE account_id = owner AND kind = 'shared-news' AND ref = whom AND attempts = 0;
	IF NOT FOUND THEN
		INSERT INTO task (account_id, kind, ref, due, payload)
			VALUES (owner, 'shared-news', whom, at, CASE WHEN again THEN '{"step": "forget"}' ELSE '{}' END::jsonb);
		PERFORM pg_notify('hayloft_task', (extract(epoch FROM at) * 1000)::bigint::text);
	END IF;
END $$;

-- Whom Dovecot means by a group.
CREATE FUNCTION shared_whom(to_group text) RETURNS bigint LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN to_group LIKE '%@%' THEN (SELECT id FROM account WHERE address = to_group)
		ELSE (SELECT id FROM domain WHERE name = to_group) END
$$;

CREATE FUNCTION shared_user_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
DECLARE
	r mail.shared_user := coalesce(NEW, OLD);
BEGIN
	PERFORM shared_tell((SELECT id FROM account WHERE address = r.from_user),
		(SELECT id FROM account WHERE address = r.to_user), true);
	RETURN NULL;
END $$;
CREATE TRIGGER shared_user_note AFTER INSERT OR DELETE ON mail.shared_user
	FOR EACH ROW EXECUTE FUNCTION shared_user_note();

CREATE FUNCTION shared_group_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
DECLARE
	r mail.shared_group := coalesce(NEW, OLD);
BEGIN
	PERFORM shared_tell((SELECT id FROM account WHERE address = r.from_user), shared_whom(r.to_group), true);
	RETURN NULL;
END $$;
CREATE TRIGGER shared_group_note AFTER INSERT OR DELETE ON mail.shared_group
	FOR EACH ROW EXECUTE FUNCTION shared_group_note();

-- Who comes into a group, or leaves it, has its folders or has them no more.
CREATE FUNCTION shared_member_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	r group_member := coalesce(NEW, OLD);
BEGIN
	IF EXISTS (SELECT FROM mail.shared_group s JOIN account g ON g.address = s.to_group
		WHERE g.id = ANY (grantees_of(r.account_id))) THEN
		PERFORM shared_tell((SELECT id FROM account WHERE id = r.member_id), r.member_id, true);
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER shared_member_note AFTER INSERT OR DELETE ON group_member
	FOR EACH ROW EXECUTE FUNCTION shared_member_note();

-- An account that goes, or gets another name, leaves nothing behind that the next one of that
-- name would find: its entries stand in other people's files, so these people's tasks take them out.
CREATE FUNCTION shared_name_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO task (account_id, kind, due, payload)
		SELECT a.id, 'shared-forget', now(), jsonb_build_object('was', OLD.address,
			'now', CASE WHEN TG_OP = 'UPDATE' THEN NEW.address END, 'group', OLD.kind = 'group')
		FROM (SELECT from_user FROM mail.shared_user WHERE to_user = OLD.address
			UNION SELECT from_user FROM mail.shared_group WHERE to_group = OLD.address) s
		JOIN account a ON a.address = s.from_user AND a.id <> OLD.id;
	IF FOUND THEN
		PERFORM pg_notify('hayloft_task', (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text);
	END IF;
	IF TG_OP = 'DELETE' THEN
		DELETE FROM mail.shared_user WHERE from_user = OLD.address;
		DELETE FROM mail.shared_group WHERE from_user = OLD.address;
	ELSE
		UPDATE mail.shared_user SET from_user = NEW.address WHERE from_user = OLD.address;
		UPDATE mail.shared_group SET from_user = NEW.address WHERE from_user = OLD.address AND to_group NOT LIKE 'hl-%';
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER shared_name_gone AFTER DELETE ON account
	FOR EACH ROW WHEN (OLD.kind IN ('person', 'group')) EXECUTE FUNCTION shared_name_note();
CREATE TRIGGER shared_name_note AFTER UPDATE OF address ON account
	FOR EACH ROW WHEN (OLD.kind IN ('person', 'group') AND OLD.address <> NEW.address)
	EXECUTE FUNCTION shared_name_note();

-- Dovecot's groups of somebody, with commas; NULL for none: only those by which he has something.
CREATE OR REPLACE FUNCTION mail.acl_groups(login text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	me account;
	mine bigint[];
BEGIN
	IF NOT EXISTS (SELECT FROM mail.shared_group) THEN
		RETURN NULL;
	END IF;
	SELECT * INTO me FROM account WHERE address = login;
	mine := grantees_of(me.id);
	RETURN (SELECT string_agg(DISTINCT name, ',') FROM (
		SELECT 'hl-' || a.id || CASE WHEN m.may_write THEN '-rw' ELSE '-ro' END AS name
		FROM mail_access m JOIN account a ON a.id = m.account_id AND a.kind = 'shared' AND a.active
		WHERE m.grantee_id = ANY (mine)
		UNION SELECT g.address FROM account g JOIN mail.shared_group s ON s.to_group = g.address
		WHERE g.id = ANY (mine) AND g.kind = 'group'
		UNION SELECT d.name FROM domain d JOIN mail.shared_group s ON s.to_group = d.name
		WHERE d.id = me.domain_id AND me.kind = 'person') all_of_them);
END $$;

-- A shared mailbox has no dictionary: Dovecot would want to write what it finds there.
CREATE OR REPLACE FUNCTION mail.userdb(login text, OUT acl_groups text, OUT before_all text, OUT before_own text,
	OUT after_own text, OUT after_all text, OUT detail text, OUT no_shared text, OUT shared_dict text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	whose account;
BEGIN
	acl_groups := mail.acl_groups(login);
	SELECT * INTO whose FROM account WHERE address = login;
	IF whose.kind <> 'shared' THEN
		shared_dict := 'proxy::acl';
		-- Nobody pays for the others' folders who is given none.
		IF acl_groups IS NOT NULL OR EXISTS (SELECT FROM mail.shared_user WHERE to_user = login) THEN
			no_shared := 'no';
		END IF;
	END IF;
	detail := nullif(whose.detail, 'none');
	SELECT max('dict:proxy::sieve;name=prefilter') FILTER (WHERE place = 'prefilter'),
		max('dict:proxy::sieve;name=postfilter') FILTER (WHERE place = 'postfilter')
		INTO before_own, after_own FROM admin_filter WHERE account_id = whose.id AND active;
	SELECT max('dict:proxy::sieve;name=' || name) FILTER (WHERE name = 'global-prefilter'),
		max('dict:proxy::sieve;name=' || name) FILTER (WHERE name = 'global-postfilter')
		INTO before_all, after_all FROM setting WHERE name IN ('global-prefilter', 'global-postfilter');
END $$;

-- News of mail at once (0029_mail_news.sql), also for those to whom something of it is given by
-- their own name or a group's; of what is for everybody their sessions hear by themselves.
CREATE OR REPLACE FUNCTION mail_news() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM pg_notify('hayloft_mail', id::text) FROM account WHERE address = NEW.address;
	IF EXISTS (SELECT FROM mail.shared_user WHERE from_user = NEW.address
		UNION ALL SELECT FROM mail.shared_group WHERE from_user = NEW.address AND to_group LIKE '%@%') THEN
		PERFORM pg_notify('hayloft_mail', id::text) FROM (
			SELECT a.id FROM mail.shared_user s JOIN account a ON a.address = s.to_user
			WHERE s.from_user = NEW.address
			UNION SELECT members_of(g.id) FROM mail.shared_group s JOIN account g ON g.address = s.to_group
			WHERE s.from_user = NEW.address) whom;
	END IF;
	RETURN NULL;
END $$;

DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON mail.shared_group TO hayloft_mail;
	END IF;
END $$;
