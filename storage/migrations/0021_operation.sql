-- What happened to each message, as the services told it in their logs.  A
-- message has senders and recipients of many domains, so its rows stand under
-- Postfix' name for it, which is never used again, and name the domains of this
-- server that it concerns.
CREATE TABLE mail_trace (
	queue_id	text PRIMARY KEY,	-- 'refused:N' for what was refused before it had a name
	id		bigint GENERATED ALWAYS AS IDENTITY UNIQUE,	-- pages are by it
	at		timestamptz NOT NULL DEFAULT now(),
	ended		timestamptz,		-- Postfix was done with it
	via		text,			-- smtpd, submission, submissions, sieve, …
	remote		text,
	helo		text,
	login		text,
	message_id	text,
	sender		text,
	sender_domain	bigint,			-- a domain of ours, or NULL
	size		bigint,
	action		text,			-- Rspamd's: no action, add header, reject, …
	score		real,
	symbols		text,
	refused		text			-- the words with which it was refused
);
CREATE INDEX mail_trace_at ON mail_trace (at);
CREATE INDEX mail_trace_message ON mail_trace (message_id);
CREATE INDEX mail_trace_sender ON mail_trace (lower(sender));
CREATE INDEX mail_trace_domain ON mail_trace (sender_domain, id) WHERE sender_domain IS NOT NULL;

CREATE TABLE mail_trace_recipient (
	queue_id	text NOT NULL REFERENCES mail_trace ON DELETE CASCADE,
	recipient	text NOT NULL,
	original	text,			-- as the sender wrote it, where an alias led on
	domain		bigint,			-- a domain of ours that recipient or original is in
	at		timestamptz NOT NULL DEFAULT now(),
	state		text NOT NULL,		-- sent, deferred, bounced, expired, refused
	relay		text,
	code		text,
	reply		text,			-- the other server's words
	session		text,			-- Dovecot's, under which it tells the mailbox
	mailbox		text,
	attempts	int NOT NULL DEFAULT 1,
	PRIMARY KEY (queue_id, recipient)
);
CREATE INDEX mail_trace_recipient_name ON mail_trace_recipient (lower(recipient));
CREATE INDEX mail_trace_recipient_original ON mail_trace_recipient (lower(original)) WHERE original IS NOT NULL;
CREATE INDEX mail_trace_recipient_domain ON mail_trace_recipient (domain, queue_id) WHERE domain IS NOT NULL;
CREATE INDEX mail_trace_recipient_session ON mail_trace_recipient (session) WHERE mailbox IS NULL AND session IS NOT NULL;
