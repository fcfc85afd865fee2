/*
 * The country of who signed in, in the reader's words. Run by tests/http/test_countries.py:
 *   HAYLOFT_TOLD  {"me", "password", "from": an address, "code": the country in which it is}
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, choose, enter, newPage, shot, url, words } from './support.mjs';

const there = JSON.parse(process.env.HAYLOFT_TOLD);

test('the country of a session, in the reader’s words', { timeout: 600_000 }, async () => {
	const page = await newPage({ extraHTTPHeaders: { 'X-Forwarded-For': there.from } });
	await enter(page, there.me, there.password, '/settings/security');
	await page.getByRole('heading', { name: 'Last sign-ins' }).waitFor();
	for (const language of ['en', 'de', 'fr', 'es', 'nb', 'ar']) {
		await choose(page, { undoSeconds: 0, language });
		await page.goto(`${url}/settings/security`);
		await page.getByRole('heading', { name: words(language)('last-logins') }).waitFor();
		const name = new Intl.DisplayNames(language, { type: 'region' }).of(there.code);
		assert.notEqual(name, there.code);
		/* Beside the session, and beside the last sign-in. */
		await page.getByText(`${there.from} (${name})`).nth(1).waitFor();
		assert.deepEqual(await axe(page, `a country in ${language}`), []);
	}
	await shot(page, 'country');
	await choose(page, { undoSeconds: 0, language: 'en' });
});
