/* The answer while away (RFC 8621, section 8). */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import type { GetResult, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { client } from '../model/connection';
import { refusedText } from '../model/refused';
import { Group, Toggle } from './parts';

interface Away {
	id: 'singleton';
	isEnabled: boolean;
	fromDate: string | null;
	toDate: string | null;
	subject: string | null;
	textBody: string | null;
}

const local = (iso: string | null): string => {
	const d = iso ? new Date(iso) : null;
	return d && !Number.isNaN(d.getTime()) ? new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '';
};
const utc = (s: string): string | null => (s ? new Date(s).toISOString().replace(/\.\d+Z$/u, 'Z') : null);

export function Vacation() {
	const away = useSignal<Away | null>(null);
	const failed = useSignal('');
	useEffect(() => {
		client().call<GetResult<Away>>('VacationResponse/get', { ids: null }).result.then(r => {
			away.value = r.list[0] ?? null;
		}, (e: Error) => {
			failed.value = refusedText(e);
		});
	}, []);
	const a = away.value;
	if (!a)
		return failed.value ? <p class="problem" role="alert">{failed.value}</p> : <p class="late" role="status">{t('loading')}</p>;
	const store = async (patch: Partial<Away>): Promise<void> => {
		const before = a;
		away.value = { ...a, ...patch };
		failed.value = '';
		try {
			const r = await client().call<SetResult>('VacationResponse/set', { update: { singleton: patch } }).result;
			const bad = r.notUpdated?.['singleton'];
			if (bad)
				throw refusal(bad);
			toast(t('saved'));
		} catch (e) {
			away.value = before;
			failed.value = refusedText(e);
		}
	};
	const wrong = a.fromDate && a.toDate && a.fromDate >= a.toDate;
	return (
		<Group text={t('set-vacation-text')}>
			<Toggle label={t('set-vacation-on')} value={a.isEnabled} set={isEnabled => void store({ isEnabled })} />
			{failed.value && <p class="problem" role="alert">{failed.value}</p>}
			<div class="form set-form">
				<div class="pair">
					<label class="field"><span>{t('set-vacation-from')}</span><input type="datetime-local" value={local(a.fromDate)} onChange={e => void store({ fromDate: utc(e.currentTarget.value) })} /></label>
					<label class="field"><span>{t('set-vacation-to')}</span><input type="datetime-local" value={local(a.toDate)} onChange={e => void store({ toDate: utc(e.currentTarget.value) })} /></label>
				</div>
				{wrong && <p class="problem" role="alert">{t('set-vacation-order')}</p>}
				<label class="field"><span>{t('subject')}</span><input dir="auto" value={a.subject ?? ''} maxLength={300} onChange={e => void store({ subject: e.currentTarget.value || null })} /></label>
				<label class="field"><span>{t('set-text')}</span><textarea dir="auto" rows={8} value={a.textBody ?? ''} onChange={e => void store({ textBody: e.currentTarget.value || null })} /></label>
			</div>
		</Group>
	);
}
