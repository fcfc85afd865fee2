-- The index of mail: what lists, threads, counts and JMAP states are answered
-- from.  IMAP is the truth; every row of mail_mailbox, mail_email, mail_thread,
-- mail_placement, mail_box_thread and mail_ref can be made again from it by
-- deleting the account's row of mail_state (the rest goes with it).
--
-- States (RFC 8620, section 5.2): one counter per account.  Every row that is
-- created, updated or destroyed draws a number of its own from it, so that
-- changes can be told in portions of any size.  The counter begins at the time
-- of its creation in milliseconds: an index that was made again never repeats
-- a state of the lost one.

CREATE TABLE mail_state (
	account_id	bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
	counter		bigint NOT NULL,	-- the last number drawn
	floor		bigint NOT NULL,	-- changes up to here are forgotten
	email		bigint NOT NULL,	-- the last number of each type
	mailbox		bigint NOT NULL,
	thread		bigint NOT NULL,
	submission	bigint NOT NULL,
	delivery	bigint NOT NULL,	-- EmailDelivery: new mail only (RFC 8621, section 1.5)
	purged		timestamptz NOT NULL DEFAULT now()	-- tombstones were looked through
);

CREATE TABLE mail_mailbox (
	account_id	bigint NOT NULL REFERENCES mail_state ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	path		text NOT NULL,		-- as the server lists it, in UTF-8
	separator	text NOT NULL,		-- '' where there are no levels
	name		text NOT NULL,		-- the last level of path
	parent_id	bigint,
	role		text,
	sort_order	int NOT NULL DEFAULT 10,
	subscribed	boolean NOT NULL DEFAULT true,
	selectable	boolean NOT NULL DEFAULT true,

	-- How far the index followed.  UIDs from uid_low up to uid_next are in it;
	-- first indexing goes down from the newest, until uid_low is 1.
	uidvalidity	bigint NOT NULL DEFAULT 0,
	uid_next	bigint NOT NULL DEFAULT 0,
	uid_low		bigint NOT NULL DEFAULT 0,
	modseq		bigint NOT NULL DEFAULT 0,
	messages	bigint NOT NULL DEFAULT 0,	-- the server's count when we last agreed
	unseen		bigint NOT NULL DEFAULT 0,	-- likewise

	total_emails	int NOT NULL DEFAULT 0,
	unread_emails	int NOT NULL DEFAULT 0,
	total_threads	int NOT NULL DEFAULT 0,
	unread_threads	int NOT NULL DEFAULT 0,

	created		bigint NOT NULL,
	changed		bigint NOT NULL,
	changed_more	bigint NOT NULL,	-- the last change of more than the counts
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, path)
);

-- guid names the same message in every mailbox; where the server tells none it
-- is made from mailbox, UIDVALIDITY and UID.  Two copies in one mailbox are two
-- emails with the same guid.
CREATE TABLE mail_email (
	account_id	bigint NOT NULL REFERENCES mail_state ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	thread_id	bigint NOT NULL,
	guid		text NOT NULL,
	size		bigint NOT NULL,
	received_at	bigint NOT NULL,	-- seconds since 1970
	sent_at		bigint,			-- likewise; head has it with its zone
	subject		text,
	head		jsonb NOT NULL,		-- from, to, … as [[name, address], …]; messageId, …
	preview		text NOT NULL DEFAULT '',
	has_attachment	boolean NOT NULL DEFAULT false,
	structure	jsonb NOT NULL,		-- BODYSTRUCTURE as a tree of EmailBodyPart
	keywords	text[] NOT NULL DEFAULT '{}',	-- of all its copies together
	orphan		boolean NOT NULL DEFAULT false,	-- in no mailbox: gone, unless it turns up in another
	created		bigint NOT NULL,
	changed		bigint NOT NULL,
	PRIMARY KEY (account_id, id)
);
CREATE INDEX mail_email_thread ON mail_email (account_id, thread_id);
CREATE INDEX mail_email_changed ON mail_email (account_id, changed);
CREATE INDEX mail_email_guid ON mail_email (account_id, guid);
CREATE INDEX mail_email_received ON mail_email (account_id, received_at DESC, id DESC);
CREATE INDEX mail_email_orphan ON mail_email (account_id) WHERE orphan;

-- An email in a mailbox.  keywords are this copy's flags; seen, flagged, unread,
-- received_at and thread_id repeat the email's, so that a list needs no join.
CREATE TABLE mail_placement (
	account_id	bigint NOT NULL,
	mailbox_id	bigint NOT NULL,
	uid		bigint NOT NULL,
	email_id	bigint NOT NULL,
	thread_id	bigint NOT NULL,
	received_at	bigint NOT NULL,
	seen		boolean NOT NULL,
	flagged		boolean NOT NULL,
	unread		boolean NOT NULL,	-- neither $seen nor $draft
	keywords	text[] NOT NULL,
	PRIMARY KEY (account_id, mailbox_id, uid),
	UNIQUE (account_id, email_id, mailbox_id),
	FOREIGN KEY (account_id, mailbox_id) REFERENCES mail_mailbox ON DELETE CASCADE
);
CREATE INDEX mail_placement_list ON mail_placement (account_id, mailbox_id, received_at DESC, email_id DESC);
CREATE INDEX mail_placement_unseen ON mail_placement (account_id, mailbox_id, received_at DESC, email_id DESC) WHERE NOT seen;
CREATE INDEX mail_placement_flagged ON mail_placement (account_id, mailbox_id, received_at DESC, email_id DESC) WHERE flagged;
CREATE INDEX mail_placement_thread ON mail_placement (account_id, thread_id);

-- A thread in a mailbox: its newest email there, so that the list of a mailbox
-- with threads collapsed is one index read at any position.
CREATE TABLE mail_box_thread (
	account_id	bigint NOT NULL,
	mailbox_id	bigint NOT NULL,
	thread_id	bigint NOT NULL,
	head_at		bigint NOT NULL,
	head_id		bigint NOT NULL,
	emails		int NOT NULL,
	unread		int NOT NULL,
	thread_unread	boolean NOT NULL,	-- an email of the thread is unread (RFC 8621, section 2: Trash counts for itself)
	PRIMARY KEY (account_id, mailbox_id, thread_id),
	FOREIGN KEY (account_id, mailbox_id) REFERENCES mail_mailbox ON DELETE CASCADE
);
CREATE INDEX mail_box_thread_list ON mail_box_thread (account_id, mailbox_id, head_at DESC, head_id DESC);
CREATE INDEX mail_box_thread_thread ON mail_box_thread (account_id, thread_id);

CREATE TABLE mail_thread (
	account_id	bigint NOT NULL REFERENCES mail_state ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	created		bigint NOT NULL,
	changed		bigint NOT NULL,
	PRIMARY KEY (account_id, id)
);
CREATE INDEX mail_thread_changed ON mail_thread (account_id, changed);

-- Which thread a message id belongs to (RFC 8621, section 3): key is a hash of
-- the message id and the subject without "Re:" and the like.  A row whose thread
-- is gone means nothing.
CREATE TABLE mail_ref (
	account_id	bigint NOT NULL REFERENCES mail_state ON DELETE CASCADE,
	key		bigint NOT NULL,
	thread_id	bigint NOT NULL,
	PRIMARY KEY (account_id, key)
);

-- What was destroyed, kept for a year.
CREATE TABLE mail_tombstone (
	account_id	bigint NOT NULL REFERENCES mail_state ON DELETE CASCADE,
	changed		bigint NOT NULL,
	type		text NOT NULL CHECK (type IN ('Email', 'Mailbox', 'Thread', 'EmailSubmission')),
	id		bigint NOT NULL,
	thread_id	bigint NOT NULL DEFAULT 0,	-- of an email
	created		bigint NOT NULL,
	at		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, changed)
);

-- What was handed to submission (RFC 8621, section 7).
CREATE TABLE mail_submission (
	account_id	bigint NOT NULL REFERENCES mail_state ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	identity_id	bigint NOT NULL,
	email_id	bigint NOT NULL,
	thread_id	bigint NOT NULL,
	envelope	jsonb NOT NULL,
	send_at		timestamptz NOT NULL DEFAULT now(),
	undo_status	text NOT NULL CHECK (undo_status IN ('pending', 'final', 'canceled')),
	delivery	jsonb NOT NULL,		-- DeliveryStatus by recipient
	created		bigint NOT NULL,
	changed		bigint NOT NULL,
	PRIMARY KEY (account_id, id)
);
CREATE INDEX mail_submission_changed ON mail_submission (account_id, changed);

-- Uploads until they are used.  In the database, because the next request may
-- be served by another node; in pieces, because no worker should hold a large
-- one whole.  Already compressed as a rule, so not once more.
CREATE TABLE blob (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	sha256		bytea NOT NULL,
	size		bigint NOT NULL,
	type		text NOT NULL,
	used		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, sha256)
);
CREATE INDEX blob_used ON blob (used);
CREATE TABLE blob_piece (
	account_id	bigint NOT NULL,
	sha256		bytea NOT NULL,
	number		int NOT NULL,
	data		bytea NOT NULL,
	PRIMARY KEY (account_id, sha256, number),
	FOREIGN KEY (account_id, sha256) REFERENCES blob ON DELETE CASCADE
);
ALTER TABLE blob_piece ALTER COLUMN data SET STORAGE EXTERNAL;
