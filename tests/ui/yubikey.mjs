/*
 * A YubiKey that types one-time passwords: added, asked for, renamed, gone. Run
 * by tests/http/test_yubikey.py, which has the validation server:
 *   HAYLOFT_TOLD  {"me", "password", "touch": where a touch of the keys "blue" and "red" is typed}
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, choose, enter, newPage, shot, url, words } from './support.mjs';

const there = JSON.parse(process.env.HAYLOFT_TOLD);

/* A finger on the key: 44 letters and Enter into whatever has the focus. */
async function touch(page, name) {
	await page.keyboard.type(await (await fetch(there.touch + name)).text());
	await page.keyboard.press('Enter');
}

const signOut = page => page.evaluate(() => fetch('/api/v2/session', { method: 'DELETE' }));

async function whole(page, name) {
	await enter(page, there.me, there.password, '/settings/security');
	await page.getByRole('button', { name: 'Add a YubiKey' }).click();
	const dialog = page.getByRole('dialog', { name: 'Add a YubiKey' });
	await dialog.locator('[name=code]:focus').waitFor();
	await shot(page, `yubikey-add-${name}`);
	assert.deepEqual(await axe(page, 'adding a YubiKey'), []);
	await page.keyboard.type('123456');
	await page.keyboard.press('Enter');
	await dialog.getByRole('alert').getByText('That code is wrong').waitFor();
	await dialog.locator('[name=code]').focus();
	await touch(page, 'blue');
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.getByText('YubiKey 1', { exact: true }).waitFor();
	await page.getByText('10 unused').waitFor();
	await page.getByRole('button', { name: 'Rename YubiKey 1' }).click();
	await page.getByLabel('Name', { exact: true }).fill('On my keys');
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByText('On my keys', { exact: true }).waitFor();
	await shot(page, `yubikey-${name}`);
	assert.deepEqual(await axe(page, 'a YubiKey'), []);
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));

	await signOut(page);
	await enter(page, there.me, there.password, '/settings/security');
	await page.getByText('With a YubiKey').waitFor();
	await page.locator('[name=code]:focus').waitFor();
	await shot(page, `yubikey-step-${name}`);
	assert.deepEqual(await axe(page, 'asked for a YubiKey'), []);
	/* Somebody else's. */
	await touch(page, 'red');
	await page.getByRole('alert').getByText('That code is wrong').waitFor();
	await touch(page, 'blue');
	await page.getByText('(password and YubiKey)').waitFor();
	await page.getByRole('button', { name: 'Remove On my keys' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Remove key' }).click();
	await page.getByText('On my keys', { exact: true }).waitFor({ state: 'detached' });
	await signOut(page);
}

test('a YubiKey: added by a touch, asked for, renamed, removed', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await whole(page, 'desk');
	/* The refused ones of above, and nothing else. */
	assert.deepEqual(page.complaints.filter(c => !/status of 40[01]/u.test(c)), []);
});

test('the same on a phone in the dark', { timeout: 600_000 }, async () => {
	await whole(await newPage({ colorScheme: 'dark', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }), 'phone');
});

test('what is missing is said in the reader’s words', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await enter(page, there.me, there.password, '/settings/security');
	await page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor();
	for (const language of ['de', 'fr', 'es', 'nb', 'ar']) {
		const say = words(language);
		await choose(page, { undoSeconds: 0, language });
		await page.goto(`${url}/settings/security`);
		await page.route('**/api/v2/factors/yubico', route => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"type":"/api/#yubico_away","status":503}' }), { times: 1 });
		await page.getByRole('button', { name: say('yubico-add') }).click();
		await page.getByRole('dialog').locator('[name=code]:focus').waitFor();
		await touch(page, 'blue');
		await page.getByRole('dialog').getByRole('alert').getByText(say('why-yubico-away')).waitFor();
		assert.deepEqual(await axe(page, `a YubiKey in ${language}`), []);
	}
	await choose(page, { undoSeconds: 0, language: 'en' });
	await page.goto(`${url}/settings/security`);
	await page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor();
	await signOut(page);
});
