/*
 * The lines of the tour on every width, in both themes, from left to right and
 * from right to left: what is asked for stands there, works, and hangs over
 * nowhere. `make check` walks two of them, `make views` all.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { axe, deliver, file, frameOf, html, mime, newPage, png, row, shot, signIn, somebody, unique, windowOf, words, written } from './support.mjs';

const ics = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:tour', 'SUMMARY:Cut-over', 'DTSTART:20301121T130000Z', 'DTEND:20301121T143000Z', 'ORGANIZER;CN=Jonas:mailto:jonas@outside.example', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const all = ['en', 'ar'].flatMap(language => [1440, 820, 390].flatMap(width => ['light', 'dark'].map(theme => [language, `${width}-${theme}`])));
const tours = process.env.HAYLOFT_TOUR === 'all' ? all : process.env.HAYLOFT_VIEW ? all.filter(([, view]) => view === process.env.HAYLOFT_VIEW)
	: [['ar', '820-light'], ['en', '390-dark']];
const sections = ['appearance', 'mail', 'identities', 'templates', 'labels', 'filters', 'vacation', 'junk', 'addresses', 'notifications', 'privacy', 'security', 'clients', 'shortcuts', 'import'];

/* What hangs over, and controls that the edge of the window or of their dialog cuts, but for rows that scroll. */
function cutOff() {
	const over = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
	return [...over, ...[...document.querySelectorAll('button, a[href], input, select')]
		.filter(e => e.checkVisibility({ opacityProperty: true }) && !e.closest('.sr, .skip, .tabs, .fmt') && !e.matches('.sr'))
		.filter(e => {
			const box = e.getBoundingClientRect();
			const room = e.closest('dialog')?.getBoundingClientRect() ?? { left: 0, right: innerWidth };
			return box.width > 0 && (box.left < room.left - 1 || box.right > room.right + 1);
		})
		.map(e => e.getAttribute('aria-label') ?? e.textContent)];
}

for (const [language, view] of tours)
	test(`${language}, ${view}`, { timeout: 600_000 }, async () => {
		const t = words(language);
		const [width, theme] = [Number(view.split('-')[0]), view.split('-')[1]];
		const phone = width < 700;
		const page = await newPage({ locale: language, settings: { language }, ...windowOf(view) });
		const who = await somebody(page, 'Sam');
		const subject = unique('Plan for the move');
		await deliver({ to: who, data: mime(who, subject, 'mixed', [html('<p>The plan</p><img src="https://x.invalid/a.png">'), file('a.png', 'image/png', png), file('invite.ics', 'text/calendar', Buffer.from(ics))], { From: 'Jonas Keller <jonas@outside.example>' }) });
		await deliver({ to: who, subject: `${subject} plain`, text: 'Words' });

		const button = (key, where = page) => where.getByRole('button', { name: t(key), exact: true });
		const fits = async where => {
			assert.deepEqual(await page.evaluate(cutOff), [], where);
			await shot(page, `tour-${language}-${view}-${where}`);
		};
		const menu = async (opener, key) => {
			await opener.click();
			await page.getByRole('menuitem', { name: t(key) }).first().click();
		};
		/* Nothing said stands in front of what is pressed next. */
		const quiet = async () => {
			while (await page.locator('.toast').count() > 0)
				await button('dismiss', page.locator('.toast').first()).click({ timeout: 2_000 }).catch(() => {});
		};
		const toList = () => phone ? button('cmd-back').click() : Promise.resolve();
		const open = async () => {
			await row(page, `${subject}, `).click();
			await frameOf(page).getByText('The plan').waitFor();
		};

		await signIn(page, who, '/', t);
		await row(page, subject).nth(1).waitFor();
		assert.deepEqual(await page.evaluate(() => [document.documentElement.dataset.theme, document.documentElement.dir]), [theme, language === 'ar' ? 'rtl' : 'ltr']);
		await fits('list');

		/* Reading: filters, one pane or two, pictures kept back, an invitation, a file looked at. */
		await button('filter-starred').click();
		await page.getByText(t('empty-starred')).waitFor();
		await button('filter-all').click();
		await open();
		assert.equal(await page.getByRole('grid').count(), phone ? 0 : 1);
		await page.getByText(t('images-blocked-for-good')).or(page.getByText(t('images-blocked'))).first().waitFor();
		await page.locator('.invite').getByText('Cut-over').waitFor();
		await fits('mail');
		await page.getByRole('button', { name: /^a\.png/ }).click();
		await page.locator('.look-in img').waitFor();
		await fits('preview');
		await page.keyboard.press('Escape');
		await menu(button('message-actions'), 'show-source');
		await page.getByRole('dialog').getByText(`Subject: ${subject}`).waitFor();
		await fits('source');
		await page.keyboard.press('Escape');

		/* Handling: a star, a label, put away until tomorrow and back, archived and back. */
		const bar = page.getByRole('toolbar', { name: t('conversation-actions') });
		await button('star-message').click();
		await button('unstar-message').waitFor();
		await menu(button('more', bar), 'cmd-label');
		await page.getByRole('searchbox', { name: t('label-find') }).fill('Clients');
		await fits('labels');
		await page.keyboard.press('Enter');
		await page.locator('.conv h1').getByText('Clients').waitFor();
		await bar.locator('[data-command=snooze]').click();
		await fits('snooze');
		await page.getByRole('menuitem', { name: t('later-tomorrow') }).click();
		await row(page, `${subject}, `).waitFor({ state: 'detached' });
		await fits('toast');
		await button('undo', page.locator('.toast', { hasText: t('snoozed', { n: 1, date: '' }).trim() })).click();
		await row(page, `${subject}, `).waitFor();
		await open();
		await bar.getByRole('button', { name: t('cmd-archive') }).first().click();
		await page.locator('.toast', { hasText: t('archived', { n: 1 }) }).getByRole('button', { name: t('undo') }).click();
		await row(page, `${subject}, `).waitFor();

		/* Writing: an answer with a file, thrown away; a message that comes back to its writer. */
		await open();
		await button('cmd-reply', page.locator('.qr')).click();
		await written(page).click();
		await page.keyboard.type('Good.');
		await page.locator('input.attach').setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('b') });
		await page.locator('.files').getByText('b.txt').waitFor();
		await fits('answer');
		await button('discard').click();
		await quiet();
		await toList();
		await page.getByRole('button', { name: t('cmd-compose') }).first().click();
		await page.getByRole('combobox', { name: t('to'), exact: true }).fill(who);
		await page.keyboard.press('Enter');
		await page.locator('input.subject').fill(`${subject} mine`);
		await written(page).click();
		await page.keyboard.type('Words of my own');
		await fits('composer');
		await button('send').click();
		await page.getByText(t('sent')).first().waitFor();
		await row(page, `${subject} mine`).waitFor();

		/* Finding, and a folder that is made and taken away. */
		await page.getByRole('searchbox', { name: t('search-placeholder') }).fill('subject:plain');
		await page.keyboard.press('Enter');
		await page.getByRole('group', { name: t('search-chips') }).waitFor();
		await row(page, `${subject} plain`).waitFor();
		await fits('search');
		if (width < 1100)
			await button('folders').click();
		await fits('folders');
		await button('folder-make').click();
		const dialog = page.getByRole('dialog', { name: t('folder-make') });
		await dialog.getByLabel(t('folder-name')).fill('Projects');
		await page.keyboard.press('Enter');
		await page.getByText(t('empty-folder'), { exact: true }).waitFor();
		await fits('empty');
		await menu(button('list-menu'), 'folder-remove');
		await button('folder-remove', page.getByRole('dialog')).click();
		await row(page, `${subject}, `).waitFor();

		/* Rules and settings. */
		const found = [];
		for (const section of sections) {
			await page.evaluate(path => {
				history.pushState({}, '', path);
				dispatchEvent(new PopStateEvent('popstate'));
			}, `/settings/${section}`);
			await page.locator('#set-title', { hasText: t(`settings-${section}`) }).waitFor();
			await page.locator('.set-group').first().waitFor();
			await fits(`settings-${section}`);
			if (section === 'security')
				found.push(...await axe(page, section));
			if (section === 'filters') {
				await button('filter-new').click();
				await page.getByRole('dialog').getByRole('button', { name: t('save'), exact: true }).waitFor();
				await fits('rule');
				await page.keyboard.press('Escape');
			}
		}
		assert.deepEqual(found, []);
		assert.deepEqual(page.complaints, []);
	});
