/* Labels, folders, everything at once, mute, the palette, search with suggestions. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { command, deliver, download, folders, gone, holds, mailProgram, newPage, openFolders, openMail, personPage, readAloud, row, settled, shot, signIn, somebody, stored, toFolder, toList, undo, unique, until } from './support.mjs';

test('labels: made while labelling, shown, found, undone; kept in another browser', { timeout: 600_000 }, async () => {
	const subject = unique('To label');
	const label = unique('Clients').replace(/ /g, '-');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob');
	await openMail(page, subject);
	await command(page, 'label');
	await page.getByRole('searchbox', { name: 'Find or make a label' }).fill(label);
	const kept = stored(page);
	await page.keyboard.press('Enter');
	await page.locator('.conv h1').getByText(label).waitFor();
	await toList(page);
	await row(page, subject).getByText(label).waitFor();
	await holds(async () => assert.match(await readAloud(page, subject), new RegExp(label)));
	await toFolder(page, label);
	await page.getByRole('heading', { name: label, level: 1 }).waitFor();
	await row(page, subject).waitFor();
	await shot(page, 'label');
	await kept;
	const other = await personPage('bob');
	await folders(other, nav => nav.getByRole('link', { name: label }).waitFor());
	await row(other, subject).getByText(label).waitFor();
	await openMail(page, subject);
	await page.getByRole('button', { name: `Remove the label ${label}` }).click();
	await until('no chip', async () => await page.locator('.conv h1').getByText(label).count() === 0);
	await undo(page);
	await page.locator('.conv h1').getByText(label).waitFor();
});

test('folders: made, renamed, filled by drag, exported, deleted', { timeout: 600_000 }, async () => {
	const subject = unique('Into a folder');
	const name = unique('Projects');
	await deliver({ to: 'bob', subject, text: 'From the start\r\nFrom here' });
	const page = await personPage('bob');
	await row(page, subject).waitFor();
	await (await openFolders(page)).getByRole('button', { name: 'New folder' }).click();
	const dialog = page.getByRole('dialog', { name: /folder/ });
	await dialog.getByRole('button', { name: 'New folder' }).click();
	await dialog.getByText('Give the folder a name.').waitFor();
	await dialog.getByLabel('Name').fill(name);
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name, level: 1 }).waitFor();
	await toFolder(page, /^Inbox/);
	/* Where the folders are out of sight there is nothing to drag to. */
	if (page.viewportSize().width < 1100) {
		await openMail(page, subject);
		await command(page, 'move');
		await page.getByRole('searchbox', { name: 'Find a folder' }).fill(name);
		await page.keyboard.press('Enter');
	} else
		await row(page, subject).dragTo(page.getByRole('navigation', { name: 'Folders' }).getByRole('link', { name }));
	await gone(page, subject);
	await toFolder(page, name);
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
	await page.getByRole('heading', { name: `${name} done`, level: 1 }).waitFor();
	/* What was exported comes back as a file dropped on the folder. */
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), (async () => {
		await page.getByRole('button', { name: 'List menu' }).click();
		await page.getByRole('menuitem', { name: 'Import messages…' }).click();
	})()]);
	await chooser.setFiles({ name: 'again.mbox', mimeType: 'application/mbox', buffer: Buffer.from(text.replace(subject, `${subject} again`).replace(/^Message-ID:.*$/m, 'Message-ID: <again@outside.example>')) });
	await row(page, `${subject} again`).waitFor();
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Delete folder' }).click();
	await page.getByRole('dialog', { name: /^Delete/ }).getByRole('button', { name: 'Delete folder' }).click();
	await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
	await folders(page, nav => until('gone', async () => await nav.getByRole('link', { name: `${name} done` }).count() === 0));
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
	await page.getByRole('button', { name: /^Select all/ }).click();
	await page.getByText('4 selected').waitFor();
	await page.getByRole('toolbar', { name: 'Actions for the selection' }).getByRole('button', { name: /^Mark as read/ }).click();
	await until('all read', async () => (await Promise.all((await row(page, word).all()).map(r => r.getAttribute('aria-label')))).every(x => !/^unread/.test(x)));
	await undo(page);
	await until('all unread again', async () => (await Promise.all((await row(page, word).all()).map(r => r.getAttribute('aria-label')))).every(x => /^unread/.test(x)));
	/* The search is kept in the sidebar, and forgotten. */
	await page.getByRole('button', { name: /^Select none/ }).click();
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Save this search' }).click();
	await folders(page, nav => nav.getByRole('link', { name: word }).waitFor());
});

/* Ticks what is loaded, then all that lies behind it. */
async function selectEverything(page, n) {
	await page.locator('.lh .c', { hasText: `${n} conversations` }).waitFor();
	await page.getByRole('button', { name: 'Select all', exact: true }).click();
	const all = page.getByText(`${n} selected`);
	const more = page.getByRole('button', { name: `Select all ${n} conversations here` });
	await all.or(more).waitFor();
	if (await more.isVisible())
		await more.click();
	await all.waitFor();
}

test('more than one page: none of it junk, all of it in the trash, all of it gone for good', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Heap');
	const program = await mailProgram(who);
	for (let i = 0; i < 130; i++) {
		const mail = `From: Heap <heap@outside.example>\r\nSubject: Heaped ${i}\r\nMessage-ID: <heap${i}@outside.example>\r\n\r\nOne of many.\r\n`;
		await program.command(`APPEND Junk {${mail.length}+}\r\n${mail}`);
	}
	const messages = async folder => (await program.command(`STATUS ${folder} (MESSAGES)`)).join().match(/MESSAGES (\d+)/)[1];
	await signIn(page, who);
	await toFolder(page, 'Junk');
	await selectEverything(page, 130);
	await command(page, 'junk');
	await until('in the inbox', async () => await messages('INBOX') === '130' && await messages('Junk') === '0');
	await toFolder(page, 'Inbox');
	await selectEverything(page, 130);
	await command(page, 'delete');
	await until('in the trash', async () => await messages('Trash') === '130');
	await toFolder(page, 'Trash');
	await selectEverything(page, 130);
	await command(page, 'delete');
	const sure = page.getByRole('dialog', { name: /130/ });
	await sure.getByRole('button', { name: 'Delete forever' }).click();
	await until('gone', async () => await messages('Trash') === '0');
	await until('no row', async () => await page.locator('.lp [role=row]').count() === 0);
	program.close();
});

test('muted: out of the inbox, and so is what follows', { timeout: 600_000 }, async () => {
	const subject = unique('Noisy');
	const id = `<${subject.replace(/ /g, '')}@outside.example>`;
	await deliver({ to: 'bob', subject, headers: { From: 'Noise <noise@outside.example>', References: id, 'In-Reply-To': id } });
	const page = await personPage('bob');
	await openMail(page, subject);
	await command(page, 'mute');
	await gone(page, subject);
	await settled(page);
	await deliver({ to: 'bob', subject: `Re: ${subject}`, headers: { From: 'Noise <noise@outside.example>', References: id, 'In-Reply-To': id } });
	await toFolder(page, 'Archive');
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

test('folders: what is old goes to the archive or for good, a job is given, out of sight and back', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Sam');
	const subject = unique('Old and new');
	const imap = await mailProgram(who);
	await imap.command('CREATE Papers');
	await imap.command('SUBSCRIBE Papers');
	for (const [n, date] of [['old', '01-Jan-2020'], ['older', '01-Jan-2010'], ['new', null]]) {
		const message = `From: Eva <eva@outside.example>\r\nTo: ${who}\r\nSubject: ${subject} ${n}.\r\n\r\nWords\r\n`;
		await imap.command(`APPEND Papers ${date ? `"${date} 10:00:00 +0000" ` : ''}{${message.length}+}\r\n${message}`);
	}
	await signIn(page, who);
	await toFolder(page, 'Papers');
	await until('all three', async () => await row(page, subject).count() === 3);
	const menu = async item => {
		await page.getByRole('button', { name: 'List menu' }).click();
		await page.getByRole('menuitem', { name: item }).click();
	};
	const dialog = page.getByRole('dialog', { name: 'Clear out Papers' });
	await menu('Clear out old messages…');
	await dialog.getByText('2 messages are that old.').waitFor();
	await dialog.getByLabel('Older than').selectOption({ label: '30 days' });
	await shot(page, 'clear-out');
	await dialog.getByRole('button', { name: 'Clear out' }).click();
	await page.getByText('2 old messages cleared out').first().waitFor();
	await until('the new one stays', async () => await row(page, subject).count() === 1 && await row(page, `${subject} new`).count() === 1);
	await page.locator('.toast', { hasText: 'cleared out' }).getByRole('button', { name: 'Undo' }).click();
	await until('all three again', async () => await row(page, subject).count() === 3);
	await menu('Clear out old messages…');
	await dialog.getByLabel('What to do with them').selectOption({ label: 'Delete forever' });
	await dialog.getByText('2 messages are removed from the server').waitFor();
	await dialog.getByRole('button', { name: 'Delete forever' }).click();
	await until('the new one stays', async () => await row(page, subject).count() === 1);
	await until('nothing of it is left', async () => /MESSAGES 1\b/.test((await imap.command('STATUS Papers (MESSAGES)')).join(' ')) && /MESSAGES 0/.test((await imap.command('STATUS Trash (MESSAGES)')).join(' ')));

	/* A job: mail that is archived goes there from now on. */
	await menu('Use this folder for…');
	const job = page.getByRole('dialog', { name: 'What Papers is for' });
	await job.getByLabel('What this folder is for').selectOption({ label: 'Archive' });
	await job.getByText('Archive has this job now and gives it up.').waitFor();
	await shot(page, 'folder-role');
	await job.getByRole('button', { name: 'Save' }).click();
	await deliver({ to: who, subject: `${subject} archived` });
	await toFolder(page, /^Inbox/);
	await openMail(page, `${subject} archived`);
	await command(page, 'archive');
	await gone(page, `${subject} archived`);
	await folders(page, nav => nav.getByRole('link', { name: 'Papers' }).waitFor());
	await until('it is there', async () => /MESSAGES 2\b/.test((await imap.command('STATUS Papers (MESSAGES)')).join(' ')));

	/* Out of sight: a subscription less. */
	await imap.command('CREATE Attic');
	await imap.command('SUBSCRIBE Attic');
	await toFolder(page, 'Attic');
	await menu('Hide folder');
	await page.getByText('Attic is under “More folders” now').first().waitFor();
	await until('nobody is subscribed', async () => !(await imap.command('LSUB "" "*"')).join(' ').includes('Attic'));
	await toFolder(page, /^Inbox/);
	const nav = await openFolders(page);
	assert.equal(await nav.getByRole('link', { name: 'Attic' }).count(), 0);
	await nav.getByRole('button', { name: 'One more folder' }).click();
	await toFolder(page, 'Attic');
	await menu('Show folder');
	await until('it is subscribed', async () => (await imap.command('LSUB "" "*"')).join(' ').includes('Attic'));
	await folders(page, shown => until('nothing is hidden', async () => await shown.getByRole('button', { name: /more folder/ }).count() === 0));
	imap.close();
	assert.deepEqual(page.complaints, []);
});
