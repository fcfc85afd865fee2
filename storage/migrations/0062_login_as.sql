-- An administrator opens somebody's mailbox: such a session says so, and so do its owner's last sign-ins.
ALTER TABLE session DROP CONSTRAINT session_way_check,
	ADD CHECK (way IN ('password', 'totp', 'recovery', 'key', 'passkey', 'provider', 'administrator'));
ALTER TABLE last_login DROP CONSTRAINT last_login_service_check,
	ADD CHECK (service IN ('web', 'imap', 'pop3', 'smtp', 'sieve', 'dav', 'jmap', 'api', 'mail', 'administrator'));
