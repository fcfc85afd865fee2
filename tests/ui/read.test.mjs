import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { deliver, download, file, frameOf, holds, html, mime, nothingOpen, openMail, personPage, plain, png, readAloud, row, shot, unique, until } from './support.mjs';

test('a plain text mail: text, links, folded quote, and it is read afterwards', { timeout: 600_000 }, async () => {
	const subject = unique('Plain words');
	await deliver({
		to: 'alice', subject, headers: { From: '"Jonas Keller" <jonas@outside.example>' },
		text: 'Hello Alice, see https://example.org/page?x=1.\r\n<b>not bold</b>\r\n\r\nOn Monday you wrote:\r\n> older words\r\n>> oldest words',
	});
	const page = await personPage('alice');
	await row(page, subject).waitFor();
	await holds(async () => assert.match(await row(page, subject).getAttribute('aria-label'), /^unread, Jonas Keller/));
	await openMail(page, subject);
	const text = page.locator('article.msg .plain');
	await text.getByText('<b>not bold</b>').waitFor();
	await holds(async () => assert.equal(await text.getByRole('link').first().getAttribute('href'), 'https://example.org/page?x=1'));
	assert.ok(!await text.getByText('older words').first().isVisible());
	await text.locator('summary').click();
	await text.getByText('oldest words').waitFor();
	await shot(page, 'read-plain');
	await until('the row is read', async () => !/^unread/.test(await readAloud(page, subject)));
	assert.deepEqual(page.complaints, []);
});

test('an HTML mail with its own picture: shown in the frame, remote pictures blocked and said', { timeout: 600_000 }, async () => {
	const subject = unique('With picture');
	await deliver({
		to: 'alice',
		data: mime('alice', subject, 'related', [
			html('<p style="color:#0a6">Green <b>words</b></p><img id="in" src="cid:pic@x" width="40" height="40"><img src="https://canary.invalid/x.png" width="300" height="90">'),
			{ headers: { 'Content-Type': 'image/png', 'Content-ID': '<pic@x>', 'Content-Disposition': 'inline; filename="pic.png"' }, bytes: png },
		]),
	});
	const page = await personPage('alice');
	const asked = [];
	page.on('request', r => asked.push(r.url()));
	await openMail(page, subject);
	await frameOf(page).getByText('Green words').waitFor();
	await page.getByText('Remote images are blocked to protect your privacy.').waitFor();
	assert.equal(await frameOf(page).locator('p').evaluate(p => getComputedStyle(p).color), 'rgb(0, 170, 102)');
	const picture = frameOf(page).locator('img').first();
	await until('the picture is drawn', () => picture.evaluate(i => i.src.startsWith('blob:') && i.naturalWidth === 1),
		async () => JSON.stringify([await picture.evaluate(i => [i.src, i.complete, i.naturalWidth]), asked, page.complaints]));
	assert.deepEqual(asked.filter(u => u.includes('canary')), []);
	/* The picture is in the text already, so it is no tile. */
	assert.equal(await page.locator('.att li').count(), 0);
	await holds(async () => {
		const box = await page.locator('article.msg iframe').boundingBox();
		assert.ok(box.height > 100 && box.height < 400, `height ${box.height}`);
	});
	await shot(page, 'read-html');
});

test('attachments come byte for byte, under the name they were sent with', { timeout: 600_000 }, async () => {
	const subject = unique('Two files');
	const one = randomBytes(200_000);
	const two = Buffer.from('<script>document.title="run"</script>');
	await deliver({
		to: 'alice',
		data: mime('alice', subject, 'mixed', [plain('Both files.'), file('noise.bin', 'application/octet-stream', one), file('page.html', 'text/html', two)]),
	});
	const page = await personPage('alice');
	await openMail(page, subject);
	for (const [name, bytes] of [['noise.bin', one], ['page.html', two]]) {
		const got = await download(page, () => page.getByRole('link', { name: `Download ${name}` }).last().click());
		assert.equal(got.name, name);
		assert.ok(got.bytes.equals(bytes), `${name} differs`);
	}
	/* An HTML attachment opened by hand is a download as well, never a page on our origin. */
	const href = await page.getByRole('link', { name: 'Download page.html' }).last().getAttribute('href');
	const headers = await page.evaluate(u => fetch(u).then(r => ({ disposition: r.headers.get('content-disposition'), policy: r.headers.get('content-security-policy'), sniff: r.headers.get('x-content-type-options') })), href);
	assert.match(headers.disposition, /^attachment/);
	assert.match(headers.policy, /sandbox/);
	assert.equal(headers.sniff, 'nosniff');
});

test('other alphabets arrive as they were written', { timeout: 600_000 }, async () => {
	const subject = unique('Grüße aus Zürich 你好');
	await deliver({ to: 'alice', subject: `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`, headers: { From: '=?utf-8?Q?Zo=C3=AB_=F0=9F=A6=84?= <zoe@outside.example>' }, text: 'שלום — ça va? 🦄' });
	const page = await personPage('alice');
	await openMail(page, subject);
	await page.locator('.plain').getByText('שלום — ça va? 🦄').waitFor();
	await page.getByRole('button', { name: 'Zoë 🦄' }).waitFor();
});

test('a conversation: answers are gathered, read ones folded to a line', { timeout: 600_000 }, async () => {
	const subject = unique('Gathered');
	const id = `${randomBytes(6).toString('hex')}@outside.example`;
	await deliver({ to: 'alice', subject, text: 'The first.', headers: { From: 'Dora <dora@outside.example>', 'X-A': '1', 'In-Reply-To': `<root-${id}>`, References: `<root-${id}>` } });
	const page = await personPage('alice');
	await row(page, subject).waitFor();
	await deliver({ to: 'alice', subject: `Re: ${subject}`, text: 'The second.', headers: { From: 'Jonas <jonas@outside.example>', 'In-Reply-To': `<root-${id}>`, References: `<root-${id}>` } });
	await until('one row for both', async () => /2 messages/.test(await row(page, subject).first().getAttribute('aria-label').catch(() => '') ?? ''));
	await row(page, subject).first().click();
	await page.locator('article.msg').nth(1).waitFor();
	await until('both are read', async () => !/^unread/.test(await readAloud(page, subject)));
	await page.keyboard.press('u');
	await row(page, subject).first().click();
	await page.locator('button.msg.c', { hasText: 'The first.' }).waitFor();
	await page.locator('button.msg.c').click();
	await page.locator('.plain').getByText('The first.').waitFor();
});

test('Back and forward go through what was open', { timeout: 600_000 }, async () => {
	const subject = unique('History');
	await deliver({ to: 'alice', subject });
	const page = await personPage('alice');
	await openMail(page, subject);
	await page.goBack();
	await nothingOpen(page);
	await page.goForward();
	await page.locator('.conv h1', { hasText: subject }).waitFor();
	await page.reload();
	await page.locator('.conv h1', { hasText: subject }).waitFor();
	await page.keyboard.press('Escape');
	await nothingOpen(page);
});
