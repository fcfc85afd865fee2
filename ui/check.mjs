/*
 * Everything about the browser side that needs no server: types, lint, texts,
 * contrast, budget, unit tests. `node check.mjs NAME…` runs some of them.
 * Ends with the line "N passed, N failed".
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { build } from 'esbuild';
import { messages } from './catalogues.mjs';

const here = dirname(fileURLToPath(import.meta.url));
let passed = 0;
let failed = 0;

function ok(name, problems) {
	if (problems.length === 0) {
		passed++;
		return;
	}
	failed++;
	console.log(`FAILED ${name}`);
	for (const p of problems.slice(0, 40))
		console.log(`  ${p}`);
}

function files(dir, test) {
	return readdirSync(dir, { withFileTypes: true }).flatMap(e => {
		const path = join(dir, e.name);
		if (e.isDirectory())
			return e.name === 'node_modules' ? [] : files(path, test);
		return test(e.name) ? [path] : [];
	});
}

const sources = files(here, n => /\.tsx?$/.test(n) && !n.endsWith('.d.ts'));
const read = path => readFileSync(path, 'utf8');
const short = path => relative(here, path);

/* Each topic folder is a project of its own, so an upward import is a type error. */
function types() {
	const tsc = spawnSync(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '-b'], { cwd: here, encoding: 'utf8' });
	ok('types', tsc.status === 0 ? [] : (tsc.stdout + tsc.stderr).trim().split('\n'));
}

function lint() {
	const rules = [
		[/\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write\b|createContextualFragment/, 'HTML strings are for frame/clean.ts and DOMPurify alone'],
		[/dangerouslySetInnerHTML/, 'text goes in as text'],
		[/<style[\s>]|\sstyle="|\sstyle='/, 'no inline style in markup: the policy refuses it'],
		[/\beval\s*\(|new Function\b|javascript:/, 'no code from strings'],
		[/\bconsole\.\w+\(|\bdebugger\b/, 'left over from looking for something'],
		[/@ts-ignore|@ts-nocheck|\bas any\b|: any\b/, 'says nothing about the type'],
	];
	const problems = [];
	for (const path of sources) {
		const test = short(path).startsWith('unit/');
		for (const [i, line] of read(path).split('\n').entries())
			for (const [re, why] of rules)
				/* The editor reads its own text back; its frame has no Trusted Types, because Squire writes HTML. */
				if (re.test(line) && !test && !(short(path) === 'editor/editor.ts' && /return copy\.innerHTML/.test(line)))
					problems.push(`${short(path)}:${i + 1}: ${why}`);
	}
	/* Imports go one way, also those that types alone do not see. */
	const may = {
		lib: [], jmap: ['lib'], dav: ['lib'], rest: ['lib'], signin: ['lib', 'rest'], model: ['lib', 'jmap', 'dav', 'rest', 'pgp'], pgp: ['lib', 'jmap'], frame: [], editor: ['lib', 'frame'],
		mail: ['lib', 'jmap', 'model', 'frame'], compose: ['lib', 'jmap', 'model', 'editor'], settings: ['lib', 'jmap', 'rest', 'signin', 'model', 'editor'], shell: ['lib', 'rest', 'signin', 'model', 'mail'],
	};
	for (const path of sources) {
		const folder = short(path).split('/')[0];
		if (!may[folder])
			continue;
		for (const m of read(path).matchAll(/(?:from|import\()\s*'\.\.\/(\w+)\//g))
			if (!may[folder].includes(m[1]))
				problems.push(`${short(path)}: ${folder}/ must not import ${m[1]}/`);
	}
	/* What nobody else uses is not exported; what nobody uses at all is not there. */
	const words = new Map(sources.map(path => [path, new Set(read(path).match(/\w+/g))]));
	for (const path of sources)
		for (const m of read(path).matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm))
			if (![...words].some(([other, has]) => other !== path && has.has(m[1])))
				problems.push(`${short(path)}: ${m[1]} is exported for nobody`);
	ok('lint of the sources', problems);

	const css = [];
	const physical = /(?:^|[\s;{])(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|(?:^|[\s;{])(?:left|right|top|bottom|width|height|max-width|min-width|max-height|min-height)\s*:|text-align:\s*(?:left|right)|float:/;
	for (const path of files(join(here, 'styles'), n => n.endsWith('.css') && n !== 'tokens.css'))
		for (const [i, line] of read(path).split('\n').entries())
			if (physical.test(line.replace(/@media[^{]*\{?/, '')))
				css.push(`${short(path)}:${i + 1}: logical properties only`);
	ok('lint of the styles', css);
}

/*
 * Every complete catalogue has the messages of the English one; each has them once
 * and with the same variables: a translation never says less, nor asks for what
 * is not given. locales/more/ may lack some (catalogues.mjs).
 */
function catalogues(have) {
	const variables = lines => [...new Set([...lines.matchAll(/\$(\w+)/g)].map(m => m[1]))];
	const english = new Map(messages(read(join(here, 'locales/en.ftl'))));
	const problems = [];
	for (const path of files(join(here, 'locales'), n => n.endsWith('.ftl'))) {
		const text = read(path);
		const own = messages(text);
		const keys = own.map(([key]) => key);
		const complain = (key, what) => problems.push(`${short(path)}: "${key}" ${what}`);
		for (const e of new FluentBundle('en').addResource(new FluentResource(text)))
			complain('', String(e));
		if (new FluentResource(text).body.length !== keys.length)
			complain('', 'has lines that are no message');
		for (const [i, [key, lines]] of own.entries()) {
			if (keys.indexOf(key) !== i)
				complain(key, 'twice');
			if (!english.has(key)) {
				complain(key, 'is not in en.ftl');
				continue;
			}
			const [given, used] = [variables(english.get(key)), variables(lines)];
			if (used.some(v => !given.includes(v)) || given.some(v => v !== 'n' && !used.includes(v)))
				complain(key, `has other variables (${used}) than in English (${given})`);
		}
		if (!short(path).includes('more/'))
			for (const key of have)
				if (!keys.includes(key))
					complain(key, 'is missing');
	}
	return problems;
}

/* Errors of the mail server's methods that only a fault of the page could bring. */
const NEVER_SHOWN = ['cannotCalculateChanges', 'fromAccountNotFound', 'invalidResultReference', 'unknownDataType', 'unknownMethod'];

/* What the server may refuse a person, by its own sources, has words of the page's. */
function refusals() {
	const known = new Set([...read(join(here, 'lib/why.ts')).matchAll(/(\w+): '/g)].map(m => m[1]));
	return files(join(here, '../webmail'), n => n.endsWith('.c')).flatMap(path =>
		[...read(path).matchAll(/jmap_(?:set_error\(|fail\(\s*[\w>-]+,)\s*"(\w+)"/g)].map(m => m[1])
			.filter(type => !known.has(type) && !NEVER_SHOWN.includes(type))
			.map(type => `${short(path)}: nothing in lib/why.ts says "${type}"`));
}

/* Every text asked for is there, and every text there is asked for. */
function texts() {
	const have = new Set([...read(join(here, 'locales/en.ftl')).matchAll(/^([a-z][a-z0-9-]*) =/gm)].map(m => m[1]));
	const problems = [...catalogues(have), ...refusals()];
	const all = sources.filter(p => !short(p).startsWith('unit/')).map(p => [short(p), read(p)]);
	const prefixes = new Set();
	const literals = new Set();
	for (const [path, text] of all) {
		const need = key => {
			if (!have.has(key))
				problems.push(`${path}: "${key}" is not in en.ftl`);
		};
		for (const m of text.matchAll(/\bt\(\s*'([^']+)'/g))
			need(m[1]);
		for (const m of text.matchAll(/\bt\(([^'`(){}]*\?[^(){}]*?)[,)]/g))
			for (const k of m[1].matchAll(/[?:]\s*'([a-z0-9-]+)'/g))
				need(k[1]);
		for (const m of text.matchAll(/\bt\(`([a-z-]+)\$\{/g))
			prefixes.add(m[1]);
		for (const m of text.matchAll(/\brow\('([a-z-]+)'/g))
			need(`cmd-${m[1]}`);
		for (const m of text.matchAll(/\btext: '([a-z-]+)'/g))
			need(m[1]);
		for (const m of text.matchAll(/'([a-z0-9-]+)'/g))
			literals.add(m[1]);
		for (const m of text.matchAll(/`([a-z-]+)\$\{/g))
			prefixes.add(m[1]);
	}
	for (const p of prefixes)
		if (![...have].some(k => k.startsWith(p)) && /^(?:cmd|folder|filter|theme|live|scope|sign-in|send-failed|compose|empty)-/.test(p))
			problems.push(`no text begins with "${p}"`);
	for (const key of have)
		if (!literals.has(key) && ![...prefixes].some(p => key.startsWith(p)))
			problems.push(`"${key}" in en.ftl is used nowhere`);
	ok('texts', problems);
}

/* Text on every surface 4.5:1, controls 3:1, in both themes (WCAG 2.2). */
function contrast() {
	const css = read(join(here, 'styles/tokens.css'));
	const block = re => Object.fromEntries([...(re.exec(css)?.[1] ?? '').matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map(m => [m[1], m[2]]));
	const themes = { light: block(/:root\{([^}]*)\}/), dark: block(/\[data-theme=dark\]\{([^}]*)\}/) };
	const lum = hex => {
		const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const ratio = (a, b) => {
		const [x, y] = [lum(a), lum(b)].sort((p, q) => q - p);
		return (x + 0.05) / (y + 0.05);
	};
	const surfaces = ['bg', 'surface', 'surface-2', 'raised'];
	const pairs = [];
	for (const t of ['text', 'text-2', 'text-3', 'accent-text', 'danger', 'warn', 'ok'])
		for (const s of surfaces)
			pairs.push([t, s, 4.5]);
	for (const t of ['text', 'text-2', 'accent-text'])
		for (const s of ['accent-soft', 'sunken'])
			pairs.push([t, s, 4.5]);
	pairs.push(['on-accent', 'accent-fill', 4.5], ['on-accent', 'accent-fill-2', 4.5], ['danger', 'danger-soft', 4.5], ['warn', 'warn-soft', 4.5], ['ok', 'ok-soft', 4.5]);
	for (let i = 1; i <= 8; i++)
		pairs.push([`c${i}t`, `c${i}s`, 4.5]);
	for (const c of ['control', 'accent', 'star'])
		for (const s of ['surface', 'bg', 'raised'])
			pairs.push([c, s, 3]);
	const problems = [];
	for (const [theme, tokens] of Object.entries(themes))
		for (const [a, b, least] of pairs) {
			if (!tokens[a] || !tokens[b])
				problems.push(`${theme}: no token ${tokens[a] ? b : a}`);
			else if (ratio(tokens[a], tokens[b]) < least)
				problems.push(`${theme}: ${a} on ${b} is ${ratio(tokens[a], tokens[b]).toFixed(2)}, less than ${least}`);
		}
	ok(`contrast of ${pairs.length * 2} pairs`, problems);
}

/* ui.md, section 1: kB gzip of the built files. */
function budget() {
	const path = join(here, '../build/ui-sizes.json');
	if (!existsSync(path)) {
		ok('budget', ['build/ui-sizes.json is missing: node build.mjs']);
		return;
	}
	const s = JSON.parse(read(path));
	const limits = [
		['shell', s.shell / 1000, 2], ['first JS', s.first.js / 1000, 80], ['first CSS', s.first.css / 1000, 16],
		['language', s.language.js / 1000, 12], ['language of the settings', s.language.later / 1000, 10], ['icons', s.icons.svg / 1000, 6],
		['frame', s.frame.js / 1000, 15], ['message frame', s.frame.html / 1000, 1],
		['compose JS', s.compose.js / 1000, 35], ['compose CSS', s.compose.css / 1000, 4],
		['settings JS', s.settings.js / 1000, 22], ['settings CSS', s.settings.css / 1000, 4], ['pages of the settings that few open', s.seldom.js / 1000, 8], ['mail at other providers', s.otherMail.js / 1000, 8], ['reading dialogs JS', s.extra.js / 1000, 8], ['reading dialogs CSS', s.extra.css / 1000, 2],
		['OpenPGP, ours', s.pgp.js / 1000, 35], ['OpenPGP, the library', s.openpgp.js / 1000, 160],
		['all JS', s.all.js / 1000, 250], ['all CSS', s.all.css / 1000, 41],
	];
	ok('budget', limits.filter(([, kb, most]) => !(kb <= most)).map(([n, kb, most]) => `${n}: ${kb.toFixed(1)} kB, limit ${most}`));
	const assets = readdirSync(join(here, '../build/ui/assets'));
	ok('every asset is there plain, gz and br', assets.filter(a => !/\.(?:gz|br)$/.test(a)).flatMap(a => ['.gz', '.br'].filter(x => !assets.includes(a + x)).map(x => a + x)));
}

async function unit() {
	const dir = mkdtempSync(join(tmpdir(), 'hayloft-unit-'));
	const tests = readdirSync(join(here, 'unit')).filter(n => n.endsWith('.test.ts'));
	try {
		await build({
			absWorkingDir: here, entryPoints: tests.map(n => `unit/${n}`), outdir: dir, bundle: true, platform: 'node', format: 'esm',
			target: 'node18', outExtension: { '.js': '.mjs' }, logLevel: 'warning', define: { ASSETS: '{}' },
		});
		for (const n of tests) {
			const run = spawnSync(process.execPath, ['--test', join(dir, n.replace(/\.ts$/, '.mjs'))], { encoding: 'utf8', env: { ...process.env, TZ: 'Europe/Berlin' } });
			const count = name => Number(new RegExp(`^(?:#|ℹ) ${name} (\\d+)`, 'm').exec(run.stdout)?.[1] ?? 0);
			passed += count('pass');
			const bad = count('fail') || (run.status !== 0 || count('pass') === 0 ? 1 : 0);
			failed += bad;
			if (bad)
				console.log(run.stdout + run.stderr);
		}
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}

const steps = { types, lint, texts, contrast, budget, unit };
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps);
for (const name of wanted) {
	if (!steps[name]) {
		console.error(`no such check: ${name}; there are ${Object.keys(steps).join(', ')}`);
		process.exit(2);
	}
	await steps[name]();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
