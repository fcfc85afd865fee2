-- A PUT of a new object is one plain statement (db_item_put_new() in storage/item.c), and
-- PostgreSQL has less to do for it.  What a table has of CHECKs and of WHENs of triggers
-- is read and planned anew by each statement that writes to it, which cost as much as the
-- writing itself.

-- What a collection or an object may be called: no CHECK of the table, but of the type.
CREATE DOMAIN object_name AS text CHECK (VALUE <> '' AND length(VALUE) <= 255 AND VALUE !~ '[[:cntrl:]/]');
CREATE DOMAIN collection_kind AS text
	CHECK (VALUE IN ('calendar', 'addressbook', 'inbox', 'outbox', 'notifications'));
ALTER TABLE item DROP CONSTRAINT item_name_check;	-- the statements of storage/item.c cast to it
ALTER TABLE collection DROP CONSTRAINT collection_name_check, DROP CONSTRAINT collection_kind_check;

-- Each object that is written changes its collection's row, and none of this in it.
CREATE FUNCTION collection_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM NEW.name::object_name, NEW.kind::collection_kind;
	RETURN NULL;
END $$;
CREATE TRIGGER collection_is_sound AFTER INSERT OR UPDATE OF name, kind ON collection
	FOR EACH ROW EXECUTE FUNCTION collection_is_sound();

-- Whoever writes an object has changed its collection's row in the same transaction: to
-- look whether that is there, and to lock it once more, is not needed.
ALTER TABLE item DROP CONSTRAINT item_account_id_collection_id_fkey;
CREATE FUNCTION collection_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM item WHERE account_id = OLD.account_id AND collection_id = OLD.id;
	RETURN NULL;
END $$;
CREATE TRIGGER collection_gone AFTER DELETE ON collection FOR EACH ROW EXECUTE FUNCTION collection_gone();

-- As the trigger of 0034_reminders.sql, which stays for objects that are written again:
-- who writes a new one calls it when it has an alarm by mail.
DROP TRIGGER item_reminds ON item;
CREATE FUNCTION item_remind(owner bigint, which bigint, object bigint, as_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM task WHERE account_id = owner AND kind = 'reminder' AND ref = object;
	INSERT INTO task (account_id, kind, ref, due, payload)
		VALUES (owner, 'reminder', object, now(), jsonb_build_object('collection', which,
			'name', as_name, 'told', floor(extract(epoch FROM now()))::bigint));
	PERFORM pg_notify('hayloft_task', '0');
END $$;

-- As in 0066_numbers.sql, but only in place of what is there.
DROP PROCEDURE item_put;
CREATE PROCEDURE item_replace(owner bigint, which bigint, as_name text, was text, was_size int,
	its_uid text, its_etag text, its_size int, its_body text, its_component text,
	its_class smallint, first bigint, last bigint, words text, its_busy bytea,
	from_at bigint, to_at bigint, zones text, INOUT new_id bigint, INOUT drawn bigint)
	LANGUAGE plpgsql AS $$
DECLARE
	how text := set_config('synchronous_commit', 'off', true);
BEGIN
	UPDATE collection SET modseq = modseq + 1, bytes = bytes + its_size - was_size
		WHERE account_id = owner AND id = which RETURNING modseq INTO drawn;
	UPDATE item SET uid = its_uid, etag = its_etag, size = its_size, body = its_body,
		component = its_component, class = its_class, first_at = first, last_at = last,
		search = words, busy = its_busy, busy_from = from_at, busy_to = to_at,
		busy_zones = zones, schedule_tag = NULL, modseq = drawn, modified = now()
		WHERE account_id = owner AND collection_id = which AND name = as_name AND etag = was
		RETURNING id INTO new_id;
	IF new_id IS NULL THEN
		ROLLBACK;
	ELSE
		COMMIT;
		PERFORM pg_logical_emit_message(true, 'hayloft', '');
	END IF;
END $$;
