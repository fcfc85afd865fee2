import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { address, command, compose, deliver, download, frameOf, holds, newPage, openMail, personPage, readAloud, row, shot, signIn, toFolder, unique, until, written as text } from './support.mjs';

const send = page => page.getByRole('button', { name: 'Send', exact: true });

async function write(page, { to, subject, words }) {
	await compose(page);
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(to);
	await page.keyboard.press('Enter');
	await page.getByLabel('Subject').fill(subject);
	await text(page).fill(words);
}

test('alice writes to bob, bob answers, alice reads the answer: one conversation at both', { timeout: 600_000 }, async () => {
	const subject = unique('There and back');
	const alice = await personPage('alice');
	const bob = await personPage('bob');
	await bob.getByText('Live', { exact: true }).waitFor();
	await write(alice, { to: address('bob'), subject, words: 'Hello Bob,\n\nhow are you?' });
	await shot(alice, 'compose');
	await send(alice).click();
	await alice.getByText('Message sent').first().waitFor();
	await row(bob, subject).waitFor();
	await openMail(bob, subject);
	await frameOf(bob).getByText('how are you?').waitFor();
	await command(bob, 'reply');
	await text(bob).waitFor();
	await holds(async () => assert.match(await text(bob).innerText(), /wrote:\s+Hello Bob,\s+how are you\?/));
	await holds(async () => assert.equal(await bob.getByLabel('Subject').inputValue(), `Re: ${subject}`));
	await text(bob).press('ControlOrMeta+Home');
	await bob.keyboard.type('Very well, thank you.');
	await shot(bob, 'compose-reply');
	await bob.keyboard.press('ControlOrMeta+Enter');
	await bob.getByText('Message sent').first().waitFor();
	await until('alice has both in one row', async () => /2 messages/.test(await readAloud(alice, subject).catch(() => '')));
	await row(alice, subject).first().click();
	await alice.frameLocator('article.msg iframe').last().getByText('Very well, thank you.').waitFor();
	/* The answered mail is marked, and the answer is in bob's Sent. */
	await until('marked as answered', async () => /answered/.test(await readAloud(bob, subject)));
	await toFolder(bob, 'Sent');
	await row(bob, subject).first().waitFor();
});

test('a large file goes out with progress, through a dropped connection, and comes back byte for byte', { timeout: 600_000 }, async () => {
	const subject = unique('Large file');
	const bytes = randomBytes(20 * 1024 * 1024);
	/* What goes through a service worker is not seen here. */
	const page = await personPage('alice', { serviceWorkers: 'block' });
	await write(page, { to: address('alice'), subject, words: 'To myself.' });
	/* The third piece is lost on its way; what is there already is not sent again. */
	let pieces = 0;
	await page.route('**/jmap/upload/**', r => ++pieces === 3 ? r.abort('connectionreset') : r.continue());
	await page.locator('input.attach').setInputFiles({ name: 'große Datei.bin', mimeType: 'application/octet-stream', buffer: bytes });
	await page.getByText('große Datei.bin').waitFor();
	await until('uploaded', async () => await page.locator('.files progress').count() === 0);
	assert.equal(pieces, 6);
	await send(page).click();
	await page.getByText('Message sent').first().waitFor();
	await row(page, subject).first().waitFor();
	await row(page, subject).first().click();
	const got = await download(page, () => page.locator('.att a').last().click());
	assert.equal(got.name, 'große Datei.bin');
	assert.ok(got.bytes.equals(bytes), 'the file differs');
});

test('a draft is saved after the last key, kept on closing, and written on elsewhere', { timeout: 600_000 }, async () => {
	const subject = unique('Unfinished');
	const page = await personPage('bob');
	await write(page, { to: 'someone@outside.example', subject, words: 'The first half' });
	await page.getByText(/^Draft saved/).waitFor();
	await page.keyboard.type(' and a bit');
	await page.keyboard.press('Escape');
	const other = await signIn(await newPage(), 'bob', '/mail/drafts');
	await row(other, subject).first().waitFor();
	await until('the last keys are saved too', async () => {
		await other.reload();
		await row(other, subject).first().waitFor();
		const texts = await row(other, subject).allInnerTexts();
		return texts.length === 1 && /a bit/.test(texts[0]);
	});
	await row(other, subject).click();
	await text(other).waitFor();
	await holds(async () => assert.equal((await text(other).innerText()).trim(), 'The first half and a bit'));
	await holds(async () => assert.equal(await other.getByLabel('Subject').inputValue(), subject));
	await text(other).fill('Something else');
	await other.getByText(/^Draft saved/).waitFor();
	await until('still one draft', async () => await row(other, subject).count() === 1);
	/* Thrown away, and taken back. */
	await other.getByRole('button', { name: 'Discard draft' }).click();
	await other.getByRole('button', { name: 'Undo' }).click();
	await holds(async () => assert.equal((await text(other).innerText()).trim(), 'Something else'));
});

test('what cannot be sent is said, and nothing typed is lost', { timeout: 600_000 }, async () => {
	const page = await personPage('alice');
	await compose(page);
	await page.getByLabel('Subject').fill('To nobody');
	await send(page).click();
	await page.getByRole('alert').getByText('Add at least one recipient.').waitFor();
	await page.getByRole('combobox', { name: 'To', exact: true }).fill('not an address');
	await page.getByLabel('Subject').focus();
	await page.getByRole('combobox', { name: 'To', exact: true }).and(page.locator('[aria-invalid=true]')).waitFor();
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(`nobody-at-all@${address('alice').split('@')[1]}`);
	await page.keyboard.press('Enter');
	await text(page).fill('Words to keep');
	await send(page).click();
	await page.getByRole('alert').getByText(/^Not sent/).waitFor();
	await holds(async () => assert.equal((await text(page).innerText()).trim(), 'Words to keep'));
	await shot(page, 'compose-refused');
	/* No connection: said, kept, and sent when it is back. */
	await page.getByRole('button', { name: /^Remove nobody-at-all/ }).click();
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(address('bob'));
	await page.keyboard.press('Enter');
	await page.context().setOffline(true);
	await send(page).click();
	await page.getByText('No connection: the message goes out as soon as there is one.').first().waitFor();
	await page.context().setOffline(false);
	await page.getByText('Sent: To nobody').first().waitFor();
});

test('reply all and forward: who gets it, what goes along', { timeout: 600_000 }, async () => {
	const subject = unique('To several');
	await deliver({ to: 'alice', subject, headers: { From: 'Dora <dora@outside.example>', Cc: `${address('bob')}, third@outside.example` }, text: 'For all of you.' });
	const page = await personPage('alice');
	await openMail(page, subject);
	await command(page, 'reply-all');
	await text(page).waitFor();
	const tokens = page.locator('.tok');
	await holds(async () => assert.deepEqual((await tokens.evaluateAll(list => list.map(x => x.title))).sort(), [address('bob'), 'dora@outside.example', 'third@outside.example'].sort()));
	await page.getByRole('button', { name: 'Discard draft' }).click();
	await page.locator('article.msg').focus();
	await command(page, 'forward');
	await text(page).waitFor();
	await holds(async () => assert.equal(await page.getByLabel('Subject').inputValue(), `Fwd: ${subject}`));
	await holds(async () => assert.match((await text(page).innerText()).trim(), /From: Dora <dora@outside\.example>[\s\S]*For all of you\./));
	assert.equal(await tokens.count(), 0);
});

test('a mailto: address opens the composer with what it says', { timeout: 600_000 }, async () => {
	const page = await signIn(await newPage(), 'alice', '/mail/compose?to=a%40outside.example,b%40outside.example&subject=Two%20words&body=Line%20one%0ALine%20two');
	await text(page).waitFor();
	await holds(async () => assert.deepEqual(await page.locator('.tok').evaluateAll(list => list.map(x => x.title)), ['a@outside.example', 'b@outside.example']));
	await holds(async () => assert.equal(await page.getByLabel('Subject').inputValue(), 'Two words'));
	await holds(async () => assert.equal((await text(page).innerText()).trim(), 'Line one\nLine two'));
	await page.keyboard.press('Escape');
	await page.getByRole('heading', { name: 'Inbox' }).waitFor();
});
