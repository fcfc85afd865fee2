/*
 * The server goes away and comes back: the page says so, loses nothing that
 * was typed, and goes on by itself. Run by tests/http/jmap/test_outside.py,
 * which stops and starts the server: a line "@@stop" or "@@start" asks for it,
 * any line on standard input says that it was done.
 *   HAYLOFT_OUTAGE  {"me", "password", "subject": of a mail in the inbox}
 */
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import test, { after } from 'node:test';
import { compose, enter, newPage, openMail, row, settled, shot, until, written } from './support.mjs';

const { me, password, subject } = JSON.parse(process.env.HAYLOFT_OUTAGE);
const input = createInterface({ input: process.stdin });
const said = input[Symbol.asyncIterator]();
/* Else this program waits for more to be said. */
after(() => {
	input.close();
	process.stdin.destroy();
});

async function please(what) {
	process.stdout.write(`\n@@${what}\n`);
	await said.next();
}

test('the server stopped and started again', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await enter(page, me, password);
	await page.getByText('Live', { exact: true }).waitFor();
	await openMail(page, subject);
	await until('read', async () => !/^unread/.test(await row(page, subject).getAttribute('aria-label')));
	await settled(page);
	await compose(page);
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(me);
	await page.keyboard.press('Enter');
	await page.getByLabel('Subject').fill('Written through an outage');
	await written(page).click();
	await page.keyboard.type('Before.');
	await page.getByText(/^Draft saved/).waitFor();

	await please('stop');
	await page.getByText('Offline', { exact: true }).waitFor();
	await page.keyboard.type(' Meanwhile.');
	await page.getByText('Draft not saved; trying again').waitFor();
	/* A change shows at once, is refused by the silence, and says so. */
	await row(page, subject).hover();
	await row(page, subject).getByRole('button', { name: 'Star' }).click();
	await page.locator('.toast.bad').first().waitFor();
	await until('as it was', async () => !/starred/.test(await row(page, subject).getAttribute('aria-label')));
	await shot(page, 'outage');

	await please('start');
	await page.getByText('Live', { exact: true }).waitFor();
	await page.getByText(/^Draft saved/).waitFor();
	assert.equal((await written(page).innerText()).trim(), 'Before. Meanwhile.');
	await row(page, subject).hover();
	await row(page, subject).getByRole('button', { name: 'Star' }).click();
	await until('starred', async () => /starred/.test(await row(page, subject).getAttribute('aria-label')));
	await settled(page);
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await page.getByText('Message sent').first().waitFor();
	await row(page, 'Written through an outage').first().waitFor();
});
