-- Sharing beyond plain rows of `share`, and what is sent and fetched for it.

-- The key by which push services know us (RFC 8292); one of this installation,
-- since subscriptions are bound to it.
CREATE TABLE vapid_key (
	only_one	boolean PRIMARY KEY DEFAULT true CHECK (only_one),
	private_key	bytea NOT NULL CHECK (length(private_key) = 32),
	public_key	bytea NOT NULL CHECK (length(public_key) = 65)
);

-- Who is in a group: people, resources and other groups of the same domain.
-- What is granted to a group is granted to all in it, at any depth; a circle
-- of groups does no harm.
CREATE TABLE group_member (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- the group
	member_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	PRIMARY KEY (account_id, member_id),
	CHECK (account_id <> member_id)
);
CREATE INDEX group_member_member ON group_member (member_id);

-- Who acts for somebody in all his calendars (caldav-proxy): a person or a group.
CREATE TABLE proxy (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- for whom
	proxy_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	writes		boolean NOT NULL,
	PRIMARY KEY (account_id, proxy_id),
	CHECK (account_id <> proxy_id)
);
CREATE INDEX proxy_proxy ON proxy (proxy_id);

-- In whose name WHO may ask: himself and the groups that he is in.
CREATE FUNCTION grantees_of(who bigint) RETURNS bigint[] LANGUAGE sql STABLE AS $$
	WITH RECURSIVE me AS (
		SELECT who AS id
		UNION
		SELECT m.account_id FROM group_member m JOIN me ON m.member_id = me.id
		JOIN account g ON g.id = m.account_id AND g.active AND g.kind = 'group'
	) SELECT array_agg(id) FROM me
$$;

-- The other way round: WHO, and all that are in it when it is a group.
CREATE FUNCTION members_of(who bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
	WITH RECURSIVE all_of AS (
		SELECT who AS id
		UNION
		SELECT m.member_id FROM group_member m JOIN all_of ON m.account_id = all_of.id
	) SELECT id FROM all_of
$$;

-- A share begins with an invitation where a client makes it by one: then it
-- counts when it is accepted.  listed: a row for everybody that is in everybody's
-- home too (a book of the organisation).
ALTER TABLE share
	ADD state	text NOT NULL DEFAULT 'accepted' CHECK (state IN ('pending', 'accepted', 'declined')),
	ADD invite	text,					-- its uid; NULL: granted without asking
	ADD name	text,					-- of the invited, as the owner typed it
	ADD summary	text,
	ADD listed	boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX share_invite ON share (invite) WHERE invite IS NOT NULL;
CREATE INDEX share_listed ON share (account_id) WHERE listed;

CREATE FUNCTION share_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s share;
BEGIN
	s := coalesce(NEW, OLD);
	UPDATE collection c SET shared = EXISTS (SELECT 1 FROM share WHERE account_id = s.account_id
		AND collection_id = s.collection_id) WHERE c.account_id = s.account_id AND c.id = s.collection_id;
	RETURN NULL;
END $$;
ALTER TABLE collection ADD shared boolean NOT NULL DEFAULT false;	-- it has a row in share
CREATE TRIGGER share_note AFTER INSERT OR DELETE ON share
	FOR EACH ROW EXECUTE FUNCTION share_note();

-- What clients are told of invitations is in a collection of its own, an XML object each.
ALTER TABLE collection DROP CONSTRAINT collection_kind_check;
ALTER TABLE collection ADD CONSTRAINT collection_kind_check
	CHECK (kind IN ('calendar', 'addressbook', 'inbox', 'outbox', 'notifications'));

-- What somebody else's collection looks like in one's own home.  NULL: as its owner has it.
CREATE TABLE share_view (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- who looks
	owner_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	label		text,
	color		text,
	sort_order	text,
	transparent	boolean,
	hidden		boolean NOT NULL DEFAULT false,
	PRIMARY KEY (account_id, owner_id, collection_id),
	FOREIGN KEY (owner_id, collection_id) REFERENCES collection ON DELETE CASCADE
);
CREATE INDEX share_view_collection ON share_view (owner_id, collection_id);

-- Addresses at which a collection can be read without signing in.  The token
-- in the address is kept as its hash, but for those that a client published
-- (calendarserver.org's publishing), which must be able to read it again.
CREATE TABLE link (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	id		bigint NOT NULL DEFAULT new_id(),
	token_sha256	bytea NOT NULL UNIQUE,
	token		text,
	busy_only	boolean NOT NULL DEFAULT false,
	comment		text NOT NULL DEFAULT '',
	created		timestamptz NOT NULL DEFAULT now(),
	expires		timestamptz,
	last_used	timestamptz,
	PRIMARY KEY (account_id, collection_id, id),
	FOREIGN KEY (account_id, collection_id) REFERENCES collection ON DELETE CASCADE
);

-- A calendar that is a copy of one in the web: its address, and how far it is
-- followed.  Task `web-calendar` fetches it again.
ALTER TABLE collection ADD source text;
CREATE TABLE web_calendar (
	account_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	etag		text,
	last_modified	text,
	sha256		bytea,					-- of what was read last
	checked		timestamptz,
	changed		timestamptz,
	failures	int NOT NULL DEFAULT 0,			-- in a row
	fault		text,					-- why the last attempt failed
	PRIMARY KEY (account_id, collection_id),
	FOREIGN KEY (account_id, collection_id) REFERENCES collection ON DELETE CASCADE
);

-- Who wants to be told by Web Push that a collection changed (WebDAV-Push).
CREATE TABLE dav_push (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,	-- the subscriber
	id		bigint NOT NULL DEFAULT new_id(),
	owner_id	bigint NOT NULL,
	collection_id	bigint NOT NULL,
	resource	text NOT NULL,				-- the push service's URL
	public_key	bytea NOT NULL,
	auth		bytea NOT NULL,
	wanted		int NOT NULL CHECK (wanted BETWEEN 1 AND 3),	-- the same, what he wants to be told
	pending		int NOT NULL DEFAULT 0,			-- what task `dav-push` is to tell: 1 content, 2 properties
	expires		timestamptz NOT NULL,
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, owner_id, collection_id, resource),
	FOREIGN KEY (owner_id, collection_id) REFERENCES collection ON DELETE CASCADE
);
CREATE INDEX dav_push_collection ON dav_push (owner_id, collection_id);
-- A writer need not look there for each change of a collection that nobody wants.
ALTER TABLE collection ADD pushed boolean NOT NULL DEFAULT false;
CREATE INDEX collection_pushed ON collection (account_id) WHERE pushed;

-- The people of a domain are an address book that all of them may search
-- (domain.directory); here also one that is in everybody's home.
ALTER TABLE domain ADD directory_listed boolean NOT NULL DEFAULT false;

-- Whoever knows the address of somebody in it may ask when he is busy, without signing in.
ALTER TABLE domain ADD public_freebusy boolean NOT NULL DEFAULT false;
