import assert from 'node:assert/strict';
import test from 'node:test';
import { markup, safeHref, type Mark } from '../lib/markup';

/* As it would be written, with only what has an effect. */
const show = (marks: readonly Mark[]): string => marks.map(m => (typeof m === 'string' ? m.replace(/&/gu, '&amp;').replace(/</gu, '&lt;') : `<${m.tag}${m.href ? ` ${m.href}` : ''}>${show(m.of)}${m.tag === 'br' ? '' : `</${m.tag}>`}`)).join('');

const cases: [string, string][] = [
	['Hello\nthere', 'Hello<br>there'],
	['<p>One</p>\n<p>Two &amp; <b>three</b></p>', '<p>One</p>\n<p>Two &amp; <b>three</b></p>'],
	['see https://wiki.example/x.', 'see <a https://wiki.example/x>https://wiki.example/x</a>.'],
	['write to help@example.org', 'write to <a mailto:help@example.org>help@example.org</a>'],
	['<a class="x" href=\'https://a.example/?b=1&amp;c\' onclick="alert(1)">go https://b.example</a>', '<a https://a.example/?b=1&c>go https://b.example</a>'],
	['<a href="javascript:alert(1)">go</a>', '<a>go</a>'],
	['<a href="&#106;avascript:alert(1)">go</a>', '<a>go</a>'],
	['<a href="//evil.example">go</a>', '<a>go</a>'],
	['<script>alert(1)</script>', '&lt;script>alert(1)&lt;/script>'],
	['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
	['<b onmouseover="alert(1)" style="position:fixed">x</b>', '<b>x</b>'],
	['&lt;script&gt;', '&lt;script>'],
	['&amp;lt;b&amp;gt;', '&amp;lt;b&amp;gt;'],
	['<b><i>x</b>y</i>', '<b><i>x</i></b>y'],
	['</p></b>x', 'x'],
	['<b <i>x', '&lt;b <i>x</i>'],
	['<ul><li>a<li>b</ul>', '<ul><li>a<li>b</li></li></ul>'],
	['a < b & c > d', 'a &lt; b &amp; c > d'],
];
for (const [text, want] of cases)
	test(`words of administrators: ${JSON.stringify(text)}`, () => assert.equal(show(markup(text)), want));

test('depth and length are bounded, nothing is lost', () => {
	const deep = show(markup('<b>'.repeat(1000) + 'x'));
	assert.equal(deep.match(/<b>/gu)!.length, 12);
	assert.ok(deep.includes('x'));
	assert.ok(show(markup('<a href="'.repeat(5000))).length > 0);
});

test('where links may lead', () => {
	for (const good of ['https://x.example/', 'HTTP://x.example', 'mailto:a@b.example', 'tel:+49', '/calendar'])
		assert.equal(safeHref(good), good);
	for (const bad of ['', 'javascript:x', 'java\nscript:x', 'data:text/html,x', '//x.example', '/\\x.example', 'https://x y', 'blob:x', 'x.example'])
		assert.equal(safeHref(bad), undefined);
});
