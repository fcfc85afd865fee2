/* Files of a message being written: on their way up, there, or failed. */
import { bytes } from '../lib/bytes';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import type { Uploading } from '../model/composing';

export function FileList({ files }: { files: readonly Uploading[] }) {
	if (files.length === 0)
		return null;
	return <ul class="files" aria-label={t('attachments', { n: files.length })}>{files.map(f => <Row key={f.key} f={f} />)}</ul>;
}

function Row({ f }: { f: Uploading }) {
	const failed = f.failed.value;
	const there = f.blobId.value !== null;
	return (
		<li class={failed ? 'bad' : ''}>
			<Icon name={failed ? 'warn' : 'clip'} size="s" />
			<span class="name" dir="auto">{f.name}</span>
			<small>{failed ?? (f.waiting.value ? t('upload-waiting') : bytes(f.size, locale()))}</small>
			{!there && !failed && <progress max={Math.max(1, f.size)} value={f.sent.value} aria-label={t('uploading', { name: f.name })} />}
			{failed && <button type="button" class="btn gh sm" onClick={f.again}>{t('retry')}</button>}
			<IconButton icon="x" size="s" label={t('remove-file', { name: f.name })} onClick={f.cancel} />
		</li>
	);
}
