/*
 * The same page in Firefox: a walk through the main things, by hand, since
 * Firefox is no package of the tests. Debian's firefox-esr is driven by
 * WebDriver BiDi, on a stack named as in support.mjs:
 *
 *     node --test tests/ui/firefox.mjs
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { address, password, row, unique, url, written } from './support.mjs';

const { firefox } = createRequire(new URL('../../ui/package.json', import.meta.url))('playwright-core');

test('signed in, read, written, sent, archived and taken back, settings', { timeout: 240_000 }, async () => {
	const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: process.env.HAYLOFT_FIREFOX ?? '/usr/bin/firefox-esr' });
	try {
		const page = await (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } })).newPage();
		const errors = [];
		page.on('pageerror', e => errors.push(String(e)));
		await page.goto(url);
		await page.getByLabel('Email address').fill(address('alice'));
		await page.getByLabel('Password', { exact: true }).fill(password('alice'));
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByText('Live', { exact: true }).waitFor();
		const subject = unique('From Firefox');
		await page.keyboard.press('c');
		await page.getByRole('combobox', { name: 'To', exact: true }).fill(address('alice'));
		await page.keyboard.press('Enter');
		await page.getByLabel('Subject').fill(subject);
		await written(page).click();
		await page.keyboard.type('Words of Firefox');
		await page.getByText(/^Draft saved/).waitFor();
		await page.getByRole('button', { name: 'Send', exact: true }).click();
		await page.getByText('Message sent').first().waitFor();
		await row(page, subject).first().click();
		await page.frameLocator('article.msg iframe').first().locator('body').getByText('Words of Firefox').waitFor();
		await page.keyboard.press('e');
		await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
		await row(page, subject).first().waitFor();
		await page.goto(`${url}/settings/security`);
		await page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor();
		await page.goto(`${url}/mail/inbox`);
		await row(page, subject).first().waitFor();
		assert.deepEqual(errors, []);
	} finally {
		await browser.close();
	}
});
