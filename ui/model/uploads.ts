/*
 * Files on their way to the server. One whose connection dropped goes up
 * again by itself when there is one; a fault of the server waits for "again".
 */
import { effect, signal, type Signal } from '@preact/signals';
import { t } from '../lib/i18n';
import { upload, type Upload } from '../jmap/blob';
import { Fault } from '../jmap/fault';
import type { Id } from '../jmap/types';
import { accountId, askSignIn, session } from './connection';
import type { Attachment } from './draft';

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
	cancel: () => void;
	again: () => void;
}

let nextKey = 1;

export function uploaded(a: Attachment, drop: (key: number) => void): Uploading {
	const key = nextKey++;
	return {
		key, name: a.name, type: a.type, size: a.size, cid: a.cid ?? null,
		sent: signal(a.size), blobId: signal<Id | null>(a.blobId), failed: signal<string | null>(null), waiting: signal(false),
		cancel: () => drop(key), again: () => {},
	};
}

export function startUpload(file: File, cid: string | null, drop: (key: number) => void): Uploading {
	const key = nextKey++;
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
					setTimeout(resolve, 8_000);
				});
				return gone ? undefined : start();
			}
			f.failed.value = t(fault.code === '413' ? 'file-too-large' : 'upload-failed');
		}
	};
	void start();
	return f;
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
