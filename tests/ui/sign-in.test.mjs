import assert from 'node:assert/strict';
import test from 'node:test';
import { address, compose, deliver, enter, folders, holds, inside, newPage, openFolders, openMail, password, personPage, png, row, SECRET, shot, signIn, somebody, unique, until, url, written } from './support.mjs';

test('a wrong password is told in words, and the next try works', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await page.goto(`${url}/`);
	await page.locator('input[name=login]:focus').waitFor();
	await shot(page, 'sign-in');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByText('Enter your email address and your password.').waitFor();
	await page.getByLabel('Email address').fill(address('alice'));
	await page.getByLabel('Password', { exact: true }).fill('certainly not this');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('alert').getByText('The email address or the password is wrong.').waitFor();
	/* The password is selected, ready to be typed anew. */
	await page.keyboard.type(password('alice'));
	await page.keyboard.press('Enter');
	await inside(page);
	await until('the title names the folder', async () => /Inbox – /.test(await page.title()));
	await page.waitForURL(u => u.pathname === '/mail/inbox');
});

test('folders with a role are there, Inbox first', { timeout: 600_000 }, async () => {
	const page = await personPage('alice');
	const links = (await openFolders(page)).locator('ul').first().locator('li > a');
	await holds(async () => {
		const names = (await links.allTextContents()).map(n => n.replace(/\s*\d.*$/, '').trim());
		assert.equal(names[0], 'Inbox');
		for (const name of ['Sent', 'Drafts', 'Archive', 'Junk', 'Trash'])
			assert.ok(names.includes(name), `${name} in ${names}`);
	});
	assert.deepEqual(page.complaints, []);
});

test('signing out ends the session; Back shows no mail', { timeout: 600_000 }, async () => {
	const page = await personPage('carol');
	await page.getByRole('button', { name: /account of/ }).click();
	await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
	await page.getByRole('heading', { name: 'Sign in to Hayloft' }).waitFor();
	await page.goBack().catch(() => {});
	await page.goto(`${url}/mail/inbox`);
	await page.getByRole('heading', { name: 'Sign in to Hayloft' }).waitFor();
	assert.equal(await page.evaluate(() => fetch('/.well-known/jmap').then(r => r.status)), 401);
});

test('an administrator opens a mailbox by a link, once, and its owner reads of it', { timeout: 600_000 }, async () => {
	const admin = await newPage();
	const who = await somebody(admin, 'Opened');
	const basic = Buffer.from(`${address('admin')}:${password('admin')}`).toString('base64');
	const asked = await admin.request.post(`${url}/api/v1/add/sso/mailbox`, { data: { username: who, reason: 'a test' }, headers: { Authorization: `Basic ${basic}` } });
	const link = `${url}/?sso_token=${(await asked.json()).token}`;
	const page = await newPage();
	await page.goto(link);
	await inside(page);
	assert.ok(!page.url().includes('sso_token'), page.url());
	await page.goto(`${url}/settings/security`);
	await page.getByText('Opened by an administrator').waitFor();
	const late = await newPage();
	await late.goto(link);
	await late.getByRole('heading', { name: 'Sign in to Hayloft' }).waitFor();
	assert.ok(!late.url().includes('sso_token'), late.url());
});

test('signing out everywhere ends the other session too', { timeout: 600_000 }, async () => {
	const [one, two] = [await newPage(), await newPage()];
	/* What carol has open elsewhere stays. */
	const who = await somebody(one, 'Everywhere');
	for (const page of [one, two]) {
		await enter(page, who, SECRET);
		await inside(page);
	}
	await one.getByRole('button', { name: /account of/ }).click();
	await one.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
	await one.getByRole('heading', { name: 'Sign in to Hayloft' }).waitFor();
	await until('the other session is over', () => two.evaluate(() => fetch('/api/v2/session').then(r => r.status === 401)));
});

test('a session that ends in the middle of work: sign in over the page, nothing typed is lost', { timeout: 600_000 }, async () => {
	const subject = unique('Session ends');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await row(page, subject).waitFor();
	await compose(page);
	await written(page).fill('Half a thought');
	await page.context().clearCookies();
	await page.getByLabel('Subject').fill('Still here');
	const dialog = page.getByRole('dialog', { name: 'Sign in again' });
	await dialog.waitFor();
	await shot(page, 'sign-in-again');
	await dialog.getByLabel('Password', { exact: true }).fill(password('bob'));
	await dialog.getByRole('button', { name: 'Sign in' }).click();
	await dialog.waitFor({ state: 'hidden' });
	await page.getByText(/^Draft saved/).waitFor();
	await holds(async () => assert.equal((await written(page).innerText()).trim(), 'Half a thought'));
	await page.getByRole('button', { name: 'Discard draft' }).click();
	await openMail(page, subject);
});

test('an address inside the app survives signing in', { timeout: 600_000 }, async () => {
	const page = await signIn(await newPage(), 'alice', '/mail/sent');
	await page.getByRole('heading', { name: 'Sent', exact: true }).waitFor();
	await page.reload();
	await page.getByRole('heading', { name: 'Sent', exact: true }).waitFor();
});

test('the pages look as the administrator says, and what he says is text', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const basic = { Authorization: `Basic ${Buffer.from(`${address('admin')}:${password('admin')}`).toString('base64')}` };
	const say = async (what, key, data) => {
		const r = await page.request.fetch(`${url}/api/v2/objects/${what}/${key}`, { method: data ? 'PATCH' : 'DELETE', headers: basic, ...(data ? { data } : {}) });
		assert.ok(r.ok(), `${r.status()} ${await r.text()}`);
	};
	const evil = '<b>Bold</b> <img src=x onerror="document.title=1"> <a href="javascript:alert(1)">no</a> https://wiki.example/';
	try {
		await say('ui_texts', 'ui_texts', {
			main_name: 'Mail of <i>Firm</i>', title_name: 'Firm', help_text: evil, ui_footer: 'Foot & <script>alert(1)</script>', apps_name: 'Beside',
			ui_announcement_text: 'Closed at <b>noon</b>', ui_announcement_type: 'warning', ui_announcement_active: true,
		});
		await say('app_links', 'app_links', { app: ['Wiki'], href: ['https://wiki.example/'], user_href: ['https://wiki.example/%u'] });
		await say('custom_login', 'custom_login', { login_text: '<p>For staff</p>' });
		await say('logo', 'light', { image: png.toString('base64') });
		await page.goto(`${url}/`);
		await page.getByRole('heading', { name: 'Mail of <i>Firm</i>', exact: true }).waitFor();
		await page.getByRole('region', { name: 'Notices' }).getByText('Closed at noon').waitFor();
		await page.getByText('For staff').waitFor();
		assert.equal(await page.getByRole('navigation', { name: 'Beside' }).getByRole('link', { name: 'Wiki' }).getAttribute('href'), 'https://wiki.example/');
		await until('the picture is shown', () => page.locator('.logo-own').evaluate(i => i.complete && i.naturalWidth > 0));
		await until('the tab has it', () => page.locator('link[rel=icon]').evaluate(l => l.href.includes('/api/v2/look/light?v=')));
		await page.locator('.gate-help summary').click();
		const help = page.locator('.gate-help .words');
		await help.locator('b', { hasText: 'Bold' }).waitFor();
		assert.match(await help.textContent(), /<img src=x onerror="document\.title=1">/);
		assert.deepEqual(await help.locator('a').evaluateAll(list => list.map(a => a.getAttribute('href'))), ['https://wiki.example/']);
		assert.equal(await page.locator('.gate img:not(.logo-own), .gate script').count(), 0);
		await shot(page, 'sign-in-own-look');
		await page.setViewportSize({ width: 390, height: 844 });
		await page.emulateMedia({ colorScheme: 'dark' });
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
		await shot(page, 'sign-in-own-look-dark-390');
		await page.setViewportSize({ width: 1440, height: 900 });
		await signIn(page, 'carol');
		const told = page.getByRole('region', { name: 'Notices' }).filter({ hasText: 'Closed at noon' });
		await told.waitFor();
		await until('the title has the name', async () => / – Firm$/.test(await page.title()));
		await page.getByRole('button', { name: /account of/ }).click();
		const opened = page.context().waitForEvent('page');
		await page.getByRole('menuitem', { name: 'Wiki' }).click();
		await (await opened).close();
		await shot(page, 'own-look');
		await told.getByRole('button', { name: 'Dismiss' }).click();
		await told.waitFor({ state: 'detached' });
		await page.reload();
		await inside(page);
		assert.equal(await told.count(), 0);
		await page.getByRole('button', { name: /^Help and keyboard/ }).click();
		await page.getByRole('dialog').getByText('<script>alert(1)</script>').waitFor();
		assert.deepEqual(page.complaints, []);
	} finally {
		await say('ui_texts', 'ui_texts', Object.fromEntries([...['main_name', 'title_name', 'help_text', 'ui_footer', 'apps_name', 'ui_announcement_text'].map(k => [k, '']), ['ui_announcement_active', false]]));
		await say('app_links', 'app_links', { app: [], href: [], user_href: [], hide: [] });
		await say('custom_login', 'custom_login', { login_text: '' });
		await say('logo', 'light');
	}
});
