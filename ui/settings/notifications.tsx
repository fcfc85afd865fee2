import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { notify, setNotify } from '../model/notices';
import { change, settings } from '../model/settings';
import { canPush, pushing, setPush } from '../model/web-push';
import { why } from '../model/refused';
import { Group, Toggle } from './parts';

export function Notifications() {
	const refused = useSignal(false);
	const push = useSignal(false);
	useEffect(() => {
		void pushing().then(on => {
			push.value = on;
		});
	}, []);
	const chosen = settings.value.notifyFolders;
	const inbox = roleMailboxes.value.find(m => m.role === 'inbox')?.id ?? '';
	const on = (id: string): boolean => (chosen.length > 0 ? chosen.includes(id) : id === inbox);
	const all = [...roleMailboxes.value.filter(m => m.role === 'inbox' || m.role === 'archive'), ...otherMailboxes.value.map(r => r.mailbox)];
	return (
		<>
			<Group title={t('set-notices')} text={t('set-notices-text')}>
				<Toggle
					label={t('set-notices-on')}
					hint={'Notification' in window ? t('set-notices-hint') : t('set-notices-none')}
					value={notify.value}
					disabled={!('Notification' in window)}
					set={v => void setNotify(v).then(got => {
						refused.value = v && !got;
					})}
				/>
				{notify.value && canPush() && (
					<Toggle
						label={t('set-push')}
						hint={t('set-push-hint')}
						value={push.value}
						set={v => {
							push.value = v;
							setPush(v).catch((e: Error) => {
								push.value = !v;
								toast(t('set-push-failed', { why: why(e) }), { bad: true });
							});
						}}
					/>
				)}
				{refused.value && <p class="problem" role="alert">{t('set-notices-refused')}</p>}
			</Group>
			<Group title={t('set-notices-folders')}>
				{all.map(m => (
					<Toggle
						key={m.id}
						label={m.role === 'inbox' ? t('folder-inbox') : m.role === 'archive' ? t('folder-archive') : m.name}
						value={on(m.id)}
						set={v => {
							const now = chosen.length > 0 ? chosen : [inbox];
							change({ notifyFolders: v ? [...now, m.id] : now.filter(x => x !== m.id).length > 0 ? now.filter(x => x !== m.id) : ['none'] });
						}}
					/>
				))}
			</Group>
		</>
	);
}
