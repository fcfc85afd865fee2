-- Whether a remembered password opens an account is decided by seven tables, which each
-- request asked.  Now each of them makes a number grow, in the transaction of its change:
-- a process that read them all may go by what it read as long as the number is the same
-- (storage/basic_known.h).
ALTER TABLE account ADD access bigint NOT NULL DEFAULT 0;

CREATE FUNCTION account_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.access := OLD.access + 1;
	RETURN NEW;
END $$;
CREATE TRIGGER account_access BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_access();

-- Rows that begin with account_id.
CREATE FUNCTION access_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		UPDATE account SET access = access WHERE id = OLD.account_id;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		UPDATE account SET access = access WHERE id = NEW.account_id;
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER access_changes AFTER INSERT OR DELETE OR UPDATE OF account_id, id, kind, hash, active, protocols
	ON credential FOR EACH ROW EXECUTE FUNCTION access_changes();
CREATE TRIGGER access_changes AFTER INSERT OR DELETE ON totp FOR EACH ROW EXECUTE FUNCTION access_changes();
CREATE TRIGGER access_changes AFTER INSERT OR DELETE ON webauthn_key FOR EACH ROW EXECUTE FUNCTION access_changes();
CREATE TRIGGER access_changes AFTER INSERT OR DELETE ON yubico_key FOR EACH ROW EXECUTE FUNCTION access_changes();
CREATE TRIGGER access_changes AFTER DELETE ON basic_cache FOR EACH ROW
	WHEN (OLD.expires > now()) EXECUTE FUNCTION access_changes();

CREATE FUNCTION domain_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE account SET access = access WHERE domain_id = NEW.id;
	RETURN NULL;
END $$;
CREATE TRIGGER domain_access AFTER UPDATE OF active ON domain FOR EACH ROW
	WHEN (NEW.active IS DISTINCT FROM OLD.active) EXECUTE FUNCTION domain_access();
