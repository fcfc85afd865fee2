/*
 * Mail in and out as files. In: .eml, .mbox and .zip of these; each message
 * is an upload and an Email/import. Out: a folder as mbox or zip.
 */
import { toast, dismiss } from '../lib/toast';
import { t } from '../lib/i18n';
import { saveBlob } from '../lib/save';
import { plainName, zip } from '../lib/zip';
import { fromMbox, toMbox, unzip } from '../lib/mail-files';
import { download, downloadUrl, upload } from '../jmap/blob';
import type { Email, GetResult, Id, Mailbox, QueryResult, SetError } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { accountId, client, session } from './connection';
import { sync } from './sync';
import { why } from './refused';

async function messagesOf(file: File): Promise<Uint8Array<ArrayBuffer>[]> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	if (/\.zip$/iu.test(file.name)) {
		const out: Uint8Array<ArrayBuffer>[] = [];
		for (const f of await unzip(bytes))
			if (/\.eml$/iu.test(f.name))
				out.push(f.bytes);
			else if (/\.mbox$/iu.test(f.name))
				out.push(...fromMbox(f.bytes));
		return out;
	}
	return /\.mbox$/iu.test(file.name) || new TextDecoder().decode(bytes.slice(0, 5)) === 'From ' ? fromMbox(bytes) : [bytes];
}

export async function importFiles(mailboxId: Id, files: readonly File[]): Promise<void> {
	const working = toast(t('import-working'));
	let good = 0;
	let reason = '';
	try {
		for (const file of files)
			for (const bytes of await messagesOf(file)) {
				const blob = await upload(session(), accountId(), new Blob([bytes], { type: 'message/rfc822' }), () => {}).done;
				const r = await client().call<{ created?: Record<string, unknown> | null; notCreated?: Record<string, SetError> | null }>('Email/import', {
					emails: { m: { blobId: blob.blobId, mailboxIds: { [mailboxId]: true }, keywords: { $seen: true } } },
				}).result;
				if (r.created?.['m'])
					good++;
				else
					reason = why(refusal(r.notCreated?.['m']));
			}
	} catch (e) {
		reason = why(e);
	}
	dismiss(working);
	if (good > 0 || !reason)
		toast(t('imported', { n: good }));
	if (reason)
		toast(t('import-failed', { why: reason }), { bad: true });
	await sync();
}

export async function exportFolder(m: Mailbox, name: string, how: 'mbox' | 'zip'): Promise<void> {
	const working = toast(t('export-working'));
	try {
		const parts: { name: string; bytes: Uint8Array<ArrayBuffer>; from: string; at: string }[] = [];
		for (;;) {
			const q = client().call<QueryResult>('Email/query', { filter: { inMailbox: m.id }, sort: [{ property: 'receivedAt', isAscending: true }], position: parts.length, limit: 100 });
			const g = client().call<GetResult<Email & { blobId: Id }>>('Email/get', { ids: q.ref('/ids'), properties: ['blobId', 'subject', 'receivedAt', 'from'] });
			const [ids, got] = await Promise.all([q.result, g.result]);
			for (const e of got.list) {
				const bytes = new Uint8Array(await (await download(downloadUrl(session(), accountId(), { blobId: e.blobId, name: 'm.eml', type: 'message/rfc822' }))).arrayBuffer());
				parts.push({ name: `${e.receivedAt.slice(0, 10)} ${plainName(e.subject ?? '').slice(0, 80)}.eml`, bytes, from: e.from?.[0]?.email ?? 'MAILER-DAEMON', at: e.receivedAt });
			}
			if (ids.ids.length < 100)
				break;
		}
		if (how === 'zip')
			saveBlob(zip(parts), `${plainName(name)}.zip`);
		else
			saveBlob(toMbox(parts), `${plainName(name)}.mbox`);
	} catch (e) {
		toast(t('export-failed', { why: why(e) }), { bad: true });
	}
	dismiss(working);
}
