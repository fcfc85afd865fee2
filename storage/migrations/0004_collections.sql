-- Calendars and address books, their objects, what became of them, and who
-- may do what with them.
--
-- An object is kept byte for byte as the client sent it; the columns beside it
-- are an index that can be made again from the text.  Every writer locks the
-- row of its collection first and draws a change number from it: so numbers
-- become visible in the order in which they were drawn, and a client that has
-- seen N never misses N + 1.

CREATE TABLE collection (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	kind		text NOT NULL CHECK (kind IN ('calendar', 'addressbook')),
	name		text NOT NULL CHECK (name <> '' AND length(name) <= 255 AND name !~ '[[:cntrl:]/]'),
	label		text,					-- DAV:displayname
	description	text,
	color		text,
	sort_order	text,
	timezone	text,					-- a VCALENDAR, as the client sent it
	components	text NOT NULL DEFAULT '',		-- "VEVENT VTODO": what may be kept here
	transparent	boolean NOT NULL DEFAULT false,		-- its events do not make busy
	modseq		bigint NOT NULL DEFAULT 1,		-- the last change number drawn
	forgotten	bigint NOT NULL DEFAULT 0,		-- deletions up to here are no longer known
	items		bigint NOT NULL DEFAULT 0,
	bytes		bigint NOT NULL DEFAULT 0,
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, kind, name)
) WITH (fillfactor = 60);	-- rewritten by every change of its objects: leave room for that

-- Bytes of all of them together; NULL: as the configuration says, 0: no bound.
ALTER TABLE account ADD dav_quota bigint CHECK (dav_quota >= 0);

CREATE TABLE item (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	id		bigint NOT NULL DEFAULT new_id(),
	name		text NOT NULL CHECK (name <> '' AND length(name) <= 255 AND name !~ '[[:cntrl:]/]'),
	uid		text NOT NULL,
	etag		text NOT NULL,				-- with its quotes
	modseq		bigint NOT NULL,
	created		timestamptz NOT NULL DEFAULT now(),
	modified	timestamptz NOT NULL DEFAULT now(),
	size		int NOT NULL,
	body		text NOT NULL,
	-- the index
	component	text NOT NULL,				-- VEVENT, VTODO, VJOURNAL, VFREEBUSY, VAVAILABILITY, VCARD
	class		smallint NOT NULL DEFAULT 0,		-- 0 public, 1 confidential, 2 private
	first_at	bigint NOT NULL DEFAULT -9223372036854775808,	-- Unix seconds around all occurrences; these bounds
	last_at		bigint NOT NULL DEFAULT 9223372036854775807,	-- when nobody can tell
	search		text NOT NULL DEFAULT '',		-- names and addresses, folded
	PRIMARY KEY (account_id, collection_id, name),
	FOREIGN KEY (account_id, collection_id) REFERENCES collection ON DELETE CASCADE
);
CREATE UNIQUE INDEX item_uid ON item (uid, collection_id);
-- These begin with an expression, so that nothing but a query that says the same
-- can use them.  An object that is looked up by name must never be searched for
-- in all of its collection, which is what the planner may choose as long as it
-- has no statistics and every two columns seem to find one row.
CREATE INDEX item_modseq ON item ((collection_id + 0), modseq);
CREATE INDEX item_span ON item ((collection_id + 0), last_at, first_at, name);

-- What was deleted, for a year, so that a client that was away hears of it.
-- An object that came back under its name hides its row here.
CREATE TABLE tombstone (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	name		text NOT NULL,
	modseq		bigint NOT NULL,
	at		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, collection_id, name),
	FOREIGN KEY (account_id, collection_id) REFERENCES collection ON DELETE CASCADE
);
CREATE INDEX tombstone_modseq ON tombstone (account_id, collection_id, modseq);
CREATE INDEX tombstone_at ON tombstone (at);

-- Who may do what with somebody else's collection.  The bits of rights are
-- those of storage/share.h; grantee 0 is everybody of the
-- owner's domain who is signed in.
CREATE TABLE share (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	grantee_id	bigint NOT NULL,
	rights		int NOT NULL CHECK (rights > 0),
	PRIMARY KEY (account_id, collection_id, grantee_id),
	FOREIGN KEY (account_id, collection_id) REFERENCES collection ON DELETE CASCADE
);
CREATE INDEX share_grantee ON share (grantee_id);
CREATE FUNCTION share_forget_grantee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM share WHERE grantee_id = OLD.id;
	RETURN OLD;
END $$;
CREATE TRIGGER share_forget_grantee AFTER DELETE ON account
	FOR EACH ROW EXECUTE FUNCTION share_forget_grantee();

-- Properties that clients keep with us and that mean nothing to us (RFC 4918,
-- section 4.4), as XML.  collection_id 0: of the principal; item_id 0: of the
-- collection itself.
CREATE TABLE property (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	collection_id	bigint NOT NULL,
	item_id		bigint NOT NULL,
	namespace	text NOT NULL,
	name		text NOT NULL,
	value		text NOT NULL,
	PRIMARY KEY (account_id, collection_id, item_id, namespace, name)
);
