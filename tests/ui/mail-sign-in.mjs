/*
 * Mail at a provider where people sign in instead of giving a password: registered by an
 * administrator, signed in to, read, and signed in to again after it was taken back. Run by
 * tests/http/test_mail_sign_in.py, which has that provider, once for each part:
 *   HAYLOFT_TOLD  {"part", "me", "password": of an account here, "there", "secret": the login there, "subject",
 *                          "provider": {name, client_id, client_secret, authorize_url, token_url, scopes, imap_port, smtp_port, domain}}
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, enter, newPage, row, shot, signIn, url, words } from './support.mjs';

const it = JSON.parse(process.env.HAYLOFT_TOLD);
const t = words('en');
const name = it.provider.name;

/* The page of the provider, which is another Hayloft. */
async function atTheProvider(page) {
	await page.waitForURL(u => u.pathname === '/oauth/authorize' && !u.href.startsWith(url));
	await page.locator('input[name=login]').fill(it.there);
	await page.locator('input[name=password]').fill(it.secret);
	await page.getByRole('button', { name: t('sign-in'), exact: true }).click();
}

/* The provider, met by its address, has no passkeys to offer, and the browser complains of that. */
const complaintsHere = page => page.complaints.filter(c => c.includes(url));

async function register(page) {
	await page.getByRole('button', { name: t('providers-add') }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel(t('providers-kind')).selectOption('generic');
	for (const [label, value] of [['oauth-client-name', name], ['providers-client', it.provider.client_id], ['providers-secret', it.provider.client_secret],
		['providers-domains', it.provider.domain], ['providers-authorize', it.provider.authorize_url], ['providers-token', it.provider.token_url], ['providers-scopes', it.provider.scopes]])
		await dialog.getByLabel(t(label), { exact: true }).fill(value);
	for (const [kind, port] of [['imap', it.provider.imap_port], ['smtp', it.provider.smtp_port]]) {
		const server = dialog.getByRole('group', { name: t(`outside-${kind}`) });
		await server.getByLabel(t('outside-host')).fill('localhost');
		await server.getByLabel(t('outside-port')).fill(String(port));
	}
	await dialog.getByText(`${url}/oauth/callback`).waitFor();
	await shot(page, 'mail-provider');
	assert.deepEqual(await axe(page, 'a mail provider'), []);
	await dialog.getByRole('button', { name: t('providers-add') }).click();
	await page.getByRole('button', { name: t('oauth-client-change', { name }) }).waitFor();
}

test('registered, signed in to, read', { skip: it.part !== 'first', timeout: 600_000 }, async () => {
	const chief = await signIn(await newPage(), 'admin');
	await chief.goto(`${url}/settings/oauth`);
	await register(chief);
	/* What was given is kept when something else is changed. */
	await chief.getByRole('button', { name: t('oauth-client-change', { name }) }).click();
	await chief.getByRole('dialog').getByRole('button', { name: t('save'), exact: true }).click();
	await chief.getByText(t('saved')).first().waitFor();
	assert.deepEqual(chief.complaints, []);

	const page = await newPage();
	await enter(page, it.me, it.password, '/settings/identities');
	await page.getByRole('button', { name: t('outside-add') }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel(t('sign-in-password')).waitFor();
	await dialog.getByLabel(t('sign-in-login')).fill(it.there);
	await dialog.getByText(t('mail-sign-in-text', { name })).waitFor();
	assert.equal(await dialog.getByLabel(t('sign-in-password')).count(), 0);
	await shot(page, 'mail-sign-in');
	assert.deepEqual(await axe(page, 'a sign-in at a provider'), []);
	await dialog.getByRole('button', { name: t('mail-sign-in', { name }) }).click();
	await atTheProvider(page);
	await page.getByRole('button', { name: t('outside-remove', { address: it.there }) }).waitFor();
	assert.equal(new URL(page.url()).pathname, '/settings/identities');

	/* The same for a job. */
	await page.goto(`${url}/settings/import`);
	await page.getByRole('button', { name: t('sync-add') }).click();
	await page.getByRole('dialog').getByLabel(t('sync-login')).fill(it.there);
	await page.getByRole('dialog').getByRole('button', { name: t('mail-sign-in', { name }) }).click();
	/* There one is signed in still, and is not asked. */
	await page.getByRole('button', { name: t('sync-remove', { name: it.there }) }).waitFor();
	await shot(page, 'sync-jobs');
	assert.deepEqual(await axe(page, 'sync jobs'), []);

	await page.goto(`${url}/mail/inbox`);
	const folders = page.getByRole('navigation', { name: t('folders') });
	const button = page.getByRole('button', { name: t('folders') });
	await folders.or(button).first().waitFor();
	if (!await folders.isVisible())
		await button.click();
	await folders.getByRole('link', { name: it.there, exact: true }).click();
	await row(page, it.subject).waitFor();
	assert.deepEqual(complaintsHere(page), []);
});

test('signed in to again', { skip: it.part !== 'again', timeout: 600_000 }, async () => {
	const page = await newPage();
	await enter(page, it.me, it.password, '/settings/identities');
	await page.getByText(t('mail-sign-in-over')).waitFor();
	await shot(page, 'mail-sign-in-over');
	assert.deepEqual(await axe(page, 'a sign-in that is over'), []);
	await page.getByRole('button', { name: t('mail-sign-in', { name }) }).click();
	await atTheProvider(page);
	await page.getByRole('button', { name: t('outside-remove', { address: it.there }) }).waitFor();
	assert.equal(await page.getByText(t('mail-sign-in-over')).count(), 0);
	assert.deepEqual(complaintsHere(page), []);
});
