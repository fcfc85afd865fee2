-- What makes calendars and contacts quick.

-- Words anywhere in names and addresses.  "- 0": nothing but a query that says
-- the same can use it.  Events have nothing to search for, so they cost nothing.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX item_search ON item USING gin ((collection_id - 0), search gin_trgm_ops)
	WITH (gin_pending_list_limit = 512) WHERE search <> '';

-- When an object makes busy, packed (pim/busy.h): all that lies between busy_from
-- and busy_to (Unix seconds), as long as the rules of the world's clocks are those
-- of busy_zones.  busy NULL: its text must be read, and trying to pack it anew
-- before busy_to is of no use.  All NULL: nobody has tried.
ALTER TABLE item
	ADD busy	bytea,
	ADD busy_from	bigint,
	ADD busy_to	bigint,
	ADD busy_zones	text;

-- Who hears of a change of a collection: its owner, whom it is shared with, and
-- who acts for the owner.
CREATE FUNCTION collection_tell(owner bigint, which bigint, type text) RETURNS void
LANGUAGE sql AS $$
	SELECT pg_notify('hayloft', who || ' ' || type || '=' || which || '-' || modseq)
	FROM collection, (SELECT owner AS who
		UNION SELECT members_of(grantee_id) FROM share
			WHERE account_id = owner AND collection_id = which AND grantee_id <> 0
		UNION SELECT members_of(proxy_id) FROM proxy WHERE account_id = owner) everybody
	WHERE account_id = owner AND id = which
$$;

-- An object in place of the one that the writer has seen (WAS: its ETag; NULL: none
-- was there), whole: the row of the collection is locked, the number drawn and the
-- object written in one journey, so that the row is locked for no longer than its
-- commit takes.  Nothing is returned when something else is there by now.
CREATE PROCEDURE item_put(owner bigint, which bigint, as_name text, was text, was_size int,
	its_uid text, its_etag text, its_size int, its_body text, its_component text,
	its_class smallint, first bigint, last bigint, words text, its_busy bytea,
	from_at bigint, to_at bigint, zones text, INOUT new_id bigint, INOUT drawn bigint)
	LANGUAGE plpgsql AS $$
BEGIN
	UPDATE collection SET modseq = modseq + 1,
		items = items + CASE WHEN was IS NULL THEN 1 ELSE 0 END,
		bytes = bytes + its_size - was_size
		WHERE account_id = owner AND id = which RETURNING modseq INTO drawn;
	IF FOUND AND (was IS NULL OR EXISTS (SELECT FROM item WHERE account_id = owner
		AND collection_id = which AND name = as_name AND etag = was)) THEN
		INSERT INTO item (account_id, collection_id, name, uid, etag, size, body, component,
			class, first_at, last_at, search, busy, busy_from, busy_to, busy_zones, modseq)
			VALUES (owner, which, as_name, its_uid, its_etag, its_size, its_body,
			its_component, its_class, first, last, words, its_busy, from_at, to_at, zones,
			drawn)
			ON CONFLICT (account_id, collection_id, name) DO UPDATE SET
			uid = excluded.uid, etag = excluded.etag, size = excluded.size,
			body = excluded.body, component = excluded.component, class = excluded.class,
			first_at = excluded.first_at, last_at = excluded.last_at,
			search = excluded.search, busy = excluded.busy,
			busy_from = excluded.busy_from, busy_to = excluded.busy_to,
			busy_zones = excluded.busy_zones, schedule_tag = NULL,
			modseq = excluded.modseq, modified = now() WHERE item.etag = was
			RETURNING id INTO new_id;
	END IF;
	IF new_id IS NULL THEN
		ROLLBACK;
	END IF;
END $$;
