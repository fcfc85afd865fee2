/* Junk mail: from which score on, whose mail is never or always junk, and what was kept back. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { locale, t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { person } from '../model/connection';
import { scoredAtLeast } from '../model/junk-scores';
import { refusedText } from '../model/refused';
import { categories, changeObject, listObjects, makeObject, readObject, removeObject, type Fields } from '../rest/objects';
import { HeldBack } from './held-back';
import { Group, Row, useAsked } from './parts';

const own = (): string => person.peek()?.address ?? '';
const failed = (e: unknown): void => void toast(refusedText(e), { bad: true });

export function Junk() {
	const { it: have, instead } = useAsked(categories);
	if (!have.value)
		return <>{instead}</>;
	return (
		<>
			{have.value.has('spam-score') && <Score />}
			{have.value.has('mailbox-policy') && <Senders />}
			{have.value.has('qitem') && <HeldBack own={own()} />}
		</>
	);
}

interface Scores {
	low: number;
	high: number;
	usual: boolean;
}

function scoresOf(f: Fields): Scores {
	const [low, high] = String(f['spam_score']).split(',').map(Number);
	return { low: low!, high: high!, usual: f['is_default'] === 1 };
}

function Score() {
	const { it: scores, instead } = useAsked(() => readObject('spam-score', own()).then(scoresOf));
	const s = scores.value;
	if (!s)
		return <Group title={t('junk-score')}>{instead}</Group>;
	/* The one that was not moved gives way: what is refused is junk all the more. */
	const set = (low: number, high: number, moved: 'low' | 'high'): void => {
		const next = moved === 'low' ? { low, high: Math.max(low, high) } : { low: Math.min(low, high), high };
		scores.value = { ...next, usual: false };
		void store(`${next.low},${next.high}`, s);
	};
	const store = (text: string, before: Scores): Promise<void> => changeObject('spam-score', own(), { spam_score: text }).then(f => {
		scores.value = scoresOf(f);
		toast(t('saved'));
	}, e => {
		scores.value = before;
		failed(e);
	});
	return (
		<Group title={t('junk-score')} text={t('junk-score-text')}>
			<Slider label={t('junk-from')} value={s.low} most={20} set={v => set(v, s.high, 'low')} />
			<Slider label={t('junk-refused-from')} value={s.high} most={40} set={v => set(s.low, v, 'high')} />
			<DryRun low={s.low} high={s.high}>
				{!s.usual && <button type="button" class="btn gh" onClick={() => void store('default', s)}>{t('junk-usual')}</button>}
			</DryRun>
		</Group>
	);
}

function Slider({ label, value, most, set }: { label: string; value: number; most: number; set: (v: number) => void }) {
	const top = Math.max(most, Math.ceil(value));
	return (
		<Row label={label}>
			{id => (
				<span class="slider">
					<input id={id} type="range" min={1} max={top} style={{ '--part': `${(value - 1) / (top - 1) * 100}%` }} step={0.5} value={value} onChange={e => set(Number(e.currentTarget.value))} />
					<output for={id}>{value.toLocaleString(locale())}</output>
				</span>
			)}
		</Row>
	);
}

/* What last week's mail would have met at these scores. */
function DryRun({ low, high, children }: { low: number; high: number; children: ComponentChildren }) {
	const found = useSignal<string | null>(null);
	useEffect(() => {
		found.value = null;
	}, [low, high]);
	return (
		<div class="set-row">
			<div>{children}{found.value !== null && <small role="status" dir="auto">{found.value}</small>}</div>
			<button
				type="button"
				class="btn sec"
				onClick={() => void scoredAtLeast(low, high).then(r => {
					found.value = t('junk-week', { total: r.total, junk: r.junk, refused: r.refused });
				}, failed)}
			>
				{t('junk-try')}
			</button>
		</div>
	);
}

function Senders() {
	const { it: list, again: load, instead } = useAsked(() => listObjects('mailbox-policy', own()));
	if (!list.value)
		return <Group title={t('junk-allow')}>{instead}</Group>;
	const all = list.value;
	const remove = (x: Fields): void => {
		list.value = all.filter(y => y !== x);
		removeObject('mailbox-policy', String(x['prefid'])).catch(failed).finally(() => void load());
	};
	return (
		<>
			{(['allow', 'deny'] as const).map(verdict => (
				<Group key={verdict} title={t(`junk-${verdict}`)} text={t(`junk-${verdict}-text`)}>
					{all.filter(x => x['verdict'] === verdict).map(x => {
						const who = String(x['value']);
						return (
							<div key={String(x['prefid'])} class="set-row">
								<span dir="ltr">{who}</span>
								<IconButton icon="x" size="s" label={t('privacy-remove', { who })} onClick={() => remove(x)} />
							</div>
						);
					})}
					<Add label={t('junk-who')} add={who => makeObject('mailbox-policy', { username: own(), object_from: who, object_list: verdict === 'allow' ? 'wl' : 'bl' }).then(() => load())} />
				</Group>
			))}
		</>
	);
}

function Add({ label, add }: { label: string; add: (who: string) => Promise<void> }) {
	const typed = useSignal('');
	return (
		<form
			class="set-row"
			onSubmit={e => {
				e.preventDefault();
				const who = typed.peek().trim();
				/* A bare domain means everybody there. */
				if (who)
					add(who.includes('@') ? who.replace(/^@/u, '*@') : `*@${who}`).then(() => {
						typed.value = '';
					}, failed);
			}}
		>
			<input dir="ltr" aria-label={label} placeholder={label} value={typed.value} maxLength={320} autocomplete="off" onInput={e => { typed.value = e.currentTarget.value; }} />
			<button type="submit" class="btn sec">{t('add')}</button>
		</form>
	);
}
