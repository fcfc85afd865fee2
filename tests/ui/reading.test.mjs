/* What the reader does beyond showing text: one walk, so that one sign-in serves it all. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compose, deliver, download, file, frameOf, gone, holds, html, inside, mime, openMail, personPage, plain, png, row, shot, stored, toList, unique, until } from './support.mjs';

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const ics = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:u1', 'SUMMARY:Cut-over', 'DTSTART:20301121T130000Z', 'DTEND:20301121T143000Z', 'LOCATION:Room 4', 'ORGANIZER;CN=Jonas:mailto:jonas@outside.example', 'ATTENDEE:mailto:a@x.example', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const vcf = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Petra Obi', 'N:Obi;Petra;;;', 'EMAIL:petra@outside.example', 'END:VCARD', ''].join('\r\n');

test('files are looked at, saved one by one and as a zip; an invitation and a card are shown', { timeout: 600_000 }, async () => {
	const subject = unique('All kinds of files');
	const inner = 'From: Inner <inner@outside.example>\r\nTo: x@outside.example\r\nSubject: Inside\r\nContent-Type: text/plain\r\n\r\nThe words inside.\r\n';
	await deliver({
		to: 'carol',
		data: mime('carol', subject, 'mixed', [
			plain('See the files.'), file('a.png', 'image/png', png), file('plan.pdf', 'application/pdf', pdf), file('notes.txt', 'text/plain', Buffer.from('First line\n<b>text</b>')),
			file('inside.eml', 'message/rfc822', Buffer.from(inner)), file('invite.ics', 'text/calendar', Buffer.from(ics)), file('petra.vcf', 'text/vcard', Buffer.from(vcf)),
		]),
	});
	const page = await personPage('carol');
	await openMail(page, subject);
	await page.locator('.invite').getByText('Cut-over').waitFor();
	await page.getByRole('button', { name: /^a\.png/ }).click();
	const look = page.getByRole('dialog');
	await look.locator('.look-in img').waitFor();
	await shot(page, 'preview');
	/* The arrows go on to the next file. */
	await look.getByRole('button', { name: 'Next file' }).click();
	await look.locator('iframe[src^="blob:"], .look-in pre').first().waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: /^notes\.txt/ }).click();
	await look.locator('pre').getByText('<b>text</b>').waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: /^inside\.eml/ }).click();
	await look.getByText('The words inside.').waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: /^petra\.vcf/ }).click();
	await look.getByRole('button', { name: 'Add to contacts' }).click();
	await page.getByText('Added to your contacts').first().waitFor();
	await page.keyboard.press('Escape');
	const { bytes } = await download(page, () => page.getByRole('button', { name: /^Save all/ }).click());
	assert.equal(bytes.readUInt32LE(0), 0x04034b50);
	for (const name of ['a.png', 'plan.pdf', 'petra.vcf'])
		assert.ok(bytes.includes(Buffer.from(name)), `${name} is not in the zip`);
	/* The source: headers first, the rest on demand. */
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Message source' }).click();
	await look.getByText(`Subject: ${subject}`).waitFor();
	await holds(async () => assert.ok(!(await look.locator('pre').innerText()).includes('See the files.')));
	await look.getByRole('button', { name: 'Whole source' }).click();
	await look.getByText('See the files.').waitFor();
	await page.keyboard.press('Escape');
	/* The new contact is suggested when writing. */
	await compose(page);
	await page.getByRole('combobox', { name: 'To', exact: true }).pressSequentially('petra');
	await page.getByRole('option', { name: /Petra Obi/ }).waitFor();
	assert.deepEqual(page.complaints, []);
});

test('senders: a first message, a look-alike, a name that is another address; waved off once, gone for good', { timeout: 600_000 }, async () => {
	const words = unique('Odd sender');
	const tag = words.split(' ').pop();
	const own = 'example.org';
	await deliver({ to: 'carol', subject: `${words} first`, headers: { From: `New One <new-${tag}@unknown.example>` } });
	await deliver({ to: 'carol', subject: `${words} alike`, headers: { From: `Boss <boss-${tag}@examp1e.org>`, 'Authentication-Results': 'mail.example.org; dmarc=pass header.from=examp1e.org' } });
	await deliver({ to: 'carol', subject: `${words} name`, headers: { From: `"boss@${own}" <x-${tag}@elsewhere.example>` } });
	const page = await personPage('carol');
	await openMail(page, `${words} first`);
	await page.getByText('This is the first message from New One to you.').waitFor();
	await openMail(page, `${words} alike`);
	await page.getByText(`examp1e.org looks like ${own}, but it is another domain.`).waitFor();
	assert.equal(await page.getByText('Verified sender').count(), 0, 'a forged result was believed');
	await shot(page, 'warned');
	const kept = stored(page);
	await page.getByRole('button', { name: 'I know this sender' }).click();
	await until('the warning goes', async () => await page.getByText('looks like').count() === 0);
	await openMail(page, `${words} name`);
	await page.getByText(`The sender calls itself boss@${own}`).waitFor();
	await kept;
	await page.reload();
	await openMail(page, `${words} alike`);
	await page.waitForTimeout(300);
	assert.equal(await page.getByText('looks like').count(), 0);
});

test('dark theme: mail without colours follows, coloured mail has its card and a switch', { timeout: 600_000 }, async () => {
	const subject = unique('Colours');
	await deliver({ to: 'carol', data: mime('carol', `${subject} plain`, 'alternative', [html('<p>No colours</p>')]) });
	await deliver({ to: 'carol', data: mime('carol', `${subject} bright`, 'alternative', [html('<p style="color:#222;background:#ffe">Bright</p>')]) });
	const page = await personPage('carol', { colorScheme: 'dark' });
	await openMail(page, `${subject} plain`);
	await frameOf(page).getByText('No colours').waitFor();
	await until('light words', () => frameOf(page).evaluate(b => getComputedStyle(b).color === 'rgb(236, 237, 240)'));
	await openMail(page, `${subject} bright`);
	await page.getByRole('button', { name: 'Darken' }).click();
	await until('darkened', () => page.locator('article.msg iframe').evaluate(f => f.contentDocument.documentElement.hasAttribute('data-darken')));
	await shot(page, 'darkened');
	await toList(page);
	await row(page, `${subject} plain`).waitFor();
});
