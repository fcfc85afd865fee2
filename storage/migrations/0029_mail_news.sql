-- News of mail at once.  Dovecot tells its sessions (IDLE, NOTIFY) half a second
-- after something came, to tell of several together; but what a mailbox holds it
-- writes here as soon as mail came or went, so the watcher hears of that.
CREATE FUNCTION mail_news() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM pg_notify('hayloft_mail', id::text) FROM account WHERE address = NEW.address;
	RETURN NULL;
END $$;
CREATE TRIGGER mail_news AFTER INSERT OR UPDATE OF messages ON quota_usage
	FOR EACH ROW EXECUTE FUNCTION mail_news();
