/* Addresses for a time: one for each shop, which ends by itself or when it is deleted. */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { person } from '../model/connection';
import { refusedText } from '../model/refused';
import { changeObject, listObjects, makeObject, removeObject, type Fields } from '../rest/objects';
import { Group, useAsked } from './parts';

const CATEGORY = 'time_limited_alias';
/* in hours; '': for good */
const SPANS = ['1', '24', '168', '720', '8760', '87600', ''] as const;

function span(hours: string): Fields {
	return hours ? { validity: Number(hours), permanent: false } : { permanent: true };
}

const Spans = () => <>{SPANS.map(h => <option key={h} value={h}>{t(`timed-${h || 'ever'}`)}</option>)}</>;

export function TimedAddresses() {
	const what = useSignal('');
	const lasts = useSignal('8760');
	const own = person.value?.address ?? '';
	const { it: list, again: load, instead } = useAsked(() => listObjects(CATEGORY, own));
	const act = (work: Promise<unknown>, done: string): void => {
		work.then(() => void toast(done), e => toast(refusedText(e), { bad: true })).finally(() => void load());
	};
	if (!list.value)
		return <>{instead}</>;
	return (
		<Group text={t('timed-text')}>
			{list.value.map(a => {
				const address = String(a['address']);
				const end = Number(a['validity']) * 1000;
				return (
					<div key={address} class="set-row">
						<div>
							<span dir="ltr">{address}</span>
							{a['description'] ? <small dir="auto">{String(a['description'])}</small> : null}
							<small>{a['permanent'] === 1 ? t('timed-ever') : t(end > Date.now() ? 'timed-until' : 'timed-over', { when: longTime(new Date(end).toISOString(), locale()) })}</small>
						</div>
						<span class="set-acts">
							<IconButton icon="copy" size="s" label={t('copy-what', { what: address })} onClick={() => void navigator.clipboard?.writeText(address).then(() => toast(t('copied')))} />
							<select aria-label={t('timed-extend', { address })} value="?" onChange={e => act(changeObject(CATEGORY, address, span(e.currentTarget.value)), t('saved'))}>
								<option value="?" disabled hidden>{t('timed-change')}</option>
								<Spans />
							</select>
							<IconButton icon="trash" size="s" label={t('timed-remove', { address })} onClick={() => act(removeObject(CATEGORY, address), t('timed-removed'))} />
						</span>
					</div>
				);
			})}
			{list.value.length === 0 && <div class="set-row"><small>{t('timed-none')}</small></div>}
			<form
				class="set-row"
				onSubmit={e => {
					e.preventDefault();
					act(makeObject(CATEGORY, { username: own, description: what.peek().trim(), ...span(lasts.peek()) }).then(() => {
						what.value = '';
					}), t('timed-made'));
				}}
			>
				<input dir="auto" aria-label={t('timed-what')} placeholder={t('timed-what')} maxLength={160} autocomplete="off" value={what.value} onInput={e => { what.value = e.currentTarget.value; }} />
				<select aria-label={t('timed-span')} value={lasts.value} onChange={e => { lasts.value = e.currentTarget.value; }}><Spans /></select>
				<button type="submit" class="btn sec">{t('timed-make')}</button>
			</form>
		</Group>
	);
}
