/*
 * Hostile mail. Nothing in it runs, nothing is fetched, nothing leaves its
 * frame. Every address in the payloads leads to a canary: a server that
 * counts. A dialog, a new page, a mark on the app's window fail the test.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after, before } from 'node:test';
import { deliver, file, html, mime, openMail, personPage, plain, unique } from '../../ui/support.mjs';
import { covered } from './covered.mjs';

const hits = [];
let canary;
let server;
before(async () => {
	server = createServer((request, response) => {
		hits.push(request.url);
		response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' });
		response.end('top.pwned=1');
	});
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
	canary = `http://127.0.0.1:${server.address().port}`;
});
after(() => server?.close());

const MARK = 'try{top.pwned=1}catch(e){};try{parent.pwned=1}catch(e){};alert(1)';

const corpus = c => [
	['script', `<script>${MARK}</script><script src="${c}/s.js"></script>`],
	['event handlers', `<img src=x onerror="${MARK}"><body onload="${MARK}"><div onclick="${MARK}" onmouseover="${MARK}" onfocus="${MARK}" tabindex=0 autofocus>x</div><details open ontoggle="${MARK}">x</details>`],
	['svg', `<svg onload="${MARK}"><script>${MARK}</script><animate onbegin="${MARK}" attributeName=x dur=1s></animate><use href="${c}/u.svg#x"/><image href="${c}/i.png"/><foreignObject><iframe src="${c}/f"></iframe></foreignObject></svg>`],
	['math', `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${MARK}&gt;"></mglyph></table></mtext></math><math href="javascript:${MARK}">x</math>`],
	['javascript links', `<a href="javascript:${MARK}">a</a><a href="JaVa&#9;ScRiPt:${MARK}">b</a><a href="data:text/html,<script>${MARK}</script>">c</a><a href="vbscript:x">d</a><area href="javascript:${MARK}"><a xlink:href="javascript:${MARK}">e</a>`],
	['frames', `<iframe src="${c}/f"></iframe><iframe srcdoc="<script>${MARK}</script>"></iframe><object data="${c}/o"></object><embed src="${c}/e"><applet code=x></applet><frameset><frame src="${c}/fr"></frameset><portal src="${c}/p"></portal>`],
	['forms', `<form action="${c}/form" id=f><input name=p type=password autofocus><button formaction="${c}/b">Go</button><input type=image src="${c}/img"></form><button form=f>x</button><isindex action="${c}/x">`],
	['base, meta, link', `<base href="${c}/"><meta http-equiv=refresh content="0;url=${c}/m"><meta http-equiv="Content-Security-Policy" content="img-src *"><link rel=stylesheet href="${c}/l.css"><link rel=dns-prefetch href="${c}"><link rel=prefetch href="${c}/pre"><link rel=preload as=image href="${c}/pl"><link rel=icon href="${c}/ico">`],
	['remote pictures', `<img src="${c}/1"><img srcset="${c}/2 1x"><picture><source srcset="${c}/3"><img src="${c}/4"></picture><img src="//127.0.0.1/5"><img lowsrc="${c}/6" dynsrc="${c}/7"><input type=image src="${c}/8"><table background="${c}/9"><tr><td background="${c}/10">x</td></tr></table><body background="${c}/11">`],
	['remote media', `<video src="${c}/v" poster="${c}/po" autoplay></video><audio src="${c}/a" autoplay></audio><video><source src="${c}/so"><track src="${c}/tr" default></video><bgsound src="${c}/bg">`],
	['remote css', `<style>@import url(${c}/i1);@import "${c}/i2";@font-face{font-family:x;src:url(${c}/font)}body{background:url(${c}/c1);list-style:url('${c}/c2');font-family:x}p{background:u\\72l(${c}/c3);cursor:url(${c}/c4),auto}p::after{content:url(${c}/c5)}@media all{p{border-image:url(${c}/c6)}}p{background:image-set("${c}/c7" 1x)}@namespace url(${c}/c8);</style><p style="background-image:url(${c}/c9)">x</p><p style="background:\\75\\72\\6c(${c}/c10)">y</p><div style="--x:url(${c}/c11);background:var(--x)">z</div>`],
	['covering the app', `<div style="position:fixed!important;inset:-9999px!important;z-index:2147483647!important;background:red!important;width:99999px;height:99999px">COVER</div><style>html,body{position:fixed!important;top:-5000px;left:-5000px;width:20000px;height:20000px;background:red}</style>`],
	['mutation', `<noscript><p title="</noscript><img src=x onerror=${MARK}>"></noscript><form><math><mtext></form><form><mglyph><style></math><img src onerror=${MARK}></form><svg></p><style><a id="</style><img src=1 onerror=${MARK}>"><table><td><select><option><style></option></select></td></table><template><img src="${c}/t" onerror="${MARK}"></template><xmp><p title="</xmp><img src=x onerror=${MARK}>">`],
	['clobbering', `<form id=body name=documentElement><input name=contentWindow><img name=currentScript><a id=defaultView></a><a id=top href="${c}/top"></a><img name=querySelectorAll></form><form name=createElement><input name=parentNode><input name=childNodes><input name=attributes></form>`],
	['encodings', `<img src="&#x6a;avascript:${MARK}"><a href="\u0001javascript:${MARK}">x</a><a href=" \n javascript:${MARK}">y</a><img/src/onerror=${MARK}>+ADw-script+AD4-alert(1)+ADw-/script+AD4-<%00script>alert(1)</script>`],
	['new windows and names', `<a href="${c}/w" target="_top">t</a><a href="${c}/w" target="_parent">p</a><a href="/mail/inbox" target="_top">in</a><a href="/api/v2/session">api</a><a name="app">x</a><div id="app">y</div>`],
];

test('the corpus: nothing runs, nothing is fetched, nothing covers the app', { timeout: 600_000 }, async t => {
	const stem = unique('Hostile');
	const list = corpus(canary);
	const page = await personPage('carol');
	const dialogs = [];
	page.on('dialog', d => {
		dialogs.push(d.message());
		void d.dismiss();
	});
	const opened = [];
	page.context().on('page', p => opened.push(p.url()));
	const host = new URL(page.url()).host;
	const foreign = [];
	page.on('request', r => {
		const u = new URL(r.url());
		if (u.protocol !== 'blob:' && u.protocol !== 'data:' && u.host !== host)
			foreign.push(r.url());
	});
	for (const [name, payload] of list)
		await t.test(name, async () => {
			const subject = `${stem} ${name}`;
			await deliver({ to: 'carol', data: mime('carol', subject, 'alternative', [plain(`text of ${name}`), html(`<p>before</p>${payload}<p id="after">after</p>`)]) });
			await openMail(page, subject);
			const frame = page.locator('article.msg iframe');
			await frame.waitFor();
			/* The frame is filled when it has its height; then give everything a moment to misbehave. */
			await page.waitForFunction(() => document.querySelector('article.msg iframe:not(.blank)') !== null);
			await page.waitForTimeout(250);
			const seen = await frame.evaluate(f => {
				const d = f.contentDocument;
				const all = [...d.querySelectorAll('*')];
				return {
					handlers: all.flatMap(e => [...e.attributes].filter(a => /^on/i.test(a.name)).map(a => `${e.tagName} ${a.name}`)),
					tags: all.map(e => e.localName).filter(n => /^(?:script|iframe|frame|object|embed|applet|form|input|button|select|textarea|base|link|svg|math|video|audio|source|template|portal)$/.test(n)),
					links: all.filter(e => e.hasAttribute('href')).map(e => e.getAttribute('href')).filter(h => !/^(?:https?:|tel:|\/mail\/(?:compose|leave)\?)/.test(h)),
					targets: all.filter(e => e.localName === 'a' && e.hasAttribute('href') && (e.target !== '_blank' || !/noopener/.test(e.rel))).map(e => e.outerHTML),
					sources: all.filter(e => e.hasAttribute('src')).map(e => e.getAttribute('src')).filter(s => !/^(?:blob:|data:image\/)/.test(s)),
					meta: d.querySelectorAll('meta').length,
				};
			});
			assert.deepEqual({ ...seen, meta: 0 }, { handlers: [], tags: [], links: [], targets: [], sources: [], meta: 0 });
			assert.ok(seen.meta <= 4, 'the mail brought meta elements');
			const app = await page.evaluate(() => (
				{ pwned: globalThis.pwned, app: document.getElementById('app')?.className ?? null, path: location.pathname.split('/')[1] }));
			assert.deepEqual({ ...app, covered: await covered(page) }, { pwned: undefined, app: '', path: 'mail', covered: [] });
			assert.deepEqual(dialogs, []);
			assert.deepEqual(opened, []);
			assert.deepEqual(hits, []);
			assert.deepEqual(foreign, []);
		});
});

test('a link whose words name another place asks before it leads there', { timeout: 600_000 }, async () => {
	const subject = unique('Hostile link');
	await deliver({ to: 'carol', data: mime('carol', subject, 'alternative', [plain('x'), html('<a href="https://evil.example/steal">https://www.bank.example/login</a> <a href="https://docs.example/a">docs.example</a> <a href="mailto:x@outside.example?subject=Hi">write</a>')]) });
	const page = await personPage('carol');
	await openMail(page, subject);
	const links = page.frameLocator('article.msg iframe').locator('a');
	await links.first().waitFor();
	const hrefs = await links.evaluateAll(all => all.map(a => a.getAttribute('href')));
	assert.deepEqual(hrefs, ['/mail/leave?to=https%3A%2F%2Fevil.example%2Fsteal', 'https://docs.example/a', '/mail/compose?to=x@outside.example&subject=Hi']);
	const [asks] = await Promise.all([page.context().waitForEvent('page'), links.first().click()]);
	await asks.getByText('evil.example', { exact: true }).waitFor();
	await asks.getByRole('link', { name: 'Back to my mail' }).waitFor();
	assert.equal(await asks.evaluate(() => opener), null);
});

test('names, subjects and file names are text, whatever they contain', { timeout: 600_000 }, async () => {
	const words = unique('Odd');
	const evil = `${words} <img src=${canary}/subject onerror=alert(1)><script>alert(1)</script>`;
	await deliver({
		to: 'carol',
		data: mime('carol', evil, 'mixed', [plain('<script>alert(1)</script>'), file('..\\..\\<img src=x onerror=alert(1)>.html', 'text/html', Buffer.from('<script>alert(1)</script>')), file('a.svg', 'image/svg+xml', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="${canary}/svg"/></svg>`))],
			{ From: `"<img src=x onerror=alert(1)> \u202egnp.exe" <x@outside.example>` }),
	});
	const page = await personPage('carol');
	const dialogs = [];
	page.on('dialog', d => {
		dialogs.push(d.message());
		void d.dismiss();
	});
	await openMail(page, words);
	await page.locator('.att li').nth(1).waitFor();
	assert.equal(await page.locator('#app img[src*="subject"], #app script').count(), 0);
	/* An SVG is a file to save, never a picture on our page. */
	assert.equal(await page.locator('.att img').count(), 0);
	await page.waitForTimeout(300);
	assert.deepEqual([dialogs, hits, page.complaints], [[], [], []]);
});

test('the page itself: no inline script runs, HTML strings are refused, frames cannot hold us', { timeout: 600_000 }, async () => {
	const page = await personPage('carol');
	const result = await page.evaluate(() => {
		const out = {};
		try {
			document.createElement('div').innerHTML = '<b>x</b>';
			out.html = 'allowed';
		} catch {
			out.html = 'refused';
		}
		try {
			globalThis.trustedTypes.createPolicy('other', { createHTML: s => s });
			out.policy = 'allowed';
		} catch {
			out.policy = 'refused';
		}
		const s = document.createElement('script');
		try {
			s.text = 'globalThis.inline = 1';
			document.body.append(s);
		} catch {
			/* Trusted Types were faster than the policy */
		}
		out.inline = globalThis.inline ?? 'refused';
		return out;
	});
	assert.deepEqual(result, { html: 'refused', policy: 'refused', inline: 'refused' });
	const headers = await page.evaluate(() => fetch('/mail/inbox').then(r => r.headers.get('content-security-policy')));
	assert.match(headers, /frame-ancestors 'none'/);
	assert.match(headers, /require-trusted-types-for 'script'/);
	const message = await page.evaluate(() => fetch('/frame/message.html').then(r => r.headers.get('content-security-policy')));
	assert.match(message, /default-src 'none'/);
	assert.match(message, /sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox/);
	assert.doesNotMatch(message, /script-src|allow-scripts/);
});
