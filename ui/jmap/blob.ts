/* Bytes up and down. Uploads use XMLHttpRequest, which alone tells progress. */
import { expand } from './session';
import { Fault, faultOf } from './fault';
import type { Session } from './types';

export interface Uploaded {
	blobId: string;
	type: string;
	size: number;
}

export interface Upload {
	done: Promise<Uploaded>;
	cancel: () => void;
}

export function upload(session: Session, accountId: string, file: Blob, onProgress: (sent: number) => void): Upload {
	const xhr = new XMLHttpRequest();
	const done = new Promise<Uploaded>((resolve, reject) => {
		xhr.open('POST', expand(session.uploadUrl, { accountId }));
		xhr.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
		xhr.responseType = 'json';
		xhr.upload.onprogress = e => onProgress(e.loaded);
		xhr.onerror = () => reject(new Fault('offline', 'network'));
		xhr.onabort = () => reject(new Fault('server', 'cancelled'));
		xhr.onload = () => {
			const body = xhr.response as (Partial<Uploaded> & { detail?: string }) | null;
			if (xhr.status >= 200 && xhr.status < 300 && body?.blobId)
				resolve({ blobId: body.blobId, type: body.type ?? file.type, size: body.size ?? file.size });
			else
				reject(faultOf(xhr.status, body?.detail ?? ''));
		};
		xhr.send(file);
	});
	return { done, cancel: () => xhr.abort() };
}

/* Bytes that this browser alone has, by blobIds that look like the server's (model/pgp.ts). */
export const local = new Map<string, { blob: Blob; url: string }>();

export function downloadUrl(session: Session, accountId: string, part: { blobId: string; name: string | null; type: string }): string {
	const here = local.get(part.blobId);
	if (here)
		return here.url;
	return expand(session.downloadUrl, {
		accountId,
		blobId: part.blobId,
		name: part.name || 'attachment',
		type: part.type || 'application/octet-stream',
	});
}

/* A connection that ended, or a server that was busy just now, is asked again: reading twice harms nothing. */
const AGAIN_MS = [300, 1500];

export async function download(url: string): Promise<Blob> {
	for (const here of local.values())
		if (here.url === url)
			return here.blob;
	for (const pause of AGAIN_MS) {
		try {
			return await downloadOnce(url);
		} catch (e) {
			if (!(e instanceof Fault) || e.kind === 'signed-out' || /^4/u.test(e.code))
				throw e;
		}
		await new Promise(done => setTimeout(done, pause));
	}
	return downloadOnce(url);
}

async function downloadOnce(url: string): Promise<Blob> {
	const response = await fetch(url, { credentials: 'same-origin' }).catch(() => {
		throw new Fault('offline', 'network');
	});
	if (!response.ok)
		throw faultOf(response.status, '');
	/* The connection may end in the middle, too. */
	return response.blob().catch(() => {
		throw new Fault('offline', 'network');
	});
}
