/*
 * The pictures of README and docs/screenshots, against a running demo (support.mjs says how to name it):
 * HAYLOFT_SHOTS=docs/screenshots node --test tests/ui/screenshots.mjs
 */
import test from 'node:test';
import { deliver, file, html, mime, newPage, row, shot, signIn, url, written } from './support.mjs';

const letters = [
	['Dora Klein <dora@klein.example>', 'You were right, the second volume was counted twice', 'Corrected the sheet; the total is now 41 TB. Thanks for looking.'],
	['Rail West <tickets@railwest.example>', 'Your ticket to Hamburg, 24 November', 'Coach 7, seat 42. Show this code on your phone.'],
	['Hana Mori <hana@mori.example>', 'Candidate feedback by Friday', 'Could you add your notes for both interviews before Friday noon?'],
	['git.example.org <noreply@git.example>', '[core] Merge request 412 approved', 'Dora approved these changes. The pipeline passed.'],
	['Tim Fischer <tim@fischer.example>', 'Lunch on Thursday?', 'There is a new place near the station. 12:30 would suit me.'],
	['Ana Souza <ana@souza.example>', 'Photos from the offsite', 'The last ones are in the shared folder now, the one with the boat too.'],
	['Northbank <statements@northbank.example>', 'Your statement for November is ready', 'Your statement for the account ending 4711 is ready.'],
	['Petra Obi <petra@obi.example>', 'Contract draft v3 – two open points', 'Hi, legal sent their comments, I marked two places that need a decision.'],
];
const ics = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:move', 'SUMMARY:Server move: cut-over', 'DTSTART;TZID=Europe/Berlin:20261121T140000', 'DTEND;TZID=Europe/Berlin:20261121T153000', 'LOCATION:Video call', 'ORGANIZER;CN=Jonas Keller:mailto:jonas@keller.example', 'ATTENDEE:mailto:a@x.example', 'ATTENDEE:mailto:b@x.example', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const plan = '<p>Hi all,</p><p>thanks for the quick feedback. I moved the cut-over to <b>Saturday</b>, so the branch offices are closed and nobody prints labels. The short version of the plan:</p><ol><li>Lower the DNS lifetime to 5 minutes on Thursday</li><li>Final sync and read-only mode at 14:00</li><li>Switch the <a href="https://example.org/mx">MX and client records</a>, then watch the queue together</li></ol><img src="https://pictures.example/logo.png" width="2" height="2"><blockquote type="cite">Can we avoid Friday evening?</blockquote>';
const settings = {
	labels: [['clients', 'Clients', 3], ['hiring', 'Hiring', 4], ['invoices', 'Invoices', 2], ['server-move', 'Server move', 1], ['travel', 'Travel', 6]].map(([keyword, name, hue]) => ({ keyword, name, hue })),
	searches: [{ name: 'Large files', q: 'larger:5M' }],
};
const label = { 'Contract draft': 'Clients', 'Your statement': 'Invoices', 'Candidate feedback': 'Hiring', 'Your ticket': 'Travel', 'Server move': 'Server move' };

async function look(name, options, act) {
	const page = await newPage({ settings, ...options });
	await signIn(page, 'alice');
	await row(page, /Server move: final plan/).first().waitFor();
	await act(page);
	await page.mouse.move(5, 5);
	await page.waitForTimeout(500);
	await shot(page, name);
	if (name.endsWith('compose'))
		await page.getByRole('button', { name: 'Discard draft' }).click().then(() => page.waitForTimeout(61_000));
	await page.context().close();
}

const open = async page => {
	await row(page, /Server move: final plan/).first().click();
	await page.frameLocator('article.msg iframe').first().locator('body').getByText('thanks for the quick feedback').waitFor();
	await page.locator('.invite').waitFor();
};

test('pictures', { timeout: 600_000 }, async () => {
	const first = await newPage();
	await signIn(first, 'alice');
	await first.waitForTimeout(1000);
	if (await row(first, /Server move/).count() === 0)
		await prepare();
	await first.context().close();
	await pictures();
});

/* A plan of a network, drawn. */
async function drawing() {
	const page = await newPage();
	await page.setViewportSize({ width: 720, height: 450 });
	await page.setContent('<style>body{margin:0;background:#e3e7f7}div{position:absolute;border-radius:20px}</style>'
		+ '<div style="left:130px;top:80px;width:170px;height:110px;background:#3450d2"></div><div style="left:420px;top:80px;width:170px;height:110px;background:#6f86e8"></div>'
		+ '<div style="left:275px;top:270px;width:170px;height:110px;background:#2f8f5b"></div><div style="left:350px;top:190px;width:16px;height:80px;background:#8b93b8"></div>');
	const bytes = await page.screenshot();
	await page.context().close();
	return bytes;
}

async function prepare() {
	for (const [From, subject, text] of letters)
		await deliver({ to: 'alice', subject, text, headers: { From } });
	await deliver({ to: 'alice', data: mime('alice', 'Server move: final plan and cut-over', 'mixed', [html(plan), file('cut-over-plan.pdf', 'application/pdf', Buffer.alloc(248_000, '%PDF-1.4 ')), file('network-after.png', 'image/png', await drawing()), file('invite.ics', 'text/calendar', Buffer.from(ics))], { From: 'Jonas Keller <jonas@keller.example>' }) });
	/* Labels and stars once; every later browser finds them. */
	const page = await newPage({ settings });
	await signIn(page, 'alice');
	for (const [subject, name] of Object.entries(label)) {
		await row(page, new RegExp(subject)).first().locator('.pick').click();
		await page.keyboard.press('l');
		await page.getByRole('searchbox', { name: 'Find or make a label' }).fill(name);
		await page.keyboard.press('Enter');
		await row(page, new RegExp(subject)).first().locator('.lb').waitFor();
		await page.keyboard.press('*');
		await page.keyboard.press('n');
	}
	await page.goto(`${url}/settings/labels`);
	await page.locator('.label-row input').first().fill('Clients');
	await page.locator('.label-row input').first().press('Tab');
	await page.waitForTimeout(1500);
	await page.context().close();
}

async function pictures() {
	const page = await newPage();
	await page.goto(url);
	await page.getByLabel('Email address').waitFor();
	await shot(page, 'sign-in');
	await page.context().close();
	await look('mail-light', {}, open);
	await look('mail-dark', { colorScheme: 'dark' }, open);
	await look('mail-tablet', { viewport: { width: 820, height: 1180 } }, open);
	await look('phone-list', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }, async () => {});
	await look('phone-mail-dark', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, colorScheme: 'dark' }, open);
	await look('palette-dark', { colorScheme: 'dark' }, async p => {
		await open(p);
		await p.keyboard.press('Control+k');
		await p.getByRole('combobox').fill('go');
	});
	await look('filters', {}, async p => {
		await p.goto(`${url}/settings/filters`);
		await p.getByRole('button', { name: 'New rule' }).click();
		await p.getByRole('dialog').getByLabel('Name').fill('Bills');
		await p.getByRole('dialog').getByLabel('What', { exact: true }).fill('northbank.example');
	});
	await look('two-step-dark', { colorScheme: 'dark' }, async p => {
		await p.goto(`${url}/settings/security`);
		await p.getByRole('button', { name: 'Set up an app' }).click();
		await p.getByRole('dialog').getByRole('img').waitFor();
	});
	await look('phone-compose', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }, async p => {
		await open(p);
		await p.locator('.qr').getByRole('button', { name: 'Reply', exact: true }).click();
		await written(p).click();
	});
	await look('arabic', {}, async p => {
		await p.evaluate(() => localStorage.setItem('hayloft.settings', JSON.stringify({ ...JSON.parse(localStorage.getItem('hayloft.settings')), language: 'ar' })));
		await p.reload();
		await open(p);
	});
	await look('compose', {}, async p => {
		await open(p);
		await p.keyboard.press('r');
		await written(p).click();
		await p.keyboard.press('Control+Home');
		await p.keyboard.type('Hi Jonas,\n\nSaturday works well, thank you.');
	});
}
