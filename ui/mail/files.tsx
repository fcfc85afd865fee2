/* Attachments as tiles; each is a plain download link. */
import { bytes } from '../lib/bytes';
import { locale, t } from '../lib/i18n';
import { hue } from '../lib/address';
import { downloadUrl } from '../jmap/blob';
import type { BodyPart } from '../jmap/types';
import { accountId, session } from '../model/connection';

const RASTER = /^image\/(?:png|jpe?g|gif|webp|avif)$/iu;
const THUMBNAIL_MAX = 1_500_000;

export function extension(name: string | null, type: string): string {
	const m = /\.([\p{L}\p{N}]{1,5})$/u.exec(name ?? '');
	return (m?.[1] ?? type.split('/')[1]?.replace(/^(?:x-|vnd\.).*/u, 'file') ?? 'file').slice(0, 5).toUpperCase();
}

export function Files({ files }: { files: readonly BodyPart[] }) {
	return (
		<ul class="att" aria-label={t('attachments', { n: files.length })}>
			{files.filter(f => f.blobId).map((f, i) => {
				const name = f.name || t('unnamed-file');
				const url = downloadUrl(session(), accountId(), { blobId: f.blobId!, name: f.name ?? name, type: f.type });
				const ext = extension(f.name, f.type);
				return (
					<li key={f.blobId! + i}>
						<a href={url} download={name} title={t('download-file', { name })}>
							{RASTER.test(f.type) && f.size < THUMBNAIL_MAX
								? <span class="th"><img src={url} alt="" loading="lazy" decoding="async" /></span>
								: <span class={`th h${hue(ext)}`} aria-hidden="true">{ext}</span>}
							<b dir="auto">{name}</b>
							<small>{bytes(f.size, locale())}</small>
						</a>
					</li>
				);
			})}
		</ul>
	);
}
