/*
 * What a person chose. Kept in this browser, so that the first paint knows
 * it, and on the server (dav/settings.ts), so that every browser does. Keys
 * are merged one by one: two browsers that change different things both win.
 */
import { signal } from '@preact/signals';
import { readLocal, writeLocal } from '../lib/local';
import { toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { readSettings, writeSettings } from '../dav/settings';
import { person } from './connection';

export interface Label {
	keyword: string;
	name: string;
	/* one of the eight hues */
	hue: number;
}

export interface Template {
	id: string;
	name: string;
	subject: string;
	html: string;
}

export type Density = 'comfortable' | 'cosy' | 'compact';
export type Swipe = 'archive' | 'delete' | 'read' | 'star' | 'none';

export interface Settings {
	language: string;
	timeZone: string;
	density: Density;
	labels: Label[];
	searches: { name: string; q: string }[];
	templates: Template[];
	/* remote pictures: addresses and domains that may always show them */
	imagesFrom: string[];
	undoSeconds: number;
	plainText: boolean;
	/* seconds until an opened message counts as read; -1: never by itself */
	readDelay: number;
	darkenMail: boolean;
	collect: boolean;
	collected: { name: string | null; email: string }[];
	swipeStart: Swipe;
	swipeEnd: Swipe;
	/* folders whose new mail is worth a notification, by id */
	notifyFolders: string[];
	receipts: 'ask' | 'never';
	/* addresses whose warning was read and waved off */
	trusted: string[];
	defaultIdentity: string;
	signatureAbove: boolean;
	/* what mail of an identity begins with, by its id: 'sign', 'encrypt' (which signs, too) or nothing */
	smime: Record<string, string>;
}

const DEFAULTS: Settings = {
	language: '', timeZone: '', density: 'comfortable', labels: [], searches: [], templates: [], imagesFrom: [], undoSeconds: 10,
	plainText: false, readDelay: 0, darkenMail: false, collect: true, collected: [], swipeStart: 'archive', swipeEnd: 'delete',
	notifyFolders: [], receipts: 'ask', trusted: [], defaultIdentity: '', signatureAbove: true, smime: {},
};

const KEY = 'settings';

function checked(raw: unknown): Settings {
	const out: Record<string, unknown> = { ...DEFAULTS };
	if (typeof raw === 'object' && raw !== null)
		for (const [key, fallback] of Object.entries(DEFAULTS)) {
			const value = (raw as Record<string, unknown>)[key];
			if (typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback))
				out[key] = value;
		}
	return out as unknown as Settings;
}

export const settings = signal<Settings>(checked(readLocal(KEY, {})));

let changed = new Set<keyof Settings>();
let timer = 0;
let writing: Promise<void> | null = null;

export function change(patch: Partial<Settings>): void {
	settings.value = { ...settings.peek(), ...patch };
	writeLocal(KEY, settings.peek());
	for (const key of Object.keys(patch))
		changed.add(key as keyof Settings);
	clearTimeout(timer);
	timer = window.setTimeout(() => void write(), 600);
}

async function write(): Promise<void> {
	while (writing)
		await writing;
	const who = person.peek();
	if (!who || changed.size === 0)
		return;
	const mine = changed;
	changed = new Set();
	writing = (async () => {
		try {
			const stored = await readSettings(who.address) ?? {};
			for (const key of mine)
				stored[key] = settings.peek()[key];
			await writeSettings(who.address, stored);
		} catch {
			for (const key of mine)
				changed.add(key);
			toast(t('settings-not-saved'), { bad: true, action: { text: t('retry'), run: () => void write() } });
		}
	})().finally(() => {
		writing = null;
	});
	await writing;
}

/* What other browsers chose; called when nobody waits. */
export async function loadSettings(): Promise<void> {
	const who = person.peek();
	if (!who)
		return;
	const stored = await readSettings(who.address).catch(() => null);
	if (!stored)
		return;
	const next = checked({ ...settings.peek(), ...stored });
	for (const key of changed)
		(next as unknown as Record<string, unknown>)[key] = settings.peek()[key];
	if (JSON.stringify(next) !== JSON.stringify(settings.peek())) {
		settings.value = next;
		writeLocal(KEY, next);
	}
}

/* Another tab changed something, or somebody leaves. */
export function startSettings(): void {
	addEventListener('storage', e => {
		if (e.key === `hayloft.${KEY}`)
			settings.value = checked(readLocal(KEY, {}));
	});
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'hidden')
			void write();
	});
}

export function labelOf(keyword: string): Label | undefined {
	const low = keyword.toLowerCase();
	return settings.value.labels.find(l => l.keyword.toLowerCase() === low);
}

/* A keyword for a label's name: what IMAP takes as a flag (RFC 9051, "atom"). */
export function keywordFor(name: string, taken: readonly string[]): string {
	const base = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9._-]+/gu, '-').replace(/^[-.$]+|-+$/gu, '').slice(0, 40) || 'label';
	let keyword = base;
	for (let n = 2; taken.some(k => k.toLowerCase() === keyword); n++)
		keyword = `${base}-${n}`;
	return keyword;
}

/* Whoever is named here by address or domain may show remote pictures. */
export function imagesAllowed(email: string): boolean {
	const low = email.toLowerCase();
	const domain = low.slice(low.lastIndexOf('@') + 1);
	return settings.value.imagesFrom.some(x => x === low || x === `@${domain}`);
}
