-- Who forgot the password gets a link by mail to the account's recovery
-- address.  The link is a step of signing in whose token was mailed instead of
-- answered; mailed stays with the steps that follow it, which end with a new
-- password.
ALTER TABLE sign_in_step
	ADD mailed	boolean NOT NULL DEFAULT false,
	ALTER expires	DROP DEFAULT,
	DROP CONSTRAINT sign_in_step_needs_check,
	ADD CONSTRAINT sign_in_step_needs_check
		CHECK (needs IN ('second-factor', 'enrol', 'new-password', 'passkey', 'totp', 'key', 'link'));

-- A domain may have its administrators mend passwords instead.
ALTER TABLE password_rule ADD by_mail boolean NOT NULL DEFAULT true;

CREATE OR REPLACE VIEW api.password_rule AS
SELECT coalesce(d.name, '*') AS _key, d.id AS _domain, NULL::bigint AS _account,
	coalesce(d.name, '*') AS domain, coalesce(r.length, 8) AS length,
	api.switch(coalesce(r.chars, false)) AS chars, api.switch(coalesce(r.special_chars, false)) AS special_chars,
	api.switch(coalesce(r.lowerupper, false)) AS lowerupper, api.switch(coalesce(r.numbers, false)) AS numbers,
	own.domain_id IS NOT NULL OR d.id IS NULL AS own,
	api.switch(coalesce(r.by_mail, true)) AS by_mail
FROM (SELECT id, name FROM public.domain UNION ALL SELECT NULL, NULL) d
LEFT JOIN public.password_rule own ON own.domain_id = d.id
LEFT JOIN public.password_rule r ON r.domain_id IS NOT DISTINCT FROM own.domain_id;
