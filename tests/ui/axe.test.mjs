/* WCAG 2.2 AA on every page and state, both themes, desk and phone: axe finds nothing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, command, compose, deliver, file, html, mime, newPage, openMail, plain, png, row, shot, signIn, unique, url, windowOf, written } from './support.mjs';

const views = process.env.HAYLOFT_VIEW ? [process.env.HAYLOFT_VIEW] : ['1440-light', '390-dark'];

for (const view of views)
	test(`axe finds nothing: ${view}`, { timeout: 900_000 }, async () => {
		const theme = view.split('-')[1];
		const found = [];
		const page = await newPage(windowOf(view));
		const look = async where => {
			found.push(...await axe(page, where));
			await shot(page, `axe-${view}-${where.replace(/ /g, '-')}`);
		};
		const subject = unique('Accessible');
		await deliver({ to: 'alice', subject, text: 'Plain\r\n\r\n> quoted', headers: { From: 'Ana Souza <ana@outside.example>' } });
		await deliver({ to: 'alice', data: mime('alice', `${subject} rich`, 'mixed', [html('<p>Rich <a href="https://example.org">link</a></p><img src="https://x.invalid/a.png">'), plain('more'), file('a.png', 'image/png', png)]) });

		await page.goto(`${url}/`);
		await page.getByLabel('Email address').waitFor();
		await look('sign-in');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByRole('alert').waitFor();
		await look('sign-in problem');

		await signIn(page, 'alice');
		await row(page, `${subject} rich`).waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
		await look('list');
		await openMail(page, `${subject} rich`);
		await page.waitForFunction(() => document.querySelector('article.msg iframe:not(.blank)') !== null);
		await look('conversation');
		await page.getByRole('button', { name: 'Message actions' }).click();
		await look('message menu');
		await page.keyboard.press('Escape');
		await command(page, 'move');
		await page.getByRole('searchbox', { name: 'Find a folder' }).waitFor();
		await look('move menu');
		await page.keyboard.press('Escape');
		await command(page, 'star');
		await page.keyboard.press('u');
		await row(page, `${subject} rich`).locator('.pick').click();
		await look('selection');
		await page.keyboard.press('Escape');
		await compose(page);
		await written(page).waitFor();
		await look('composer');
		await page.getByRole('combobox', { name: 'To', exact: true }).fill('ana');
		await page.getByRole('listbox').waitFor();
		await look('composer suggestions');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await page.locator('input.attach').setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('b') });
		await page.getByRole('button', { name: 'Send', exact: true }).click();
		await page.getByRole('dialog', { name: 'Send without a subject?' }).waitFor();
		await look('composer question');
		await page.getByRole('button', { name: 'Cancel' }).click();
		await page.getByRole('button', { name: 'Discard draft' }).click();
		await page.locator('.toast').first().waitFor();
		await look('toast');
		await page.keyboard.press('Control+k');
		await page.getByRole('dialog', { name: 'Commands' }).waitFor();
		await look('palette');
		await page.keyboard.press('Escape');
		await page.getByRole('searchbox', { name: 'Search mail' }).click();
		await page.keyboard.type('ali');
		await page.getByRole('option').first().waitFor();
		await look('search suggestions');
		await page.keyboard.press('Escape');
		await page.keyboard.press('Escape');
		await openMail(page, `${subject} rich`);
		await page.getByRole('button', { name: /^a\.png/ }).click();
		await page.locator('.look-in img').waitFor();
		await look('preview');
		await page.keyboard.press('Escape');
		/* The pages are built of the same rows: all of them once, two everywhere. */
		const sections = view === '1440-light' || views.length === 1 ? ['appearance', 'mail', 'identities', 'templates', 'labels', 'notifications', 'privacy', 'security', 'clients', 'import'] : ['mail', 'labels'];
		for (const section of sections) {
			await page.goto(`${url}/settings/${section}`);
			await page.locator('#set-title').waitFor();
			await page.waitForTimeout(200);
			await look(`settings ${section}`);
		}
		await page.goto(`${url}/mail/inbox`);
		await row(page, `${subject} rich`).waitFor();
		await page.keyboard.press('?');
		await page.getByRole('dialog', { name: 'Help and keyboard shortcuts' }).waitFor();
		await look('help');
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: /account of/ }).click();
		await look('account menu');
		await page.keyboard.press('Escape');
		if (!view.startsWith('1440')) {
			await page.getByRole('button', { name: 'Folders' }).click();
			await page.getByRole('dialog', { name: 'Folders' }).waitFor();
			await look('drawer');
			await page.keyboard.press('Escape');
		}
		await page.goto(`${url}/mail/search?q=nothing-has-this-${Date.now()}`);
		await page.getByText(/^Nothing found/).waitFor();
		await look('empty search');
		await page.goto(`${url}/mail/leave?to=https%3A%2F%2Fevil.example%2F`);
		await page.getByText('This link goes somewhere else').waitFor();
		await look('leave');
		assert.deepEqual(found, []);
	});
