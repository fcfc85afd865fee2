/* What the server does on a person's behalf: filters, away message, snooze, app passwords, signatures; and leaving a list. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { deliver, holds, openMail, personPage, row, shot, unique, until, url, written } from './support.mjs';

const nav = page => page.getByRole('navigation', { name: 'Folders' });

test('a rule: made from a message, tried, carried out when mail arrives, taken back', { timeout: 600_000 }, async () => {
	const subject = unique('Newsletter');
	const from = `news-${subject.split(' ').pop()}@outside.example`;
	await deliver({ to: 'bob', subject, headers: { From: from } });
	const page = await personPage('bob');
	await openMail(page, subject);
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Filter messages like this' }).click();
	const dialog = page.getByRole('dialog');
	await holds(async () => assert.equal(await dialog.getByLabel('What').inputValue(), from));
	await dialog.getByRole('button', { name: 'Save' }).click();
	await dialog.getByText('Choose a folder.').waitFor();
	await dialog.getByLabel('Folder').selectOption({ label: 'Archive' });
	await dialog.getByRole('button', { name: 'What would it catch?' }).click();
	await dialog.getByText(/one message: “Newsletter/).waitFor();
	await shot(page, 'filter');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('switch', { name: `Rule ${from} is on` }).waitFor();
	const next = unique('Newsletter again');
	await deliver({ to: 'bob', subject: next, headers: { From: from } });
	await nav(page).getByRole('link', { name: 'Archive' }).click();
	await row(page, next).waitFor();
	await page.goto(`${url}/settings/filters`);
	await page.getByRole('button', { name: `Delete the rule ${from}` }).click();
	await page.getByText('Rule deleted').first().waitFor();
	await until('gone', async () => await page.getByRole('switch', { name: `Rule ${from} is on` }).count() === 0);
});

test('an away message, a signature and an app password are kept and used', { timeout: 600_000 }, async () => {
	const page = await personPage('bob');
	await page.goto(`${url}/settings/vacation`);
	await page.getByLabel('Text').fill('I am away.');
	await page.getByLabel('Text').blur();
	await page.getByText('Saved').first().waitFor();
	await page.reload();
	await until('the text is there', async () => await page.getByLabel('Text').inputValue() === 'I am away.');
	await page.getByLabel('Text').fill('');
	await page.getByLabel('Text').blur();
	await page.getByText('Saved').first().waitFor();
	await page.goto(`${url}/settings/identities`);
	const signature = page.frameLocator('.rich iframe').first().locator('#editor[aria-label]');
	const words = unique('Bob of sales');
	const kept = page.waitForResponse(r => /Identity\/set/.test(r.request().postData() ?? '') && r.ok());
	await signature.fill(words);
	await kept;
	await page.goto(`${url}/mail/inbox`);
	await row(page, /./).first().waitFor();
	await page.keyboard.press('c');
	await written(page).getByText(words).waitFor();
	await page.getByRole('button', { name: 'Discard draft' }).click();
	await page.goto(`${url}/settings/security`);
	await page.getByRole('button', { name: 'New app password' }).click();
	const name = unique('Thunderbird');
	await page.getByLabel('For which program?').fill(name);
	await page.getByRole('button', { name: 'Make password' }).click();
	const secret = page.getByRole('dialog', { name: 'Your app password' }).locator('code');
	await holds(async () => assert.match(await secret.innerText(), /^[\w-]{16,}$/));
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: `Delete the app password ${name}` }).click();
	await page.getByText('App password deleted').first().waitFor();
});

test('snoozed: away with a word, in its folder, and back by undo', { timeout: 600_000 }, async () => {
	const subject = unique('Sleeps');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await page.keyboard.press('b');
	await shot(page, 'snooze');
	await page.getByRole('menuitem', { name: /^Tomorrow morning/ }).click();
	await row(page, subject).waitFor({ state: 'detached' });
	await nav(page).getByRole('link', { name: /^Snoozed/ }).click();
	await row(page, subject).waitFor();
	await page.locator('.toast', { hasText: 'Snoozed until' }).getByRole('button', { name: 'Undo' }).click();
	await nav(page).getByRole('link', { name: /^Inbox/ }).click();
	await row(page, subject).waitFor();
});

test('leaving a list in one click: refused without a signature, with the reason, and the other way is open', { timeout: 600_000 }, async () => {
	const subject = unique('Offers');
	await deliver({ to: 'bob', subject, headers: { From: 'Shop <shop@outside.example>', 'List-Unsubscribe': '<https://outside.example/u>, <mailto:leave@outside.example?subject=leave>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } });
	const page = await personPage('bob');
	await openMail(page, subject);
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
	await page.getByText('Unsubscribing in one click failed. Nothing proves that the address belongs to the list.').first().waitFor();
	await page.locator('.tok', { hasText: 'leave@outside.example' }).waitFor();
});
