import assert from 'node:assert/strict';
import test from 'node:test';
import { command, deliver, gone, holds, nothingOpen, openMail, personPage, readAloud, row, rowCommand, settled, shot, toFolder, undo, unique, until, WINDOWS } from './support.mjs';

/* One right after the other, however slow this program is. */
const keys = (page, ...all) => Promise.all(all.map(key => page.keyboard.press(key)));

test('archive at once, undone by Z, and done again it stays in Archive', { timeout: 600_000 }, async () => {
	const subject = unique('Archive me');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await settled(page);
	/* At once: before the server has answered. */
	let answer;
	const asked = new Promise(resolve => { answer = resolve; });
	await page.route('**/jmap/api', async route => {
		if (/Email\/set/.test(route.request().postData() ?? ''))
			await asked;
		return route.continue();
	});
	await command(page, 'archive');
	await gone(page, subject);
	answer();
	await page.locator('.toast', { hasText: 'Conversation archived' }).waitFor();
	await shot(page, 'archived');
	await undo(page);
	await row(page, subject).waitFor();
	await settled(page);
	await page.reload();
	await row(page, subject).waitFor();
	await rowCommand(page, subject, 'archive');
	await gone(page, subject);
	await toFolder(page, 'Archive');
	await row(page, subject).waitFor();
});

test('the Undo of a toast takes back exactly that', { timeout: 600_000 }, async () => {
	const [one, two] = [unique('First gone'), unique('Second gone')];
	await deliver({ to: 'bob', subject: one });
	await deliver({ to: 'bob', subject: two });
	const page = await personPage('bob');
	await openMail(page, one);
	await command(page, 'archive');
	await openMail(page, two);
	await command(page, 'delete');
	await page.locator('.toast', { hasText: 'archived' }).getByRole('button', { name: 'Undo' }).click();
	await row(page, one).waitFor();
	assert.equal(await row(page, two).count(), 0);
	await toFolder(page, 'Trash');
	await row(page, two).waitFor();
});

test('star, read and unread show at once and are there after loading anew', { timeout: 600_000 }, async () => {
	const subject = unique('Marked');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await command(page, 'star');
	await until('starred', async () => /starred/.test(await readAloud(page, subject)));
	await openMail(page, subject);
	await command(page, 'unread');
	await until('unread', async () => /^unread/.test(await readAloud(page, subject)));
	await settled(page);
	await page.reload();
	await row(page, subject).waitFor();
	await holds(async () => assert.match(await row(page, subject).getAttribute('aria-label'), /^unread.*starred/));
	await toFolder(page, 'Starred');
	await row(page, subject).waitFor();
	await toFolder(page, /^Inbox/);
	await page.getByRole('button', { name: 'Unread', exact: true }).click();
	await page.waitForURL(/f=unread/);
	await row(page, subject).waitFor();
});

test('delete goes to Trash; from there only after a question, for good', { timeout: 600_000 }, async () => {
	const subject = unique('Throw away');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await command(page, 'delete');
	await gone(page, subject);
	await toFolder(page, 'Trash');
	await openMail(page, subject);
	await command(page, 'delete');
	const dialog = page.getByRole('dialog', { name: 'Delete this conversation forever?' });
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await page.locator('.conv h1', { hasText: subject }).waitFor();
	await command(page, 'delete');
	await shot(page, 'delete-forever');
	await dialog.getByRole('button', { name: 'Delete forever' }).click();
	await gone(page, subject);
	await page.locator('.toast', { hasText: 'Conversation deleted' }).waitFor();
	await page.reload();
	await page.locator('.rows[role=grid], .empty').first().waitFor();
	await until('gone', async () => await row(page, subject).count() === 0);
});

test('junk and back', { timeout: 600_000 }, async () => {
	const subject = unique('Looks like junk');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await command(page, 'junk');
	await gone(page, subject);
	await toFolder(page, 'Junk');
	await openMail(page, subject);
	await command(page, 'junk');
	await gone(page, subject);
	await toFolder(page, /^Inbox/);
	await row(page, subject).waitFor();
});

test('several at once: select by keyboard, move by menu, undo all', { timeout: 600_000 }, async () => {
	const stem = unique('Several');
	for (const n of ['one', 'two', 'three'])
		await deliver({ to: 'bob', subject: `${stem} ${n}` });
	const page = await personPage('bob');
	for (const n of ['one', 'two', 'three'])
		await row(page, `${stem} ${n}`).waitFor();
	for (const n of ['one', 'two', 'three'])
		await row(page, `${stem} ${n}`).locator('.pick').click();
	await page.getByText('3 selected').waitFor();
	await shot(page, 'selected');
	await command(page, 'move');
	await page.getByRole('searchbox', { name: 'Find a folder' }).fill('arch');
	await page.keyboard.press('Enter');
	await page.getByText('3 conversations moved to Archive').first().waitFor();
	await until('gone from here', async () => await row(page, stem).count() === 0);
	await undo(page);
	await until('all back', async () => await row(page, stem).count() === 3);
});

test('what the server refuses comes back, with its reason', { timeout: 600_000 }, async () => {
	const subject = unique('Refused');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await row(page, subject).waitFor();
	await page.route('**/jmap/api', async route => {
		const request = route.request().postDataJSON();
		const set = request.methodCalls.find(c => c[0] === 'Email/set');
		if (!set)
			return route.continue();
		const ids = Object.keys(set[1].update ?? {});
		return route.fulfill({ json: { sessionState: 'x', methodResponses: [['Email/set', { accountId: 'x', oldState: 'x', newState: 'x', notUpdated: Object.fromEntries(ids.map(id => [id, { type: 'forbidden', description: 'The folder is read-only.' }])) }, set[2]]] } });
	});
	await rowCommand(page, subject, 'archive');
	await page.getByText('You may not do this.').first().waitFor();
	await row(page, subject).waitFor();
	await holds(async () => assert.match(await row(page, subject).getAttribute('aria-label'), /change refused/));
});

test('everything by keyboard: list, open, next, back, help', { timeout: 600_000 }, async () => {
	const stem = unique('Keys');
	await deliver({ to: 'bob', subject: `${stem} older` });
	/* Keys are of a desk: a phone has none, whatever the view. */
	const page = await personPage('bob', WINDOWS[1440]);
	await row(page, `${stem} older`).waitFor();
	await deliver({ to: 'bob', subject: `${stem} newer` });
	await row(page, `${stem} newer`).waitFor();
	const grid = page.getByRole('grid');
	await grid.focus();
	const active = () => page.evaluate(() => document.getElementById(document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label') ?? '');
	/* Mail of other tests may still arrive above. */
	await until('the first row is active', async () => {
		await page.keyboard.press('Home');
		return (await active()).includes(`${stem} newer`);
	}, active);
	await page.keyboard.press('ArrowDown');
	await until('then the next', async () => (await active()).includes(`${stem} older`));
	await page.keyboard.press('Enter');
	await page.locator('.conv h1', { hasText: `${stem} older` }).waitFor();
	await page.keyboard.press('k');
	await page.locator('.conv h1', { hasText: `${stem} newer` }).waitFor();
	await page.keyboard.press('u');
	await nothingOpen(page);
	await keys(page, 'g', 't');
	await page.getByRole('heading', { name: 'Sent', exact: true }).waitFor();
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: 'Help and keyboard shortcuts' });
	await help.getByText('Archive and go to older').waitFor();
	await shot(page, 'help');
	await page.keyboard.press('Escape');
	await help.waitFor({ state: 'hidden' });
	/* The grid is one tab stop, whatever its length. */
	await keys(page, 'g', 'i');
	await row(page, `${stem} newer`).waitFor();
	assert.equal(await grid.locator('[tabindex="0"], a[href], button:not([tabindex="-1"])').count(), 0);
});
