/* Programs that were allowed something, and taking that back. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { endGrant, listGrants, type Grant } from '../rest/oauth';
import { refusedText } from '../model/refused';
import { Group } from './parts';

export function Programs() {
	const list = useSignal<Grant[]>([]);
	const load = (): void => {
		void listGrants().then(l => {
			list.value = l;
		});
	};
	useEffect(load, []);
	const end = (id: string): void => {
		endGrant(id).then(() => {
			toast(t('programs-ended'));
			load();
		}, (e: Error) => toast(refusedText(e), { bad: true }));
	};
	const may = (g: Grant): string => g.scope.split(' ').filter(s => s !== 'offline_access').map(s => t(`oauth-scope-${s}`)).join(' · ');
	return list.value.length === 0 ? null : (
		<Group title={t('programs')} text={t('programs-text')}>
			{list.value.map(g => (
				<div key={g.id} class="set-row">
					<div>
						<span dir="auto">{g.name}</span>
						<small>{may(g)}</small>
						<small>{t('session-seen', { when: longTime(g.used, locale()), address: g.address })}</small>
					</div>
					<button type="button" class="btn sec" aria-label={t('programs-end-name', { name: g.name })} onClick={() => end(g.id)}>{t('programs-end')}</button>
				</div>
			))}
		</Group>
	);
}
