/*
 * A mailbox at another provider, with a server there that answers: added,
 * read, answered, filed. Run by tests/http/jmap/test_outside.py, which has
 * that server and looks at what came to it:
 *   HAYLOFT_TOLD  {"me", "password": of an account here, "imap", "smtp": ports, "secret": the password there, "subject"}
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, enter, frameOf, newPage, openMail, row, shot, until, url, written } from './support.mjs';

const there = JSON.parse(process.env.HAYLOFT_TOLD);
const nav = page => page.getByRole('navigation', { name: 'Folders' });

test('read and answered in the browser', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await enter(page, there.me, there.password, '/settings/identities');
	await page.getByRole('button', { name: 'Add an account' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Email address').fill('alice@elsewhere.example');
	await dialog.getByLabel('Password').fill(there.secret);
	await dialog.getByLabel('User name there').fill('alice');
	for (const [kind, port] of [['Incoming', there.imap], ['Outgoing', there.smtp]]) {
		const server = dialog.getByRole('group', { name: kind });
		await server.getByLabel('Server').fill('localhost');
		await server.getByLabel('Port').fill(String(port));
	}
	await dialog.getByRole('button', { name: 'Add an account' }).click();
	await page.getByRole('button', { name: 'Remove alice@elsewhere.example' }).waitFor();
	await page.goto(`${url}/mail/inbox`);
	await nav(page).getByRole('link', { name: 'alice@elsewhere.example', exact: true }).click();
	await row(page, there.subject).waitFor();
	await shot(page, 'elsewhere');
	assert.deepEqual(await axe(page, 'an account elsewhere'), []);
	await openMail(page, there.subject);
	await page.locator('.plain, article.msg iframe').first().waitFor();
	await until('it is read', async () => !/^unread/.test(await row(page, there.subject).getAttribute('aria-label')));
	await page.keyboard.press('r');
	await written(page).waitFor();
	await written(page).press('ControlOrMeta+Home');
	await page.keyboard.type('Written here.');
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await page.getByText('Message sent').first().waitFor();
	await until('marked as answered', async () => /answered/.test(await row(page, there.subject).first().getAttribute('aria-label')));
	await nav(page).getByRole('link', { name: 'Sent', exact: true }).click();
	await row(page, there.subject).first().click();
	await frameOf(page).getByText('Written here.').last().waitFor();
	await nav(page).getByRole('link', { name: /^Inbox/ }).click();
	await row(page, there.subject).first().waitFor();
	await row(page, there.subject).first().click();
	await page.locator('article.msg').first().waitFor();
	await page.keyboard.press('#');
	await row(page, there.subject).waitFor({ state: 'detached' });
	await nav(page).getByRole('link', { name: 'Trash', exact: true }).click();
	await row(page, there.subject).first().waitFor();
	assert.deepEqual(page.complaints, []);
});
