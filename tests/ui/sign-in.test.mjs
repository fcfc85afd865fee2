import assert from 'node:assert/strict';
import test from 'node:test';
import { SECRET, address, deliver, enter, holds, newPage, openMail, password, personPage, row, shot, signIn, somebody, unique, until, url, written } from './support.mjs';

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
	await page.getByRole('navigation', { name: 'Folders' }).waitFor();
	await until('the title names the folder', async () => /Inbox – /.test(await page.title()));
	await page.waitForURL(u => u.pathname === '/mail/inbox');
});

test('folders with a role are there, Inbox first', { timeout: 600_000 }, async () => {
	const page = await personPage('alice');
	const links = page.getByRole('navigation', { name: 'Folders' }).locator('ul').first().locator('li > a');
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

test('signing out everywhere ends the other session too', { timeout: 600_000 }, async () => {
	const [one, two] = [await newPage(), await newPage()];
	/* What carol has open elsewhere stays. */
	const who = await somebody(one, 'Everywhere');
	for (const page of [one, two]) {
		await enter(page, who, SECRET);
		await page.getByRole('navigation', { name: 'Folders' }).waitFor();
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
	await page.keyboard.press('c');
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
