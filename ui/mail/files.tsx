/* Attachments as tiles: a click looks, the arrow keeps, dragging takes out. */
import { straight } from '../lib/bidi';
import { bytes } from '../lib/bytes';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { hue } from '../lib/address';
import { downloadUrl } from '../jmap/blob';
import type { BodyPart } from '../jmap/types';
import { accountId, session } from '../model/connection';
import { openExtra, saveAll } from './extra-state';
import { canPreview } from './previewable';

const RASTER = /^image\/(?:png|jpe?g|gif|webp|avif)$/iu;
const THUMBNAIL_MAX = 1_500_000;

/* What stands on a tile: the name's ending, else the type's short name, else nothing. */
function ending(name: string, type: string): string {
	const m = /\.([\p{L}\p{N}]{1,5})$/u.exec(name);
	return (m?.[1] ?? /^(?!x-|vnd\.)[a-z0-9]{1,5}$/u.exec(type.split('/')[1] ?? '')?.[0] ?? '').toUpperCase();
}

export function fileName(f: BodyPart): string {
	return straight(f.name ?? '') || (f.type === 'message/rfc822' ? 'message.eml' : t('unnamed-file'));
}

export function fileUrl(f: BodyPart): string {
	return downloadUrl(session(), accountId(), { blobId: f.blobId!, name: fileName(f), type: f.type });
}

export function Files({ files, subject }: { files: readonly BodyPart[]; subject: string }) {
	const list = files.filter(f => f.blobId);
	return (
		<>
			<ul class="att" aria-label={t('attachments', { n: list.length })}>
				{list.map((f, i) => <Tile key={f.blobId! + i} f={f} all={list} />)}
			</ul>
			{list.length > 1 && (
				<div class="att-all">
					<button type="button" class="btn gh sm" onClick={() => void saveAll(list, `${subject || t('attachments', { n: list.length })}.zip`)}>
						<Icon name="download" size="s" />
						{t('save-all', { size: bytes(list.reduce((n, f) => n + f.size, 0), locale()) })}
					</button>
				</div>
			)}
		</>
	);
}

function Tile({ f, all }: { f: BodyPart; all: readonly BodyPart[] }) {
	const name = fileName(f);
	const url = fileUrl(f);
	const ext = ending(name, f.type);
	const inside = (
		<>
			{RASTER.test(f.type) && f.size < THUMBNAIL_MAX
				? <span class="th"><img src={url} alt="" loading="lazy" decoding="async" /></span>
				: <span class={`th h${hue(ext)}`} aria-hidden="true">{ext || <Icon name="file" />}</span>}
			<b dir="auto">{name}</b>
			<small>{bytes(f.size, locale())}</small>
		</>
	);
	const drag = (e: DragEvent): void => {
		/* Chromium saves what is dropped on the desktop. */
		e.dataTransfer?.setData('DownloadURL', `${f.type.replace(/[^\w/+.-]/gu, '')}:${name.replace(/[:/\\]/gu, '_')}:${new URL(url, location.href).href}`);
	};
	const looks = all.filter(x => canPreview(x));
	return (
		<li draggable onDragStart={drag}>
			{canPreview(f)
				? <button type="button" title={t('preview-file', { name })} onClick={() => openExtra({ kind: 'preview', files: looks, at: looks.indexOf(f) })}>{inside}</button>
				: <a href={url} download={name} title={t('download-file', { name })}>{inside}</a>}
			<a class="ib" href={url} download={name} aria-label={t('download-file', { name })} title={t('download-file', { name })}><Icon name="download" size="s" /></a>
		</li>
	);
}
