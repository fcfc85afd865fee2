/* Dialogs of reading, loaded on first use: files looked at, headers and source, all files as a zip. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatAddress } from '../lib/address';
import { bytes } from '../lib/bytes';
import { IconButton } from '../lib/button';
import { longTime } from '../lib/dates';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { saveBlob } from '../lib/save';
import { toast } from '../lib/toast';
import { plainName, zip } from '../lib/zip';
import { download } from '../jmap/blob';
import type { BodyPart, FullEmail } from '../jmap/types';
import { accountId, session } from '../model/connection';
import { parseMail, wordsOf } from '../model/parsed-mail';
import { addCard } from '../model/people';
import { contentLines, eventOf, cardOf, type Card, type Event } from './event';
import { closeExtra, extra } from './extra-state';
import { fileName, fileUrl } from './files';
import { lookOf } from './previewable';
import { TextView } from './text-view';
import { downloadUrl } from '../jmap/blob';

const SOURCE_MAX = 1_000_000;

export function Extra() {
	const what = extra.value;
	if (what?.kind === 'source')
		return <Source mail={what.mail} />;
	return what ? <Preview files={what.files} at={what.at} /> : null;
}

export async function saveZip(files: readonly BodyPart[], name: string): Promise<void> {
	const all = await Promise.all(files.map(async f => ({ name: fileName(f), bytes: new Uint8Array(await (await download(fileUrl(f))).arrayBuffer()) })));
	saveBlob(zip(all), plainName(name));
}

/* Bytes of a part, once; an object URL when it is shown as such. */
function useBlob(f: BodyPart, type: string): { blob: Blob | null; url: string; failed: boolean } {
	const state = useSignal<{ blob: Blob | null; url: string; failed: boolean }>({ blob: null, url: '', failed: false });
	useEffect(() => {
		let over = false;
		let url = '';
		state.value = { blob: null, url: '', failed: false };
		download(fileUrl(f)).then(raw => {
			if (over)
				return;
			const blob = new Blob([raw], { type });
			url = URL.createObjectURL(blob);
			state.value = { blob, url, failed: false };
		}, () => {
			if (!over)
				state.value = { blob: null, url: '', failed: true };
		});
		return () => {
			over = true;
			URL.revokeObjectURL(url);
		};
	}, [f.blobId]);
	return state.value;
}

function Preview({ files, at }: { files: readonly BodyPart[]; at: number }) {
	const index = useSignal(at);
	const f = files[index.value];
	if (!f)
		return null;
	const name = fileName(f);
	const go = (by: number): void => {
		index.value = (index.peek() + by + files.length) % files.length;
	};
	return (
		<Dialog title={name} class="look" onClose={closeExtra}>
			<div
				class="look-in"
				onKeyDown={e => {
					if (files.length > 1 && (e.key === 'ArrowLeft' || e.key === 'ArrowRight') && !(e.target instanceof HTMLMediaElement))
						go((e.key === 'ArrowRight') === (document.dir !== 'rtl') ? 1 : -1);
				}}
			>
				<Look key={f.blobId} f={f} />
			</div>
			<div class="foot look-foot">
				<small>{bytes(f.size, locale())}</small>
				<span class="sp" />
				{files.length > 1 && (
					<>
						<IconButton icon="left" label={t('preview-previous')} onClick={() => go(-1)} />
						<span class="pos">{t('position', { n: index.value + 1, total: files.length })}</span>
						<IconButton icon="right" label={t('preview-next')} onClick={() => go(1)} />
					</>
				)}
				<a class="btn sec" href={fileUrl(f)} download={name} data-focus><Icon name="download" size="s" />{t('save-file')}</a>
			</div>
		</Dialog>
	);
}

function Look({ f }: { f: BodyPart }) {
	const look = lookOf(f);
	if (look === 'mail')
		return <AttachedMail f={f} />;
	return <Bytes f={f} look={look} />;
}

function Bytes({ f, look }: { f: BodyPart; look: ReturnType<typeof lookOf> }) {
	/* The type is one that we know; what the mail claims decides nothing. */
	const type = look === 'pdf' ? 'application/pdf' : look === 'image' || look === 'audio' || look === 'video' ? f.type.toLowerCase() : 'text/plain';
	const { blob, url, failed } = useBlob(f, type);
	const name = fileName(f);
	if (failed)
		return <p class="problem" role="alert">{t('preview-failed')}</p>;
	if (!blob)
		return <p class="late" role="status">{t('loading')}</p>;
	switch (look) {
	case 'image': return <img src={url} alt={name} />;
	case 'pdf': return <iframe src={url} title={name} />;
	case 'audio': return <audio src={url} controls aria-label={name} />;
	case 'video': return <video src={url} controls aria-label={name} />;
	case 'event': return <Words blob={blob} charset={f.charset} draw={s => <Events list={eventOf(contentLines(s))} source={s} />} />;
	case 'card': return <Words blob={blob} charset={f.charset} draw={s => <Cards list={cardOf(contentLines(s))} source={s} />} />;
	default: return <Words blob={blob} charset={f.charset} draw={s => <pre class="source" tabIndex={0} dir="auto">{s}</pre>} />;
	}
}

function decode(buffer: ArrayBuffer, charset: string | null): string {
	try {
		return new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(buffer);
	} catch {
		return new TextDecoder('windows-1252').decode(buffer);
	}
}

function Words({ blob, charset, draw }: { blob: Blob; charset: string | null; draw: (s: string) => preact.JSX.Element }) {
	const text = useSignal<string | null>(null);
	useEffect(() => {
		void blob.arrayBuffer().then(b => {
			text.value = decode(b, charset);
		});
	}, [blob]);
	return text.value === null ? null : draw(text.value);
}

function Events({ list, source }: { list: Event[]; source: string }) {
	if (list.length === 0)
		return <pre class="source" tabIndex={0}>{source}</pre>;
	return <>{list.slice(0, 20).map((e, i) => <EventFacts key={i} e={e} />)}</>;
}

function EventFacts({ e }: { e: Event }) {
	const rows: [string, string][] = [[t('event-when'), e.when], [t('event-where'), e.where], [t('event-who'), e.organizer], [t('event-guests'), e.guests.join(', ')]];
	return (
		<div class="facts">
			<h3 dir="auto">{e.title || t('event-untitled')}</h3>
			<dl class="details">{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd dir="auto">{v}</dd></div>)}</dl>
			{e.text && <div class="plain"><TextView text={e.text} /></div>}
		</div>
	);
}

function Cards({ list, source }: { list: Card[]; source: string }) {
	if (list.length === 0)
		return <pre class="source" tabIndex={0}>{source}</pre>;
	return (
		<>
			{list.slice(0, 50).map((c, i) => (
				<div key={i} class="facts">
					<h3 dir="auto">{c.name}</h3>
					<dl class="details">{c.rows.map(([k, v], n) => <div key={n}><dt>{k}</dt><dd dir="auto">{v}</dd></div>)}</dl>
					<button type="button" class="btn sec" onClick={() => void addCard(c.source).then(() => toast(t('card-added')), () => toast(t('card-failed'), { bad: true }))}>
						<Icon name="plus" size="s" />{t('card-add')}
					</button>
				</div>
			))}
		</>
	);
}

/* A message inside a message (Email/parse, RFC 8621, 4.9): its words, not its HTML. */
function AttachedMail({ f }: { f: BodyPart }) {
	const mail = useSignal<FullEmail | null | 'failed'>(null);
	useEffect(() => {
		parseMail(f.blobId!, ['from', 'to', 'cc', 'subject', 'sentAt', 'attachments']).then(m => {
			mail.value = m ?? 'failed';
		}, () => {
			mail.value = 'failed';
		});
	}, [f.blobId]);
	const m = mail.value;
	if (m === 'failed')
		return <p class="problem" role="alert">{t('preview-failed')}</p>;
	if (!m)
		return <p class="late" role="status">{t('loading')}</p>;
	const rows: [string, string][] = [
		[t('from'), (m.from ?? []).map(formatAddress).join(', ')], [t('to'), (m.to ?? []).map(formatAddress).join(', ')], [t('cc'), (m.cc ?? []).map(formatAddress).join(', ')],
		[t('date'), m.sentAt ? longTime(m.sentAt, locale()) : ''], [t('attachments', { n: m.attachments.length }), m.attachments.map(fileName).join(', ')],
	];
	return (
		<div class="facts">
			<h3 dir="auto">{m.subject || t('no-subject')}</h3>
			<dl class="details">{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd dir="auto">{v}</dd></div>)}</dl>
			<TextView text={wordsOf(m)} />
		</div>
	);
}

function Source({ mail }: { mail: FullEmail }) {
	const text = useSignal<string | null>(null);
	const all = useSignal(false);
	const url = downloadUrl(session(), accountId(), { blobId: mail.blobId, name: 'message.eml', type: 'message/rfc822' });
	useEffect(() => {
		download(url).then(b => b.slice(0, SOURCE_MAX).arrayBuffer()).then(b => {
			text.value = decode(b, 'utf-8').replace(/\r\n/gu, '\n');
		}, () => {
			text.value = t('preview-failed');
		});
	}, []);
	const end = text.value?.indexOf('\n\n') ?? -1;
	const shown = text.value === null ? t('loading') : all.value || end < 0 ? text.value : text.value.slice(0, end);
	return (
		<Dialog title={t('show-source')} class="look" onClose={closeExtra}>
			<div class="tabs" role="group" aria-label={t('show-source')}>
				<button type="button" class="pillb" aria-pressed={!all.value} onClick={() => { all.value = false; }}>{t('source-headers')}</button>
				<button type="button" class="pillb" aria-pressed={all.value} onClick={() => { all.value = true; }}>{t('source-all')}</button>
				<span class="sp" />
				<button type="button" class="btn gh sm" onClick={() => void navigator.clipboard?.writeText(text.peek() ?? '').then(() => toast(t('copied')))}>{t('copy')}</button>
			</div>
			<pre class="source" tabIndex={0} dir="ltr" data-focus>{shown}</pre>
		</Dialog>
	);
}
