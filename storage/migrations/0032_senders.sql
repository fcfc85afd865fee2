-- What somebody who signed in may say of himself: 'own' for an address that he
-- may send as, 'behalf' where his own name must stand in Sender beside it,
-- 'no' for anybody else's in a domain of ours, 'elsewhere' for one that is not
-- here at all.  As Postfix looks the envelope's sender up: the address, without its
-- detail, its domain's catch-all; the first that anybody may send as counts.
CREATE FUNCTION mail.sends_as(login text, address text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
	asked text := lower(address);
	there text := substring(asked FROM '@([^@]*)$');
	key text;
	may boolean;
	behalf boolean;
BEGIN
	FOREACH key IN ARRAY ARRAY[asked, mail.without_detail(asked), '@' || there] LOOP
		SELECT bool_or(s = login) INTO may FROM mail.senders(key) s;
		EXIT WHEN may IS NOT NULL;
	END LOOP;
	IF may THEN
		SELECT bool_and(a.may_send = 'behalf') INTO behalf
			FROM mail_access a JOIN account o ON o.id = a.account_id AND o.active
			WHERE o.address IN (key, mail.behind(key)) AND o.address <> login AND a.may_send <> 'no'
			AND a.grantee_id = ANY (grantees_of((SELECT id FROM account WHERE account.address = login)));
		RETURN CASE WHEN behalf AND NOT EXISTS (SELECT FROM mail.sender_acl l WHERE l.login = sends_as.login
			AND l.sender IN (key, '@' || there, '*')) THEN 'behalf' ELSE 'own' END;
	END IF;
	RETURN CASE WHEN EXISTS (SELECT FROM domain WHERE name = there)
		OR EXISTS (SELECT FROM alias_domain WHERE name = there) THEN 'no' ELSE 'elsewhere' END;
END $$;
REVOKE ALL ON FUNCTION mail.sends_as(text, text) FROM PUBLIC;
