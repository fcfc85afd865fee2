/*
 * The catalogues of texts. locales/ has the languages that are complete, and
 * check.mjs keeps them so; locales/more/ has those that translators are at:
 * what they lack is shown in English, and a language is offered once half of
 * it is there.
 *
 *     node catalogues.mjs TAG…     makes locales/more/TAG.ftl, or brings it up
 *                                  to date: what is missing stands in it as
 *                                  "# key = English words", to be written over
 *     node catalogues.mjs          says how far each of them is
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'locales');
const english = readFileSync(join(folder, 'en.ftl'), 'utf8');
const OFFERED = 0.5;

const MESSAGE = /^([a-z][a-z0-9-]*) =[^\n]*(?:\n[ \t]+[^\n]*)*/gm;

/* The messages of a text, in its order: [key, the lines that it is written in]. */
export function messages(text) {
	return [...text.matchAll(MESSAGE)].map(m => [m[1], m[0]]);
}

/* A catalogue's messages without its comments, with the English words for what it lacks. */
export function filled(text) {
	const own = new Map(messages(text));
	return messages(english).map(([key, lines]) => (own.get(key) ?? lines).replace(' = ', '=').replace(/\n +/gu, '\n ')).join('\n');
}

/* Pages of their own, which are opened with all texts (app.tsx). */
const ALONE = ['shell/authorize.tsx', 'shell/callback.tsx', 'mail/pgp-note.tsx', 'compose/pgp-bar.tsx'];

/* Literals, and what dynamic keys begin with (it ends with a dash; class names do not), of the sources in FOLDERS and of FILES. */
function asked(folders, files) {
	const names = folders.flatMap(f => readdirSync(join(folder, '..', f)).filter(n => /\.tsx?$/.test(n)).map(n => `${f}/${n}`).filter(n => !ALONE.includes(n)));
	const text = [...names, ...files].map(n => readFileSync(join(folder, '..', n), 'utf8')).join('\n');
	return {
		literals: new Set([...text.matchAll(/'([a-z][a-z0-9-]*)'/g)].map(m => m[1])),
		prefixes: [...text.matchAll(/`([a-z-]+-)\$\{/g)].map(m => m[1]),
	};
}

/*
 * A filled catalogue in two: what the settings and pages of their own alone say
 * comes with them, so that it is not in the first load. What is not surely theirs is not later.
 */
export function parted(text) {
	const first = asked(['.', 'lib', 'jmap', 'dav', 'rest', 'signin', 'model', 'mail', 'compose', 'shell'], []);
	const settings = asked(['settings'], ALONE);
	const later = key => !first.literals.has(key) && !first.prefixes.some(p => key.startsWith(p))
		&& (settings.literals.has(key) || settings.prefixes.some(p => key.startsWith(p)));
	const parts = { first: [], later: [] };
	for (const entry of text.split(/\n(?=[a-z])/u))
		parts[later(entry.slice(0, entry.indexOf('='))) ? 'later' : 'first'].push(entry);
	return { first: parts.first.join('\n'), later: parts.later.join('\n') };
}

function tags(path) {
	return existsSync(path) ? readdirSync(path).filter(n => n.endsWith('.ftl')).map(n => n.slice(0, -4)).sort() : [];
}

const share = path => messages(readFileSync(path, 'utf8')).length / messages(english).length;

/* What people can choose: tag and file. */
export function offered() {
	const more = tags(join(folder, 'more')).map(tag => [tag, join(folder, 'more', `${tag}.ftl`)]);
	return [...tags(folder).map(tag => [tag, join(folder, `${tag}.ftl`)]), ...more.filter(([, path]) => share(path) >= OFFERED)]
		.sort(([a], [b]) => (a < b ? -1 : 1));
}

/* English order and headings, what is translated, and the rest as comments. */
function updated(text) {
	const own = new Map(messages(text));
	return english.replace(MESSAGE, (lines, key) => own.get(key) ?? lines.replace(/^/gm, '# '));
}

function main(asked) {
	for (const tag of asked) {
		const path = join(folder, 'more', `${tag}.ftl`);
		if (Intl.getCanonicalLocales(tag)[0] !== tag || existsSync(join(folder, `${tag}.ftl`)))
			throw new Error(`${tag}: no language tag (BCP 47), or complete already`);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, updated(existsSync(path) ? readFileSync(path, 'utf8') : ''));
	}
	for (const tag of tags(join(folder, 'more')))
		console.log(`${tag.padEnd(12)}${Math.round(share(join(folder, 'more', `${tag}.ftl`)) * 100)} %`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	main(process.argv.slice(2));
