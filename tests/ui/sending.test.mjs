/* Taking a message back, sending it later, formatted text with a picture, doubts, two tabs on one draft. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { SECRET, address, axe, command, compose, enter, frameOf, holds, isPhone, keptIn, newPage, openMail, personPage, png, row, shot, signIn, somebody, state, toFolder, toList, unique, until, url, words, written } from './support.mjs';

const send = page => page.getByRole('button', { name: 'Send', exact: true });

async function write(page, { to, subject, words }) {
	await compose(page);
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(to);
	await page.keyboard.press('Enter');
	await page.getByLabel('Subject').fill(subject);
	await written(page).click();
	await page.keyboard.type(words);
}

test('formatted, with a picture in the text: the reader sees both', { timeout: 600_000 }, async () => {
	const subject = unique('Formatted');
	const page = await personPage('carol');
	await write(page, { to: address('carol'), subject, words: 'Plain ' });
	await page.keyboard.press('Control+b');
	await page.keyboard.type('bold');
	await page.keyboard.press('Control+b');
	await page.getByRole('button', { name: 'Bullets' }).click();
	await page.locator('input[type=file][accept^="image/png"]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: png });
	await written(page).locator('img').waitFor();
	await page.getByRole('button', { name: 'More options' }).click();
	await page.getByRole('menuitemradio', { name: 'High priority' }).click();
	await shot(page, 'compose-rich');
	await send(page).click();
	await page.getByText('Message sent').first().waitFor();
	await openMail(page, subject);
	await frameOf(page).locator('b', { hasText: 'bold' }).waitFor();
	await until('the picture came along', () => frameOf(page).locator('li img').evaluate(i => i.src.startsWith('blob:') && i.naturalWidth === 1));
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Message source' }).click();
	await page.getByRole('dialog').getByText('X-Priority: 1').waitFor();
	assert.equal(await page.locator('.att li').count(), 0);
});

test('undo after Send brings the message back, and nothing went out', { timeout: 600_000 }, async () => {
	const subject = unique('Too early');
	const page = await signIn(await newPage({ settings: { undoSeconds: 300 } }), 'carol');
	await write(page, { to: address('bob'), subject, words: 'Wait' });
	await send(page).click();
	await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
	await written(page).getByText('Wait').waitFor();
	await holds(async () => assert.equal(await page.getByLabel('Subject').inputValue(), subject));
	await page.keyboard.press('Escape');
	await toFolder(page, /^Drafts/);
	/* Saved on closing: for a moment both copies may be seen. */
	await until('one draft', async () => await row(page, subject).count() === 1);
	await toFolder(page, 'Sent');
	await page.getByRole('heading', { name: 'Sent', level: 1 }).waitFor();
	assert.equal(await row(page, subject).count(), 0);
	const bob = await personPage('bob');
	assert.equal(await row(bob, subject).count(), 0);
});

test('sent later: chosen from the menu, said when, and taken back', { timeout: 600_000 }, async () => {
	const subject = unique('Tomorrow');
	const page = await personPage('carol');
	await write(page, { to: address('bob'), subject, words: 'Later' });
	await page.getByRole('button', { name: 'Send later' }).click();
	await page.getByRole('menuitem', { name: /^Tomorrow morning/ }).click();
	await page.getByText(/^Goes out/).first().waitFor();
	await shot(page, 'send-later');
	await page.locator('.toast', { hasText: 'Goes out' }).getByRole('button', { name: 'Undo' }).click();
	await written(page).getByText('Later').waitFor();
});

test('doubts: a forgotten file, a no-reply address; each can be answered with yes', { timeout: 600_000 }, async () => {
	const page = await personPage('carol');
	await write(page, { to: 'no-reply@shop.example', subject: unique('Doubtful'), words: 'See the attached plan' });
	await send(page).click();
	await page.getByRole('dialog', { name: 'Nobody reads this address' }).getByRole('button', { name: 'Send anyway' }).click();
	await page.getByRole('dialog', { name: 'Forgot a file?' }).getByRole('button', { name: 'Cancel' }).click();
	await written(page).getByText('See the attached plan').waitFor();
	await page.getByRole('button', { name: 'Discard draft' }).click();
});

test('one draft in two tabs: both versions are kept, and the second is told', { timeout: 600_000 }, async () => {
	const subject = unique('Twice');
	const one = await personPage('carol');
	await write(one, { to: address('bob'), subject, words: 'First' });
	await one.getByText(/^Draft saved/).waitFor();
	const two = await one.context().newPage();
	await two.goto(new URL('/mail/drafts', one.url()).href);
	/* Whoever types slowly has saved a part of it before. */
	await row(two, subject).getByText('First').waitFor();
	await row(two, subject).click();
	await written(two).getByText('First').waitFor();
	await written(two).click();
	await two.keyboard.type(' second ');
	await two.getByText(/^Draft saved/).waitFor();
	await written(one).click();
	await one.keyboard.type(' mine ');
	await one.getByText('This draft was also changed elsewhere.').waitFor();
	await until('both are there', async () => await row(two, subject).count() === 2);
});

/* The server does what is asked, and its answer gets lost on the way. */
async function loseAnswer(page, method) {
	let lost = 0;
	await page.route('**/jmap/api', async route => {
		if (lost > 0 || !route.request().postData()?.includes(method))
			return route.fallback();
		lost++;
		await route.fetch();
		await route.abort('connectionreset');
	});
	return () => lost;
}

test('an answer that gets lost: a draft is saved once, and a message sent once', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const [who, other] = [await somebody(page, 'Sam'), await somebody(page, 'Sam')];
	const subject = unique('Lost answer');
	await signIn(page, who);
	await write(page, { to: other, subject, words: 'Once' });
	await page.getByText(/^Draft saved/).waitFor();
	const saves = await loseAnswer(page, '"$draft":true');
	await page.keyboard.type(' and');
	await until('the answer to saving is lost', () => saves() === 1);
	await page.getByText('Draft not saved; trying again').waitFor();
	await written(page).click();
	await page.keyboard.type(' only');
	await page.getByText(/^Draft saved/).waitFor();
	assert.equal(await page.getByText('also changed elsewhere').count(), 0);
	const sends = await loseAnswer(page, 'EmailSubmission/set');
	/* Twice: nobody clicks only once. */
	await send(page).dblclick();
	await until('the answer to sending is lost', () => sends() === 1);
	await page.getByText(`Sent: ${subject}`).or(page.getByText('Message sent')).first().waitFor();
	await page.locator('.cmp').waitFor({ state: 'detached' });
	/* A second one would be in the same conversation, here and there. */
	await toFolder(page, 'Sent');
	await row(page, subject).waitFor();
	const there = await signIn(await newPage(), other);
	await row(there, subject).waitFor();
	for (const p of [page, there])
		assert.doesNotMatch(await row(p, subject).getAttribute('aria-label'), /\d+ messages/);
	await toFolder(page, /^Drafts/);
	await page.getByText('Nothing here.').waitFor();
});

test('several composers at once; a template goes into the text with its blanks filled', { timeout: 600_000 }, async () => {
	const page = await signIn(await newPage({ settings: { templates: [{ id: '1', name: 'Thanks', subject: 'Thank you', html: '<div>Dear {first}, thank you.</div>' }] } }), 'carol');
	await compose(page);
	await page.getByRole('combobox', { name: 'To', exact: true }).fill('"Dora Klein" <dora@outside.example>');
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Templates' }).click();
	await page.getByRole('menuitem', { name: 'Thanks' }).click();
	await written(page).getByText('Dear Dora, thank you.').waitFor();
	await holds(async () => assert.equal(await page.getByLabel('Subject').inputValue(), 'Thank you'));
	/* The phone has room for one, which fills it. */
	if (isPhone(page))
		return;
	await page.getByRole('button', { name: 'Minimise' }).click();
	await page.getByRole('button', { name: /^New message/ }).first().click();
	await written(page).waitFor();
	await until('two windows', async () => await page.locator('.cmp').count() === 2);
	await page.locator('.cmp.min .cmp-bar').click();
	await page.frameLocator('.cmp iframe.editor').first().getByText('Dear Dora, thank you.').waitFor();
});

/* A key with its certificate for ADDRESS, as a PKCS#12 file; its certificate is believed on this stack. */
function pkcs12(who) {
	const at = name => join(state.dir, name);
	execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Ada Lovelace', '-addext', `subjectAltName=email:${who}`, '-keyout', at('key'), '-out', at('certificate')], { stdio: 'ignore' });
	execFileSync('openssl', ['pkcs12', '-export', '-inkey', at('key'), '-in', at('certificate'), '-passout', 'pass:secret', '-out', at('ada.p12')]);
	const trusted = join(dirname(process.env.HAYLOFT_CREDENTIALS), 'smime.pem');
	if (existsSync(trusted))
		appendFileSync(trusted, readFileSync(at('certificate')));
	return at('ada.p12');
}

test('a key is added, a message signed and encrypted, and read again', { timeout: 600_000 }, async () => {
	const subject = unique('In confidence');
	const page = await newPage();
	const who = await somebody(page, 'Ada');
	const key = pkcs12(who);
	await enter(page, who, SECRET, '/settings/smime');
	await page.getByText('You have no key yet.').waitFor();
	await page.getByLabel('File (.p12 or .pfx)').setInputFiles(key);
	await page.getByLabel('Password of the file').fill('wrong');
	await page.getByRole('button', { name: 'Add a key' }).click();
	await page.getByRole('alert').getByText('This password does not open the file.').waitFor();
	await page.getByLabel('Password of the file').fill('secret');
	await page.getByRole('button', { name: 'Add a key' }).click();
	await page.getByText(/^Valid until /).waitFor();
	assert.equal(await page.locator('.smime-key span').first().innerText(), 'Ada Lovelace');
	assert.deepEqual(await axe(page, 'keys'), []);
	await shot(page, 'smime-keys');
	await page.goto(`${url}/`);
	await page.locator('.lp .empty').waitFor();
	await write(page, { to: 'nobody@elsewhere.example', subject, words: 'Only for you' });
	for (const name of ['Sign (S/MIME)', 'Encrypt (S/MIME)']) {
		await page.getByRole('button', { name: 'More options' }).click();
		await page.getByRole('menuitemcheckbox', { name }).click();
	}
	/* Nobody can encrypt for whom nobody knows, and it is said before it is tried. */
	await page.getByRole('status').getByText('a certificate of nobody@elsewhere.example is needed').waitFor();
	await send(page).click();
	await page.getByRole('alert').getByText('a certificate of nobody@elsewhere.example is needed').waitFor();
	assert.deepEqual(await axe(page, 'what stands against encrypting'), []);
	await shot(page, 'smime-compose');
	await page.getByRole('button', { name: /nobody@elsewhere\.example/ }).last().click();
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(who);
	await page.keyboard.press('Enter');
	await until('nothing is missing', async () => await page.locator('.secure .bad').innerText() === '');
	await page.getByText(/^Draft saved/).waitFor();
	await send(page).click();
	await page.getByText('Message sent').first().waitFor();
	await row(page, '[...]').first().click();
	await page.locator('.conv h1', { hasText: subject }).waitFor();
	await frameOf(page).last().getByText('Only for you').waitFor();
	await page.locator('article.msg .trust.ok', { hasText: 'Encrypted' }).first().waitFor();
	await page.locator('article.msg .trust.ok', { hasText: 'Signed' }).first().waitFor();
	assert.deepEqual(await axe(page, 'a message that was encrypted'), []);
	assert.equal(await page.locator('.att li').count(), 0);
	await shot(page, 'smime-read');
	await toList(page);
	await row(page, subject).first().click();
	await frameOf(page).last().getByText('Only for you').waitFor();
	/* What was told in confidence is answered so, and is not kept in the browser. */
	assert.doesNotMatch(await keptIn(page, 'threads'), /Only for you/);
	await command(page, 'reply');
	await page.getByRole('button', { name: /Do not encrypt/ }).waitFor();
	await page.getByRole('button', { name: /Do not sign/ }).waitFor();
	assert.deepEqual(await axe(page, 'an answer in confidence'), []);
	await shot(page, 'smime-answer');
	assert.deepEqual(page.complaints, []);
	const say = words('ar');
	const phone = await newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', settings: { language: 'ar' } });
	await enter(phone, who, SECRET, '/settings/smime', say);
	await phone.getByText('Ada Lovelace').first().waitFor();
	assert.deepEqual(await axe(phone, 'keys on a phone, in Arabic'), []);
	await shot(phone, 'smime-keys-390');
	await phone.locator('.smime-key').getByRole('button').click();
	await phone.getByRole('button', { name: say('smime-remove-do'), exact: true }).click();
	await phone.getByText(say('smime-keys-none')).waitFor();
});
