/*
 * Classes of published payloads against webmail (features.md, section N: the
 * records of Roundcube, SOGo, Zimbra, mailcow), as real messages: read, then
 * answered and forwarded, where they go into the editor. Nothing runs, nothing
 * is fetched, nothing leaves its frame.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after, before } from 'node:test';
import { deliver, file, html, mime, openMail, personPage, plain, unique, url, written } from '../../ui/support.mjs';
import { covered } from './covered.mjs';

const hits = [];
let canary;
let server;
before(async () => {
	server = createServer((request, response) => {
		hits.push(request.url);
		response.end('');
	});
	await new Promise(resolve => server.listen(0, '127.0.0.2', resolve));
	/* Tests let the server fetch from 127.0.0.1 alone. */
	canary = `http://127.0.0.2:${server.address().port}`;
});
after(() => server?.close());

const M = 'try{top.pwned=1}catch(e){};try{parent.pwned=1}catch(e){};alert(1)';

const bodies = c => [
	['svg animate and set (CVE-2024-37383, -2026-8496)', `<svg><animate attributeName=href values="javascript:${M}" begin=0s onbegin="${M}" onrepeat="${M}" onend="${M}"/><a id=x><set attributeName=xlink:href to="javascript:${M}"/><text>x</text></a></svg><svg><animate href=#x attributeName="href " values="javascript:${M}"></svg>`],
	['attribute with a NUL or newline (CVE-2023-5631, -2024-42009)', `<body title="bgcolor=foo" name="bar style=animation-name:progress-bar-stripes onanimationstart=${M} foo=bar">x</body><use href="data:image/s vg+xml;base64,PHN2Zz4=#x"/><img title='\u0000' src=x\u0000 onerror\n=${M}>`],
	['css import and font (CVE-2025-66376)', `<style>@im\\port url(${c}/i);@import/**/"${c}/j";@\\69mport '${c}/k';</style><style>@charset "x";@import url("${c}/l") layer(x) supports(display:grid)</style><link rel="stylesheet" href="${c}/m">`],
	['css variables, body background, attr (CVE-2026-25916, -35542)', `<body background="${c}/b1" style="--u:url(${c}/b2);background:var(--u);background-image:-webkit-image-set('${c}/b3' 1x);mask:url(${c}/b4);filter:url(${c}/b5#f);clip-path:url(${c}/b6#c);shape-outside:url(${c}/b7)"><div style="content:url(${c}/b8);cursor:url(${c}/b9),auto;list-style-image:url(${c}/b10);border-image-source:url(${c}/b11);offset-path:url(${c}/b12)">x</div></body>`],
	['fixed with !important, transforms, negative margins (CVE-2026-35544)', `<style>*{position:fixed!important;inset:-5000px!important;width:20000px!important;height:20000px!important;transform:translate(-9000px,-9000px) scale(50)!important;z-index:2147483647!important}html{margin:-3000px!important}</style><div popover=manual id=p style="position:fixed;inset:0">cover</div><dialog open style="position:fixed;inset:0;width:100vw;height:100vh">cover</dialog>`],
	['mathml and namespaces', `<math><mi//xlink:href="data:x,<script>${M}</script>"><annotation-xml encoding="text/html"><img src=x onerror="${M}"></annotation-xml></math><math><maction actiontype="statusline#http://x" xlink:href="javascript:${M}">CLICK</maction></math>`],
	['cdata and comments', `<![CDATA[<script>${M}</script>]]><!--[if gte IE 4]><script>${M}</script><![endif]--><comment><img src="</comment><img src=x onerror=${M}//"></comment><!--><img src=x onerror=${M}>--><? <img src=x onerror=${M}> ?>`],
	['links that hide what they are', `<a href="java\nscript:${M}">a</a><a href="&#106&#97&#118&#97script:${M}">b</a><a href="\u00a0javascript:${M}">c</a><a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">d</a><a href="blob:https://x/1">e</a><a href="filesystem:x">f</a><a href="view-source:x">g</a><form><button formaction="javascript:${M}">h</button></form>`],
	['is, slot, custom elements, shadow roots', `<p is="x-y" onclick="${M}">x</p><div><template shadowrootmode="open"><script>${M}</script><img src=x onerror="${M}"></template></div><x-y onfocus="${M}" tabindex=0 autofocus>x</x-y><slot onslotchange="${M}"></slot>`],
	['resource hints and dns prefetch', `<meta http-equiv="x-dns-prefetch-control" content="on"><link rel="dns-prefetch" href="//${new URL(c).host}"><link rel=preconnect href="${c}"><link rel=modulepreload href="${c}/mp.js"><a href="${c}/ping" ping="${c}/p">x</a><script type=speculationrules>{"prefetch":[{"source":"list","urls":["${c}/spec"]}]}</script>`],
	['srcset, imagesrcset, lazy and picture', `<img loading=eager fetchpriority=high srcset="${c}/s1 1x, ${c}/s2 2x" sizes=100vw><link rel=preload as=image imagesrcset="${c}/s3 1x"><picture><source srcset="${c}/s4" media="(min-width:1px)"><img></picture><input type=image src="${c}/s5"><object type="image/png" data="${c}/s6"></object><video poster="${c}/s7"></video>`],
	['css of these years', `<style>@layer a{@import url(${c}/y1);}@scope(p){p{background:cross-fade(url(${c}/y2),url("${c}/y3"),50%)}}@property --z{syntax:"<url>";inherits:true;initial-value:url(${c}/y4)}@container style(--x:1){p{background:src("${c}/y5")}}@supports(background:url(x)){p{background:image("${c}/y6")}}@starting-style{p{background:url(${c}/y7)}}@font-face{font-family:e;src:local("x"),url(${c}/y8) format("woff2");unicode-range:U+41}p:has(a[href*=x]){background:url(${c}/y9)}a:visited{background:url(${c}/y10)}p{font-family:e;view-transition-name:a;anchor-name:--b;position:fixed;inset:anchor(--b top)}@page{background:url(${c}/y11)}@media print{body{background:url(${c}/y12)}}</style><p style="background:U\\52L(${c}/y13);background:ur/**/l(${c}/y14);background:url&#40;${c}/y15&#41;">ABC</p>`],
	['elements of these years', `<button popovertarget=q popovertargetaction=show>x</button><div id=q popover style="position:fixed;inset:0;width:100vw;height:100vh">cover</div><button commandfor=q command=show-popover interestfor=q>y</button><fencedframe src="${c}/z1"></fencedframe><selectedcontent></selectedcontent><search><input onfocus="${M}" autofocus></search><img src=x onbeforetoggle="${M}" onscrollend="${M}" oncontentvisibilityautostatechange="${M}" style="content-visibility:auto"><details open name=a onbeforematch="${M}"><summary>s</summary><p hidden=until-found onbeforematch="${M}">t</p></details><a href="${c}/z2" attributionsrc="${c}/z3">u</a><img attributionsrc="${c}/z4"><script type=importmap>{"imports":{"x":"${c}/z5"}}</script><link rel=expect href="#x" blocking=render><link rel="compression-dictionary" href="${c}/z6">`],
	['declarations smuggled by entities and escapes, body background as CSS (Roundcube 1.7.4)', `<p style="color:red&semi;background:u\\72l(${c}/e1)&#59;x:y">a</p><p style="font-family:&quot;x&quot;&#125;p{background:url(${c}/e2)}">b</p><body background="x);background:url(${c}/e3"><table background="${c}/e4" style="--a:u;--b:rl(${c}/e5);background:var(--a)var(--b)"><tr><td background="\\2f\\2f127.0.0.2">c</td></tr></table><svg><rect fill="u\\72l(${c}/e6#a)" mask="url(${c}/e7#b)" style="marker:url(${c}/e8#c)"/></svg><style>p{background:u\\000072 l(${c}/e9);background:url\\28 ${c}/e10\\29}</style>`],
	['SMIL that animates src, style and fill; filters and images in SVG (Roundcube 1.6.16, 1.7.4)', `<svg><image href="x"><animate attributeName="src" values="${c}/f1;${c}/f2" dur=1s /><set attributeName="href" to="${c}/f3"/></image><g><animate attributeName="style" values="background:url(${c}/f4);position:fixed"/><animate attributeName="fill" values="url(${c}/f5#x)"/><animateMotion onbegin="${M}" path="M0 0"/></g><filter id=f><feImage href="${c}/f6"/></filter><use href="d\tata:image/s\tvg+xml;base64,PHN2ZyBpZD0ieDIiIHhtbG5zPSJodHRwOi8vd3d3LnczLm9yZy8yMDAwL3N2ZyI+IDxpbWFnZSBocmVmPSJ4IiBvbmVycm9yPSJhbGVydCgxKSIgLz48L3N2Zz4=#x2"/></svg><img src="x"><animate attributeName=src to="${c}/f7">`],
	['rawtext that ends elsewhere, titles, tables and lists that are mended (mXSS)', `<svg><style><//><body onload="${M}"></style></svg><noembed><p title="</noembed><img src=x onerror=${M}>"></noembed><svg></p><title><a id="</title><img src=x onerror=${M}>"></title></svg><table><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${M}&gt;"></table></math><form><table><form><marquee onstart="${M}" behavior=alternate>x</marquee></table><ul><li><a><ol><a><svg><desc><a><img src=x onerror="${M}"></desc></svg><?xml-stylesheet href="${c}/g1"?><!ENTITY x SYSTEM "${c}/g2"><img usemap=#m longdesc="${c}/g3" nonce=x><map name=m><area href="javascript:${M}" shape=default></map><p contenteditable onbeforeinput="${M}" style="width:expression(${M});behavior:url(${c}/g4);-moz-binding:url(${c}/g5)">x</p><plaintext><img src=x onerror="${M}">`],
	['bytes that switch the alphabet (ISO-2022-JP)', `<p title="\u001b$B"></p><p>\u001b(B"><img src=x onerror=${M}></p><p title="\u001b(J\\" onfocus=${M} autofocus tabindex=0>x</p>`, 'text/html; charset=iso-2022-jp'],
	['tags in seven bits (UTF-7)', `+ADw-script+AD4-${M}+ADw-/script+AD4- +ADw-img src+AD0-x onerror+AD0AIg-${M}+ACIAPg-`, 'text/html; charset=utf-7'],
	['deep nesting and huge attributes', `${'<div>'.repeat(600)}<img src=x onerror="${M}">${'</div>'.repeat(600)}<p title="${'x'.repeat(100_000)}" onclick="${M}">x</p>`],
];

const parts = c => ({
	text: `<img src=x onerror=${M}> javascript:${M} http://x.example/"onmouseover="${M} <script>${M}</script> data:text/html,<script>${M}</script> ${c}/text`,
	ics: ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:x', 'DTSTART:20301121T130000Z', `SUMMARY:<svg onload=${M}>`, `DESCRIPTION:<svg><animate onrepeat=${M}>`, `LOCATION:<img src=${c}/loc onerror=${M}>`, `ORGANIZER;CN="<script>${M}</script>":mailto:x@x.example`, `URL:javascript:${M}`, `ATTACH:${c}/attach`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'),
	vcf: ['BEGIN:VCARD', 'VERSION:3.0', `FN:<img src=x onerror=${M}>`, `NOTE:<script>${M}</script>`, `PHOTO;VALUE=uri:${c}/photo`, `URL:javascript:${M}`, 'EMAIL:x@x.example', 'END:VCARD', ''].join('\r\n'),
});

function watch(page) {
	const seen = { dialogs: [], opened: [], foreign: [] };
	page.on('dialog', d => {
		seen.dialogs.push(d.message());
		void d.dismiss();
	});
	page.context().on('page', p => seen.opened.push(p.url()));
	const host = new URL(page.url()).host;
	page.on('request', r => {
		const u = new URL(r.url());
		if (u.protocol !== 'blob:' && u.protocol !== 'data:' && u.host !== host)
			seen.foreign.push(r.url());
	});
	return seen;
}

/* Everything in a frame that could act. */
const acts = frame => frame.evaluate(f => {
	const all = [...f.contentDocument.body.querySelectorAll('*')];
	return [
		...all.flatMap(e => [...e.attributes].filter(a => /^on|^ping$|^srcset$|^formaction$|^is$/i.test(a.name)).map(a => `${e.tagName} ${a.name}`)),
		...all.filter(e => /^(?:script|iframe|frame|object|embed|applet|form|input|button|base|link|meta|svg|math|video|audio|source|template|dialog|portal|slot)$/.test(e.localName) && !e.src?.includes('/assets/editor-')).map(e => e.localName),
		...all.filter(e => e.hasAttribute('href') && !/^(?:https?:|mailto:|tel:|\/mail\/(?:compose|leave)\?)/.test(e.getAttribute('href'))).map(e => `href ${e.getAttribute('href')}`),
		...all.filter(e => e.hasAttribute('src') && !/^(?:blob:|data:image\/)/.test(e.getAttribute('src')) && !e.src?.includes('/assets/editor-')).map(e => `src ${e.getAttribute('src')}`),
		...all.filter(e => /url\s*\((?!["']?data:)/i.test(e.getAttribute('style') ?? '')).map(e => `style ${e.getAttribute('style')}`),
	];
});

const state = async page => ({
	...await page.evaluate(() => ({ pwned: globalThis.pwned, path: location.pathname.split('/')[1] })),
	covered: await covered(page),
});

/* One that lies on all of it is found. */
async function looksAtCovers(page) {
	const cover = await page.evaluateHandle(() => document.body.appendChild(Object.assign(document.createElement('div'), { style: 'position: fixed; inset: 0; z-index: 9999' })));
	assert.notDeepEqual(await covered(page), []);
	await cover.evaluate(e => e.remove());
}

test('published payloads: read, answered, forwarded', { timeout: 600_000 }, async t => {
	const stem = unique('Published');
	const list = bodies(canary);
	await Promise.all(list.map(([, body, type = 'text/html; charset=utf-8'], i) => deliver({ to: 'carol', data: mime('carol', `${stem} n${i}.`, 'alternative', [plain('text'), { headers: { 'Content-Type': type }, text: `<p>before</p>${body}<p>after</p>` }]) })));
	const page = await personPage('carol');
	const seen = watch(page);
	for (const [i, [name]] of list.entries())
		await t.test(name, async () => {
			await openMail(page, `${stem} n${i}.`);
			await page.waitForFunction(() => document.querySelector('article.msg iframe:not(.blank)') !== null);
			assert.deepEqual(await acts(page.locator('article.msg iframe')), []);
			if (i === 0)
				await looksAtCovers(page);
			assert.deepEqual(await state(page), { pwned: undefined, covered: [], path: 'mail' });
			/* The quote goes through the editor's own cleaning. */
			await page.locator('article.msg').focus();
			await page.keyboard.press(i % 2 ? 'f' : 'r');
			await written(page).waitFor();
			await page.waitForTimeout(150);
			assert.deepEqual(await acts(page.locator('.cmp iframe.editor')), []);
			assert.equal((await state(page)).pwned, undefined);
			await page.keyboard.press('Escape');
			await page.locator('.cmp').waitFor({ state: 'detached' });
			assert.deepEqual([seen.dialogs, seen.opened, seen.foreign, hits], [[], [], [], []]);
		});
});

test('payloads in plain text, invitation, card and names: text everywhere', { timeout: 600_000 }, async () => {
	const stem = unique('Named');
	const p = parts(canary);
	await deliver({
		to: 'carol',
		data: mime('carol', `${stem} <svg/onload=${M}>`, 'mixed', [
			plain(p.text), { headers: { 'Content-Type': 'text/enriched' }, text: `<bold>x</bold><<img src=x onerror=${M}><x-color><param>"><script>${M}</script></param>y</x-color>` }, file('invite.ics', 'text/calendar', Buffer.from(p.ics)), file('card.vcf', 'text/vcard', Buffer.from(p.vcf)),
			file(`<img src=x onerror=${M}>.txt`, 'text/plain', Buffer.from(`<script>${M}</script>`)), file('page.svg', 'image/svg+xml', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${M}"><image href="${canary}/svg"/></svg>`)),
		], { From: `"<img src=x onerror=${M}>" <x@outside.example>`, 'Reply-To': `"<script>${M}</script>" <y@outside.example>` }),
	});
	const page = await personPage('carol');
	const seen = watch(page);
	await openMail(page, stem);
	await page.locator('.invite').getByText('<svg onload=').waitFor();
	for (const name of [/^invite\.ics/, /^card\.vcf/, /\.txt/, /^page\.svg/]) {
		await page.getByRole('button', { name }).first().click();
		await page.locator('.look-in').locator('.facts, pre').first().waitFor();
		assert.equal(await page.locator('.look-in').locator('svg:not(.i), script, img').count(), 0);
		await page.keyboard.press('Escape');
	}
	const links = await page.locator('.plain a').evaluateAll(all => all.map(a => a.getAttribute('href')));
	assert.ok(links.every(h => /^(?:https?:|\/mail\/compose\?)/.test(h)), links.join(' '));
	await page.locator('article.msg').focus();
	await page.keyboard.press('a');
	await written(page).waitFor();
	assert.deepEqual(await acts(page.locator('.cmp iframe.editor')), []);
	assert.equal((await state(page)).pwned, undefined);
	assert.deepEqual([seen.dialogs, seen.opened, seen.foreign, hits], [[], [], [], []]);
});

/* What Outlook packs into winmail.dat (MS-OXTNEF): one file under NAME. */
function winmail(name, bytes) {
	const attribute = (id, data) => {
		const out = Buffer.alloc(11 + data.length);
		out.writeUInt8(2, 0);
		out.writeUInt32LE(id, 1);
		out.writeUInt32LE(data.length, 5);
		data.copy(out, 9);
		out.writeUInt16LE(data.reduce((n, b) => (n + b) & 0xffff, 0), 9 + data.length);
		return out;
	};
	return Buffer.concat([
		Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]), attribute(0x00069002, Buffer.alloc(14, 1)),
		attribute(0x00018010, Buffer.from(`${name}\0`)), attribute(0x0006800f, bytes),
	]);
}

test('files whose names, types and bytes lie; a mail in a mail; headers: text, and nothing runs', { timeout: 600_000 }, async () => {
	const subject = unique('Lies');
	const evil = Buffer.from(`<html><body onload="${M}"><img src="${canary}/file"><script>${M}</script></body></html>`);
	const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${M}"><script>${M}</script><image href="${canary}/svg"/></svg>`);
	const inner = `From: "<img src=x onerror=${M}>" <in@outside.example>\r\nTo: x@outside.example\r\nSubject: <script>${M}</script>\r\nContent-Type: text/html\r\n\r\n<p>Inside</p><img src="${canary}/inner" onerror="${M}"><script>${M}</script>\r\n`;
	await deliver({
		to: 'carol',
		data: mime('carol', subject, 'mixed', [
			html('<p>See</p><img src="cid:s@x"><img src="cid:h@x">'),
			{ headers: { 'Content-Type': 'image/svg+xml', 'Content-ID': '<s@x>', 'Content-Disposition': 'inline; filename="s.svg"' }, bytes: svg },
			{ headers: { 'Content-Type': 'image/png', 'Content-ID': '<h@x>', 'Content-Disposition': 'inline; filename="h.png"' }, bytes: evil },
			file('photo.png', 'image/png', evil), file('movie.mp4', 'video/mp4', evil), file('sound.mp3', 'audio/mpeg', svg),
			file('=?utf-8?Q?=E2=80=AEgpj.exe?=', 'application/octet-stream', evil), file('README', 'application/octet-stream', evil),
			file('x.png', `image/png"onload="${M}`, evil), file('inside.eml', 'message/rfc822', Buffer.from(inner)),
			file('winmail.dat', 'application/ms-tnef', winmail(`<img src=x onerror=${M}>.html`, evil)),
		], {
			From: 'Liar <liar@outside.example>', 'X-Evil': `<script>${M}</script>`, 'List-Unsubscribe': `<javascript:${M}>, <data:text/html,x>`, 'List-Post': `<javascript:${M}>`,
			'List-Id': `<img src=${canary}/list onerror=${M}>`, 'X-Face': `"><img src=x onerror=${M}>`, 'Disposition-Notification-To': `"<script>${M}</script>" <x@outside.example>`,
		}),
	});
	const page = await personPage('carol');
	const seen = watch(page);
	/* Rspamd believes none of it either: wherever it went. */
	await page.goto(`${url}/mail/search?q=${encodeURIComponent(`in:anywhere subject:"${subject}"`)}`);
	await openMail(page, subject);
	await page.waitForFunction(() => document.querySelector('article.msg iframe:not(.blank)') !== null);
	assert.deepEqual(await acts(page.locator('article.msg iframe')), []);
	const tiles = await page.locator('.att li').allInnerTexts();
	assert.ok(tiles.some(x => x.includes('gpj.exe')) && !tiles.some(x => /[\u202a-\u202e\u2066-\u2069]/.test(x)), tiles.join('|'));
	assert.ok(!tiles.some(x => /OCTET/.test(x)), tiles.join('|'));
	assert.ok(tiles.some(x => x.includes('onerror=') && x.includes('.html')), `what was in winmail.dat: ${tiles.join('|')}`);
	const look = page.getByRole('dialog');
	for (const name of [/^photo\.png/, /^movie\.mp4/, /^sound\.mp3/, /^inside\.eml/]) {
		await page.locator('.att').getByRole('button', { name }).first().click();
		await look.locator('.look-in > *').first().waitFor();
		await page.waitForTimeout(200);
		assert.equal(await look.locator('script, svg:not(.i), object, embed').count(), 0);
		assert.equal((await state(page)).pwned, undefined);
		await page.keyboard.press('Escape');
		await look.waitFor({ state: 'detached' });
	}
	await page.getByRole('button', { name: 'Message actions' }).click();
	/* An address that is none of the web's leads to nothing. */
	await page.getByRole('menuitem', { name: 'Message source' }).waitFor();
	assert.equal(await page.getByRole('menuitem', { name: 'Unsubscribe' }).count(), 0);
	await page.getByRole('menuitem', { name: 'Message source' }).click();
	await look.getByText('X-Evil: <script>').waitFor();
	assert.equal(await look.locator('script, img').count(), 0);
	await page.keyboard.press('Escape');
	assert.deepEqual([seen.dialogs, seen.opened, seen.foreign, hits], [[], [], [], []]);
});

test('remote pictures: none without a word; with it, only through the proxy, which keeps away from our own network', { timeout: 600_000 }, async () => {
	const subject = unique('Remote');
	await deliver({ to: 'carol', data: mime('carol', subject, 'alternative', [html(`<p>x</p><img src="${canary}/one.png" width="80" height="40">`)], { From: 'Shop <shop@remote.example>' }) });
	const page = await personPage('carol');
	const seen = watch(page);
	const asked = [];
	page.on('request', r => {
		if (new URL(r.url()).pathname === '/img')
			asked.push(r.url());
	});
	await openMail(page, subject);
	await page.getByText('Remote images are blocked').waitFor();
	assert.deepEqual([asked, hits, seen.foreign], [[], [], []]);
	const [answer] = await Promise.all([page.waitForResponse(r => new URL(r.url()).pathname === '/img'), page.getByRole('button', { name: 'Show images' }).click()]);
	assert.ok(answer.status() >= 400, 'the proxy went into our own network');
	assert.equal(new URL(answer.url()).searchParams.get('u'), `${canary}/one.png`);
	assert.deepEqual([hits, seen.foreign], [[], []]);
});
