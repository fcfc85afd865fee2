-- Work that is due at a time and is tried until it succeeds: held mail, snoozed
-- mail, and what other kinds need (httpd/tasks.c has the table of kinds).
--
-- A row is written in the transaction that causes the work.  The watcher hands
-- accounts with due rows to a worker, which moves due to the next attempt
-- before it begins: a task whose worker died comes again by itself, later each
-- time, and one that kills its worker does not do so in a loop.
CREATE TABLE task (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	kind		text NOT NULL,
	ref		bigint NOT NULL DEFAULT 0,	-- what it is about: a submission, an email, …
	due		timestamptz NOT NULL,
	attempts	int NOT NULL DEFAULT 0,
	payload		jsonb NOT NULL DEFAULT '{}',
	fault		text,				-- why the last attempt failed
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, id)
);
CREATE INDEX task_due ON task (due);
CREATE INDEX task_ref ON task (account_id, kind, ref);

-- Sending.  Submissions outlive the index of mail: a held one must not vanish
-- because the index was made again.
--
-- envid names a submission on its way: Postfix is greeted with it (mail.hand_over
-- below), and reports come back with it (RFC 3461, section 4.4).  Nobody else
-- knows it but the servers that the message went to.
ALTER TABLE mail_submission DROP CONSTRAINT mail_submission_account_id_fkey,
	ADD FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE,
	ADD envid	text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', ''),
	ADD begun	boolean NOT NULL DEFAULT false,	-- an attempt was begun and its end is not known
	ADD taken	timestamptz,			-- Postfix took the message
	ADD queue_id	text,				-- Postfix's name for it
	ADD message_id	text,				-- its Message-ID with <>
	ADD reports	jsonb NOT NULL DEFAULT '[]',	-- emails that tell about its delivery: DSNs
	ADD receipts	jsonb NOT NULL DEFAULT '[]';	-- and about its being read: MDNs
CREATE UNIQUE INDEX mail_submission_envid ON mail_submission (envid);
CREATE INDEX mail_submission_message ON mail_submission (account_id, message_id);
CREATE INDEX mail_submission_queue ON mail_submission (queue_id);
CREATE INDEX mail_submission_email ON mail_submission (account_id, email_id);

-- The bytes of what waits to be sent.  In the database, not in the mail store:
-- the sender may change, move and delete the draft meanwhile, and what leaves is
-- what was submitted, in the same transaction as its row.
CREATE TABLE mail_held (
	account_id	bigint NOT NULL,
	submission_id	bigint NOT NULL,
	number		int NOT NULL,
	data		bytea NOT NULL,
	PRIMARY KEY (account_id, submission_id, number),
	FOREIGN KEY (account_id, submission_id) REFERENCES mail_submission ON DELETE CASCADE
);
ALTER TABLE mail_held ALTER COLUMN data SET STORAGE EXTERNAL;

-- Recipients by account and hour, for the bound on them.
CREATE UNLOGGED TABLE mail_rate (
	account_id	bigint PRIMARY KEY,
	hour		bigint NOT NULL,
	recipients	bigint NOT NULL
);

-- Postfix asks this at the end of a message that we hand over, with the name
-- that we greeted it with.  The first time it goes on; a second time, since our
-- worker died before it heard the answer, it refuses.  So nothing is sent twice,
-- whatever dies when.
CREATE FUNCTION mail.hand_over(helo text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
BEGIN
	IF helo NOT LIKE 'hl-%' THEN
		RETURN NULL;
	END IF;
	UPDATE mail_submission SET taken = clock_timestamp() WHERE envid = substr(helo, 4) AND taken IS NULL;
	IF FOUND THEN
		RETURN 'DUNNO';
	END IF;
	IF EXISTS (SELECT FROM mail_submission WHERE envid = substr(helo, 4)) THEN
		RETURN 'REJECT 5.5.1 this message was handed over before';
	END IF;
	RETURN NULL;
END $$;

-- Sieve.  The scripts are Dovecot's; this gives their names ids that outlive a
-- change of name (RFC 9661).
CREATE TABLE sieve_script (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	name		text NOT NULL,
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, name)
);

-- The vacation response (RFC 8621, section 8), of which a script is made.
CREATE TABLE vacation (
	account_id	bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
	enabled		boolean NOT NULL,
	from_date	bigint,			-- seconds since 1970
	to_date		bigint,
	subject		text,
	text_body	text,
	html_body	text,
	state		bigint NOT NULL
);

-- Filters (docs/jmap-filters.md), of which a script is made.
CREATE TABLE mail_filter (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL DEFAULT new_id(),
	position	bigint NOT NULL,
	rule		jsonb NOT NULL,
	PRIMARY KEY (account_id, id)
);

-- Mail that comes back later (docs/jmap-snooze.md): where it was, and when it wakes.
CREATE TABLE mail_snooze (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	email_id	bigint NOT NULL,
	guid		text NOT NULL,		-- finds it again when the index was made anew
	mailbox_path	text NOT NULL,
	wake		bigint NOT NULL,	-- seconds since 1970
	PRIMARY KEY (account_id, email_id)
);
