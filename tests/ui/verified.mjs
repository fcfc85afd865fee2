/*
 * Mail from outside that proves who sent it, and mail that does not, in a world
 * with names and signatures. Run by tests/http/test_internet.py, which sends it
 * and hears who leaves the list:
 *   HAYLOFT_TOLD  {"signed", "forged": subjects of mail to alice}
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { openMail, personPage, shot, url } from './support.mjs';

const sent = JSON.parse(process.env.HAYLOFT_TOLD);

test('a sender who is verified, a list that is left in one click, a sender who is not', { timeout: 600_000 }, async () => {
	const page = await personPage('alice');
	await openMail(page, sent.signed);
	assert.equal(await page.locator('.trust.ok').innerText(), 'Verified sender');
	assert.match(await page.locator('.trust.ok').getAttribute('title'), /^good\.test signed this message/);
	await shot(page, 'verified');
	await page.getByRole('button', { name: 'Message actions' }).click();
	await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
	await page.getByText('You are unsubscribed from this list.').first().waitFor();
	await page.goto(`${url}/mail/search?q=${encodeURIComponent(`in:anywhere subject:"${sent.forged}"`)}`);
	await openMail(page, sent.forged);
	await page.getByText(/^This message failed the check of its sender\..*loose\.test/).waitFor();
	assert.equal(await page.locator('.trust.ok').count(), 0);
	/* Under an address instead of a name there are no passkeys to ask for. */
	assert.deepEqual(page.complaints.filter(c => !/status of 403/.test(c)), []);
});
