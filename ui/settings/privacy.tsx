import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { change, settings } from '../model/settings';
import { mayKeep, setKeep } from '../model/offline';
import { MailShared } from './mail-shared';
import { Group, Toggle } from './parts';

function List({ items, remove, empty }: { items: readonly string[]; remove: (x: string) => void; empty: string }) {
	if (items.length === 0)
		return <div class="set-row"><small>{empty}</small></div>;
	return (
		<>
			{items.map(x => (
				<div key={x} class="set-row">
					<span dir="ltr">{x.startsWith('@') ? t('privacy-domain', { domain: x.slice(1) }) : x}</span>
					<IconButton icon="x" size="s" label={t('privacy-remove', { who: x })} onClick={() => remove(x)} />
				</div>
			))}
		</>
	);
}

export function Privacy() {
	const s = settings.value;
	const kept = useSignal(mayKeep());
	return (
		<>
			<Group title={t('live-offline')}>
				<Toggle
					label={t('set-offline')}
					hint={t('set-offline-hint')}
					value={kept.value}
					set={on => {
						kept.value = on;
						setKeep(on);
					}}
				/>
			</Group>
			<MailShared />
			<Group title={t('privacy-images')} text={t('privacy-images-text')}>
				<List items={s.imagesFrom} empty={t('privacy-nobody')} remove={x => change({ imagesFrom: s.imagesFrom.filter(y => y !== x) })} />
			</Group>
			<Group title={t('privacy-trusted')} text={t('privacy-trusted-text')}>
				<List items={s.trusted} empty={t('privacy-nobody')} remove={x => change({ trusted: s.trusted.filter(y => y !== x) })} />
			</Group>
		</>
	);
}
