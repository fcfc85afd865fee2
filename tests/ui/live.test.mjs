import assert from 'node:assert/strict';
import test from 'node:test';
import { deliver, personPage, row, shot, unique, until } from './support.mjs';

test('a mail from outside is in the open list within 2 s, announced, and takes no focus', async () => {
	const page = await personPage('alice');
	await page.getByText('Live', { exact: true }).waitFor();
	await page.getByRole('searchbox').focus();
	await page.evaluate(() => {
		globalThis.loadedOnce = true;
		globalThis.said = [];
		new MutationObserver(() => globalThis.said.push(document.querySelector('[aria-live=polite]').textContent)).observe(document.querySelector('[aria-live=polite]'), { characterData: true, childList: true, subtree: true });
	});
	const subject = unique('Arrives live');
	await deliver({ to: 'alice', subject, headers: { From: 'Eva Brand <eva@outside.example>' } });
	/* swaks came back when the server had taken the mail: the clock starts there. */
	const begin = Date.now();
	await row(page, subject).waitFor({ timeout: 10_000 });
	const took = Date.now() - begin;
	assert.ok(took <= 2000, `it took ${took} ms`);
	await until('it was announced', () => page.evaluate(s => globalThis.said.some(x => x.includes('Eva Brand') && x.includes(s)), subject));
	assert.ok(await page.evaluate(() => globalThis.loadedOnce), 'the page was loaded anew');
	assert.ok(await page.getByRole('searchbox').evaluate(e => e === document.activeElement), 'the focus moved');
	await shot(page, 'live');
});

test('the unread count and the title follow', async () => {
	const page = await personPage('carol');
	await page.getByText('Live', { exact: true }).waitFor();
	const count = async () => Number((/(\d+) unread/.exec(await page.getByRole('link', { name: /^Inbox/ }).textContent() ?? '') ?? [0, 0])[1]);
	const before = await count();
	await deliver({ to: 'carol', subject: unique('Counted') });
	await until('one more unread', async () => await count() === before + 1);
	await until('the title says so', async () => (await page.title()).startsWith(`(${before + 1}) `));
});

test('what happens in one window shows in the other', async () => {
	const subject = unique('Two windows');
	await deliver({ to: 'carol', subject });
	const one = await personPage('carol');
	const two = await personPage('carol');
	await two.getByText('Live', { exact: true }).waitFor();
	await row(one, subject).waitFor();
	await row(two, subject).waitFor();
	await row(one, subject).hover();
	await row(one, subject).getByRole('button', { name: 'Star' }).click();
	await until('starred there too', async () => /starred/.test(await row(two, subject).getAttribute('aria-label')));
	await row(one, subject).hover();
	await row(one, subject).getByRole('button', { name: 'Archive' }).click();
	await row(two, subject).waitFor({ state: 'detached' });
});

test('two tabs of one browser share one event stream', async () => {
	const one = await personPage('carol');
	await one.getByText('Live', { exact: true }).waitFor();
	const two = await one.context().newPage();
	const streams = [];
	two.on('request', r => {
		if (r.url().includes('/jmap/eventsource'))
			streams.push(r.url());
	});
	await two.goto(one.url());
	await two.getByText('Live', { exact: true }).waitFor();
	const subject = unique('Shared stream');
	await deliver({ to: 'carol', subject });
	await row(two, subject).waitFor();
	assert.deepEqual(streams, []);
	/* The tab that listened goes: the other takes over. */
	await one.close();
	await until('the other listens', () => streams.length > 0);
	const next = unique('After the first tab');
	await two.getByText('Live', { exact: true }).waitFor();
	await deliver({ to: 'carol', subject: next });
	await row(two, next).waitFor();
});

test('without a connection the dot says so, and what was missed comes after', async () => {
	const page = await personPage('carol');
	await page.getByText('Live', { exact: true }).waitFor();
	await page.context().setOffline(true);
	await page.getByText('Offline', { exact: true }).waitFor();
	const subject = unique('Missed');
	await deliver({ to: 'carol', subject });
	await page.context().setOffline(false);
	await row(page, subject).waitFor({ timeout: 20_000 });
	await page.getByText('Live', { exact: true }).waitFor({ timeout: 20_000 });
});
