/*
 * Files on their way to the server. A large one goes in pieces that the
 * server puts together (RFC 9404), so a dropped connection costs one piece:
 * the upload goes on by itself when there is a connection again, and by
 * "again" after a fault of the server.
 */
import { effect, signal, type Signal } from '@preact/signals';
import { t } from '../lib/i18n';
import { upload, type Upload } from '../jmap/blob';
import { Fault } from '../jmap/fault';
import type { Id, SetResult } from '../jmap/types';
import { askSignIn, session } from './connection';
import { carryOver, writer, writesElsewhere } from './desk';
import type { Attachment } from './draft';
import { maxPieces } from './server-extras';

const PIECE = 4 * 1024 * 1024;

export interface Uploading {
	key: number;
	name: string;
	type: string;
	size: number;
	/* a picture inside the text */
	cid: string | null;
	sent: Signal<number>;
	/* set when it is there */
	blobId: Signal<Id | null>;
	failed: Signal<string | null>;
	waiting: Signal<boolean>;
	/* what stays in this browser until it is locked up with the message */
	blob?: Blob;
	cancel: () => void;
	again: () => void;
}

let nextKey = 1;

export function uploaded(a: Attachment, drop: (key: number) => void): Uploading {
	const key = nextKey++;
	const f: Uploading = {
		key, name: a.name, type: a.type, size: a.size, cid: a.cid ?? null,
		sent: signal(a.size), blobId: signal<Id | null>(null), failed: signal<string | null>(null), waiting: signal(false),
		cancel: () => drop(key), again: () => void take(), ...(a.blob ? { blob: a.blob } : {}),
	};
	const take = async (): Promise<void> => {
		f.failed.value = null;
		try {
			f.blobId.value = await carryOver(a.blobId);
		} catch {
			f.failed.value = t('upload-failed');
		}
	};
	if (!a.blob && writesElsewhere())
		void take();
	else
		f.blobId.value = a.blobId;
	return f;
}

export function startUpload(file: File, cid: string | null, drop: (key: number) => void): Uploading {
	const key = nextKey++;
	const pieces: Id[] = [];
	const piece = pieceSize(file);
	let running: Upload | null = null;
	let gone = false;
	const f: Uploading = {
		key, name: file.name || 'attachment', type: file.type || 'application/octet-stream', size: file.size, cid,
		sent: signal(0), blobId: signal<Id | null>(null), failed: signal<string | null>(null), waiting: signal(false),
		cancel: () => {
			gone = true;
			drop(key);
			running?.cancel();
		},
		again: () => void start(),
	};
	const start = async (): Promise<void> => {
		f.failed.value = null;
		f.waiting.value = false;
		f.sent.value = Math.min(file.size, pieces.length * piece);
		const max = session().capabilities['urn:ietf:params:jmap:core']?.maxSizeUpload;
		if (max && file.size > max) {
			f.failed.value = t('file-too-large');
			return;
		}
		try {
			do {
				const from = pieces.length * piece;
				running = upload(session(), writer().accountId, file.slice(from, from + piece, file.type), n => {
					f.sent.value = from + n;
				});
				pieces.push((await running.done).blobId);
			} while (!gone && pieces.length * piece < file.size);
			if (gone)
				return;
			f.blobId.value = pieces.length === 1 ? pieces[0]! : await join(pieces);
			f.sent.value = file.size;
		} catch (e) {
			const fault = e as Fault;
			if (gone)
				return;
			if (fault.kind === 'signed-out') {
				await askSignIn();
				return start();
			}
			if (fault.kind === 'offline') {
				f.waiting.value = true;
				await new Promise<void>(resolve => {
					addEventListener('online', () => resolve(), { once: true });
					setTimeout(resolve, 2_000);
				});
				return gone ? undefined : start();
			}
			if (fault.code === 'blobNotFound')
				pieces.length = 0;
			f.failed.value = t(fault.code === '413' ? 'file-too-large' : 'upload-failed');
		}
	};
	void start();
	return f;
}

/* The size of the pieces; the whole file where the server does not join so many. */
function pieceSize(file: File): number {
	return Math.ceil(file.size / PIECE) <= maxPieces() ? PIECE : Math.max(file.size, 1);
}

async function join(pieces: readonly Id[]): Promise<Id> {
	const data = pieces.map(blobId => ({ blobId }));
	const result = await writer().call<SetResult>('Blob/upload', { create: { file: { data } } }).result;
	const made = result.created?.['file'];
	if (made)
		return made.id;
	/* A piece that waited too long is gone: the file begins anew. */
	const why = result.notCreated?.['file'];
	throw new Fault('server', why?.type === 'tooLarge' ? '413' : why?.type ?? 'join');
}

export function allUploaded(files: Signal<readonly Uploading[]>): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = effect(() => {
			const list = files.value;
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
