/* What the server does on a person's behalf: filters, away message, snooze, app passwords, signatures; and leaving a list. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, deliver, holds, newPage, openMail, personPage, row, shot, signIn, somebody, unique, until, url, written } from './support.mjs';

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

test('junk: how strict, whose mail never and always, what was kept back is looked at and let in; addresses for a time', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Sam');
	const subject = unique('Kept back');
	await signIn(page, who);
	await page.goto(`${url}/settings/junk`);
	const junk = page.getByLabel('Goes to Junk from');
	await junk.waitFor();
	const stored = page.waitForResponse(r => r.request().method() === 'PATCH' && /spam-score/.test(r.url()) && r.ok());
	await junk.fill('6.5');
	await stored;
	await page.getByRole('button', { name: 'What would it have caught?' }).click();
	await page.getByText(/would have gone to Junk/).waitFor();
	for (const [list, typed, shown] of [['Never junk', 'friend@outside.example', 'friend@outside.example'], ['Always refused', 'pest.example', '*@pest.example']]) {
		const group = page.locator('.set-group', { has: page.getByRole('heading', { name: list }) });
		await group.getByLabel('Address or domain').fill(typed);
		await group.getByRole('button', { name: 'Add' }).click();
		await group.getByText(shown, { exact: true }).waitFor();
	}
	await assert.rejects(deliver({ to: who, subject, from: 'shop@pest.example', text: '<b>Cheap</b> words' }), /55\d/);
	await until('it is listed', async () => {
		await page.reload();
		await junk.waitFor();
		await page.getByRole('heading', { name: 'Kept back' }).waitFor();
		return await page.getByRole('button', { name: subject, exact: true }).count() > 0;
	});
	await page.getByRole('button', { name: subject, exact: true }).click();
	const dialog = page.getByRole('dialog', { name: subject });
	await dialog.getByText('<b>Cheap</b> words').waitFor();
	await shot(page, 'junk-look');
	await dialog.getByRole('button', { name: 'Let in' }).click();
	await page.getByText(/comes into your inbox/).first().waitFor();
	await page.getByText('Nothing is kept back.').waitFor();
	await page.reload();
	await until('the choices stay', async () => await junk.inputValue() === '6.5' && await page.getByText('*@pest.example').count() === 1);
	await page.getByRole('button', { name: 'Remove *@pest.example' }).click();
	await until('it is gone', async () => await page.getByText('*@pest.example').count() === 0);
	await shot(page, 'junk');
	assert.deepEqual(await axe(page, 'junk'), []);
	await page.goto(`${url}/settings/addresses`);
	await page.getByLabel('What it is for').fill('Shoe shop');
	await page.getByLabel('How long it lasts').selectOption({ label: 'One week' });
	await page.getByRole('button', { name: 'Make address' }).click();
	const made = page.locator('.set-row', { hasText: 'Shoe shop' });
	await made.getByText(/^Until /).waitFor();
	const address = await made.locator('span[dir=ltr]').textContent();
	await made.getByRole('combobox').selectOption({ label: 'For good' });
	await made.getByText('For good', { exact: true }).first().waitFor();
	await shot(page, 'timed');
	assert.deepEqual(await axe(page, 'addresses'), []);
	await deliver({ to: address, subject: `${subject} shop` });
	await page.goto(`${url}/mail/inbox`);
	await row(page, `${subject} shop`).waitFor();
	await row(page, `${subject}, `).waitFor();
	await page.goto(`${url}/settings/addresses`);
	await page.getByRole('button', { name: `Delete the address ${address}` }).click();
	await page.getByText('None yet.').waitFor();
	await assert.rejects(deliver({ to: address, subject: 'gone' }), /55\d/);
	assert.deepEqual(page.complaints, []);
});
