/* Parts of pages about mail at other providers, which most people never have: they come when such a page is opened. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';

const parts = signal<typeof import('./other-mail') | null>(null);

function load(): void {
	import('./other-mail').then(m => {
		parts.value = m;
	}, () => toast(t('chunk-failed'), { bad: true }));
}

export function Later({ of }: { of: 'MailProviders' | 'OutsideAccounts' | 'SyncJobs' }) {
	useEffect(load, []);
	const Part = parts.value?.[of];
	return Part ? <Part /> : <p class="late" role="status">{t('loading')}</p>;
}
