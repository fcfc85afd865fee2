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

-- Who is kept out.  One decision for every service: whoever guesses passwords,
-- wherever he tries them (storage/throttle.c), is banned with his network for
-- a while, each time for longer.  It is the server's business, so no row
-- belongs to a domain.
CREATE TABLE ban_setting (
	only_one	boolean PRIMARY KEY DEFAULT true CHECK (only_one),
	ban_time	int NOT NULL DEFAULT 1800 CHECK (ban_time BETWEEN 1 AND 31536000),	-- seconds
	increment	boolean NOT NULL DEFAULT true,	-- twice as long each time, up to:
	max_ban_time	int NOT NULL DEFAULT 10000 CHECK (max_ban_time BETWEEN 1 AND 31536000),
	max_attempts	int NOT NULL DEFAULT 10 CHECK (max_attempts BETWEEN 1 AND 100000),
	retry_window	int NOT NULL DEFAULT 600 CHECK (retry_window BETWEEN 1 AND 604800),
	netban_ipv4	int NOT NULL DEFAULT 32 CHECK (netban_ipv4 BETWEEN 8 AND 32),
	-- One customer has a /64, and changes addresses in it as he likes.
	netban_ipv6	int NOT NULL DEFAULT 64 CHECK (netban_ipv6 BETWEEN 8 AND 128),
	-- Whoever knows it may read the list of bans.
	list_token	text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', '')
);
INSERT INTO ban_setting DEFAULT VALUES;

-- Networks that are never, or always, kept out; names as 0030 says.
CREATE TABLE ban_list (
	entry		text PRIMARY KEY CHECK (length(entry) BETWEEN 1 AND 255),
	network		cidr,
	verdict		text NOT NULL CHECK (verdict IN ('allow', 'deny')),
	created		timestamptz NOT NULL DEFAULT now()
);

-- Rows stay for a week after their end, so that the next ban is longer.
CREATE TABLE ban (
	network		cidr PRIMARY KEY,
	since		timestamptz NOT NULL DEFAULT now(),
	until		timestamptz NOT NULL,
	times		int NOT NULL DEFAULT 1,
	reason		text NOT NULL DEFAULT ''
);
CREATE INDEX ban_contains ON ban USING gist (network inet_ops);
CREATE INDEX ban_until ON ban (until);

-- Wrong passwords of a network in this window.
CREATE UNLOGGED TABLE ban_attempt (
	network		cidr PRIMARY KEY,
	failures	int NOT NULL,
	since		timestamptz NOT NULL DEFAULT now()
);

-- For the watcher, which tells the fronts.
CREATE FUNCTION ban_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	NOTIFY hayloft_ban;
	RETURN NULL;
END $$;
CREATE TRIGGER ban_changed AFTER INSERT OR UPDATE OR DELETE ON ban
	FOR EACH STATEMENT EXECUTE FUNCTION ban_changed();
CREATE TRIGGER ban_changed AFTER INSERT OR UPDATE OR DELETE ON ban_list
	FOR EACH STATEMENT EXECUTE FUNCTION ban_changed();

-- Until when an address is kept out; NULL: it is not.
CREATE FUNCTION banned_until(address inet) RETURNS timestamptz LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN EXISTS (SELECT 1 FROM public.ban_list l WHERE l.verdict = 'allow' AND l.network >>= address)
			THEN NULL
		WHEN EXISTS (SELECT 1 FROM public.ban_list l WHERE l.verdict = 'deny' AND l.network >>= address)
			THEN 'infinity'
		ELSE (SELECT max(until) FROM public.ban b WHERE b.network >>= address AND b.until > now()) END
$$;

CREATE FUNCTION ban_network(address inet) RETURNS cidr LANGUAGE sql STABLE AS $$
	SELECT network(set_masklen(address, CASE family(address) WHEN 4 THEN netban_ipv4 ELSE netban_ipv6 END))
	FROM public.ban_setting
$$;

-- Somebody at ADDRESS is about to try a password at a service, which counts until
-- ban_forgive().  Until when he is kept out; NULL: he may try.  The loopback is
-- where our own services come from: it is never banned by itself.
CREATE FUNCTION ban_try(address inet, service text) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
	s	ban_setting;
	n	cidr := ban_network(address);
	f	int;
	out	timestamptz := banned_until(address);
BEGIN
	IF out IS NOT NULL OR address <<= '127.0.0.0/8' OR address = '::1' OR
	    ban_listed(address, 'allow') THEN
		RETURN out;
	END IF;
	SELECT * INTO s FROM ban_setting;
	INSERT INTO ban_attempt AS a (network, failures) VALUES (n, 1)
		ON CONFLICT (network) DO UPDATE SET
			failures = CASE WHEN a.since < now() - make_interval(secs => s.retry_window) THEN 1 ELSE a.failures + 1 END,
			since = CASE WHEN a.since < now() - make_interval(secs => s.retry_window) THEN now() ELSE a.since END
		RETURNING failures INTO f;
	IF f <= s.max_attempts THEN
		RETURN NULL;
	END IF;
	DELETE FROM ban_attempt a WHERE a.network = n;
	INSERT INTO ban AS b (network, until, reason)
		VALUES (n, now() + make_interval(secs => least(s.ban_time, s.max_ban_time)),
			f - 1 || ' wrong passwords, the last one for ' || service)
		ON CONFLICT (network) DO UPDATE SET since = now(), times = b.times + 1, reason = excluded.reason,
			until = now() + make_interval(secs => CASE WHEN s.increment
				THEN least(s.ban_time * 2.0 ^ least(b.times, 20), s.max_ban_time)
				ELSE least(s.ban_time, s.max_ban_time) END)
		RETURNING until INTO out;
	RETURN out;
END $$;

CREATE FUNCTION ban_forgive(address inet) RETURNS void LANGUAGE sql AS $$
	UPDATE ban_attempt SET failures = greatest(failures - 1, 0) WHERE network = ban_network(address)
$$;

-- Postfix asks with the client's name, its address, and parts of both; only the address counts.
CREATE FUNCTION mail.banned(client text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
	SET search_path = public AS $$ BEGIN
	IF (client ~ '^\d+\.\d+\.\d+\.\d+$' OR client ~ '^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*$') AND
	    banned_until(client::inet) IS NOT NULL THEN
		RETURN '521 5.7.1 This address is kept out because of wrong passwords';
	END IF;
	RETURN NULL;
EXCEPTION WHEN invalid_text_representation THEN
	RETURN NULL;
END $$;
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT EXECUTE ON FUNCTION mail.banned(text) TO hayloft_mail;
	END IF;
END $$;

-- What the server looked like every minute: numbers by name, for charts and monitors.
CREATE TABLE measure (
	at		timestamptz PRIMARY KEY DEFAULT now(),
	numbers		jsonb NOT NULL
);

-- Which of Postfix' processes serves whom (storage/smtp_session.h). Process ids are
-- this run's: after a crash of the database nobody's are left, which is right.
CREATE UNLOGGED TABLE smtp_session (
	pid		bigint PRIMARY KEY,
	login		text NOT NULL,
	began		timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX smtp_session_login ON smtp_session (login);
