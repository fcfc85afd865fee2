import assert from 'node:assert/strict';
import test from 'node:test';
import { address, deliver, holds, openMail, personPage, row, shot, unique, until } from './support.mjs';

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/* Controls that a thumb would miss, and anything wider than the screen. */
const tooSmall = page => page.evaluate(() => [...document.querySelectorAll('button, a[href], input:not([type=file]), select, [role=menuitem]')]
	.filter(e => e.checkVisibility() && !e.closest('.sr, .skip, .row, article p'))
	.map(e => [e.getBoundingClientRect(), e])
	.filter(([b]) => b.width > 0 && b.right > 0 && b.bottom > 0 && (b.width < 24 || b.height < 24))
	.map(([b, e]) => `${e.className} ${e.getAttribute('aria-label') ?? e.textContent} ${b.width}x${b.height}`));
const overflows = page => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test('one pane at a time: list, mail, drawer, composer; nothing is wider than the screen', { timeout: 600_000 }, async () => {
	const subject = unique('On the phone');
	await deliver({ to: 'carol', subject, text: `A line with a very long word: ${'x'.repeat(200)}` });
	const page = await personPage('carol', phone);
	await row(page, subject).waitFor();
	await shot(page, 'phone-list');
	assert.deepEqual(await tooSmall(page), []);
	assert.equal(await overflows(page), false);
	await openMail(page, subject);
	assert.equal(await page.getByRole('grid').count(), 0);
	await shot(page, 'phone-mail');
	assert.deepEqual(await tooSmall(page), []);
	assert.equal(await overflows(page), false);
	await page.getByRole('button', { name: 'Back to the list' }).tap();
	await row(page, subject).waitFor();
	await page.getByRole('button', { name: 'Folders' }).tap();
	const drawer = page.getByRole('dialog', { name: 'Folders' });
	await shot(page, 'phone-drawer');
	await drawer.getByRole('link', { name: 'Sent', exact: true }).tap();
	await drawer.waitFor({ state: 'hidden' });
	await page.getByRole('heading', { name: 'Sent', exact: true }).waitFor();
	await page.getByRole('button', { name: 'New message' }).tap();
	const composer = page.getByRole('dialog', { name: 'New message' });
	await holds(async () => assert.deepEqual(await composer.boundingBox(), { x: 0, y: 0, width: 390, height: 844 }));
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(address('bob'));
	await shot(page, 'phone-compose');
	assert.equal(await overflows(page), false);
	assert.deepEqual(page.complaints, []);
});

test('between phone and desk: list and mail side by side, folders in a drawer', { timeout: 600_000 }, async () => {
	const subject = unique('On the tablet');
	await deliver({ to: 'carol', subject });
	const page = await personPage('carol', { viewport: { width: 1024, height: 768 } });
	await openMail(page, subject);
	await row(page, subject).waitFor();
	await shot(page, 'tablet');
	await page.getByRole('button', { name: 'Folders' }).click();
	await page.getByRole('dialog', { name: 'Folders' }).getByRole('link', { name: /^Inbox/ }).waitFor();
	await page.keyboard.press('Escape');
	await until('the focus came back', () => page.getByRole('button', { name: 'Folders' }).evaluate(e => e === document.activeElement));
});

test('text four times as large still fits: one pane, no sideways scrolling', { timeout: 600_000 }, async () => {
	const page = await personPage('carol', { viewport: { width: 360, height: 640 } });
	await page.getByRole('heading', { name: 'Inbox' }).waitFor();
	assert.equal(await overflows(page), false);
});
