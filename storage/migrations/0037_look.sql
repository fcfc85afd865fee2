-- How the pages look: words, links and the picture of whoever runs this server.
-- All of it is text: what of it a browser may make bold or a link is decided
-- there (ui/lib/markup.ts), and nothing of it runs.

-- Links beside our own: four lists of equal length, as mailcow's form sends them.
-- A link of user_href may say %u, the address of whoever is signed in.
CREATE VIEW api.app_links AS
SELECT 'app_links' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(s.value->'app', '[]') AS app, coalesce(s.value->'href', '[]') AS href,
	coalesce(s.value->'user_href', '[]') AS user_href, coalesce(s.value->'hide', '[]') AS hide
FROM (VALUES ('app_links')) k (name) LEFT JOIN public.setting s USING (name);

CREATE VIEW api.ui_texts AS
SELECT 'ui_texts' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(s.value->>'title_name', '') AS title_name, coalesce(s.value->>'main_name', '') AS main_name,
	coalesce(s.value->>'apps_name', '') AS apps_name, coalesce(s.value->>'help_text', '') AS help_text,
	coalesce(s.value->>'ui_footer', '') AS ui_footer,
	coalesce(s.value->>'ui_announcement_text', '') AS ui_announcement_text,
	coalesce(s.value->>'ui_announcement_type', 'info') AS ui_announcement_type,
	coalesce((s.value->>'ui_announcement_active')::boolean, false)::int AS ui_announcement_active
FROM (VALUES ('ui_texts')) k (name) LEFT JOIN public.setting s USING (name);

CREATE VIEW api.custom_login AS
SELECT 'custom_login' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce((s.value->>'hide_user_quicklink')::boolean, false)::int AS hide_user_quicklink,
	coalesce((s.value->>'hide_domainadmin_quicklink')::boolean, false)::int AS hide_domainadmin_quicklink,
	coalesce((s.value->>'hide_admin_quicklink')::boolean, false)::int AS hide_admin_quicklink,
	coalesce((s.value->>'force_sso')::boolean, false)::int AS force_sso,
	coalesce(s.value->>'login_text', '') AS login_text
FROM (VALUES ('custom_login')) k (name) LEFT JOIN public.setting s USING (name);

-- The picture on the sign-in page and of the browser's tab, on light and on dark ground.
CREATE TABLE logo (
	ground		text PRIMARY KEY CHECK (ground IN ('light', 'dark')),
	type		text NOT NULL DEFAULT '',		-- image/png; '': ours is shown
	image		bytea NOT NULL DEFAULT '' CHECK (length(image) <= 524288),
	modified	timestamptz NOT NULL DEFAULT now()
);
INSERT INTO logo (ground) VALUES ('light'), ('dark');

CREATE VIEW api.logo AS
SELECT ground AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	ground AS logo, type, length(image) AS size, CASE WHEN type = '' THEN '' ELSE
	left(encode(sha256(image), 'hex'), 20) END AS version, api.time(modified) AS modified
FROM public.logo;
