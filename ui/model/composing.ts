/*
 * Open composers. A draft is saved two seconds after the last key and on
 * leaving; saving makes a new message and destroys the one before, because
 * messages never change (RFC 8621, 4.6). Sending is one request: the final
 * message, its submission, and the move to Sent when that was accepted.
 */
import { effect, signal, type Signal } from '@preact/signals';
import { dismiss, toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { upload, type Upload } from '../jmap/blob';
import { Fault } from '../jmap/fault';
import type { GetResult, Id, Identity, SetError, SetResult } from '../jmap/types';
import { accountId, askSignIn, client, person, session } from './connection';
import { setKeyword } from './actions';
import { current } from './list';
import { byRole } from './mailboxes';
import { emailCreation, emptyDraft, identityFor, type Attachment, type DraftContent } from './draft';
import { escapePointer } from './records';

export interface Uploading {
	key: number;
	name: string;
	type: string;
	size: number;
	sent: Signal<number>;
	/* set when it is there */
	blobId: Signal<Id | null>;
	failed: Signal<string | null>;
	cancel: () => void;
	again: () => void;
}

export interface Composer {
	key: number;
	kind: 'new' | 'reply' | 'forward' | 'draft';
	content: Signal<DraftContent>;
	files: Signal<readonly Uploading[]>;
	minimised: Signal<boolean>;
	saved: Signal<'' | 'saving' | 'failed' | Date>;
	sending: Signal<boolean>;
	problem: Signal<string | null>;
	/* the message in Drafts that holds what was saved last */
	stored: Id | null;
	dirty: boolean;
	timer: number;
	saving: Promise<void> | null;
	stop: () => void;
}

const SAVE_AFTER = 2000;

export const composers = signal<readonly Composer[]>([]);
export const identities = signal<readonly Identity[]>([]);
let nextKey = 1;

export async function loadIdentities(): Promise<void> {
	try {
		identities.value = (await client().call<GetResult<Identity>>('Identity/get', { ids: null }).result).list;
	} catch {
		/* asked again when a composer opens */
	}
}

export function identityOf(c: Composer): Identity | undefined {
	return identities.value.find(i => i.id === c.content.value.identityId) ?? identities.value[0];
}

export function openComposer(kind: Composer['kind'], content: Partial<DraftContent> = {}, stored: Id | null = null): Composer {
	if (stored) {
		const open = composers.peek().find(c => c.stored === stored);
		if (open) {
			open.minimised.value = false;
			return open;
		}
	}
	if (identities.peek().length === 0)
		void loadIdentities();
	const c: Composer = {
		key: nextKey++,
		kind,
		content: signal({ ...emptyDraft(), ...content }),
		files: signal([]),
		minimised: signal(false),
		saved: signal(''),
		sending: signal(false),
		problem: signal(null),
		stored,
		dirty: false,
		timer: 0,
		saving: null,
		stop: () => {},
	};
	c.content.value = { ...c.content.value, attachments: [] };
	c.files.value = (content.attachments ?? []).map(a => ready(c, a));
	let first = true;
	c.stop = effect(() => {
		c.content.value;
		for (const f of c.files.value)
			f.blobId.value;
		if (first) {
			first = false;
			return;
		}
		c.dirty = true;
		clearTimeout(c.timer);
		c.timer = window.setTimeout(() => void save(c), SAVE_AFTER);
	});
	/* Three at once; the oldest makes room by folding up. */
	const shown = composers.peek().filter(x => !x.minimised.peek());
	for (const old of shown)
		old.minimised.value = true;
	composers.value = [...composers.peek(), c];
	return c;
}

function ready(c: Composer, a: Attachment): Uploading {
	const key = nextKey++;
	return {
		key, name: a.name, type: a.type, size: a.size,
		sent: signal(a.size), blobId: signal<Id | null>(a.blobId), failed: signal<string | null>(null),
		cancel: () => dropFile(c, key), again: () => {},
	};
}

export function attach(c: Composer, files: Iterable<File>): void {
	for (const file of files) {
		const key = nextKey++;
		let running: Upload | null = null;
		const f: Uploading = {
			key,
			name: file.name || 'attachment',
			type: file.type || 'application/octet-stream',
			size: file.size,
			sent: signal(0),
			blobId: signal<Id | null>(null),
			failed: signal<string | null>(null),
			cancel: () => {
				dropFile(c, key);
				running?.cancel();
			},
			again: () => void start(),
		};
		const start = async (): Promise<void> => {
			f.failed.value = null;
			f.sent.value = 0;
			const max = session().capabilities['urn:ietf:params:jmap:core']?.maxSizeUpload;
			if (max && file.size > max) {
				f.failed.value = t('file-too-large');
				return;
			}
			try {
				running = upload(session(), accountId(), file, n => {
					f.sent.value = n;
				});
				f.blobId.value = (await running.done).blobId;
				f.sent.value = file.size;
			} catch (e) {
				const fault = e as Fault;
				if (fault.kind === 'signed-out') {
					await askSignIn();
					return start();
				}
				f.failed.value = t(fault.code === '413' ? 'file-too-large' : fault.kind === 'offline' ? 'upload-offline' : 'upload-failed');
			}
		};
		c.files.value = [...c.files.peek(), f];
		void start();
	}
}

function dropFile(c: Composer, key: number): void {
	c.files.value = c.files.peek().filter(f => f.key !== key);
}

function complete(c: Composer): DraftContent {
	const attachments = c.files.peek().filter(f => f.blobId.peek())
		.map(f => ({ blobId: f.blobId.peek()!, name: f.name, type: f.type, size: f.size }));
	return { ...c.content.peek(), attachments };
}

function identityNow(d: DraftContent): Identity | undefined {
	return identities.peek().find(i => i.id === d.identityId) ?? identityFor({ to: null, cc: null, bcc: null, from: null }, identities.peek());
}

export async function save(c: Composer): Promise<void> {
	clearTimeout(c.timer);
	while (c.saving)
		await c.saving;
	if (!c.dirty || c.sending.peek())
		return;
	c.saving = store(c).finally(() => {
		c.saving = null;
	});
	return c.saving;
}

async function store(c: Composer): Promise<void> {
	const drafts = byRole('drafts');
	if (!drafts) {
		c.saved.value = 'failed';
		return;
	}
	c.dirty = false;
	c.saved.value = 'saving';
	const d = complete(c);
	try {
		const old = c.stored;
		const result = await client().call<SetResult>('Email/set', {
			create: { draft: emailCreation(d, identityNow(d), drafts.id, { $draft: true, $seen: true }) },
			...(old ? { destroy: [old] } : {}),
		}).result;
		const made = result.created?.['draft'];
		if (!made)
			throw refusal(result.notCreated?.['draft']);
		c.stored = made.id;
		c.saved.value = new Date();
	} catch {
		c.dirty = true;
		c.saved.value = 'failed';
		clearTimeout(c.timer);
		c.timer = window.setTimeout(() => void save(c), 15_000);
	}
}

function refusal(e: SetError | undefined): Fault {
	return new Fault('method', e?.type ?? 'serverFail', e?.description || e?.invalidRecipients?.join(', ') || '');
}

function isEmpty(d: DraftContent): boolean {
	return d.to.length + d.cc.length + d.bcc.length + d.attachments.length === 0 && d.subject.trim() === '' && d.text.trim() === '';
}

function remove(c: Composer): void {
	c.stop();
	clearTimeout(c.timer);
	composers.value = composers.peek().filter(x => x !== c);
}

/* Close it; what was written is in Drafts. */
export function close(c: Composer): void {
	remove(c);
	if (c.dirty && !isEmpty(complete(c)))
		void save(c).then(() => {
			if (c.saved.peek() === 'failed') {
				composers.value = [...composers.peek(), c];
				c.problem.value = t('draft-failed');
			}
		});
}

/* Throw it away, stored copy included; Undo opens it again. */
export function discard(c: Composer): void {
	remove(c);
	const d = complete(c);
	const drop = async (): Promise<void> => {
		while (c.saving)
			await c.saving;
		if (c.stored)
			await client().call<SetResult>('Email/set', { destroy: [c.stored] }).result.catch(() => {});
	};
	/* Destroyed only when nobody pressed Undo. */
	const timer = window.setTimeout(() => void drop(), 8_000);
	const id = toast(t('draft-discarded'), {
		action: {
			text: t('undo'),
			run: () => {
				clearTimeout(timer);
				dismiss(id);
				openComposer(c.kind, d, c.stored);
			},
		},
	});
}

/* True when it went out. The composer stays open, with the reason, when not. */
export async function send(c: Composer): Promise<boolean> {
	if (c.sending.peek())
		return false;
	c.problem.value = null;
	const files = c.files.peek();
	if (files.some(f => f.failed.peek())) {
		c.problem.value = t('send-failed-files');
		return false;
	}
	c.sending.value = true;
	try {
		while (c.saving)
			await c.saving;
		await uploadsDone(c);
		if (identities.peek().length === 0)
			await loadIdentities();
		await submit(c);
		remove(c);
		toast(t('sent'));
		void current.peek()?.refresh();
		return true;
	} catch (e) {
		const fault = e instanceof Fault ? e : new Fault('server', 'unknown', (e as Error).message);
		c.problem.value = sendProblem(fault);
		c.sending.value = false;
		return false;
	}
}

function uploadsDone(c: Composer): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = effect(() => {
			const list = c.files.value;
			if (list.some(f => f.failed.value)) {
				queueMicrotask(() => stop());
				reject(new Fault('server', 'files', t('send-failed-files')));
			} else if (list.every(f => f.blobId.value)) {
				queueMicrotask(() => stop());
				resolve();
			}
		});
	});
}

function sendProblem(f: Fault): string {
	if (f.kind === 'offline')
		return t('send-failed-offline');
	switch (f.code) {
	case 'noRecipients': case 'invalidRecipients': case 'forbiddenToSend': case 'forbiddenFrom': case 'tooLarge': case 'overQuota':
		return t(`send-failed-${f.code.toLowerCase()}`, { why: f.message });
	default:
		return t('send-failed', { why: f.message });
	}
}

async function submit(c: Composer): Promise<void> {
	const drafts = byRole('drafts');
	const sent = byRole('sent');
	const d = complete(c);
	const identity = identityNow(d);
	if (!drafts || !identity)
		throw new Fault('server', 'notReady', t('send-not-ready', { person: person.peek()?.address ?? '' }));
	const cl = client();
	const old = c.stored;
	const made = cl.call<SetResult>('Email/set', {
		create: { mail: emailCreation(d, identity, drafts.id, { $draft: true, $seen: true }) },
		...(old ? { destroy: [old] } : {}),
	});
	const patch: Record<string, unknown> = { 'keywords/$draft': null };
	if (sent) {
		patch[`mailboxIds/${escapePointer(drafts.id)}`] = null;
		patch[`mailboxIds/${escapePointer(sent.id)}`] = true;
	}
	let movedFault: SetError | undefined;
	const submission = cl.call<SetResult>('EmailSubmission/set', {
		create: { send: { identityId: identity.id, emailId: '#mail' } },
		onSuccessUpdateEmail: { '#send': patch },
	}, (_, value) => {
		movedFault = Object.values((value as SetResult).notUpdated ?? {})[0];
	});
	const first = await made.result;
	const created = first.created?.['mail'];
	if (!created)
		throw refusal(first.notCreated?.['mail']);
	/* From here on the new message is the draft, should sending fail. */
	c.stored = created.id;
	c.dirty = false;
	c.saved.value = new Date();
	const second = await submission.result;
	if (!second.created?.['send'])
		throw refusal(second.notCreated?.['send']);
	if (movedFault)
		toast(t('sent-not-moved', { why: movedFault.description ?? movedFault.type }), { bad: true });
	if (d.origin)
		setKeyword(d.origin.id, d.origin.keyword);
}

/* Something typed is not on the server yet. */
export function unsaved(): boolean {
	return composers.peek().some(c => c.sending.peek() || (c.dirty && !isEmpty(complete(c))));
}
