/* Labels, folders, everything at once, mute, the palette, search with suggestions. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { deliver, download, holds, openMail, personPage, row, settled, shot, stored, unique, until } from './support.mjs';

const nav = page => page.getByRole('navigation', { name: 'Folders' });

test('labels: made while labelling, shown, found, undone; kept in another browser', { timeout: 600_000 }, async () => {
	const subject = unique('To label');
	const label = unique('Clients').replace(/ /g, '-');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await page.keyboard.press('l');
	await page.getByRole('searchbox', { name: 'Find or make a label' }).fill(label);
	const kept = stored(page);
	await page.keyboard.press('Enter');
	await row(page, subject).getByText(label).waitFor();
	await holds(async () => assert.match(await row(page, subject).getAttribute('aria-label'), new RegExp(label)));
	await page.locator('.conv h1').getByText(label).waitFor();
	await nav(page).getByRole('link', { name: label }).click();
	await page.getByRole('heading', { name: label, level: 1 }).waitFor();
	await row(page, subject).waitFor();
	await shot(page, 'label');
	await kept;
	const other = await personPage('bob');
	await nav(other).getByRole('link', { name: label }).waitFor();
	await row(other, subject).getByText(label).waitFor();
	await openMail(page, subject);
	await page.getByRole('button', { name: `Remove the label ${label}` }).click();
	await until('no chip', async () => await page.locator('.conv h1').getByText(label).count() === 0);
	await page.keyboard.press('z');
	await page.locator('.conv h1').getByText(label).waitFor();
});

test('folders: made, renamed, filled by drag, exported, deleted', { timeout: 600_000 }, async () => {
	const subject = unique('Into a folder');
	const name = unique('Projects');
	await deliver({ to: 'bob', subject, text: 'From the start\r\nFrom here' });
	const page = await personPage('bob');
	await row(page, subject).waitFor();
	await page.getByRole('button', { name: 'New folder' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'New folder' }).click();
	await dialog.getByText('Give the folder a name.').waitFor();
	await dialog.getByLabel('Name').fill(name);
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name, level: 1 }).waitFor();
	await nav(page).getByRole('link', { name: /^Inbox/ }).click();
	await row(page, subject).dragTo(nav(page).getByRole('link', { name }));
	await row(page, subject).waitFor({ state: 'detached' });
	await nav(page).getByRole('link', { name }).click();
	await row(page, subject).waitFor();
	const mbox = await download(page, async () => {
		await page.getByRole('button', { name: 'List menu' }).click();
		await shot(page, 'folder-menu');
		await page.getByRole('menuitem', { name: 'Export as mbox' }).click();
	});
	const text = mbox.bytes.toString();
	assert.match(text, /^From \S+ /);
	assert.match(text, /\n>From the start\n>From here\n/);
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Rename folder' }).click();
	await dialog.getByLabel('Name').fill(`${name} done`);
	await page.keyboard.press('Enter');
	await nav(page).getByRole('link', { name: `${name} done` }).waitFor();
	/* What was exported comes back as a file dropped on the folder. */
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), (async () => {
		await page.getByRole('button', { name: 'List menu' }).click();
		await page.getByRole('menuitem', { name: 'Import messages…' }).click();
	})()]);
	await chooser.setFiles({ name: 'again.mbox', mimeType: 'application/mbox', buffer: Buffer.from(text.replace(subject, `${subject} again`).replace(/^Message-ID:.*$/m, 'Message-ID: <again@outside.example>')) });
	await row(page, `${subject} again`).waitFor();
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Delete folder' }).click();
	await dialog.getByRole('button', { name: 'Delete folder' }).click();
	await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
	await until('gone', async () => await nav(page).getByRole('link', { name: `${name} done` }).count() === 0);
});

test('everything that a search finds, beyond what is shown: read, then undone', { timeout: 600_000 }, async () => {
	const word = unique('Many').replace(' ', '');
	for (let i = 0; i < 4; i++)
		await deliver({ to: 'bob', subject: `${word} ${i}` });
	const page = await personPage('bob');
	for (let i = 0; i < 4; i++)
		await row(page, `${word} ${i}`).waitFor();
	await page.getByRole('searchbox', { name: 'Search mail' }).fill(word);
	await page.keyboard.press('Enter');
	await until('all four', async () => await row(page, word).count() === 4);
	await page.locator('.rows').focus();
	await page.keyboard.press('Home');
	await page.keyboard.press('x');
	await page.keyboard.press('Control+a');
	await page.getByText('4 selected').waitFor();
	await page.keyboard.press('Shift+I');
	await until('all read', async () => (await Promise.all((await row(page, word).all()).map(r => r.getAttribute('aria-label')))).every(x => !/^unread/.test(x)));
	await page.keyboard.press('z');
	await until('all unread again', async () => (await Promise.all((await row(page, word).all()).map(r => r.getAttribute('aria-label')))).every(x => /^unread/.test(x)));
	/* The search is kept in the sidebar, and forgotten. */
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Save this search' }).click();
	await nav(page).getByRole('link', { name: word }).waitFor();
});

test('muted: out of the inbox, and so is what follows', { timeout: 600_000 }, async () => {
	const subject = unique('Noisy');
	const id = `<${subject.replace(/ /g, '')}@outside.example>`;
	await deliver({ to: 'bob', subject, headers: { From: 'Noise <noise@outside.example>', References: id, 'In-Reply-To': id } });
	const page = await personPage('bob');
	await openMail(page, subject);
	await page.keyboard.press('m');
	await row(page, subject).waitFor({ state: 'detached' });
	await settled(page);
	await deliver({ to: 'bob', subject: `Re: ${subject}`, headers: { From: 'Noise <noise@outside.example>', References: id, 'In-Reply-To': id } });
	await nav(page).getByRole('link', { name: 'Archive' }).click();
	await until('both in the archive', async () => /2 messages/.test(await row(page, subject).first().getAttribute('aria-label', { timeout: 1000 }).catch(() => '') ?? ''));
});

test('the palette knows commands, folders, settings; search offers people and operators', { timeout: 600_000 }, async () => {
	const page = await personPage('bob');
	await page.keyboard.press('Control+k');
	const palette = page.getByRole('dialog', { name: 'Commands' });
	await palette.getByRole('combobox').fill('gosent');
	await palette.getByRole('option', { name: /Sent/ }).first().waitFor();
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name: 'Sent', level: 1 }).waitFor();
	await page.keyboard.press('Control+k');
	await palette.getByRole('combobox').fill('sett lab');
	await palette.getByRole('option', { name: /Labels/ }).first().waitFor();
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name: 'Labels', exact: true }).waitFor();
	await page.goBack();
	const search = page.getByRole('searchbox', { name: 'Search mail' });
	await search.fill('ali');
	await page.getByRole('option', { name: /^from:Alice/ }).first().click();
	await holds(async () => assert.match(await search.inputValue(), /^from:alice@/));
	await search.pressSequentially('has:');
	await page.getByRole('option', { name: 'has:attachment' }).waitFor();
	await shot(page, 'search-offers');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	await page.getByRole('group', { name: 'Parts of this search' }).getByText('has:attachment').waitFor();
	await page.getByRole('button', { name: 'Search without has:attachment' }).click();
	await until('without it', async () => !page.url().includes('attachment'));
});
