/*
 * People for suggestions: address books and collected addresses first, then
 * who the mail that we hold names, the more often the earlier; the directory
 * is asked while somebody types.
 */
import { signal } from '@preact/signals';
import type { Address } from '../lib/address';
import { contacts, directory, saveCard } from '../dav/contacts';
import { person } from './connection';
import { emails } from './mail-data';
import { change, settings } from './settings';

const books = signal<readonly Address[]>([]);
const found = signal<readonly Address[]>([]);
const COLLECTED = 500;

let loaded: Promise<void> | null = null;

/* The address books, once, when nobody waits. */
export function loadPeople(): Promise<void> {
	const who = person.peek();
	loaded ??= who ? contacts(who.address).then(list => {
		books.value = list;
	}, () => {
		loaded = null;
	}) : null;
	return loaded ?? Promise.resolve();
}

export function known(email: string): boolean {
	const low = email.toLowerCase();
	return books.value.some(a => a.email.toLowerCase() === low) || settings.value.collected.some(a => a.email.toLowerCase() === low);
}

export function knownDomains(): Set<string> {
	const own = person.value?.address.split('@')[1]?.toLowerCase();
	return new Set([own, ...[...books.value, ...settings.value.collected].map(a => a.email.split('@')[1]?.toLowerCase())].filter((x): x is string => Boolean(x)));
}

/* Who was written to is remembered, unless somebody does not want that. */
export function collect(list: readonly Address[]): void {
	if (!settings.peek().collect)
		return;
	const news = list.filter(a => !known(a.email)).map(a => ({ name: a.name, email: a.email }));
	if (news.length > 0)
		change({ collected: [...news, ...settings.peek().collected].slice(0, COLLECTED) });
}

const asked = new Set<string>();
let timer = 0;

/* Two letters are worth a look into the directory; the answer comes with the next drawing. */
export function askDirectory(typed: string): void {
	const word = typed.trim().toLowerCase();
	clearTimeout(timer);
	if (word.length < 2 || asked.has(word) || [...asked].some(a => word.startsWith(a)))
		return;
	timer = window.setTimeout(() => {
		asked.add(word);
		directory(word).then(list => {
			const have = new Set(found.peek().map(a => a.email.toLowerCase()));
			found.value = [...found.peek(), ...list.filter(a => !have.has(a.email.toLowerCase()))];
		}, () => asked.delete(word));
	}, 150);
}

export function suggest(typed: string, taken: readonly Address[], limit = 6): Address[] {
	const words = typed.toLowerCase().split(/\s+/u).filter(w => w !== '');
	if (words.length === 0)
		return [];
	const all = new Map<string, { address: Address; count: number }>();
	const add = (a: Address, weight: number): void => {
		if (!a.email)
			return;
		const key = a.email.toLowerCase();
		const seen = all.get(key);
		if (!seen) {
			all.set(key, { address: a, count: weight });
		} else {
			seen.count += weight;
			if (!seen.address.name && a.name)
				seen.address = a;
		}
	};
	for (const a of books.value)
		add(a, 20);
	for (const a of settings.value.collected)
		add(a, 10);
	for (const a of found.value)
		add(a, 5);
	for (const e of emails.all())
		for (const a of [...(e.from ?? []), ...(e.to ?? [])])
			add(a, 1);
	const out = [...all.values()].filter(({ address }) => {
		const text = `${address.name ?? ''} ${address.email}`.toLowerCase();
		const parts = text.split(/[\s@."'(<]+/u);
		return !taken.some(x => x.email.toLowerCase() === address.email.toLowerCase())
			&& words.every(w => parts.some(p => p.startsWith(w)) || address.email.toLowerCase().startsWith(w));
	});
	return out.sort((a, b) => b.count - a.count).slice(0, limit).map(f => f.address);
}

export async function addCard(card: string): Promise<void> {
	await saveCard(person.peek()?.address ?? '', card);
	loaded = null;
	await loadPeople();
}
