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
