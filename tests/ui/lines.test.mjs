/* Lines of the tour that need more than a walk: sound and film, files out, uploads given up, notices by folder, a tab that crashes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { address, command, compose, deliver, file, folders, gone, isPhone, keptIn, mailProgram, mime, newPage, openMail, password, plain, png, row, signIn, somebody, toFolder, toList, unique, until, url, written } from './support.mjs';

/* A tenth of a second of silence. */
function wav() {
	const head = Buffer.alloc(44);
	head.write('RIFF'); head.writeUInt32LE(836, 4); head.write('WAVEfmt ', 8); head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20); head.writeUInt16LE(1, 22); head.writeUInt32LE(8000, 24); head.writeUInt32LE(8000, 28);
	head.writeUInt16LE(1, 32); head.writeUInt16LE(8, 34); head.write('data', 36); head.writeUInt32LE(800, 40);
	return Buffer.concat([head, Buffer.alloc(800, 128)]);
}

/* A film that the browser makes of a canvas. */
const film = page => page.evaluate(async () => {
	const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 });
	const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
	const pieces = [];
	recorder.ondataavailable = e => e.data.size > 0 && pieces.push(e.data);
	const over = new Promise(resolve => { recorder.onstop = resolve; });
	recorder.start(50);
	for (let i = 0; pieces.length < 2; i++) {
		canvas.getContext('2d').fillRect(i % 32, 0, 1, 32);
		await new Promise(requestAnimationFrame);
	}
	recorder.stop();
	await over;
	return [...new Uint8Array(await new Blob(pieces).arrayBuffer())];
});

test('reading: sound and film play, a file is dragged out, unread and starred', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Sam');
	const subject = unique('To hear and see');
	await deliver({ to: who, data: mime(who, subject, 'mixed', [plain('Listen.'), file('beep.wav', 'audio/wav', wav()), file('film.webm', 'video/webm', Buffer.from(await film(page)))]) });
	await deliver({ to: who, subject: `${subject} not opened` });
	await signIn(page, who);
	await row(page, `${subject}, `).click();
	const play = e => {
		e.muted = true;
		return e.play();
	};
	await page.getByRole('button', { name: /^beep\.wav/ }).click();
	await page.locator('.look-in audio').evaluate(play);
	await until('it was heard to the end', () => page.locator('.look-in audio').evaluate(a => a.ended));
	await page.getByRole('button', { name: 'Next file' }).click();
	await page.locator('.look-in video').evaluate(play);
	assert.equal(await page.locator('.look-in video').evaluate(v => v.videoWidth), 32);
	await page.keyboard.press('Escape');
	/* What the desktop gets of a tile that is dropped there: type, name, and where the bytes are. */
	const out = await page.locator('.att li', { hasText: 'beep.wav' }).evaluate(async tile => {
		const dataTransfer = new DataTransfer();
		tile.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
		const [type, name, ...address] = dataTransfer.getData('DownloadURL').split(':');
		return { type, name, bytes: [...new Uint8Array(await (await fetch(address.join(':'))).arrayBuffer())] };
	});
	assert.deepEqual([out.type, out.name], ['audio/wav', 'beep.wav']);
	assert.ok(Buffer.from(out.bytes).equals(wav()));
	await command(page, 'star');
	await toList(page);
	await page.getByRole('button', { name: 'Unread', exact: true }).click();
	await until('what is not read', async () => await row(page, subject).count() === 1 && await row(page, `${subject} not opened`).count() === 1);
	await page.getByRole('button', { name: 'Starred', exact: true }).click();
	await until('what has a star', async () => await row(page, subject).count() === 1 && await row(page, `${subject} not opened`).count() === 0);
	assert.deepEqual(page.complaints, []);
});

test('writing: an upload given up, a picture dropped into the text, people of the directory, remembered afterwards', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Sam');
	await signIn(page, who);
	await compose(page);
	await written(page).waitFor();
	assert.equal(await written(page).getAttribute('spellcheck'), 'true');
	/* On the phone it fills the screen as it is. */
	if (!isPhone(page)) {
		await page.getByRole('button', { name: 'Full screen' }).click();
		await page.locator('.cmp.large').waitFor();
	}
	await page.route('**/jmap/upload/**', () => {}, { times: 1 });
	await page.locator('input.attach').setInputFiles({ name: 'wrong.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1000) });
	await page.getByRole('progressbar', { name: 'Uploading wrong.bin' }).waitFor();
	const ended = page.waitForEvent('requestfailed', r => r.url().includes('/jmap/upload/'));
	await page.getByRole('button', { name: 'Remove wrong.bin' }).click();
	await ended;
	await page.locator('.files').waitFor({ state: 'detached' });
	await page.locator('.cmp').evaluate((window, bytes) => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([Uint8Array.from(bytes)], 'dot.png', { type: 'image/png' }));
		window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
	}, [...png]);
	await written(page).locator('img').waitFor();
	await page.getByRole('combobox', { name: 'To', exact: true }).pressSequentially('bob');
	await page.getByRole('option', { name: /Bob/ }).first().click();
	await page.getByLabel('Subject').fill(unique('To a colleague'));
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await page.getByText('Message sent').first().waitFor();
	assert.match(await page.evaluate(() => JSON.stringify(JSON.parse(localStorage.getItem('hayloft.settings')).collected)), /"bob@/);
});

test('writing: under which of one\'s addresses; an answer comes from the one that was written to', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const [who, other] = [await somebody(page, 'Sam'), await somebody(page, 'Sam')];
	const desk = who.replace('sam-', 'desk-');
	const basic = Buffer.from(`${address('admin')}:${password('admin')}`).toString('base64');
	const made = await page.request.post(`${url}/api/v2/objects/alias`, { data: { address: desk, goto: who }, headers: { Authorization: `Basic ${basic}` } });
	assert.ok(made.ok(), `${made.status()} ${await made.text()}`);
	const subject = unique('To the desk');
	await deliver({ to: desk, subject });
	await signIn(page, who);
	const from = page.locator('.cmp select').first();
	const chosen = () => from.evaluate(s => s.selectedOptions[0].textContent);
	await openMail(page, subject);
	await command(page, 'reply');
	await written(page).waitFor();
	assert.match(await chosen(), new RegExp(desk));
	await page.keyboard.press('Escape');
	await page.locator('.cmp').waitFor({ state: 'detached' });
	await compose(page);
	await page.locator('input.rcpt:focus').waitFor();
	assert.match(await chosen(), new RegExp(who));
	await from.selectOption({ label: await from.locator('option', { hasText: desk }).innerText() });
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(other);
	await page.keyboard.press('Enter');
	await page.getByLabel('Subject').fill(`${subject} sent`);
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await page.getByText('Message sent').first().waitFor();
	const imap = await mailProgram(other);
	await imap.command('SELECT INBOX');
	await until('it came from the desk', async () => (await imap.command('NOOP')) && (await imap.command('FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])').catch(() => [])).join(' ').includes(desk));
	imap.close();
	assert.deepEqual(page.complaints, []);
});

test('handling: messages dropped as files, Trash emptied, and a list that is slow or fails says so', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Sam');
	const subject = unique('To throw away');
	await deliver({ to: who, subject });
	await signIn(page, who);
	await row(page, subject).waitFor();
	await page.locator('.rows').evaluate((list, bytes) => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([bytes], 'dropped.eml', { type: 'message/rfc822' }));
		list.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
	}, mime(who, `${subject} dropped`, 'mixed', [plain('x')]));
	await row(page, `${subject} dropped`).waitFor();
	await row(page, `${subject}, `).click();
	await page.locator('article.msg').waitFor();
	await command(page, 'delete');
	await gone(page, `${subject}, `);
	await toFolder(page, 'Trash');
	await row(page, subject).waitFor();
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Empty folder' }).click();
	await page.getByRole('dialog', { name: 'Empty Trash?' }).getByRole('button', { name: 'Empty folder' }).click();
	await page.getByText('Nothing here.').waitFor();
	const imap = await mailProgram(who);
	await until('it is empty', async () => /MESSAGES 0/.test((await imap.command('STATUS Trash (MESSAGES)')).join(' ')));
	imap.close();
	/* The list that is asked for is kept back, then refused, then there. */
	let answer;
	const held = new Promise(resolve => { answer = resolve; });
	await page.route(/\/jmap\/api/, async r => {
		await held;
		await r.fulfill({ status: 500, body: '' });
	});
	await toFolder(page, 'Archive');
	await page.getByRole('status', { name: 'Loading' }).waitFor();
	answer();
	await page.getByRole('alert').getByText(/^The list cannot be loaded/).waitFor();
	await page.unroute(/\/jmap\/api/);
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.getByText('Nothing here.').waitFor();
});

test('rules and settings: a copy forwarded, dates of an away message, a template, the language', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const [who, other] = [await somebody(page, 'Sam'), await somebody(page, 'Sam')];
	const subject = unique('Pass it on');
	await signIn(page, who);
	await page.goto(`${url}/settings/filters`);
	await page.getByRole('button', { name: 'New rule' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Name').fill('Pass on');
	await dialog.getByLabel('Part of the message').selectOption({ label: 'Subject' });
	await dialog.getByLabel('What', { exact: true }).fill(subject);
	await dialog.getByLabel('Action', { exact: true }).selectOption({ label: 'Forward a copy to' });
	await dialog.getByLabel('Address to forward to').fill(other);
	await dialog.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('switch', { name: 'Rule Pass on is on' }).waitFor();
	await deliver({ to: who, subject });
	await page.goto(`${url}/settings/vacation`);
	for (const [label, value] of [['From', '2030-01-02T08:00'], ['Until', '2030-01-09T18:00']]) {
		const kept = page.waitForResponse(r => /VacationResponse\/set/.test(r.request().postData() ?? '') && r.ok());
		await page.getByLabel(label, { exact: true }).fill(value);
		await page.getByLabel(label, { exact: true }).blur();
		await kept;
	}
	await page.reload();
	await until('the dates are there', async () => await page.getByLabel('Until', { exact: true }).inputValue() === '2030-01-09T18:00' && await page.getByLabel('From', { exact: true }).inputValue() === '2030-01-02T08:00');
	await page.goto(`${url}/settings/templates`);
	await page.getByRole('button', { name: 'New template' }).click();
	await page.getByLabel('Name', { exact: true }).fill('Thanks');
	await page.getByLabel('Name', { exact: true }).blur();
	await page.getByRole('heading', { name: 'Thanks' }).waitFor();
	await page.goto(`${url}/settings/appearance`);
	await page.getByLabel('Language').selectOption('de');
	await page.getByRole('heading', { name: 'Erscheinungsbild' }).waitFor();
	await page.reload();
	await page.getByRole('heading', { name: 'Erscheinungsbild' }).waitFor();
	const imap = await mailProgram(other);
	await until('the copy came', async () => {
		await imap.command('SELECT INBOX');
		return /SEARCH \d/.test((await imap.command(`SEARCH SUBJECT "${subject}"`)).join(' '));
	});
	imap.close();
});

test('news outside the page: only from the folders that were chosen, and the count on the icon', { timeout: 600_000 }, async () => {
	const page = await newPage({ permissions: ['notifications'] });
	const who = await somebody(page, 'Sam');
	const imap = await mailProgram(who);
	await imap.command('CREATE Watched');
	await page.addInitScript(() => {
		globalThis.told = [];
		globalThis.Notification = class extends Notification {
			constructor(title, options) {
				super(title, options);
				globalThis.told.push(`${title}: ${options.body}`);
			}
		};
		navigator.setAppBadge = n => {
			globalThis.badge = n;
			return Promise.resolve();
		};
		Object.defineProperty(document, 'visibilityState', { get: () => globalThis.away ? 'hidden' : 'visible' });
	});
	await signIn(page, who);
	await page.goto(`${url}/settings/notifications`);
	await page.getByRole('switch', { name: 'Show notifications' }).click();
	await page.getByRole('switch', { name: 'Watched' }).click();
	await page.getByRole('switch', { name: 'Inbox' }).click();
	await until('only that one', async () => await page.getByRole('switch', { name: 'Watched' }).isChecked() && !await page.getByRole('switch', { name: 'Inbox' }).isChecked());
	await page.getByText('Live', { exact: true }).waitFor();
	await page.evaluate(() => { globalThis.away = true; });
	await deliver({ to: who, subject: unique('Not told') });
	await until('the icon has a count', () => page.evaluate(() => globalThis.badge === 1));
	const message = `From: Eva <eva@outside.example>\r\nTo: ${who}\r\nSubject: Told\r\n\r\nWords\r\n`;
	await imap.command(`APPEND Watched {${message.length}+}\r\n${message}`);
	await until('it was told', () => page.evaluate(() => globalThis.told.length > 0));
	assert.deepEqual(await page.evaluate(() => globalThis.told), ['Eva: Told\nWords']);
	imap.close();
});

test('a tab that crashes while the server is away: what was written is there again', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await signIn(page, await somebody(page, 'Sam'));
	await page.getByText('Live', { exact: true }).waitFor();
	await compose(page);
	await page.getByLabel('Subject').fill('Through a crash');
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Network.enable');
	await devtools.send('Network.emulateNetworkConditions', { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
	await written(page).click();
	await page.keyboard.type('Every word');
	await page.getByText('Draft not saved; trying again').waitFor();
	await until('the browser keeps it', async () => (await keptIn(page, 'drafts')).includes('Every word'));
	const crashed = page.waitForEvent('crash');
	devtools.send('Page.crash').catch(() => {});
	await crashed;
	const next = await page.context().newPage();
	await next.goto(`${url}/mail/inbox`);
	await next.getByText('You wrote this in a page that ended before it was saved.').waitFor();
	await written(next).getByText('Every word').waitFor();
	assert.equal(await next.getByLabel('Subject').inputValue(), 'Through a crash');
	await next.getByText(/^Draft saved/).waitFor();
	await until('nothing waits any more', async () => await keptIn(next, 'drafts') === '[]');
	await next.reload();
	await next.getByText('Nothing in your inbox.').waitFor();
	assert.equal(await next.locator('.cmp').count(), 0);
});

test('mail that nobody opened yet is read without a connection', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Sam');
	const subject = unique('Kept ahead');
	await deliver({ to: who, subject, text: 'Words that nobody asked for' });
	/* It is fetched half a minute after the page began: the clock is put forward. */
	await page.clock.install();
	await signIn(page, who);
	await row(page, subject).waitFor();
	await until('it is kept', async () => {
		await page.clock.fastForward(10_000);
		return (await keptIn(page, 'threads')).includes('Words that nobody asked for');
	});
	await page.context().setOffline(true);
	await row(page, subject).click();
	await page.locator('.plain').getByText('Words that nobody asked for').waitFor();
});

test('who wants nothing to move sees nothing move', async () => {
	const page = await newPage({ reducedMotion: 'reduce' });
	await signIn(page, 'carol');
	await page.keyboard.press('?');
	await page.getByRole('dialog', { name: 'Help and keyboard shortcuts' }).waitFor();
	const moving = () => [...document.querySelectorAll('*')].filter(e => {
		const style = getComputedStyle(e);
		const longest = list => Math.max(...list.split(',').map(Number.parseFloat));
		return longest(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && longest(style.animationDuration) > 0.01);
	}).length;
	assert.equal(await page.evaluate(moving), 0);
	await page.emulateMedia({ reducedMotion: 'no-preference' });
	assert.notEqual(await page.evaluate(moving), 0);
});
