/*
 * One web mail in Chromium: bytes, requests and milliseconds until the newest
 * messages stand in the list, with an empty cache and with a full one; heap
 * while messages are opened and the list is scrolled.
 *
 *     node measure.mjs '{"name", "page", "login", "password", "rounds", "minutes"}'
 *
 * Prints one JSON object. Needs playwright-core of ui/.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, '../../../ui/package.json'))('playwright-core');

/* How each is signed in to, and what stands in its list when it can be used. */
const SITES = {
	Hayloft: {
		inbox: 'mail/inbox',
		row: '.rows [role=row]',
		signIn: async (page, { login, password }) => {
			await page.getByLabel('Email address').fill(login);
			await page.getByLabel('Password', { exact: true }).fill(password);
			await page.getByRole('button', { name: 'Sign in' }).click();
		},
	},
	SOGo: {
		inbox: 'so/{login}/Mail/view',
		row: 'sg-mail-list-item, md-list-item.sg-mail-list-item, #messagesList md-list-item',
		signIn: async (page, { login, password }) => {
			await page.locator('input[ng-model="app.creds.username"]').fill(login);
			await page.locator('input[ng-model="app.creds.password"]').fill(password);
			await page.keyboard.press('Enter');
		},
	},
	Roundcube: {
		inbox: '?_task=mail',
		row: '#messagelist tr.message',
		signIn: async (page, { login, password }) => {
			await page.locator('#rcmloginuser').fill(login);
			await page.locator('#rcmloginpwd').fill(password);
			await page.locator('#rcmloginsubmit').click();
		},
	},
};

const middle = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function newContext(browser, state) {
	return browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, locale: 'en-GB', serviceWorkers: 'allow', ...(state ? { storageState: state } : {}) });
}

/* The page itself notes when the first row stands there: looking from outside comes late. */
function noteFirstRow(selector) {
	const look = () => {
		if (![...document.querySelectorAll(selector)].some(e => e.offsetHeight > 0))
			return;
		globalThis.firstRow ??= { ms: performance.now(), at: performance.timeOrigin + performance.now() };
		observer.disconnect();
	};
	const observer = new MutationObserver(look);
	observer.observe(document, { childList: true, subtree: true });
}

/* Navigates and waits for the list: { ms, kB, requests }, of what was asked for before it stood there. */
async function load(page, site, url) {
	const devtools = await page.context().newCDPSession(page);
	const asked = new Map();
	await devtools.send('Network.enable');
	devtools.on('Network.requestWillBeSent', e => e.request.url.startsWith('http') && asked.set(e.requestId, { at: e.wallTime * 1000, bytes: 0 }));
	devtools.on('Network.loadingFinished', e => { if (asked.has(e.requestId)) asked.get(e.requestId).bytes = e.encodedDataLength; });
	await page.goto(url, { waitUntil: 'commit' });
	await page.waitForFunction(() => globalThis.firstRow, null, { timeout: 60_000 });
	await page.waitForTimeout(1500);
	await devtools.detach();
	const first = await page.evaluate(() => globalThis.firstRow);
	const before = [...asked.values()].filter(r => r.at <= first.at);
	return { ms: first.ms, kB: before.reduce((n, r) => n + r.bytes, 0) / 1000, requests: before.length };
}

async function heapOf(page) {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('HeapProfiler.collectGarbage');
	const { usedSize } = await devtools.send('Runtime.getHeapUsage');
	await devtools.detach();
	return usedSize / 1e6;
}

/* Opens one message after the other and scrolls through the list, for MINUTES. */
async function use(page, site, minutes) {
	const heaps = [await heapOf(page)];
	const end = Date.now() + minutes * 60_000;
	let opened = 0;
	while (Date.now() < end) {
		const rows = page.locator(site.row);
		await rows.nth(opened % Math.max(1, Math.min(12, await rows.count()))).click({ timeout: 10_000 }).catch(() => {});
		await page.waitForTimeout(250);
		await rows.first().hover({ timeout: 2000 }).catch(() => {});
		await page.mouse.wheel(0, opened % 40 === 39 ? -100_000 : 900);
		await page.waitForTimeout(150);
		if (++opened % 100 === 0)
			heaps.push(await heapOf(page));
	}
	heaps.push(await heapOf(page));
	return { opened, heap: heaps[0], heapAfter: heaps.at(-1), heapMost: Math.max(...heaps) };
}

/*
 * The list scrolled by 400 px a frame for some seconds (24,000 px/s at 60 Hz),
 * and a jump to its middle: how long frames take, and until rows stand there.
 */
const scrolled = page => page.evaluate(async () => {
	const list = document.querySelector('.rows[role=grid]');
	const frame = () => new Promise(requestAnimationFrame);
	const frames = [];
	let last = await frame();
	for (let i = 0; i < 240; i++) {
		list.scrollTop += 400;
		const now = await frame();
		frames.push(now - last);
		last = now;
	}
	frames.sort((a, b) => a - b);
	await new Promise(resolve => setTimeout(resolve, 500));
	const begin = performance.now();
	list.scrollTop = list.scrollHeight / 2;
	const inSight = () => {
		const box = list.getBoundingClientRect();
		return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest('.row[role=row]:not(.skeleton)');
	};
	do
		await frame();
	while (!inSight() && performance.now() - begin < 10_000);
	return { frame: frames.reduce((a, b) => a + b, 0) / frames.length, p99: frames[Math.floor(frames.length * 0.99)], jump: performance.now() - begin };
});

const asked = JSON.parse(process.argv[2]);
const site = SITES[asked.name];
const browser = await chromium.launch({
	executablePath: process.env.HAYLOFT_CHROMIUM ?? '/usr/bin/chromium',
	args: ['--ignore-certificate-errors', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
	const first = await newContext(browser);
	const page = await first.newPage();
	await page.goto(asked.page);
	await site.signIn(page, asked);
	await page.locator(site.row).or(page.locator('[ng-app], #layout, .rows')).first().waitFor({ timeout: 60_000 });
	await page.waitForTimeout(2000);
	const url = new URL(site.inbox.replace('{login}', encodeURIComponent(asked.login)), asked.page).href;
	const state = await first.storageState();
	const cold = [];
	const warm = [];
	for (let i = 0; i < asked.rounds; i++) {
		const context = await newContext(browser, state);
		await context.addInitScript(noteFirstRow, site.row);
		const fresh = await context.newPage();
		cold.push(await load(fresh, site, url));
		warm.push(await load(fresh, site, url));
		await context.close();
	}
	const out = { name: asked.name };
	for (const [what, list] of [['cold', cold], ['warm', warm]])
		out[what] = Object.fromEntries(['ms', 'kB', 'requests'].map(k => [k, Math.round(middle(list.map(l => l[k])))]));
	if (asked.name === 'Hayloft') {
		await page.goto(url);
		await page.locator(site.row).first().waitFor();
		out.scroll = await scrolled(page);
	}
	if (asked.minutes > 0) {
		await page.goto(url);
		await page.locator(site.row).first().waitFor();
		out.use = await use(page, site, asked.minutes);
	}
	if (asked.shot)
		await page.screenshot({ path: asked.shot });
	console.log(JSON.stringify(out));
} catch (e) {
	if (asked.shot)
		for (const c of browser.contexts())
			for (const p of c.pages())
				await p.screenshot({ path: asked.shot });
	throw e;
} finally {
	await browser.close();
}
