/*
 * What the browser tests share: where the running stack is, a Chromium, a
 * person who signs in, mail from outside by swaks. Each test file is a
 * node:test file; it names its mails with words of its own, so files can run
 * one after the other on one stack.
 *
 *   HAYLOFT_URL          https://localhost:PORT/
 *   HAYLOFT_CREDENTIALS  file with lines "ACCOUNT PASSWORD"
 *   HAYLOFT_SMTP_PORT    where mail from outside comes in
 *   HAYLOFT_IMAPS_PORT   where mail programs read
 *   HAYLOFT_SHOTS        folder for screenshots; none when not set
 *   HAYLOFT_SENDER       envelope sender of mail from outside, where the usual one is refused
 *   HAYLOFT_CHROMIUM     another browser than Debian's
 *   HAYLOFT_VIEW         the window that tests open when they ask for none of their own: 390-dark
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { connect } from 'node:tls';
import { after, before } from 'node:test';
import { promisify } from 'node:util';

const ui = createRequire(new URL('../../ui/package.json', import.meta.url));
const { chromium } = ui('playwright-core');
const run = promisify(execFile);

function need(name) {
	const value = process.env[name];
	if (!value) {
		console.error(`${name} is not set; see tests/ui/support.mjs`);
		process.exit(2);
	}
	return value;
}

export const url = need('HAYLOFT_URL').replace(/\/$/, '');
const passwords = new Map(readFileSync(need('HAYLOFT_CREDENTIALS'), 'utf8').split('\n').filter(Boolean).map(line => {
	const at = line.indexOf(' ');
	return [line.slice(0, at), line.slice(at + 1)];
}));

/* "alice" is alice@example.org, or whatever domain the demo has; an address is itself. */
export function address(name) {
	if (name.includes('@'))
		return name;
	const found = [...passwords.keys()].find(a => a === name || a.startsWith(`${name}@`));
	if (!found)
		throw new Error(`no account ${name} in the credentials file`);
	return found;
}

export const password = name => passwords.get(address(name));

/* Bounds only guard against hanging: the machine may be slow, and stand still for seconds. */
const LONG = Number(process.env.HAYLOFT_LONG ?? 120_000);

/* What the page says in LANGUAGE, by the key of the text. */
export function words(language) {
	const { FluentBundle, FluentResource } = ui('@fluent/bundle');
	const bundle = new FluentBundle(language, { useIsolating: false });
	bundle.addResource(new FluentResource(readFileSync(new URL(`../../ui/locales/${language}.ftl`, import.meta.url), 'utf8')));
	return (key, args) => bundle.formatPattern(bundle.getMessage(key).value, args);
}

/* Words that no other test uses. */
export const unique = text => `${text} ${randomBytes(4).toString('hex')}`;

let browser;
const contexts = new Set();
export const state = { dir: '' };

before(async () => {
	state.dir = mkdtempSync(join(tmpdir(), 'hayloft-ui-'));
	browser = await chromium.launch({
		executablePath: process.env.HAYLOFT_CHROMIUM ?? '/usr/bin/chromium',
		/* A service worker starts only where the certificate is believed; contexts cannot say that for it. */
		args: ['--ignore-certificate-errors', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
	});
});

after(async () => {
	for (const c of contexts)
		await c.close().catch(() => {});
	await browser?.close();
	rmSync(state.dir, { recursive: true, force: true });
});

/* The three windows of ui.md: a desk, a tablet held upright, a phone. */
export const WINDOWS = {
	1440: { viewport: { width: 1440, height: 900 } },
	820: { viewport: { width: 820, height: 1180 } },
	390: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
export const windowOf = view => ({ ...WINDOWS[view.split('-')[0]], colorScheme: view.split('-')[1] });

/* So that `make check` sees others than the widest, too. */
const OF_FILE = { actions: '390-dark', reading: '820-dark', rules: '390-light', search: '820-light' };
const VIEW = process.env.HAYLOFT_VIEW ?? OF_FILE[basename(process.argv[1] ?? '', '.test.mjs')] ?? '1440-light';

/* A page of its own; what the browser complains about fails the test that looks at `complaints`. */
export async function newPage({ settings = {}, ...options } = {}) {
	const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', reducedMotion: 'reduce', ...windowOf(VIEW), ...options });
	contexts.add(context);
	context.setDefaultTimeout(LONG);
	/* Messages leave at once, unless a test is about taking them back. */
	await context.addInitScript(s => {
		try {
			const chosen = top === self && sessionStorage.getItem('test.settings');
			if (chosen || localStorage.getItem('hayloft.settings') === null)
				localStorage.setItem('hayloft.settings', chosen || JSON.stringify(s));
		} catch {
			/* a page without storage */
		}
		/* Notices with their Undo stay for eight or ten seconds, which is enough for people. */
		const wait = globalThis.setTimeout;
		globalThis.setTimeout = (run, ms, ...more) => wait(run, ms === 8_000 || ms === 10_000 ? 60_000 : ms, ...more);
	}, { undoSeconds: 0, ...settings });
	const page = await context.newPage();
	page.complaints = [];
	page.on('pageerror', e => page.complaints.push(String(e)));
	page.on('console', m => {
		/* A 401 before sign-in is how the page learns that nobody is signed in. */
		if (m.type() === 'error' && !/status of 401/.test(m.text()))
			page.complaints.push(`${m.text()} ${m.location().url}`);
	});
	return page;
}

/* From the next document on: one that runs might still write its own over it. */
export const choose = (page, settings) => page.evaluate(s => sessionStorage.setItem('test.settings', s), JSON.stringify(settings));

export const SECRET = 'correct horse battery';

/* An account of its own, which no other test meets; its password is SECRET. */
export async function somebody(page, name, fields = {}) {
	const local = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}`;
	const domain = address('alice').split('@')[1];
	const basic = Buffer.from(`${address('admin')}:${password('admin')}`).toString('base64');
	const data = { local_part: local, domain, name, quota: 100, password: SECRET, ...fields };
	const r = await page.request.post(`${url}/api/v2/objects/mailbox`, { data, headers: { Authorization: `Basic ${basic}` }, timeout: LONG });
	assert.ok(r.ok(), `${r.status()} ${await r.text()}`);
	passwords.set(`${local}@${domain}`, SECRET);
	return `${local}@${domain}`;
}

/* The form moves the focus once, when it is there: not while something is typed. */
export async function enter(page, who, secret = SECRET, path = '/', say = words('en')) {
	await page.goto(url + path);
	await page.locator('input[name=login]:focus').waitFor();
	await page.getByLabel(say('sign-in-login')).fill(who);
	await page.getByLabel(say('sign-in-password'), { exact: true }).fill(secret);
	await page.getByRole('button', { name: say('sign-in'), exact: true }).click();
}

/* Past the sign-in: the folders are there, or the button that opens them. */
export const inside = (page, say = words('en')) => page.getByRole('navigation', { name: say('folders') }).or(page.getByRole('button', { name: say('folders') })).first().waitFor();

export async function signIn(page, name, path = '/', say = words('en')) {
	await enter(page, address(name), password(name), path, say);
	await inside(page, say);
	await page.locator('.rows, .lp .empty, .cmp').first().waitFor();
	return page;
}

export async function personPage(name, options) {
	return signIn(await newPage(options), name);
}

/* The row of the list whose conversation has this subject. */
export const row = (page, subject) => page.getByRole('row', { name: subject });

/*
 * What a width offers. Below 1100 the folders are in a drawer; below 700 there is one pane,
 * so an open conversation stands in front of the list; and a thumb has neither keys nor hover.
 */
const widthOf = page => page.viewportSize().width;
export const isPhone = page => widthOf(page) < 700;
const drawerOf = page => page.getByRole('dialog', { name: 'Folders' });

/* The folders in sight; the drawer stays open. */
export async function openFolders(page) {
	const nav = page.getByRole('navigation', { name: 'Folders' });
	if (widthOf(page) < 1100 && !await drawerOf(page).isVisible())
		await page.getByRole('button', { name: 'Folders', exact: true }).click();
	await nav.waitFor();
	return nav;
}

/* Looks at the folders, and leaves them. */
export async function folders(page, use) {
	const found = await use(await openFolders(page));
	if (widthOf(page) < 1100) {
		await drawerOf(page).getByRole('button', { name: 'Close' }).click();
		await drawerOf(page).waitFor({ state: 'hidden' });
	}
	return found;
}

/* Goes to a folder, a label, a saved search; a count may stand behind its name. */
export async function toFolder(page, name) {
	const nav = await openFolders(page);
	await nav.getByRole('link', { name: typeof name === 'string' ? new RegExp(`^${name.replace(/[^\w ]/g, '\\$&')}(?: \\d.*)?$`) : name }).click();
	if (widthOf(page) < 1100)
		await drawerOf(page).waitFor({ state: 'hidden' });
}

/* From an open conversation to the list, where both have no room. */
export async function toList(page) {
	await page.locator('main[data-open]').waitFor();
	if (isPhone(page) && await page.locator('main[data-open=true]').isVisible())
		await page.getByRole('button', { name: 'Back to the list' }).click();
	await page.locator('.lp').waitFor();
}

/* The list is there, and the conversation is not in it. */
export async function gone(page, subject) {
	await page.locator('.lp').waitFor();
	await row(page, subject).waitFor({ state: 'detached' });
}

/* What a row says of its conversation to who cannot see it: unread, starred, how many messages. */
export async function readAloud(page, subject) {
	await toList(page);
	return row(page, subject).first().getAttribute('aria-label', { timeout: 5_000 });
}

/* No conversation is open. */
export const nothingOpen = page => (isPhone(page) ? page.locator('main[data-open=false] .lp') : page.getByText('Pick a conversation to read it here.')).waitFor();

const KEYS = {
	archive: 'e', delete: '#', junk: '!', star: 's', unread: 'Shift+U', snooze: 'b', label: 'l', move: 'v', mute: 'm', reply: 'r', 'reply-all': 'a', forward: 'f',
};

/* A command on the open conversation or on what is ticked: its key, on the phone its button or its row of the menu. */
export async function command(page, id) {
	if (!isPhone(page))
		return page.keyboard.press(KEYS[id]);
	const name = words('en')(`cmd-${id}`);
	/* Of the open conversation, or of the rows that are ticked. */
	const bar = page.locator('.tb, .lh.bulk');
	const button = bar.getByRole('button', { name });
	await bar.waitFor();
	if (await button.count() > 0)
		return button.first().click();
	await bar.getByRole('button', { name: 'More', exact: true }).click();
	return page.getByRole('menuitem', { name }).first().click();
}

/* A command on a row: the buttons under the pointer, for a thumb the menu of a long press. */
export async function rowCommand(page, subject, id) {
	const name = words('en')(`cmd-${id}`);
	if (isPhone(page)) {
		await row(page, subject).click({ button: 'right' });
		return page.getByRole('menuitem', { name }).first().click();
	}
	await row(page, subject).hover();
	return row(page, subject).getByRole('button', { name, exact: true }).click();
}

/* The last change taken back: by Z, or by the button of the newest notice. */
export const undo = page => isPhone(page) ? page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click() : page.keyboard.press('z');

/* A list draws the rows in view and some around them: looks through it until the row is there. */
export async function toRow(page, subject) {
	await until(`a row with ${subject}`, async () => await row(page, subject).count() > 0 || await page.evaluate(() => {
		const list = document.querySelector('.rows');
		if (list)
			list.scrollTop = list.scrollTop + list.clientHeight < list.scrollHeight - 1 ? list.scrollTop + list.clientHeight / 2 : 0;
		return false;
	}));
}

export async function openMail(page, subject) {
	await toList(page);
	await toRow(page, subject);
	await row(page, subject).click();
	await page.locator('.conv h1', { hasText: subject }).waitFor();
	await page.locator('article.msg').first().waitFor();
}

/* The next time that the server has what a person chose. Asked for before it is chosen. */
export const stored = page => page.waitForResponse(r => r.request().method() === 'PROPPATCH' && r.ok());

/* What the browser keeps for a day without a connection, as text. */
/* (Opened before the page did, it would stay without its stores.) */
export const keptIn = (page, store) => page.evaluate(async name => (await indexedDB.databases()).length === 0 ? '[]' : new Promise((resolve, reject) => {
	const asked = indexedDB.open('hayloft');
	asked.onerror = () => reject(asked.error);
	asked.onsuccess = () => {
		const db = asked.result;
		if (!db.objectStoreNames.contains(name))
			return resolve('[]');
		const all = db.transaction(name).objectStore(name).getAll();
		all.onsuccess = () => {
			db.close();
			resolve(JSON.stringify(all.result));
		};
	};
}), store);

/* A new composer, which has taken the focus to where it begins. */
export async function compose(page) {
	if (isPhone(page)) {
		await toList(page);
		await page.getByRole('button', { name: 'New message' }).click();
	} else
		await page.keyboard.press('c');
	await page.locator('input.rcpt:focus').waitFor();
}

/* Every change has reached the server. */
export const settled = page => page.waitForFunction(() => !document.documentElement.hasAttribute('data-pending'));

/* The text being written, in the editor's frame; it has its name from when it may be written. */
export const written = page => page.frameLocator('.cmp iframe.editor').locator('#editor[aria-label]');

/* The text of the HTML message in its frame. */
export const frameOf = page => page.frameLocator('article.msg iframe').locator('body');

/* A mail from outside. `data` is a whole message; else headers and text are made. */
export async function deliver({ to, from = 'stranger@outside.example', subject, text = 'A few words.', data, headers = {} }) {
	const message = data ?? [
		`From: ${headers.From ?? from}`, `To: ${address(to)}`, `Subject: ${subject}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
		`Message-ID: <${randomBytes(8).toString('hex')}@outside.example>`, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8',
		...Object.entries(headers).filter(([k]) => k !== 'From').map(([k, v]) => `${k}: ${v}`), '', text, '',
	].join('\r\n');
	const file = join(state.dir, `${randomBytes(6).toString('hex')}.eml`);
	writeFileSync(file, message);
	const smtp = need('HAYLOFT_SMTP_PORT');
	try {
		await run('swaks', ['--server', '127.0.0.1', '--port', smtp, '--helo', 'outside.example', '--from', process.env.HAYLOFT_SENDER ?? from, '--to', address(to), '--data', `@${file}`, '--suppress-data', '--timeout', '60'], { timeout: LONG });
	} catch (e) {
		throw new Error(`swaks: ${e.stdout ?? ''}${e.stderr ?? ''}`.slice(-1500));
	}
}

/* A mail program: sends commands of IMAP and gives the lines that came back. */
export async function mailProgram(name) {
	const socket = connect({ host: 'localhost', port: Number(need('HAYLOFT_IMAPS_PORT')), rejectUnauthorized: false });
	/* A test that ends early leaves it open. */
	socket.unref();
	const lines = createInterface({ input: socket, crlfDelay: Infinity })[Symbol.asyncIterator]();
	const next = async () => {
		const { value, done } = await lines.next();
		if (done)
			throw new Error('the mail server hung up');
		return value;
	};
	let n = 0;
	await next();
	const command = async text => {
		const tag = `x${n++}`;
		socket.write(`${tag} ${text}\r\n`);
		for (const got = []; ;) {
			const line = await next();
			if (line.startsWith(`${tag} OK`))
				return got;
			if (line.startsWith(`${tag} `))
				throw new Error(`${text.split(' ')[0]}: ${line}`);
			got.push(line);
		}
	};
	await command(`LOGIN "${address(name)}" "${password(name)}"`);
	return { command, close: () => socket.destroy() };
}

/* The file that CLICK saves. Chromium gives a download up now and then on a busy machine. */
export async function download(page, click) {
	for (let tries = 0; ; tries++) {
		const [got] = await Promise.all([page.waitForEvent('download'), click()]);
		const path = await got.path().catch(e => {
			if (tries === 2)
				throw e;
		});
		if (path)
			return { name: got.suggestedFilename(), bytes: readFileSync(path) };
	}
}

/* A multipart message out of parts with their own headers. */
export function mime(to, subject, kind, parts, headers = {}) {
	const boundary = `b${randomBytes(8).toString('hex')}`;
	return [
		`From: ${headers.From ?? 'Stranger <stranger@outside.example>'}`, `To: ${address(to)}`, `Subject: ${subject}`,
		`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${randomBytes(8).toString('hex')}@outside.example>`,
		'MIME-Version: 1.0', `Content-Type: multipart/${kind}; boundary="${boundary}"`,
		...Object.entries(headers).filter(([k]) => k !== 'From').map(([k, v]) => `${k}: ${v}`), '',
		...parts.flatMap(p => [
			`--${boundary}`, ...Object.entries(p.headers).map(([k, v]) => `${k}: ${v}`),
			...(p.bytes ? ['Content-Transfer-Encoding: base64', '', p.bytes.toString('base64').replace(/.{76}/g, '$&\r\n')] : ['Content-Transfer-Encoding: 8bit', '', p.text]),
		]),
		`--${boundary}--`, '',
	].join('\r\n');
}

export const html = text => ({ headers: { 'Content-Type': 'text/html; charset=utf-8' }, text });
export const plain = text => ({ headers: { 'Content-Type': 'text/plain; charset=utf-8' }, text });
export const file = (name, type, bytes, more = {}) => ({
	headers: { 'Content-Type': `${type}; name="${name}"`, 'Content-Disposition': `attachment; filename="${name}"`, ...more }, bytes,
});

/* The smallest picture that is one: a red pixel. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');

export async function shot(page, name) {
	if (process.env.HAYLOFT_SHOTS)
		await page.screenshot({ path: join(process.env.HAYLOFT_SHOTS, `${name}.png`) });
}

/* Waits until test() is true; tell() says what is there instead when it never is. */
export async function until(what, test, tell = () => '') {
	const end = Date.now() + LONG;
	for (;;) {
		let wrong = null;
		try {
			if (await test())
				return;
		} catch (e) {
			wrong = e;
		}
		if (Date.now() > end)
			throw wrong ?? new Error(`not within ${LONG} ms: ${what} ${await tell()}`);
		await new Promise(r => setTimeout(r, 50));
	}
}

/* Waits until CHECK finds nothing wrong: what the page shows comes when it comes. */
export async function holds(check) {
	const end = Date.now() + LONG;
	for (;;) {
		try {
			return await check();
		} catch (e) {
			if (Date.now() > end)
				throw e;
		}
		await new Promise(r => setTimeout(r, 50));
	}
}

/* Problems that axe finds, one line each. The message frame runs no script, so axe stays outside. */
export async function axe(page, where) {
	const source = readFileSync(ui.resolve('axe-core/axe.min.js'), 'utf8');
	await page.evaluate(source);
	const found = await page.evaluate(() => globalThis.axe.run(document, {
		iframes: false,
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	}));
	return found.violations.map(v => `${where}: ${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} ${n.failureSummary?.split('\n').slice(1, 3).join(' ') ?? ''}`).join(' | ')}`);
}
