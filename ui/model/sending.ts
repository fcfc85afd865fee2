/*
 * Sending is one request: the final message, its submission, and the move to
 * Sent when that was accepted. Undo: a server that holds messages (RFC 4865)
 * gets HOLDFOR and may be told to forget it; else this page waits before it
 * sends. A message for later is always held by the server.
 */
import { signal } from '@preact/signals';
import { dismiss, toast } from '../lib/toast';
import { locale, t } from '../lib/i18n';
import { mediumTime } from '../lib/dates';
import { Fault, refusal } from '../jmap/fault';
import type { Id, SetError, SetResult } from '../jmap/types';
import { setKeyword } from './actions';
import { inDoubt, newAttempt, type Attempt } from './attempt';
import { complete, identities, identityNow, loadIdentities, remove, reopen, save, settle, unsavedDrafts, type Composer } from './composing';
import { person } from './connection';
import { deskFolder, writer } from './desk';
import { creation, isSealed } from './creation';
import type { DraftContent } from './draft';
import { keepDraft } from './kept-drafts';
import { current } from './list';
import { keepForLater } from './outbox';
import { collect } from './people';
import { escapePointer } from './records';
import { maxDelay } from './server-extras';
import { settings } from './settings';
import { allUploaded } from './uploads';
import { why } from './refused';

/* Messages that wait here for their Undo to run out. */
const held = signal(0);

export function unsaved(): boolean {
	return held.peek() > 0 || unsavedDrafts();
}

/* True when it is on its way. The composer stays open, with the reason, when not. */
export async function send(c: Composer, at: Date | null = null): Promise<boolean> {
	if (c.sending.peek())
		return false;
	c.problem.value = null;
	if (c.files.peek().some(f => f.failed.peek())) {
		c.problem.value = t('send-failed-files');
		return false;
	}
	c.sending.value = true;
	try {
		while (c.saving)
			await c.saving;
		await allUploaded(c.files);
		if (identities.peek().length === 0)
			await loadIdentities();
	} catch (e) {
		return failed(c, e);
	}
	const d = complete(c);
	const seconds = settings.peek().undoSeconds;
	if (at === null && seconds > 0 && maxDelay() === 0) {
		holdHere(c, d, seconds);
		return true;
	}
	return now(c, d, at);
}

async function now(c: Composer, d: DraftContent, at: Date | null): Promise<boolean> {
	try {
		const sent = await submit(c, d, at);
		remove(c);
		collect([...d.to, ...d.cc, ...d.bcc]);
		if (sent.id && (at !== null || (maxDelay() > 0 && settings.peek().undoSeconds > 0)))
			tellHeld(c, d, sent.id, at);
		else
			toast(t('sent'));
		void current.peek()?.refresh();
		return true;
	} catch (e) {
		if (e instanceof Fault && e.kind === 'offline' && at === null && d.attachments.length === 0) {
			remove(c);
			void keepForLater(d, c.stored, c.lost);
			return true;
		}
		return failed(c, e);
	}
}

function failed(c: Composer, e: unknown): false {
	const fault = e instanceof Fault ? e : new Fault('server', 'unknown', (e as Error).message);
	c.problem.value = sendProblem(fault);
	c.sending.value = false;
	return false;
}

/* Until the time is up nothing has left; closing the page asks first, and the draft is stored. */
function holdHere(c: Composer, d: DraftContent, seconds: number): void {
	c.sending.value = false;
	c.dirty = true;
	remove(c);
	const stored = save(c);
	held.value++;
	let done = false;
	const go = async (): Promise<void> => {
		if (done)
			return;
		done = true;
		dismiss(id);
		await stored;
		c.sending.value = true;
		const good = await now(c, d, null);
		held.value--;
		if (!good)
			reopen(c, d).problem.value = c.problem.peek();
	};
	const timer = window.setTimeout(() => void go(), seconds * 1000);
	const id = toast(t('sending-soon'), {
		ms: seconds * 1000,
		action: {
			text: t('undo'),
			run: () => {
				if (done)
					return;
				done = true;
				clearTimeout(timer);
				held.value--;
				void stored.then(() => reopen(c, d));
			},
		},
	});
}

/* The server holds it: Undo cancels the submission (RFC 8621, section 7) and brings the draft back. */
function tellHeld(c: Composer, d: DraftContent, submission: Id, at: Date | null): void {
	const text = at ? t('scheduled', { date: mediumTime(at.toISOString(), new Date(), locale()) }) : t('sent');
	const id = toast(text, {
		ms: at ? 10_000 : settings.peek().undoSeconds * 1000,
		action: {
			text: t('undo'),
			run: () => {
				dismiss(id);
				void takeBack(submission, c.stored).then(() => reopen(c, d), (e: Error) => toast(t('undo-late', { why: why(e) }), { bad: true }));
			},
		},
	});
}

async function takeBack(submission: Id, emailId: Id | null): Promise<void> {
	const r = await writer().call<SetResult>('EmailSubmission/set', { update: { [submission]: { undoStatus: 'canceled' } } }).result;
	const bad = r.notUpdated?.[submission];
	if (bad)
		throw refusal(bad);
	const drafts = await deskFolder('drafts');
	if (emailId && drafts)
		await writer().call<SetResult>('Email/set', { update: { [emailId]: { mailboxIds: { [drafts]: true }, 'keywords/$draft': true } } }).result;
}

function sendProblem(f: Fault): string {
	if (f.kind === 'offline')
		return t('send-failed-offline');
	return t('send-failed', { why: f.code === 'overQuota' ? t('why-mailbox-full') : why(f) });
}

function envelope(d: DraftContent, from: string, at: Date | null): object | null {
	const seconds = settings.peek().undoSeconds;
	if (maxDelay() === 0 || (at === null && seconds === 0))
		return null;
	return {
		mailFrom: { email: from, parameters: at ? { HOLDUNTIL: at.toISOString().replace(/\.\d+Z$/u, 'Z') } : { HOLDFOR: String(seconds) } },
		rcptTo: [...d.to, ...d.cc, ...d.bcc].map(a => ({ email: a.email, parameters: null })),
	};
}

export async function submit(c: { stored: Id | null; lost: Attempt | null; kept?: string }, d: DraftContent, at: Date | null): Promise<{ id: Id | null }> {
	const before = await settle(c);
	if (before)
		return { id: before.submission };
	const attempt = newAttempt(identityNow(d)?.email);
	/* Should this tab end now, the next one knows what to look for. */
	if (c.kept)
		keepDraft({ key: c.kept, draft: d, stored: c.stored, lost: attempt });
	c.lost = attempt;
	try {
		const sent = await hand(c, d, at, attempt.messageId);
		c.lost = null;
		return sent;
	} catch (e) {
		if (!inDoubt(e))
			c.lost = null;
		throw e;
	}
}

async function hand(c: { stored: Id | null }, d: DraftContent, at: Date | null, messageId: string): Promise<{ id: Id | null }> {
	const drafts = await deskFolder('drafts');
	const sent = (at ? await deskFolder('scheduled') : undefined) ?? await deskFolder('sent');
	const identity = identityNow(d);
	if (!drafts || !identity)
		throw new Fault('method', 'notReady', t('send-not-ready', { person: person.peek()?.address ?? '' }));
	const cl = writer();
	const old = c.stored;
	/* Certificates may be missing, and then the draft, whose files it has, must be there. */
	const secure = d.sign || d.encrypt || isSealed(d, true);
	const make = await creation('mail', d, identity, drafts, messageId, true);
	const made = cl.call<SetResult>(make.method, { ...make.args, ...(old && !secure ? { destroy: [old] } : {}) });
	const patch: Record<string, unknown> = { 'keywords/$draft': null };
	if (sent) {
		patch[`mailboxIds/${escapePointer(drafts)}`] = null;
		patch[`mailboxIds/${escapePointer(sent)}`] = true;
	}
	const wrap = envelope(d, identity.email, at);
	let movedFault: SetError | undefined;
	const submission = cl.call<SetResult>('EmailSubmission/set', {
		create: { send: { identityId: identity.id, emailId: '#mail', ...(wrap ? { envelope: wrap } : {}) } },
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
	if (old && secure)
		void cl.call('Email/set', { destroy: [old] }).result.catch(() => {});
	const second = await submission.result;
	const accepted = second.created?.['send'];
	if (!accepted)
		throw refusal(second.notCreated?.['send']);
	if (movedFault)
		toast(t('sent-not-moved', { why: why(refusal(movedFault)) }), { bad: true });
	if (d.origin)
		setKeyword(d.origin.id, d.origin.keyword);
	return { id: accepted.id ?? null };
}
