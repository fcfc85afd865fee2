-- Reminders by mail (VALARM with ACTION:EMAIL).  Whoever writes such an object, and
-- by whatever way, makes a task that looks when its next reminder is due
-- (webmail/reminder.c); an object has one such task at most.  "told" is until when
-- reminders were sent: those of times before the writing are nobody's business.
CREATE FUNCTION item_reminds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM task WHERE account_id = NEW.account_id AND kind = 'reminder' AND ref = NEW.id;
	IF NEW.body LIKE '%ACTION:EMAIL%' THEN
		INSERT INTO task (account_id, kind, ref, due, payload)
		VALUES (NEW.account_id, 'reminder', NEW.id, now(), jsonb_build_object('collection', NEW.collection_id,
			'name', NEW.name, 'told', floor(extract(epoch FROM now()))::bigint));
		PERFORM pg_notify('hayloft_task', '0');
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER item_reminds AFTER INSERT ON item FOR EACH ROW
	WHEN (NEW.component IN ('VEVENT', 'VTODO') AND NEW.body LIKE '%ACTION:EMAIL%') EXECUTE FUNCTION item_reminds();
CREATE TRIGGER item_reminds_again AFTER UPDATE OF body, account_id, collection_id, name ON item FOR EACH ROW
	WHEN (NEW.component IN ('VEVENT', 'VTODO') AND (NEW.body LIKE '%ACTION:EMAIL%' OR OLD.body LIKE '%ACTION:EMAIL%'))
	EXECUTE FUNCTION item_reminds();
