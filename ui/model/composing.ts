/*
 * Open composers. A draft is saved two seconds after the last key and on
 * leaving; saving makes a new message and destroys the one before, because
 * messages never change (RFC 8621, 4.6). When the one before is gone already,
 * another tab or device saved it too: both copies stay, and the page says so.
 * Until the server has a text, this browser keeps it (kept-drafts.ts).
 */
import { effect, signal, type Signal } from '@preact/signals';
import { readLocal, writeLocal } from '../lib/local';
import { dismiss, toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { Fault, refusal } from '../jmap/fault';
import type { GetResult, Id, Identity, SetResult } from '../jmap/types';
import { inDoubt, newAttempt, outcome, type Attempt } from './attempt';
import { accountId, home, live, session } from './connection';
import { deskFolder, writer, writesElsewhere } from './desk';
import { creation, isSealed } from './creation';
import { emptyDraft, identityFor, signatureHtml, textToHtml, withSignature, type DraftContent } from './draft';
import { dropDraft, keepDraft, leftDrafts } from './kept-drafts';
import { canPgp, canSecure } from './server-extras';
import { settings } from './settings';
import { loadKeys, ownKeys, usualSecurity } from './smime';
import { startUpload, uploaded, type Uploading } from './uploads';

export type { Uploading } from './uploads';

export interface Composer {
	key: number;
	kind: 'new' | 'reply' | 'forward' | 'draft';
	content: Signal<DraftContent>;
	files: Signal<readonly Uploading[]>;
	minimised: Signal<boolean>;
	large: Signal<boolean>;
	saved: Signal<'' | 'saving' | 'failed' | Date>;
	sending: Signal<boolean>;
	problem: Signal<string | null>;
	/* the message in Drafts that holds what was saved last */
	stored: Id | null;
	/* what was asked for last, when nobody heard the end of it */
	lost: Attempt | null;
	/* its name among the texts that this browser keeps */
	kept: string;
	dirty: boolean;
	timer: number;
	saving: Promise<void> | null;
	/* takes what the editor holds into `content`; null while there is none */
	pull: (() => { html: string; text: string }) | null;
	/* the editor has cleaned the text: from here on it is ours to store */
	cleaned: boolean;
	/* addresses of pictures shown in the editor, by Content-ID */
	pictures: Map<string, string>;
	stop: () => void;
}

const SAVE_AFTER = 2000;

export const composers = signal<readonly Composer[]>([]);
export const identities = signal<readonly Identity[]>([]);
let nextKey = 1;

export async function loadIdentities(): Promise<void> {
	try {
		identities.value = (await writer().call<GetResult<Identity>>('Identity/get', { ids: null }).result).list;
		writeLocal(identitiesKey(), identities.peek());
	} catch {
		/* As they were, to write without a connection; asked again when a composer opens. */
		if (identities.peek().length === 0)
			identities.value = readLocal<Identity[]>(identitiesKey(), []);
	}
}

const identitiesKey = (): string => (writer() === home() ? 'identities' : `identities.${writer().accountId}`);

/* In a shared mailbox its own address; else the person's choice. */
function usual(): Identity | undefined {
	const shared = writesElsewhere() ? session().accounts[accountId()]?.name : undefined;
	return identities.peek().find(i => i.email === shared) ?? identities.peek().find(i => i.id === settings.peek().defaultIdentity) ?? identities.peek()[0];
}

export function identityOf(c: Composer): Identity | undefined {
	return identities.value.find(i => i.id === c.content.value.identityId) ?? identities.value.find(i => i.id === settings.value.defaultIdentity) ?? identities.value[0];
}

/* An empty message in the form and with the signature that the person wants. */
function fresh(content: Partial<DraftContent>): DraftContent {
	const who = usual();
	const d = { ...emptyDraft(), identityId: who?.id ?? null, ...content };
	if (content.html !== undefined || (content.text && content.identityId !== undefined))
		return d;
	if (settings.peek().plainText)
		return { ...d, text: withSignature(d.text, who) };
	return { ...d, html: `${textToHtml(d.text)}${signatureHtml(who)}` };
}

export function openComposer(kind: Composer['kind'], content: Partial<DraftContent> = {}, stored: Id | null = null, large = false): Composer {
	if (stored) {
		const open = composers.peek().find(c => c.stored === stored);
		if (open) {
			open.minimised.value = false;
			return open;
		}
	}
	if (identities.peek().length === 0)
		void loadIdentities();
	if (canSecure() && ownKeys.peek() === null)
		void loadKeys().catch(() => {});
	if (canPgp())
		void import('./pgp').then(m => m.loadRing()).catch(() => {});
	const d = kind === 'new' && !stored ? fresh(content) : { ...emptyDraft(), ...content };
	const usually = usualSecurity(kind === 'draft' ? null : d.identityId);
	if (!d.pgpSign && !d.pgpEncrypt) {
		d.encrypt ||= usually.encrypt;
		d.sign ||= usually.sign;
	}
	const c: Composer = {
		key: nextKey++,
		kind,
		content: signal({ ...d, attachments: [] }),
		files: signal([]),
		minimised: signal(false),
		large: signal(large),
		saved: signal(''),
		sending: signal(false),
		problem: signal(null),
		stored,
		lost: null,
		kept: crypto.randomUUID(),
		dirty: false,
		timer: 0,
		saving: null,
		pull: null,
		cleaned: d.html === null || content.html === undefined,
		pictures: new Map(),
		stop: () => {},
	};
	c.files.value = d.attachments.map(a => uploaded(a, key => dropFile(c, key)));
	if (!d.pgpEncrypt)
		sendUp(c);
	let first = true;
	c.stop = effect(() => {
		c.content.value;
		for (const f of c.files.value)
			f.blobId.value;
		if (first)
			first = false;
		else
			touch(c);
	});
	/* Three at once; the oldest makes room by folding up. */
	const room = innerWidth >= 1500 ? 2 : 1;
	const shown = composers.peek().filter(x => !x.minimised.peek());
	for (const old of shown.slice(0, Math.max(0, shown.length + 1 - room)))
		old.minimised.value = true;
	composers.value = [...composers.peek(), c];
	return c;
}

/* Something was typed: it is saved soon. */
export function touch(c: Composer): void {
	c.dirty = true;
	clearTimeout(c.timer);
	c.timer = window.setTimeout(() => void save(c), SAVE_AFTER);
}

async function closeIfSent(c: Composer): Promise<void> {
	if (!await settle(c).catch(() => null))
		return;
	if (c.dirty) {
		writtenSince(c);
	} else {
		remove(c);
		toast(t('sent'));
	}
}

/* The message went out; what was typed since is another one. */
function writtenSince(c: Composer): void {
	c.stored = null;
	toast(t('sent'));
}

/* The server is back: what could not be saved is saved now, and what did go out is told. */
export function startSaving(): void {
	effect(() => {
		if (live.value === 'live')
			for (const c of composers.peek())
				if (c.saved.peek() === 'failed')
					void save(c);
				else if (c.lost && !c.dirty && !c.sending.peek())
					void closeIfSent(c);
	});
}

/* Pictures get a Content-ID when they go into formatted text. */
export function attach(c: Composer, files: Iterable<File>, inline?: (cid: string, url: string, name: string) => void): void {
	for (const file of files) {
		const cid = inline && /^image\/(?:png|jpe?g|gif|webp)$/u.test(file.type) ? `${crypto.randomUUID()}@hayloft` : null;
		const drop = (key: number): void => dropFile(c, key);
		c.files.value = [...c.files.peek(), c.content.peek().pgpEncrypt ? uploaded({ blobId: 'local', name: file.name || 'attachment', type: file.type, size: file.size, blob: file, ...(cid ? { cid } : {}) }, drop) : startUpload(file, cid, drop)];
		if (cid) {
			const url = URL.createObjectURL(file);
			c.pictures.set(cid, url);
			inline!(cid, url, file.name);
		}
	}
}

/* Encrypted no more: files that only this browser has go where the others are. */
export function sendUp(c: Composer): void {
	c.files.value = c.files.peek().map(f => (f.blob ? startUpload(new File([f.blob], f.name, { type: f.type }), f.cid, key => dropFile(c, key)) : f));
}

function dropFile(c: Composer, key: number): void {
	c.files.value = c.files.peek().filter(f => f.key !== key);
}

/* What would go out now. */
export function complete(c: Composer): DraftContent {
	const attachments = c.files.peek().filter(f => f.blobId.peek())
		.map(f => ({ blobId: f.blobId.peek()!, name: f.name, type: f.type, size: f.size, ...(f.cid ? { cid: f.cid } : {}), ...(f.blob ? { blob: f.blob } : {}) }));
	const now = c.content.peek();
	return { ...now, ...(now.html !== null && c.pull ? c.pull() : {}), attachments };
}

export function identityNow(d: DraftContent): Identity | undefined {
	return identities.peek().find(i => i.id === d.identityId) ?? identityFor({ to: null, cc: null, bcc: null, from: null }, identities.peek());
}

export async function save(c: Composer): Promise<void> {
	clearTimeout(c.timer);
	while (c.saving)
		await c.saving;
	if (!c.dirty || c.sending.peek())
		return;
	/* Before the editor cleaned it, quoted HTML is not ours to store. */
	if (c.content.peek().html !== null && !c.cleaned) {
		touch(c);
		return;
	}
	c.saving = store(c).finally(() => {
		c.saving = null;
	});
	return c.saving;
}

/* Whether the last request was carried out after all; what it made is the draft then. Not null: it was sent. */
export async function settle(c: { stored: Id | null; lost: Attempt | null }): Promise<{ submission: Id } | null> {
	if (!c.lost)
		return null;
	const found = await outcome(c.lost);
	c.lost = null;
	if (found)
		c.stored = found.id;
	return found?.submission ? { submission: found.submission } : null;
}

async function store(c: Composer): Promise<void> {
	c.dirty = false;
	c.saved.value = 'saving';
	const d = complete(c);
	const attempt = newAttempt(identityNow(d)?.email);
	keepDraft({ key: c.kept, draft: d, stored: c.stored, lost: c.lost ?? attempt });
	try {
		const drafts = await deskFolder('drafts');
		if (!drafts)
			throw new Fault('method', 'noDrafts');
		if (c.lost) {
			if (await settle(c))
				writtenSince(c);
			keepDraft({ key: c.kept, draft: d, stored: c.stored, lost: attempt });
		}
		const old = c.stored;
		c.lost = attempt;
		const make = await creation('draft', d, identityNow(d), drafts, attempt.messageId, false);
		const sealed = isSealed(d, false);
		const result = await writer().call<SetResult>(make.method, { ...make.args, ...(old && !sealed ? { destroy: [old] } : {}) }).result;
		const made = result.created?.['draft'];
		if (!made)
			throw refusal(result.notCreated?.['draft']);
		c.lost = null;
		c.stored = made.id;
		c.saved.value = new Date();
		dropDraft(c.kept);
		const gone = old && sealed ? await writer().call<SetResult>('Email/set', { destroy: [old] }).result : result;
		if (old && gone.notDestroyed?.[old]?.type === 'notFound')
			c.problem.value = t('draft-conflict');
	} catch (e) {
		if (!inDoubt(e))
			c.lost = null;
		c.dirty = true;
		c.saved.value = 'failed';
		clearTimeout(c.timer);
		c.timer = window.setTimeout(() => void save(c), 15_000);
	}
}

function isEmpty(d: DraftContent): boolean {
	return d.to.length + d.cc.length + d.bcc.length + d.attachments.length === 0 && d.subject.trim() === '' && d.text.trim() === '';
}

export function remove(c: Composer): void {
	c.stop();
	clearTimeout(c.timer);
	dropDraft(c.kept);
	composers.value = composers.peek().filter(x => x !== c);
}

/* Back on the page as it was, after it had been put away. */
export function reopen(c: Composer, d: DraftContent): Composer {
	const again = openComposer(c.kind === 'new' ? 'draft' : c.kind, d, c.stored, c.large.peek());
	again.kept = c.kept;
	again.lost = c.lost;
	if (c.dirty)
		touch(again);
	return again;
}

/* Texts of tabs that ended before the server had them. */
export async function reopenLeft(): Promise<void> {
	for (const k of await leftDrafts()) {
		const end = { stored: k.stored, lost: k.lost ?? null };
		/* It had gone out before the tab ended. Without an answer it is asked again when it is saved. */
		if (await settle(end).catch(() => null)) {
			dropDraft(k.key);
			continue;
		}
		const open = composers.peek().some(c => c.stored !== null && c.stored === end.stored);
		const c = openComposer('draft', k.draft, open ? null : end.stored);
		c.lost = end.lost;
		c.kept = k.key;
		c.problem.value = t('draft-left');
		touch(c);
	}
}

/* Close it; what was written is in Drafts. */
export function close(c: Composer): void {
	const d = complete(c);
	c.content.value = { ...d, attachments: [] };
	c.pull = null;
	const keep = c.dirty && !isEmpty(d);
	remove(c);
	if (keep)
		void save(c).then(() => {
			if (c.saved.peek() === 'failed') {
				composers.value = [...composers.peek(), c];
				c.problem.value = t('draft-failed');
			}
		});
}

/* Throw it away, stored copy included; Undo opens it again. */
export function discard(c: Composer): void {
	const d = complete(c);
	remove(c);
	const drop = async (): Promise<void> => {
		while (c.saving)
			await c.saving;
		clearTimeout(c.timer);
		if (c.stored)
			await writer().call<SetResult>('Email/set', { destroy: [c.stored] }).result.catch(() => {});
	};
	/* Destroyed only when nobody pressed Undo. */
	const timer = window.setTimeout(() => void drop(), 8_000);
	const id = toast(t('draft-discarded'), {
		action: {
			text: t('undo'),
			run: () => {
				clearTimeout(timer);
				dismiss(id);
				reopen(c, d);
			},
		},
	});
}

/* Something typed is not on the server yet. */
export function unsavedDrafts(): boolean {
	return composers.peek().some(c => c.sending.peek() || (c.dirty && !isEmpty(complete(c))));
}
