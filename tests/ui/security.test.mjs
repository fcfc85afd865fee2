/* Two steps, keys and passkeys, sessions, new passwords: how people keep others out, in a real Chromium. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import test from 'node:test';
import { address, axe, choose, enter as signIn, inside, newPage, password, personPage, row, SECRET, shot, somebody as account, unique, url, words } from './support.mjs';

/* So that no other test meets its second step. */
const somebody = (page, fields) => account(page, 'Eve', fields);

const enter = (page, who, secret = SECRET) => signIn(page, who, secret, '/settings/security');

/* Its stream of news is open, which ends with the session. */
const live = page => page.locator('.sync.live').waitFor({ state: 'attached' });

const settings = page => page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor();

const signOut = page => page.evaluate(() => fetch('/api/v2/session', { method: 'DELETE' }));

/* RFC 6238, as an app on a phone has it; each code of it is another one, and good for half a minute at least. */
function app(base32) {
	const bits = [...base32.replace(/\s/gu, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/gu).map(b => parseInt(b, 2)));
	let last = 0;
	return async () => {
		const now = () => Math.floor(Date.now() / 30_000);
		const step = Math.max(now(), last + 1);
		while (step > now() + 1)
			await new Promise(r => setTimeout(r, 500));
		last = step;
		const counter = Buffer.alloc(8);
		counter.writeBigInt64BE(BigInt(step));
		const mac = createHmac('sha1', key).update(counter).digest();
		return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
	};
}

/* A security key that Chromium believes in (the DevTools protocol's WebAuthn domain). */
async function plugIn(page, options = {}) {
	const cdp = await page.context().newCDPSession(page);
	await cdp.send('WebAuthn.enable');
	await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
		protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...options,
	} });
}

test('an authenticator app: set up, asked for, and recovery codes without it', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page);
	await enter(page, who);
	await settings(page);
	await page.getByRole('button', { name: 'Set up an app' }).click();
	const dialog = page.getByRole('dialog', { name: 'Set up an app' });
	await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
	await shot(page, 'factor-app');
	assert.deepEqual(await axe(page, 'setting an app up'), []);
	const code = app(await dialog.locator('.secret code').innerText());
	await dialog.getByRole('textbox', { name: 'Code' }).fill('12345x');
	await dialog.getByRole('button', { name: 'Turn on' }).click();
	await dialog.getByRole('alert').waitFor();
	await dialog.getByRole('textbox', { name: 'Code' }).fill(await code());
	await dialog.getByRole('button', { name: 'Turn on' }).click();
	await page.getByRole('dialog', { name: 'Recovery codes' }).waitFor();
	await page.getByRole('dialog', { name: 'Recovery codes' }).locator('.codes code').nth(9).waitFor();
	const codes = await page.getByRole('dialog', { name: 'Recovery codes' }).locator('.codes code').allInnerTexts();
	assert.equal(codes.length, 10);
	await shot(page, 'recovery-codes');
	assert.deepEqual(await axe(page, 'recovery codes'), []);
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.getByText('10 unused').waitFor();

	await signOut(page);
	await enter(page, who);
	await page.getByRole('textbox', { name: 'Code' }).fill('000000');
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('alert').getByText('That code is wrong').waitFor();
	await shot(page, 'second-step');
	assert.deepEqual(await axe(page, 'second step'), []);
	await page.keyboard.type(await code());
	await page.keyboard.press('Enter');
	await settings(page);

	await signOut(page);
	await enter(page, who);
	await page.getByRole('textbox', { name: 'Code' }).fill(codes[3].toUpperCase());
	await page.getByRole('button', { name: 'Continue' }).click();
	await settings(page);
	await page.getByText('9 unused').waitFor();
	await page.getByRole('button', { name: 'Turn off' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
	await page.getByRole('button', { name: 'Set up an app' }).waitFor();
	await signOut(page);
	await enter(page, who);
	await settings(page);
});

test('a passkey signs in without a password, and is a second step beside one', { timeout: 600_000 }, async () => {
	const page = await newPage();
	const who = await somebody(page);
	await plugIn(page);
	await enter(page, who);
	await settings(page);
	await page.getByRole('button', { name: 'Add a key' }).click();
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.getByRole('button', { name: 'Rename Key 1' }).click();
	await page.getByLabel('Name', { exact: true }).fill('This laptop');
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByText('This laptop').waitFor();
	assert.deepEqual(await axe(page, 'keys'), []);
	await shot(page, 'security');

	await signOut(page);
	/* Chosen where the browser offers it beside the address field (this authenticator chooses at once) … */
	await page.goto(`${url}/settings/security`);
	await settings(page);
	/* Twice, when it was quicker than this page, which was on its way. */
	await page.getByText('(passkey)').first().waitFor();
	/* … or with the button, in browsers that offer nothing. */
	await page.addInitScript(() => {
		PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
	});
	await page.reload();
	await settings(page);
	await signOut(page);
	await page.goto(`${url}/settings/security`);
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await settings(page);

	await signOut(page);
	await enter(page, who);
	await page.getByRole('button', { name: 'Use a security key' }).click();
	await settings(page);
	await page.getByText('(password and key)').waitFor();
	await page.getByRole('button', { name: 'Remove This laptop' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Remove key' }).click();
	await page.getByText('This laptop').waitFor({ state: 'detached' });
	await signOut(page);
	await page.goto(`${url}/`);
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await page.getByRole('alert').waitFor();
	assert.deepEqual(page.complaints.filter(c => !/40[13]|manifest/u.test(c)), []);
});

test('a browser that was left signed in is ended from another one, and says so', { timeout: 600_000 }, async () => {
	const [here, there] = [await newPage(), await newPage()];
	const who = await somebody(here);
	await enter(here, who);
	await settings(here);
	await enter(there, who);
	await settings(there);
	await live(there);
	await here.reload();
	await here.getByRole('button', { name: /^Sign out: / }).click();
	await there.getByRole('dialog', { name: 'Sign in again' }).waitFor();
	await here.getByRole('button', { name: /^Sign out: / }).waitFor({ state: 'detached' });
	await here.getByText('(this one)').waitFor();
	await here.getByRole('heading', { name: 'Last sign-ins' }).waitFor();
	await here.goto(`${url}/settings/clients`);
	await here.getByRole('img', { name: 'Android with DAVx5: calendars and contacts' }).waitFor();
	assert.deepEqual(await axe(here, 'phones'), []);
});

test('a new password: what it needs, and who stays signed in', { timeout: 600_000 }, async () => {
	const [here, there] = [await newPage(), await newPage()];
	const who = await somebody(here);
	await enter(here, who);
	await settings(here);
	await enter(there, who);
	await settings(there);
	await live(there);
	await here.getByText('At least 8 characters.').waitFor();
	await here.getByLabel('Password until now').fill(SECRET);
	await here.getByLabel('New password', { exact: true }).fill('password1');
	await here.getByLabel('New password again').fill('password1');
	await here.getByRole('button', { name: 'Change password' }).click();
	await here.getByRole('alert').getByText('Too many people use it').waitFor();
	/* Said by the server, in the words of whoever reads it. */
	const say = words('de');
	await choose(there, { undoSeconds: 0, language: 'de' });
	await there.goto(`${url}/settings/security`);
	await there.getByLabel(say('password-old')).fill(SECRET);
	for (const [typed, why] of [['password1', say('why-password-common')], [SECRET, null]]) {
		await there.getByLabel(say('password-new'), { exact: true }).fill(typed);
		await there.getByLabel(say('password-again')).fill('password1');
		await there.getByRole('button', { name: say('password-change') }).click();
		await there.getByRole('alert').getByText(why ?? say('password-differ')).waitFor();
	}
	await there.getByLabel(say('password-old')).fill('wrong');
	await there.getByLabel(say('password-again')).fill(SECRET);
	await there.getByRole('button', { name: say('password-change') }).click();
	await there.getByRole('alert').getByText(say('why-password-old')).waitFor();
	await here.getByLabel('New password', { exact: true }).fill('nobody else has this');
	await here.getByLabel('New password again').fill('nobody else has this');
	await here.getByRole('button', { name: 'Change password' }).click();
	await here.getByText('Your password is changed.').first().waitFor();
	await there.getByRole('dialog', { name: say('signed-out-title') }).waitFor();
	await here.reload();
	await settings(here);
});

test('a forgotten password: a link by mail, good once; a new one, and nobody else stays signed in', { timeout: 600_000 }, async () => {
	const [page, there] = [await newPage(), await newPage()];
	const who = await somebody(page);
	await enter(page, who);
	await settings(page);
	await enter(there, who);
	await settings(there);
	await live(there);
	await page.getByLabel('Email address').fill(address('carol'));
	await page.getByLabel('Email address').press('Tab');
	await page.getByText('Saved').first().waitFor();
	await signOut(page);
	await page.goto(`${url}/`);
	await page.getByRole('button', { name: 'Forgot your password?' }).click();
	await page.getByRole('button', { name: 'Send the link' }).waitFor();
	await page.getByLabel('Email address').fill(who);
	await shot(page, 'forgotten');
	assert.deepEqual(await axe(page, 'a forgotten password'), []);
	await page.getByRole('button', { name: 'Send the link' }).click();
	await page.getByText('If this account has a recovery address').waitFor();
	const carol = await personPage('carol');
	await row(carol, 'A new password').first().click();
	const link = carol.locator('.plain', { hasText: who }).locator('a[href*="/mail/password#"]');
	await link.waitFor();
	const href = await link.getAttribute('href');
	await page.goto(href);
	await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.locator('input[name=one]:focus').waitFor();
	await page.getByLabel('New password', { exact: true }).fill('certainly not known');
	await page.getByLabel('New password again').fill('certainly not known');
	await shot(page, 'password-anew');
	assert.deepEqual(await axe(page, 'a new password'), []);
	await page.getByRole('button', { name: 'Continue' }).click();
	await inside(page);
	await there.getByRole('dialog', { name: 'Sign in again' }).waitFor();
	await there.goto(href);
	await there.getByRole('button', { name: 'Continue' }).click();
	await there.getByRole('alert').getByText('This link was used already').waitFor();
	await signOut(page);
	await enter(page, who, 'certainly not known');
	await settings(page);
});

test('who comes back later is asked for the password before the sign-in changes', { timeout: 600_000 }, async () => {
	const page = await newPage();
	await enter(page, await somebody(page));
	await settings(page);
	/* The server's word for ten minutes that have gone by (test_sign_in.py lets them go by there). */
	await page.route('**/api/v2/factors/totp', route => route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"type":"/api/#prove_again","status":403}' }), { times: 1 });
	await page.getByRole('button', { name: 'Set up an app' }).click();
	const dialog = page.getByRole('dialog', { name: 'Is it you?' });
	await dialog.getByLabel('Password').fill('wrong');
	await dialog.getByRole('button', { name: 'Continue' }).click();
	await dialog.getByRole('alert').getByText('That is not your password.').waitFor();
	assert.deepEqual(await axe(page, 'proof'), []);
	await dialog.getByLabel('Password').fill(SECRET);
	await dialog.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('dialog', { name: 'Set up an app' }).waitFor();
});

test('on a phone in the dark: the administrator wants a second step and a new password', { timeout: 600_000 }, async () => {
	const page = await newPage({ colorScheme: 'dark', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
	const who = await somebody(page, { force_tfa: true, force_pw_update: true });
	await enter(page, who);
	await page.getByText('Your administrator asks for a second step.').waitFor();
	await shot(page, 'enrol-phone');
	assert.deepEqual(await axe(page, 'enrolling on a phone'), []);
	const code = app(await page.locator('.secret code').innerText());
	await page.getByRole('textbox', { name: 'Code' }).fill(await code());
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('button', { name: 'I have kept them' }).click();
	await page.getByLabel('New password', { exact: true }).fill('entirely fresh');
	await page.getByLabel('New password again').fill('entirely fresh');
	assert.deepEqual(await axe(page, 'new password on a phone'), []);
	await page.getByRole('button', { name: 'Continue' }).click();
	await settings(page);
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
	await shot(page, 'security-phone');
	assert.deepEqual(await axe(page, 'security on a phone'), []);
});

const hayloft = (...args) => execFileSync(process.env.HAYLOFT_PROGRAM, args, { encoding: 'utf8' });

test('a program asks for access: sign in, see what it wants, allow, take it back', { timeout: 600_000 }, async () => {
	const name = unique('Wiki');
	const made = JSON.parse(hayloft('api', 'add', 'oauth2-client', `name=${name}`, 'redirect_uri=https://app.example/back', 'scope=openid profile email mail', '--json'));
	try {
		const question = `/oauth/authorize?response_type=code&client_id=${made.client_id}&redirect_uri=${encodeURIComponent('https://app.example/back')}&scope=openid+mail&state=s1&code_challenge=${'x'.repeat(43)}&code_challenge_method=S256`;
		/* A wrong question is told in the reader's language, its maker's words beside it. */
		const foreign = await newPage({ locale: 'ar' });
		for (const [wrong, why] of [[question.replace(made.client_id, 'nobody'), 'why-client'], [question.replace('app.example', 'evil.example'), 'why-client-address']]) {
			await foreign.goto(url + wrong);
			await foreign.getByRole('alert').getByText(words('ar')(why)).waitFor();
			await foreign.getByRole('alert').locator('[lang=en]').waitFor();
		}
		await foreign.context().close();
		const page = await newPage();
		await page.context().route('https://app.example/**', r => r.fulfill({ contentType: 'text/html', body: '<title>back</title><a href="/">x</a>' }));
		/* Another site leads here, so that the first request comes without our cookie. */
		await page.goto('https://app.example/start');
		await page.evaluate(u => { location.href = u; }, `${url}${question}`);
		await page.getByText(`To go on to ${name}`).waitFor();
		await page.getByLabel('Email address').fill(address('carol'));
		await page.getByLabel('Password', { exact: true }).fill(password('carol'));
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByRole('heading', { name: `Allow ${name}?` }).waitFor();
		assert.deepEqual(await page.getByRole('listitem').allInnerTexts(), ['know that it is you', 'read, change and send your mail']);
		await page.getByText(`Signed in as ${address('carol')}`).waitFor();
		for (const [theme, width, height] of [['light', 1440, 900], ['dark', 390, 844]]) {
			await page.setViewportSize({ width, height });
			await page.evaluate(t => { document.documentElement.dataset.theme = t; }, theme);
			assert.deepEqual(await axe(page, `access, ${theme}`), []);
			await shot(page, `access-${theme}-${width}`);
			assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
		}
		/* The heading has the focus; the first button behind it allows. */
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(/^https:\/\/app\.example\/back\?/);
		const back = new URL(page.url()).searchParams;
		assert.equal(back.get('state'), 's1');
		assert.equal(back.get('iss'), url);
		const body = new URLSearchParams({ grant_type: 'authorization_code', code: back.get('code'), redirect_uri: 'https://app.example/back', client_id: made.client_id, client_secret: made.client_secret });
		/* The challenge above is of no verifier: the grant comes from a second question without one. */
		await page.goto(`${url}${question.replace(/&code_challenge.*/, '')}&prompt=consent`);
		await page.getByRole('button', { name: 'Do not allow' }).click();
		await page.waitForURL(/error=access_denied/);
		await page.goto(`${url}${question.replace(/&code_challenge.*/, '')}`);
		await page.getByRole('button', { name: 'Allow', exact: true }).click();
		await page.waitForURL(/[?&]code=/);
		body.set('code', new URL(page.url()).searchParams.get('code'));
		await page.goto(`${url}/settings/security`);
		assert.equal(await page.evaluate(b => fetch('/oauth/token', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: b }).then(r => r.status), String(body)), 200);
		await page.reload();
		const group = page.locator('.set-group', { has: page.getByRole('heading', { name: 'Programs with access' }) });
		await group.getByText(name).waitFor();
		await group.getByRole('button', { name: `Take back: ${name}` }).click();
		await page.getByText('Access taken back').first().waitFor();
		await group.getByText(name).waitFor({ state: 'detached' });
		/* A wrong address of return goes nowhere. */
		await page.goto(`${url}${question.replace('app.example', 'evil.example')}`);
		await page.getByRole('alert').getByText(/redirect_uri/).waitFor();
		assert.equal(new URL(page.url()).origin, url);
	} finally {
		hayloft('api', 'delete', 'oauth2-client', String(made.id));
	}
});

test('an administrator lets a program in, changes it and sends it away', { timeout: 600_000 }, async () => {
	const page = await personPage('admin');
	const name = unique('Wiki');
	await page.goto(`${url}/settings/oauth`);
	await page.getByRole('button', { name: 'Add a program' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Name that people read').fill(name);
	await dialog.getByLabel(/^Addresses that people/).fill('javascript:alert(1)');
	await dialog.getByRole('button', { name: 'Add a program' }).click();
	await dialog.getByRole('alert').getByText(/begins with https/).waitFor();
	await dialog.getByLabel(/^Addresses that people/).fill('https://wiki.example/callback\nhttps://wiki.example/other');
	await dialog.getByLabel('see your address').uncheck();
	await shot(page, 'oauth-client-add');
	await dialog.getByRole('button', { name: 'Add a program' }).click();
	const made = page.getByRole('dialog', { name: 'For the settings of the program' });
	await made.getByText('Client secret').waitFor();
	const [id, secret] = await made.locator('code').allTextContents();
	assert.match(secret, /^[\w-]{43}$/);
	await shot(page, 'oauth-client-secret');
	await made.getByRole('button', { name: 'Close' }).last().click();
	const entry = page.locator('.set-row', { hasText: name });
	await entry.getByText('https://wiki.example/other').waitFor();
	assert.ok(!(await page.content()).includes(secret));
	/* The server knows the program by them: a wrong code is refused as one, a wrong secret as that. */
	const asked = with_ => page.request.post(`${url}/oauth/token`, {
		form: { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://wiki.example/callback', code_verifier: 'x'.repeat(43) },
		headers: { Authorization: `Basic ${Buffer.from(`${id}:${with_}`).toString('base64')}` },
	}).then(async r => (await r.json()).error);
	assert.equal(await asked(secret), 'invalid_grant');
	await shot(page, 'oauth-clients');
	await page.setViewportSize({ width: 390, height: 844 });
	await page.emulateMedia({ colorScheme: 'dark' });
	assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
	await shot(page, 'oauth-clients-dark-390');
	await page.getByRole('button', { name: `Change ${name}` }).click();
	await shot(page, 'oauth-client-change-dark-390');
	await dialog.getByLabel(/^Addresses that people/).fill('https://wiki.example/new');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await entry.getByText('https://wiki.example/new').waitFor();
	assert.equal(await entry.getByText('https://wiki.example/other').count(), 0);
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.getByRole('button', { name: `Change ${name}` }).click();
	await dialog.getByRole('button', { name: 'New secret' }).click();
	await made.getByText('Client secret').waitFor();
	const [, second] = await made.locator('code').allTextContents();
	assert.notEqual(second, secret);
	assert.deepEqual([await asked(secret), await asked(second)], ['invalid_client', 'invalid_grant']);
	assert.deepEqual(await axe(page, 'a program\'s secret'), []);
	await made.getByRole('button', { name: 'Close' }).last().click();
	assert.deepEqual(await axe(page, 'programs of others'), []);
	await page.getByRole('button', { name: `Delete ${name}` }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
	await entry.waitFor({ state: 'detached' });
	assert.equal(await asked(second), 'invalid_client');
	assert.deepEqual(page.complaints.filter(c => !/status of 400/.test(c)), []);
	/* Nobody else is shown the page. */
	const other = await personPage('bob');
	await other.goto(`${url}/settings`);
	await other.getByRole('link', { name: 'Connect a program' }).waitFor();
	assert.equal(await other.getByRole('link', { name: 'Programs of others' }).count(), 0);
});

test('an administrator sees at a glance how the server is', { timeout: 600_000 }, async () => {
	const page = await personPage('admin');
	await page.goto(`${url}/settings/server`);
	await page.locator('.facts').waitFor();
	const api = path => page.evaluate(p => fetch(`/api/v2/${p}`).then(r => r.json()), path);
	const status = await api('status');
	for (const service of status.services)
		assert.equal(await page.locator('.server-state', { hasText: new RegExp(`^${service.name}$`) }).count(), service.state === 'off' ? 0 : 1, service.name);
	if (status.warnings.length === 0)
		await page.getByText('Everything works.').waitFor();
	const fact = name => page.locator('.facts > div', { hasText: name }).locator('b');
	assert.match(await fact('On its way').textContent(), /^[\d,]+$/);
	assert.match(await fact('Free for mail').textContent(), /^[\d.,]+ [kMG]?B$/u);
	/* The chart says what the numbers do. */
	const { series } = await api('measures?step=3600&names=mail.taken');
	const taken = Math.round((series['mail.taken'] ?? []).reduce((n, [, mean]) => n + mean * 60, 0));
	const said = await page.locator('.server-day').getAttribute('aria-label');
	assert.ok(Math.abs(Number(/^([\d,]+) taken/.exec(said)[1].replace(',', '')) - taken) <= Math.max(5, taken), said);
	assert.equal(await page.locator('.server-day g').count(), 24);
	/* This stack asks no name server. */
	await page.getByRole('button', { name: 'Check now' }).click();
	await page.locator('.set-row', { hasText: 'example.org' }).getByText(/nobody answers|need/).waitFor();
	assert.deepEqual(await axe(page, 'server'), []);
	for (const colorScheme of ['light', 'dark'])
		for (const [width, height] of [[1440, 900], [390, 844]]) {
			await page.setViewportSize({ width, height });
			await page.emulateMedia({ colorScheme });
			assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${width}`);
			await shot(page, `server-${colorScheme}-${width}`);
		}
	/* It is nobody else's. */
	const other = await personPage('bob');
	await other.goto(`${url}/settings/server`);
	await other.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
	assert.equal(await other.getByRole('link', { name: 'This server' }).count(), 0);
	assert.equal(await other.locator('.facts').count(), 0);
});
