/* Several mailboxes in one page: one that others share, and one at another provider. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { address, axe, command, deliver, enter as signIn, folders, gone, holds, inside, mailProgram, newPage, openMail, readAloud, row, SECRET, shot, somebody, toFolder, unique, until, url, written } from './support.mjs';

const hayloft = (...args) => execFileSync(process.env.HAYLOFT_PROGRAM, args, { encoding: 'utf8' });

async function enter(page, who) {
	await signIn(page, who);
	await inside(page);
}

const send = page => page.getByRole('button', { name: 'Send', exact: true });
const account = (nav, name) => nav.getByRole('link', { name, exact: true });
/* It is among the folders, and which one is shown. */
const isShown = (page, name) => folders(page, nav => holds(async () => assert.equal(await account(nav, name).getAttribute('aria-current'), 'true')));

test('a shared mailbox: read, changed, and answered from one\'s own', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const [me, team] = [await somebody(page, 'Member'), await somebody(page, 'Team')];
	hayloft('mailaccess', 'add', team, me, '--write', 'on');
	const imap = await mailProgram(team);
	await imap.command('CREATE Cases');
	imap.close();
	const subject = unique('To the team');
	await deliver({ to: team, subject, from: address('alice'), headers: { From: address('alice') }, text: 'Who can help?' });
	await enter(page, me);
	assert.equal(await row(page, subject).count(), 0);
	assert.equal(await folders(page, nav => account(nav, team).getAttribute('title')), 'Shared with you');
	await toFolder(page, team);
	await row(page, subject).waitFor();
	/* Whoever subscribed to it: what others have is in sight. */
	await folders(page, nav => nav.getByRole('link', { name: 'Cases' }).waitFor());
	await isShown(page, team);
	await shot(page, 'shared-mailbox');
	assert.deepEqual(await axe(page, 'a shared mailbox'), []);
	await openMail(page, subject);
	await until('it is read', async () => !/^unread/.test(await readAloud(page, subject)));
	await openMail(page, subject);
	await command(page, 'reply');
	await written(page).waitFor();
	await page.keyboard.type('I can.');
	await send(page).click();
	await page.getByText('Message sent').first().waitFor();
	await until('it says that it was answered', async () => /answered/.test(await readAloud(page, subject)));
	/* The answer is among one's own sent mail; the tab's choice ends where one goes back. */
	await toFolder(page, me);
	await isShown(page, me);
	await toFolder(page, 'Sent');
	await row(page, subject).first().waitFor();
	assert.deepEqual(page.complaints, []);
});

test('one\'s own mailbox shared: who sees it and what they may do, changed there', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const [me, friend] = [await somebody(page, 'Owner'), await somebody(page, 'Friend')];
	await enter(page, me);
	await page.goto(`${url}/settings/privacy`);
	await page.getByText('Nobody but you.').waitFor();
	const button = page.getByRole('button', { name: 'Let somebody in' });
	const dialog = page.getByRole('dialog', { name: 'Let somebody in' });
	await button.click();
	await dialog.getByLabel('Person or group').first().fill('nobody@example.com');
	await dialog.getByRole('button', { name: 'Let somebody in' }).click();
	await dialog.getByRole('alert').getByText('There is no such person or group here.').waitFor();
	await dialog.getByLabel('Person or group').first().fill(friend);
	await dialog.getByRole('button', { name: 'Let somebody in' }).click();
	const may = page.getByLabel(`What ${friend} may do`);
	await may.waitFor();
	assert.equal(await may.inputValue(), '0');
	const marked = n => folders(page, nav => until('the mark among the folders', async () => await nav.getByRole('link', { name: 'Others see this mail' }).count() === n));
	await marked(1);
	await shot(page, 'shared-with');
	assert.deepEqual(await axe(page, 'who sees my mail'), []);
	const other = await newPage();
	const Authorization = `Basic ${Buffer.from(`${friend}:${SECRET}`).toString('base64')}`;
	const seen = async () => {
		const { accounts } = await (await other.request.get(`${url}/.well-known/jmap`, { headers: { Authorization } })).json();
		return Object.values(accounts).find(a => a.name.includes(me));
	};
	assert.equal((await seen()).isReadOnly, true);
	await may.selectOption('1');
	await until('it may be changed', async () => !(await seen()).isReadOnly);
	await page.getByText('Saved').first().waitFor();
	await page.getByRole('button', { name: `No longer share with ${friend}` }).click();
	await until('it is gone', async () => await seen() === undefined);
	await page.getByText('Nobody but you.').waitFor();
	await marked(0);
	assert.deepEqual(page.complaints.filter(c => !/status of 400/.test(c)), []);
});

test('a folder shared with somebody: he has it, may do what he is allowed, and has it no more', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const [me, friend] = [await somebody(page, 'Giver'), await somebody(page, 'Taker')];
	const subject = unique('A plan');
	await deliver({ to: me, subject, from: address('alice'), headers: { From: address('alice') }, text: 'Read this.' });
	await enter(page, me);
	await row(page, subject).waitFor();
	await page.getByRole('button', { name: 'List menu' }).click();
	await page.getByRole('menuitem', { name: 'Share folder' }).click();
	const dialog = page.getByRole('dialog', { name: 'Share Inbox' });
	await dialog.getByText('Nobody but you.').waitFor();
	await dialog.getByLabel('Person or group').fill('nobody@example.com');
	await page.keyboard.press('Enter');
	await dialog.getByRole('alert').getByText('There is no such person or group here.').waitFor();
	await dialog.getByLabel('Person or group').fill(friend);
	await page.keyboard.press('Enter');
	const may = dialog.getByLabel(/^What .* may do$/).first();
	await may.waitFor();
	assert.equal(await may.inputValue(), 'read');
	await shot(page, 'share-folder');
	assert.deepEqual(await axe(page, 'with whom a folder is shared'), []);
	const other = await newPage();
	await enter(other, friend);
	await toFolder(other, me);
	await row(other, subject).waitFor();
	await openMail(other, subject);
	/* Rights one by one, which are none of the levels; and a level, which is several of them. */
	await dialog.locator('summary').click();
	await dialog.getByLabel('Mark as read', { exact: true }).check();
	await holds(async () => assert.equal(await may.inputValue(), 'own'));
	await may.selectOption('write');
	await holds(async () => assert.equal(await dialog.getByLabel('Move and delete messages').isChecked(), true));
	await dialog.getByRole('button', { name: /^No longer share with/ }).click();
	await dialog.getByText('Nobody but you.').waitFor();
	await other.goto(`${url}/mail/inbox`);
	await folders(other, nav => nav.getByRole('link', { name: me }).waitFor({ state: 'detached' }));
	await dialog.getByRole('button', { name: 'Close' }).first().click();
	assert.deepEqual(page.complaints, []);
});

test('a mailbox at another provider: added, among the others, taken away', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const me = await somebody(page, 'Owner');
	const there = `${unique('far').replace(' ', '.')}@elsewhere.example`;
	await enter(page, me);
	await page.goto(`${url}/settings/identities`);
	await page.getByRole('button', { name: 'Add an account' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Email address').fill(there);
	await dialog.getByLabel('Password').fill(SECRET);
	/* The servers' usual names stand there already; nobody listens at this one. */
	await holds(async () => assert.equal(await dialog.getByRole('group', { name: 'Outgoing' }).getByLabel('Server').inputValue(), 'smtp.elsewhere.example'));
	const incoming = dialog.getByRole('group', { name: 'Incoming' });
	await incoming.getByLabel('Server').fill('127.0.0.1');
	await incoming.getByLabel('Port').fill('1025');
	await shot(page, 'outside-account');
	assert.deepEqual(await axe(page, 'adding an account'), []);
	await dialog.getByRole('button', { name: 'Add an account' }).click();
	await page.getByRole('button', { name: `Remove ${there}` }).waitFor();
	await page.goto(`${url}/mail/inbox`);
	await toFolder(page, there);
	await until('it says that the provider is not reached', async () => /not|could|failed|reach/i.test(await page.locator('.lp').innerText()), () => page.locator('.lp').innerText());
	await shot(page, 'outside-away');
	await page.goto(`${url}/settings/identities`);
	const anew = page.waitForEvent('load');
	await page.getByRole('button', { name: `Remove ${there}` }).click();
	await anew;
	await until('it is gone', async () => await page.getByRole('button', { name: `Remove ${there}` }).count() === 0);
	await page.goto(`${url}/mail/inbox`);
	await inside(page);
	assert.equal(await folders(page, nav => account(nav, there).count()), 0);
});
