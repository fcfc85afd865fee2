/*
 * Rspamd's own pages, from the link on the administrator's page. Run by tests/http/test_rspamd_pages.py:
 *   HAYLOFT_RSPAMD  {"password": theirs}
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { address, enter, newPage, password, shot, words } from './support.mjs';

const there = JSON.parse(process.env.HAYLOFT_RSPAMD);

test('Rspamd’s pages: a link, their password, statistics, and no way from there', { timeout: 300_000 }, async () => {
	const page = await newPage();
	await enter(page, address('admin'), password('admin'), '/settings/server');
	const opened = page.context().waitForEvent('page');
	await page.getByRole('link', { name: words('en')('server-rspamd') }).click();
	const pages = await opened;
	const refused = [];
	pages.on('console', m => m.type() === 'error' && m.text().includes('Content Security Policy') && refused.push(m.text()));
	await pages.getByPlaceholder('Password').or(pages.locator('#connectPassword')).first().waitFor();
	await pages.locator('#connectPassword').fill('something wrong');
	await pages.locator('#connectButton').click();
	await pages.locator('.alert-error').first().waitFor();
	await pages.locator('#connectPassword').fill(there.password);
	await pages.locator('#connectButton').click();
	await pages.locator('#statWidgets .widget').first().waitFor({ state: 'visible' });
	await shot(pages, 'rspamd');
	for (const [tab, shown] of [['history', '#historyTable_history'], ['symbols', '#symbolsTable'], ['configuration', '#actionsForm'], ['throughput', '#graph']]) {
		await pages.locator(`#${tab}_nav`).click();
		await pages.locator(shown).first().waitFor({ state: 'visible' });
	}
	/* What runs there reaches neither the API nor a window of ours, though it has our origin. */
	const reached = await pages.evaluate(async () => {
		const api = await fetch('/api/v2/session').then(() => 'read', () => 'refused');
		const window_ = window.open('/mail/inbox');
		await new Promise(done => setTimeout(done, 3000));
		let seen = 'closed';
		try {
			seen = window_ && !window_.closed ? window_.document.location.pathname : 'closed';
		} catch {
			seen = 'refused';
		}
		return { api, opener: window.opener === null, seen };
	});
	assert.deepEqual(reached, { api: 'refused', opener: true, seen: 'closed' });
	/* The page's one script in its own text shows that it loads; all others are files. */
	assert.ok(refused.filter(m => m.includes('script')).length <= 1, refused.join('\n'));
});
