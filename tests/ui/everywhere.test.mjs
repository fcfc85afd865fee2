/* Installed, without a connection, in Arabic, in long words. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { address, axe, choose, compose, deliver, frameOf, html, keptIn, mime, newPage, openMail, personPage, plain, row, shot, signIn, unique, until, url, written } from './support.mjs';

const overflows = page => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test('without a connection: the page starts, what was read is there, what is written waits and goes out', { timeout: 600_000 }, async () => {
	const subject = unique('Read before');
	const later = unique('Written offline');
	await deliver({ to: 'carol', subject, text: 'Words to keep.' });
	const page = await personPage('carol');
	await openMail(page, subject);
	await page.getByText('Words to keep.').last().waitFor();
	await until('the service worker is there', () => page.evaluate(() => navigator.serviceWorker.ready.then(r => r.active?.state === 'activated')));
	await until('what was read is kept', async () => (await keptIn(page, 'threads')).includes('Words to keep.'));
	await page.goto(`${url}/mail/inbox`);
	await row(page, subject).waitFor();
	await until('the list is kept', async () => (await keptIn(page, 'lists')).includes(subject));
	await page.context().setOffline(true);
	await page.reload();
	await row(page, subject).waitFor();
	await page.getByText('Offline', { exact: true }).waitFor();
	await row(page, subject).click();
	await page.locator('.plain').getByText('Words to keep.').waitFor();
	await shot(page, 'offline');
	await compose(page);
	await page.getByRole('combobox', { name: 'To', exact: true }).fill(address('carol'));
	await page.keyboard.press('Enter');
	await page.locator('input.subject').fill(later);
	await written(page).click();
	await page.keyboard.type('From the train');
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await page.getByText('No connection: the message goes out as soon as there is one.').first().waitFor();
	/* It waits in the browser, not in the page. */
	await page.reload();
	await row(page, subject).waitFor();
	await page.context().setOffline(false);
	await page.getByText(`Sent: ${later}`).first().waitFor();
	await row(page, later).waitFor();
	assert.equal((await page.evaluate(() => fetch('/manifest.webmanifest').then(r => r.json()))).icons.length, 3);
});

test('signing out leaves nothing of the mail in the browser', { timeout: 600_000 }, async () => {
	const page = await personPage('carol');
	await until('something is kept', async () => await keptIn(page, 'lists') !== '[]');
	await page.getByRole('button', { name: /account of/ }).click();
	await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
	await page.getByRole('heading', { name: 'Sign in to Hayloft' }).waitFor();
	const left = await page.evaluate(() => new Promise(resolve => {
		const r = indexedDB.open('hayloft');
		r.onsuccess = () => {
			const names = [...r.result.objectStoreNames];
			if (names.length === 0)
				return resolve(0);
			const tx = r.result.transaction(names);
			let n = 0;
			for (const s of names)
				tx.objectStore(s).count().onsuccess = e => { n += e.target.result; };
			tx.oncomplete = () => resolve(n);
		};
	}));
	assert.equal(left, 0);
});

test('Arabic: from right to left, axe finds nothing, nothing hangs over; a mail from left to right stays so', { timeout: 600_000 }, async () => {
	const subject = unique('Mixed directions');
	await deliver({ to: 'carol', data: mime('carol', subject, 'alternative', [plain('x'), html('<p>English words</p><p dir="auto">كلمات عربية</p>')]) });
	const found = [];
	for (const viewport of [{ width: 1440, height: 900 }, { width: 820, height: 1180 }, { width: 390, height: 844 }]) {
		const page = await newPage({ locale: 'ar', viewport, ...(viewport.width < 700 ? { isMobile: true, hasTouch: true } : {}), colorScheme: viewport.width === 820 ? 'dark' : 'light' });
		await page.goto(`${url}/`);
		await page.getByLabel('عنوان البريد الإلكتروني').waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
		await choose(page, { language: 'en', undoSeconds: 0 });
		await signIn(page, 'carol');
		await choose(page, { language: 'ar', undoSeconds: 0 });
		await page.reload();
		await row(page, subject).waitFor();
		assert.equal(await overflows(page), false);
		await shot(page, `arabic-${viewport.width}-list`);
		found.push(...await axe(page, `ar ${viewport.width} list`));
		await row(page, subject).click();
		await frameOf(page).getByText('English words').waitFor();
		await shot(page, `arabic-${viewport.width}-mail`);
		assert.equal(await overflows(page), false);
		await page.goto(`${url}/settings/mail`);
		await page.locator('#set-title').waitFor();
		assert.equal(await overflows(page), false);
		found.push(...await axe(page, `ar ${viewport.width} settings`));
		if (viewport.width === 1440)
			await shot(page, 'arabic-settings');
	}
	assert.deepEqual(found, []);
});

test('every catalogue starts; invented long words in both directions hang over nowhere', { timeout: 600_000 }, async () => {
	const page = await personPage('carol');
	await row(page, /./).first().waitFor();
	const words = { de: 'Neue Nachricht', fr: 'Nouveau message', es: 'Mensaje nuevo', nb: 'Ny melding' };
	for (const [language, text] of Object.entries(words)) {
		await choose(page, { language });
		await page.reload();
		await page.getByRole('button', { name: text }).first().waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.lang), language);
	}
	for (const language of ['en-XA', 'ar-XB'])
		for (const width of [1440, 390]) {
			await page.setViewportSize({ width, height: 850 });
			await choose(page, { language });
			await page.goto(`${url}/mail/inbox`);
			await row(page, /./).first().waitFor();
			assert.equal(await page.evaluate(() => document.documentElement.dir), language === 'ar-XB' ? 'rtl' : 'ltr');
			assert.equal(await overflows(page), false, `${language} ${width}`);
			await shot(page, `${language}-${width}`);
			await page.goto(`${url}/settings/mail`);
			await page.locator('#set-title').waitFor();
			assert.equal(await overflows(page), false, `${language} ${width} settings`);
		}
});

test('a push while Hayloft is closed says that there is mail, one while it is open says nothing', { timeout: 600_000 }, async () => {
	const page = await personPage('carol', { permissions: ['notifications'] });
	await until('the service worker is there', () => page.evaluate(() => navigator.serviceWorker.ready.then(r => r.active?.state === 'activated')));
	/* As the push service delivers it; the page stands on an address that no worker of ours serves. */
	const other = await page.context().newPage();
	await other.goto('about:blank');
	const devtools = await page.context().newCDPSession(page);
	const registered = new Promise(found => devtools.on('ServiceWorker.workerRegistrationUpdated', e => e.registrations[0] && found(e.registrations[0].registrationId)));
	await devtools.send('ServiceWorker.enable');
	const push = { origin: url, registrationId: await registered, data: JSON.stringify({ '@type': 'StateChange', changed: {} }) };
	const shown = on => on.evaluate(() => navigator.serviceWorker.ready.then(r => r.getNotifications()).then(list => list.map(n => n.body)));
	await devtools.send('ServiceWorker.deliverPushMessage', push);
	await page.waitForTimeout(500);
	assert.deepEqual(await shown(page), []);
	const away = await page.context().newCDPSession(other);
	await away.send('ServiceWorker.enable');
	const [worker] = page.context().serviceWorkers();
	await page.close();
	await until('no window is open', () => worker.evaluate(() => self.clients.matchAll({ type: 'window' }).then(list => list.length === 0)));
	await away.send('ServiceWorker.deliverPushMessage', push);
	await other.goto(`${url}/mail/inbox`);
	await until('it was shown', async () => (await shown(other)).includes('New mail'));
	assert.deepEqual(await shown(other), ['New mail']);
});
