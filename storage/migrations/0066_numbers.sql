-- Many who write to one calendar at once.
--
-- A commit takes as long as the disk, and with it the lock on the collection's row.  So
-- item_put() commits in memory first, which lets the next writer go on, and returns when a
-- second commit, of nothing but a note in the log, is on the disk: what is in the log before
-- it is so, too.  Numbers become visible in their order as ever.
--
-- Between the two somebody may read a number, and the server may crash, and then that change
-- was never made; its writer has heard of no success.  But the next change must not get the
-- same number, or whoever read it would never hear of that one.  The row of this table is
-- gone after a crash (and where a copy of the database takes over), which whoever connects
-- first sees: then all collections go on far behind what anybody can have read, and the
-- numbers in between are no sync tokens any more (dav/sync_token.c).
CREATE UNLOGGED TABLE numbers_hold (since timestamptz NOT NULL DEFAULT now());
INSERT INTO numbers_hold DEFAULT VALUES;

ALTER TABLE collection
	ADD lost_after	bigint NOT NULL DEFAULT 0,	-- numbers between these two were drawn by nobody,
	ADD lost_until	bigint NOT NULL DEFAULT 0,	-- or for changes that were lost
	ADD lost_before	bigint NOT NULL DEFAULT 0;	-- and among those before this one are such, too

CREATE FUNCTION numbers_settle() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM numbers_hold) THEN
		RETURN false;
	END IF;
	LOCK TABLE numbers_hold IN EXCLUSIVE MODE;
	IF EXISTS (SELECT FROM numbers_hold) THEN
		RETURN false;
	END IF;
	UPDATE collection SET lost_before = lost_until, lost_after = modseq,
		lost_until = modseq + 1048576, modseq = modseq + 1048576;
	INSERT INTO numbers_hold DEFAULT VALUES;
	RETURN true;
END $$;

-- As in 0007_busy.sql, but for the two commits.
CREATE OR REPLACE PROCEDURE item_put(owner bigint, which bigint, as_name text, was text, was_size int,
	its_uid text, its_etag text, its_size int, its_body text, its_component text,
	its_class smallint, first bigint, last bigint, words text, its_busy bytea,
	from_at bigint, to_at bigint, zones text, INOUT new_id bigint, INOUT drawn bigint)
	LANGUAGE plpgsql AS $$
DECLARE
	how text := set_config('synchronous_commit', 'off', true);
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
	ELSE
		COMMIT;
		PERFORM pg_logical_emit_message(true, 'hayloft', '');
	END IF;
END $$;
