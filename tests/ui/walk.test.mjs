/* Lines of the tour that no other file walks: pictures by sender and domain, print, formats of writing, ranges, swipes, files in and out, choices that follow a person. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after, before } from 'node:test';
import { address, command, compose, deliver, download, folders, frameOf, gone, holds, html, mime, openFolders, openMail, personPage, plain, png, row, shot, stored, toFolder, unique, until, url, written } from './support.mjs';

const send = page => page.getByRole('button', { name: 'Send', exact: true });

let pictures;
const fetched = [];
before(async () => {
	pictures = createServer((request, response) => {
		fetched.push(request.url);
		response.writeHead(200, { 'Content-Type': 'image/png' });
		response.end(png);
	});
	await new Promise(resolve => pictures.listen(0, '127.0.0.1', resolve));
});
after(() => pictures?.close());

test('remote pictures: once, for a sender, for a domain; fetched by the server, once', { timeout: 600_000 }, async () => {
	const stem = unique('Picture');
	const domain = `${stem.split(' ').pop()}.example`;
	const mail = (n, who) => deliver({ to: 'alice', data: mime('alice', `${stem} n${n}.`, 'alternative', [html(`<p>x</p><img src="http://127.0.0.1:${pictures.address().port}/${domain}/${n}.png" width="60" height="60">`)], { From: `Shop <${who}@${domain}>` }) });
	for (const [n, who] of ['shop', 'shop', 'shop', 'news', 'third'].entries())
		await mail(n, who);
	const page = await personPage('alice');
	const drawn = n => until(`picture ${n} is drawn`, async () => fetched.includes(`/${domain}/${n}.png`) && await frameOf(page).locator('img').evaluate(i => i.naturalWidth === 1));
	const blocked = page.getByText('Remote images are blocked');
	await openMail(page, `${stem} n0.`);
	await blocked.waitFor();
	await page.getByRole('button', { name: 'Show images' }).click();
	await drawn(0);
	await openMail(page, `${stem} n1.`);
	await blocked.waitFor();
	await page.getByRole('button', { name: 'Always show' }).click();
	await page.getByRole('menuitem', { name: 'From Shop' }).click();
	await drawn(1);
	await openMail(page, `${stem} n2.`);
	await drawn(2);
	await openMail(page, `${stem} n3.`);
	await blocked.waitFor();
	await page.getByRole('button', { name: 'Always show' }).click();
	await page.getByRole('menuitem', { name: `From ${domain}` }).click();
	await drawn(3);
	await openMail(page, `${stem} n4.`);
	await drawn(4);
	/* A sender cannot tell how often it was read. */
	await openMail(page, `${stem} n2.`);
	await drawn(2);
	assert.deepEqual(fetched.filter(u => u.includes(domain)).sort(), [0, 1, 2, 3, 4].map(n => `/${domain}/${n}.png`));
	/* Printed with every message unfolded. */
	await page.evaluate(() => {
		globalThis.print = () => { globalThis.printed = document.querySelectorAll('article.msg iframe:not(.blank)').length; };
	});
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Print' }).click();
	await until('it goes to the printer', () => page.evaluate(() => globalThis.printed === 1));
	await page.emulateMedia({ media: 'print' });
	assert.ok(!await page.locator('.side, .top').first().isVisible(), 'folders are printed');
	await shot(page, 'print');
});

test('writing: a picture pasted, a file dropped, plain text, to a list, forwarded as a file, a receipt', { timeout: 600_000 }, async () => {
	const subject = unique('Ways of writing');
	await deliver({ to: 'bob', subject, headers: { From: 'Poster <poster@outside.example>', 'List-Id': 'Talk <talk.lists.example>', 'List-Post': '<mailto:talk@lists.example>' }, text: 'To the list.' });
	const page = await personPage('bob');
	await openMail(page, subject);
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Reply to list' }).click();
	await page.locator('.tok', { hasText: 'talk@lists.example' }).waitFor();
	assert.equal(await page.locator('.tok').count(), 1);
	await page.getByRole('button', { name: 'Discard draft' }).click();
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Forward as file' }).click();
	await page.locator('.files').getByText('.eml').waitFor();
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(address('carol'));
	await page.keyboard.press('Enter');
	await written(page).click();
	/* Above a signature, if there is one. */
	await page.keyboard.press('Control+Home');
	await page.keyboard.type('مرحبا يا كارول');
	await holds(async () => assert.equal(await written(page).locator('div', { hasText: 'مرحبا' }).last().evaluate(e => getComputedStyle(e).direction), 'rtl'));
	await written(page).evaluate((editor, bytes) => {
		const data = new DataTransfer();
		data.items.add(new File([Uint8Array.from(bytes)], 'pasted.png', { type: 'image/png' }));
		editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
	}, [...png]);
	await written(page).locator('img').waitFor();
	await page.locator('.cmp').evaluate(window => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File(['dropped words'], 'dropped.txt', { type: 'text/plain' }));
		window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
	});
	await page.locator('.files').getByText('dropped.txt').waitFor();
	/* Taken away again while it is there. */
	await page.getByRole('button', { name: 'Remove dropped.txt' }).click();
	await page.locator('.files').getByText('dropped.txt').waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'More options' }).click();
	await page.getByRole('menuitemcheckbox', { name: 'Ask for a read receipt' }).click();
	await send(page).click();
	await page.getByText('Message sent').first().waitFor();

	const carol = await personPage('carol');
	await openMail(carol, `Fwd: ${subject}`);
	await until('the picture came along', () => frameOf(carol).locator('img').evaluate(i => i.naturalWidth === 1));
	await carol.getByRole('button', { name: /\.eml/ }).first().click();
	await carol.getByRole('dialog').getByText('To the list.').waitFor();
	await carol.keyboard.press('Escape');
	await carol.getByText(/asks for a read receipt/).waitFor();
	await carol.getByRole('button', { name: 'Send receipt' }).click();
	await carol.getByText('Receipt sent').first().waitFor();
	/* Plain text: no editor, and what arrives has no HTML. */
	await compose(carol);
	await written(carol).waitFor();
	await carol.getByRole('combobox', { name: 'To', exact: true }).fill(address('bob'));
	await carol.keyboard.press('Enter');
	await carol.getByLabel('Subject').fill(`${subject} plain`);
	await carol.getByRole('button', { name: 'More options' }).click();
	await carol.getByRole('menuitem', { name: 'Plain text' }).click();
	const text = carol.locator('.cmp textarea');
	assert.equal(await text.getAttribute('dir'), 'auto');
	await text.fill('Only <b>words</b>.');
	await send(carol).click();
	await carol.getByText('Message sent').first().waitFor();
	await openMail(page, `${subject} plain`);
	await page.locator('.plain').getByText('Only <b>words</b>.').waitFor();
	assert.deepEqual([page.complaints, carol.complaints], [[], []]);
});

test('handling: ranges by keyboard, filters of the list, a folder filled from files, exported, moved', { timeout: 600_000 }, async () => {
	const stem = unique('Range');
	const eml = n => ({ name: `${n}.eml`, mimeType: 'message/rfc822', buffer: Buffer.from(mime('bob', `${stem} n${n}.`, 'mixed', n === 2 ? [plain('x'), { headers: { 'Content-Type': 'image/png; name="a.png"', 'Content-Disposition': 'attachment; filename="a.png"' }, bytes: png }] : [plain('x')])) });
	const page = await personPage('bob');
	const name = unique('Box');
	const dialog = page.getByRole('dialog');
	for (const made of [`${name} outer`, name]) {
		await (await openFolders(page)).getByRole('button', { name: 'New folder' }).click();
		await dialog.getByLabel('Name').fill(made);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: made, level: 1, exact: true }).waitFor();
	}
	const menu = async item => {
		await page.getByRole('button', { name: 'List menu' }).click();
		await page.getByRole('menuitem', { name: item }).click();
	};
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), menu('Import messages…')]);
	await chooser.setFiles([0, 1, 2, 3].map(eml));
	await until('all four', async () => await row(page, stem).count() === 4);
	await page.getByRole('button', { name: 'With files', exact: true }).click();
	await until('the one with a file', async () => await row(page, stem).count() === 1 && await row(page, `${stem} n2.`).count() === 1);
	await page.getByRole('button', { name: 'All', exact: true }).click();
	await until('all again', async () => await row(page, stem).count() === 4);
	/* Rows of one second may still change places, and a range follows the row at which it began. */
	await until('three by keyboard', async () => {
		await page.getByRole('grid').focus();
		await page.keyboard.press('Escape');
		await page.keyboard.press('Home');
		await page.keyboard.press('Shift+ArrowDown');
		await page.keyboard.press('Shift+ArrowDown');
		return page.getByText('3 selected').isVisible();
	});
	await page.keyboard.press('Shift+ArrowUp');
	await page.keyboard.press('Escape');
	await row(page, stem).nth(0).locator('.pick').click();
	await row(page, stem).nth(3).locator('.pick').click({ modifiers: ['Shift'] });
	await page.getByText('4 selected').waitFor();
	await command(page, 'star');
	await until('all starred', async () => (await Promise.all((await row(page, stem).all()).map(r => r.getAttribute('aria-label')))).every(x => /starred/.test(x)));
	await page.keyboard.press('Escape');
	const { bytes } = await download(page, () => menu('Export as zip of .eml'));
	assert.equal(bytes.readUInt32LE(0), 0x04034b50);
	assert.equal(bytes.toString('latin1').split(`Subject: ${stem}`).length - 1, 4);
	/* And back in as it came out, elsewhere. */
	await toFolder(page, `${name} outer`);
	await page.getByText('Nothing here.').waitFor();
	const [again] = await Promise.all([page.waitForEvent('filechooser'), menu('Import messages…')]);
	await again.setFiles({ name: 'exported.zip', mimeType: 'application/zip', buffer: bytes });
	await page.getByText('4 messages imported').first().waitFor();
	await until('all four there too', async () => await row(page, stem).count() === 4);
	await toFolder(page, name);
	await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
	await menu('Move folder');
	await dialog.getByLabel('Inside').selectOption({ label: `${name} outer` });
	await dialog.getByRole('button', { name: 'Move folder' }).click();
	await page.getByText(`Folder ${name} moved`).first().waitFor();
	assert.deepEqual(page.complaints, []);
});

test('on the phone a row is swiped away, and a short swipe is none', { timeout: 600_000 }, async () => {
	const subject = unique('Swiped');
	await deliver({ to: 'bob', subject });
	const page = await personPage('bob', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
	await row(page, subject).waitFor();
	const fingers = await page.context().newCDPSession(page);
	const swipe = async by => {
		let box = null;
		await until('the row stands there', async () => (box = await row(page, subject).boundingBox({ timeout: 5000 }).catch(() => null)) !== null);
		const y = box.y + box.height / 2;
		const at = x => [{ x, y }];
		await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(200) });
		for (let i = 1; i <= 5; i++)
			await fingers.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(200 + by * i / 5) });
		await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
	};
	await swipe(50);
	assert.equal(new URL(page.url()).pathname, '/mail/inbox');
	await row(page, subject).waitFor();
	await swipe(160);
	await gone(page, subject);
	await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
	await row(page, subject).waitFor();
	await swipe(-160);
	await gone(page, subject);
	await page.locator('.toast', { hasText: 'Trash' }).first().waitFor();
});

test('choices follow a person into another browser; a script of one\'s own is kept beside the rules', { timeout: 600_000 }, async () => {
	const page = await personPage('alice');
	await page.goto(`${url}/settings/appearance`);
	await page.locator('select', { hasText: 'Dark' }).selectOption('dark');
	assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
	const kept = stored(page);
	await page.locator('select', { hasText: 'Compact rows' }).selectOption('compact');
	await page.locator('select', { hasText: 'Pacific/Auckland'.replace('_', ' ') }).selectOption('Pacific/Auckland');
	await kept;
	await until('all of it is stored', async () => {
		const other = await personPage('alice', { settings: {} });
		const chosen = () => other.evaluate(() => JSON.parse(localStorage.getItem('hayloft.settings')));
		await until('they came', async () => (await chosen()).density !== undefined && (await chosen()).timeZone !== undefined);
		const s = await chosen();
		await other.context().close();
		return s.density === 'compact' && s.timeZone === 'Pacific/Auckland';
	});
	await page.goto(`${url}/settings/filters`);
	await page.getByRole('button', { name: 'Edit the script' }).click();
	const script = page.getByRole('dialog').getByLabel('Sieve script');
	const before = await script.inputValue();
	await script.fill('this is no script');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('dialog').getByRole('alert').waitFor();
	await script.fill('# by hand\nkeep;\n');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Saved').first().waitFor();
	await page.reload();
	await page.getByRole('button', { name: 'Edit the script' }).click();
	assert.match(await script.inputValue(), /^# by hand\r?\nkeep;/);
	await script.fill(before);
	await page.getByRole('button', { name: 'Save' }).click();
	await script.waitFor({ state: 'detached' });
	await page.goto(`${url}/settings/appearance`);
	const back = stored(page);
	await page.locator('select', { hasText: 'Compact rows' }).selectOption('comfortable');
	await page.locator('select', { hasText: 'Auckland' }).selectOption('');
	await back;
});
