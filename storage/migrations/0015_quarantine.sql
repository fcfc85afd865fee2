-- Mail that was refused as spam or for a virus, kept for a while for those it
-- was for: a row for each mailbox that would have got it, the bytes once.

CREATE TABLE quarantine_message (
	id		bigint PRIMARY KEY DEFAULT new_id(),
	created		timestamptz NOT NULL DEFAULT now(),
	data		bytea NOT NULL
);
ALTER TABLE quarantine_message ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE quarantine (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	message_id	bigint NOT NULL REFERENCES quarantine_message ON DELETE CASCADE,
	created		timestamptz NOT NULL DEFAULT now(),
	queue_id	text NOT NULL,
	recipient	text NOT NULL,		-- the address that was written to
	sender		text NOT NULL,		-- of the envelope
	login		text NOT NULL DEFAULT '',	-- who sent it, when it is one of us
	from_header	text NOT NULL DEFAULT '',
	subject		text NOT NULL DEFAULT '',
	remote		text NOT NULL DEFAULT '',
	score		real NOT NULL,
	action		text NOT NULL,		-- Rspamd's
	virus		boolean NOT NULL DEFAULT false,
	symbols		jsonb NOT NULL,		-- Rspamd's reasons: [{"name", "score", …}]
	size		bigint NOT NULL,
	told		boolean NOT NULL DEFAULT false,	-- a digest has named it
	PRIMARY KEY (account_id, id)
);
CREATE INDEX quarantine_created ON quarantine (created);
CREATE INDEX quarantine_message_of ON quarantine (message_id);
