-- Whoever subscribed to his own account (0008) is told of those that he has elsewhere (0019), too:
-- their news are his.
CREATE OR REPLACE FUNCTION push_due(who bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	at timestamptz := clock_timestamp() + interval '1 second';
	whose bigint := coalesce((SELECT owner_id FROM outside_account WHERE account_id = who), who);
BEGIN
	IF NOT EXISTS (SELECT FROM push_subscription WHERE account_id = whose AND verified AND expires > now()) THEN
		RETURN;
	END IF;
	UPDATE task SET due = due WHERE account_id = whose AND kind = 'push' AND attempts = 0;
	IF NOT FOUND THEN
		INSERT INTO task (account_id, kind, due) VALUES (whose, 'push', at);
	END IF;
	PERFORM pg_notify('hayloft_task', (extract(epoch FROM at) * 1000)::bigint::text);
END $$;
