/* Labels: keywords with a name and a colour, as chips and as a menu. */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Menu, type MenuItem } from '../lib/overlay';
import type { Email } from '../jmap/types';
import { labelThreads, labelled } from '../model/actions';
import { change, keywordFor, labelOf, settings, type Label } from '../model/settings';
import { labelAll } from './all';
import { labelMenu } from './commands';

/* Keywords that mean something else than a label (RFC 8621, 4.1.1, and the IANA registry). */
export function labelsOf(list: readonly Email[]): Label[] {
	const out: Label[] = [];
	for (const e of list)
		for (const k of Object.keys(e.keywords)) {
			const l = k.startsWith('$') ? undefined : labelOf(k);
			if (l && !out.includes(l))
				out.push(l);
		}
	return out.sort((a, b) => settings.value.labels.indexOf(a) - settings.value.labels.indexOf(b));
}

export function LabelChips({ of, removable }: { of: readonly Email[]; removable?: boolean }) {
	const list = labelsOf(of);
	const thread = of[0]?.threadId;
	return (
		<>
			{list.map(l => (
				<span key={l.keyword} class={`chip lb h${l.hue}`}>
					<span dir="auto">{l.name}</span>
					{removable && thread && <IconButton icon="x" size="xs" label={t('label-remove', { name: l.name })} onClick={() => labelThreads([thread], l, false)} />}
				</span>
			))}
		</>
	);
}

function newLabel(name: string): Label {
	const now = settings.peek().labels;
	const label = { keyword: keywordFor(name, now.map(l => l.keyword)), name: name.trim().slice(0, 60), hue: now.length % 8 + 1 };
	change({ labels: [...now, label] });
	return label;
}

export function LabelMenu() {
	const at = labelMenu.value;
	return at ? <Open at={at.at} threads={at.threads} /> : null;
}

function Open({ at, threads }: { at: DOMRect | { x: number; y: number }; threads: readonly string[] }) {
	const text = useSignal('');
	const needle = text.value.trim().toLocaleLowerCase();
	const all = settings.value.labels;
	const items: MenuItem[] = all.filter(l => !needle || l.name.toLocaleLowerCase().includes(needle)).map(l => {
		const on = threads.every(id => labelled(id, l));
		return { text: l.name, hue: l.hue, checked: on, many: true, run: () => void (labelAll(l, !on) || labelThreads(threads, l, !on)) };
	});
	if (needle && !all.some(l => l.name.toLocaleLowerCase() === needle))
		items.push({
			text: t('label-make', { name: text.value.trim() }), icon: 'plus', run: () => {
				const l = newLabel(text.value);
				if (!labelAll(l, true))
					labelThreads(threads, l, true);
			},
		});
	if (!needle && all.length === 0)
		items.push({ text: t('label-none'), disabled: true, run: () => {} });
	return (
		<Menu
			label={t('cmd-label')}
			at={at}
			items={items}
			find={{
				value: text.value,
				placeholder: t('label-find'),
				set: s => {
					text.value = s;
				},
			}}
			onClose={() => {
				labelMenu.value = null;
			}}
		/>
	);
}
