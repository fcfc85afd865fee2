/*
 * Builds the browser side into build/ui/ beside the checkout's sources:
 * index.html (the shell), assets/NAME-HASH.* with .gz and .br beside them,
 * frame/message.html, manifest.webmanifest, and sizes.json for check.mjs.
 * Runs with Node 18 and 20; esbuild is the only tool.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { filled, offered, parted } from './catalogues.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', 'build', 'ui');
const work = `${out}.new`;

const common = {
	absWorkingDir: here,
	bundle: true,
	minify: true,
	target: 'es2022',
	legalComments: 'none',
	logLevel: 'warning',
	charset: 'utf8',
};

function put(name, bytes) {
	const path = join(work, name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, bytes);
}

/* An asset under a name that changes with its content. */
function asset(name, bytes) {
	const hash = createHash('sha256').update(bytes).digest('base64url').replace(/[-_]/g, '').slice(0, 8);
	const ext = extname(name);
	const url = `/assets/${basename(name, ext)}-${hash}${ext}`;
	put(url, bytes);
	return url;
}

async function css(entry) {
	const result = await build({ ...common, entryPoints: [entry], write: false });
	return asset(basename(entry), result.outputFiles[0].contents);
}

const text = name => readFileSync(join(here, name), 'utf8');
const lean = svg => svg.replace(/>\s+</g, '><').trim();

rmSync(work, { recursive: true, force: true });
const assets = {
	icons: asset('icons.svg', lean(text('icons.svg'))),
	compose: await css('styles/compose.css'),
	extra: await css('styles/extra.css'),
	settings: await css('styles/settings.css'),
};
/* The editor lives in a frame of its own, so it is a build of its own. */
const editor = await build({ ...common, entryPoints: ['editor/editor.ts'], write: false, format: 'iife' });
const editorUrl = asset('editor.js', editor.outputFiles[0].contents);
/* Catalogues come one at a time: only their names are in the first load. */
const languages = offered();
const catalogues = {
	name: 'catalogues',
	setup: b => {
		b.onResolve({ filter: /^catalogues$/ }, () => ({ path: 'catalogues', namespace: 'catalogues' }));
		b.onLoad({ filter: /.*/, namespace: 'catalogues' }, () => ({
			contents: `export const catalogues = { ${languages.map(([tag, path]) => `${JSON.stringify(tag)}: { first: () => import(${JSON.stringify(path)}), later: () => import(${JSON.stringify(`${path}?later`)}) }`).join(', ')} };`,
			resolveDir: here,
		}));
		b.onLoad({ filter: /\.ftl$/ }, ({ path, suffix }) => ({ contents: parted(filled(readFileSync(path, 'utf8')))[suffix ? 'later' : 'first'], loader: 'text' }));
	},
};

/*
 * esbuild cuts a chunk for each set of entries that share code, which makes
 * a dozen small files of the first load. Chunks on demand only ever come
 * after the app: when they say so, what the app brings is one set, one file.
 */
const LAZY = /\/(?:compose\/(?:compose|pgp-bar)|pgp\/(?:keys|open|make|autocrypt)|model\/pgp|mail\/pgp-note|settings\/(?:page|seldom|other-mail|openpgp)|signin\/(?:step|forgotten|autofill)|shell\/(?:authorize|callback)|rest\/elsewhere|mail\/(?:extra|folder-dialogs)|model\/transfer|model\/web-push|frame\/clean)\.tsx?$/;
const afterTheApp = {
	name: 'after-the-app',
	setup: b => b.onLoad({ filter: LAZY }, ({ path }) => ({
		contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(join(here, 'app.tsx'))};\n`, loader: extname(path).slice(1),
	})),
};
const logo = asset('logo.svg', lean(text('logo.svg')));
const icons = [192, 512].map(size => [size, asset(`icon-${size}.png`, readFileSync(join(here, `icon-${size}.png`)))]);
const appCss = await css('styles/app.css');
const boot = await build({ ...common, entryPoints: ['boot.ts'], write: false, format: 'iife' });
const bootUrl = asset('boot.js', boot.outputFiles[0].contents);

const app = await build({
	...common,
	entryPoints: ['app.tsx'],
	plugins: [afterTheApp, catalogues],
	outdir: work,
	format: 'esm',
	splitting: true,
	metafile: true,
	jsx: 'automatic',
	jsxImportSource: 'preact',
	define: { ASSETS: JSON.stringify(assets), LANGUAGES: JSON.stringify(languages.map(([tag]) => tag)), 'process.env.NODE_ENV': '"production"' },
	entryNames: 'assets/[name]-[hash]',
	chunkNames: 'assets/[name]-[hash]',
	publicPath: '/',
});

const outputs = new Map(Object.entries(app.metafile.outputs).map(([path, o]) => [`/${path.slice(path.indexOf('assets/'))}`, o]));
const urlOf = path => `/${path.slice(path.indexOf('assets/'))}`;
const entry = [...outputs].find(([, o]) => o.entryPoint === 'app.tsx')[0];

/* What a chunk brings along without asking. */
function closure(url, seen = new Set()) {
	if (seen.has(url))
		return seen;
	seen.add(url);
	for (const i of outputs.get(url).imports)
		if (i.kind === 'import-statement')
			closure(urlOf(i.path), seen);
	return seen;
}

const first = closure(entry);
function chunkUrls(prefix) {
	const found = [...outputs].find(([, o]) => o.entryPoint?.startsWith(prefix));
	return found ? [...closure(found[0])].filter(u => !first.has(u)) : [];
}
const languageFiles = Object.fromEntries(languages.map(([tag, path]) => [tag, [...outputs].find(([, o]) => o.entryPoint === relative(here, path))[0]]));
/* The entry is a line that imports the chunk with the app in it: the page asks for that at once. */
const script = [...outputs].find(([, o]) => 'app.tsx' in o.inputs)[0];
first.delete(entry);
first.add(script);
const preload = [...first].filter(u => u !== script).map(u => `<link rel="modulepreload" href="${u}">`).join('\n');
put('index.html', text('index.html')
	.replace('{{logo}}', logo).replace('{{css}}', appCss).replace('{{boot}}', bootUrl)
	.replace('{{preload}}', preload).replace('{{languages}}', JSON.stringify(languageFiles)).replace('{{app}}', script)
	.replace(/\n+/g, '\n'));
put('frame/message.html', text('frame/message.html'));
put('frame/editor.html', text('frame/editor.html').replace('{{editor}}', editorUrl));
const precache = [...first, editorUrl, appCss, bootUrl, assets.icons, assets.compose, logo, ...chunkUrls('compose/compose'), ...chunkUrls('frame/')];
const worker = await build({
	...common, entryPoints: ['sw.ts'], write: false, format: 'iife',
	define: { PRECACHE: JSON.stringify(precache), VERSION: JSON.stringify(createHash('sha256').update(precache.join()).digest('hex').slice(0, 12)) },
});
put('sw.js', worker.outputFiles[0].contents);
put('manifest.webmanifest', JSON.stringify({
	name: 'Hayloft',
	short_name: 'Hayloft',
	start_url: '/mail/inbox',
	scope: '/',
	display: 'standalone',
	background_color: '#f3f3ef',
	theme_color: '#3450d2',
	id: '/mail/inbox',
	icons: [
		{ src: logo, sizes: 'any', type: 'image/svg+xml' },
		...icons.map(([size, src]) => ({ src, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' })),
	],
	shortcuts: [{ name: 'New message', url: '/mail/compose' }],
	protocol_handlers: [{ protocol: 'mailto', url: '/mail/compose?to=%s' }],
}));

/* What is in it of others, and on which terms. */
const brought = [...new Set([...Object.keys(app.metafile.inputs).flatMap(i => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(i)?.[1] ?? []), 'squire-rte'])].sort();
put('licences.txt', brought.map(name => {
	const dir = join(here, 'node_modules', name);
	const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
	const file = readdirSync(dir).find(n => /^licen[cs]e/i.test(n));
	return `${name} ${about.version}, ${about.license}\n\n${file ? readFileSync(join(dir, file), 'utf8').trim() : `See ${about.homepage ?? about.repository?.url ?? ''}`}\n`;
}).join(`\n${'-'.repeat(72)}\n\n`));

/* Compressed once here, so that serving costs nothing. */
const gz = {};
function compress(dir) {
	for (const e of readdirSync(dir, { withFileTypes: true })) {
		const path = join(dir, e.name);
		if (e.isDirectory()) {
			compress(path);
			continue;
		}
		const bytes = readFileSync(path);
		const g = gzipSync(bytes, { level: 9 });
		writeFileSync(`${path}.gz`, g);
		writeFileSync(`${path}.br`, brotliCompressSync(bytes, {
			params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
		}));
		gz[path.slice(work.length)] = g.length;
	}
}
compress(work);

/* The library is LGPL and large; only who has to do with OpenPGP loads it. */
const openpgp = new Set([...outputs].filter(([, o]) => Object.keys(o.inputs).some(i => i.includes('node_modules/openpgp/'))).map(([u]) => u));
const languageChunks = new Set([...outputs].filter(([, o]) => o.entryPoint?.startsWith('locales/')).map(([u]) => u));
const sum = urls => urls.reduce((n, u) => n + gz[u], 0);
writeFileSync(join(dirname(out), 'ui-sizes.json'), JSON.stringify({
	shell: readFileSync(join(work, 'index.html')).length,
	first: { js: sum([...first]) + gz[bootUrl], css: gz[appCss] },
	language: { js: Math.max(...Object.values(languageFiles).map(u => gz[u])), later: Math.max(...[...languageChunks].filter(u => !Object.values(languageFiles).includes(u)).map(u => gz[u])) },
	icons: { svg: gz[assets.icons] },
	frame: { js: sum(chunkUrls('frame/')), html: gz['/frame/message.html'] },
	compose: { js: sum(chunkUrls('compose/compose')) + gz[editorUrl], css: gz[assets.compose] },
	settings: { js: sum(chunkUrls('settings/page')), css: gz[assets.settings] },
	seldom: { js: sum(chunkUrls('settings/seldom').filter(u => !chunkUrls('settings/page').includes(u))) },
	otherMail: { js: sum(chunkUrls('settings/other-mail').filter(u => !chunkUrls('settings/page').includes(u))) },
	extra: { js: sum(chunkUrls('mail/extra')), css: gz[assets.extra] },
	/* what opening a message takes, curves included; the rest of the library is for rare keys */
	pgp: { js: sum(['model/pgp.ts', 'mail/pgp-note', 'settings/openpgp', 'compose/pgp-bar'].flatMap(e => chunkUrls(e)).filter((u, i, all) => all.indexOf(u) === i && !openpgp.has(u))) },
	openpgp: { js: sum([...openpgp]) },
	all: {
		js: sum(Object.keys(gz).filter(u => u.endsWith('.js') && !languageChunks.has(u) && !openpgp.has(u))),
		css: sum(Object.keys(gz).filter(u => u.endsWith('.css'))),
	},
}, null, '\t') + '\n');

/* In place at once: a server that runs meanwhile sees the old files or the new ones. */
const old = `${out}.old`;
rmSync(old, { recursive: true, force: true });
if (existsSync(out))
	renameSync(out, old);
renameSync(work, out);
rmSync(old, { recursive: true, force: true });
