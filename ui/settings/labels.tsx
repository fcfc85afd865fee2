import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { change, keywordFor, settings, type Label } from '../model/settings';
import { Group } from './parts';

export function Labels() {
	const name = useSignal('');
	const list = settings.value.labels;
	const put = (l: Label, patch: Partial<Label>): void => change({ labels: settings.peek().labels.map(x => (x.keyword === l.keyword ? { ...x, ...patch } : x)) });
	const move = (i: number, by: number): void => {
		const next = [...list];
		const [l] = next.splice(i, 1);
		next.splice(i + by, 0, l!);
		change({ labels: next });
	};
	const remove = (l: Label, i: number): void => {
		change({ labels: list.filter(x => x !== l) });
		toast(t('label-deleted', { name: l.name }), {
			action: {
				text: t('undo'), run: () => {
					const next = [...settings.peek().labels];
					next.splice(i, 0, l);
					change({ labels: next });
				},
			},
		});
	};
	return (
		<Group text={t('set-labels-text')}>
			{list.map((l, i) => (
				<div key={l.keyword} class="set-row label-row">
					<select class={`h${l.hue}`} aria-label={t('label-colour', { name: l.name })} value={String(l.hue)} onChange={e => put(l, { hue: Number(e.currentTarget.value) })}>
						{[1, 2, 3, 4, 5, 6, 7, 8].map(h => <option key={h} value={String(h)}>{t(`hue-${h}`)}</option>)}
					</select>
					<input dir="auto" aria-label={t('label-name', { name: l.name })} value={l.name} maxLength={60} onChange={e => put(l, { name: e.currentTarget.value.trim() || l.name })} />
					<code dir="ltr">{l.keyword}</code>
					<IconButton icon="up" size="s" label={t('move-up', { name: l.name })} disabled={i === 0} onClick={() => move(i, -1)} />
					<IconButton icon="down" size="s" label={t('move-down', { name: l.name })} disabled={i === list.length - 1} onClick={() => move(i, 1)} />
					<IconButton icon="trash" size="s" label={t('label-delete', { name: l.name })} onClick={() => remove(l, i)} />
				</div>
			))}
			<form
				class="set-row"
				onSubmit={e => {
					e.preventDefault();
					const typed = name.value.trim();
					if (!typed || list.some(l => l.name.toLocaleLowerCase() === typed.toLocaleLowerCase()))
						return;
					change({ labels: [...list, { keyword: keywordFor(typed, list.map(l => l.keyword)), name: typed, hue: list.length % 8 + 1 }] });
					name.value = '';
				}}
			>
				<input dir="auto" aria-label={t('label-new')} placeholder={t('label-new')} value={name.value} maxLength={60} onInput={e => { name.value = e.currentTarget.value; }} />
				<button type="submit" class="btn sec">{t('add')}</button>
			</form>
		</Group>
	);
}
