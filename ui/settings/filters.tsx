/* Filter rules, what they would have caught, and the person's own Sieve script as text. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { route } from '../lib/router';
import { toast } from '../lib/toast';
import { loadFilters, putFilter, putOrder, removeFilter, type MailFilter } from '../model/filters';
import { refusedText, why } from '../model/refused';
import { loadScript, storeScript, type Active } from '../model/sieve';
import { canSieve } from '../model/server-extras';
import { Group } from './parts';
import { RuleDialog } from './rule';

function blank(): MailFilter {
	return { id: '', name: '', isEnabled: true, position: 0, match: 'all', conditions: [{ field: 'from', op: 'contains', value: '' }], actions: [{ type: 'move', mailboxId: '' }] };
}

export function Filters() {
	const list = useSignal<MailFilter[] | null>(null);
	const failed = useSignal('');
	const editing = useSignal<MailFilter | null>(null);
	const load = async (): Promise<void> => {
		try {
			list.value = await loadFilters();
		} catch (e) {
			failed.value = why(e);
		}
	};
	useEffect(() => {
		void load();
		const r = route.peek();
		const from = r.page === 'settings' ? new URLSearchParams(r.section.split('?')[1] ?? '').get('from') : null;
		if (from)
			editing.value = { ...blank(), name: from, conditions: [{ field: 'from', op: 'contains', value: from }] };
	}, []);
	/* Shown at once; what the server refuses goes back, with its words. */
	const act = async (next: MailFilter[], work: Promise<void>): Promise<void> => {
		const before = list.peek();
		list.value = next;
		failed.value = '';
		try {
			await work;
		} catch (e) {
			list.value = before;
			failed.value = why(e);
		}
	};
	const rules = list.value;
	if (!rules)
		return failed.value ? <p class="problem" role="alert">{t('failed-change', { why: failed.value })}</p> : <p class="late" role="status">{t('loading')}</p>;
	const move = (i: number, by: number): void => {
		const next = [...rules];
		const [r] = next.splice(i, 1);
		next.splice(i + by, 0, r!);
		void act(next, putOrder(next.map(x => x.id)));
	};
	const drop = (r: MailFilter): void => void act(rules.filter(x => x !== r), removeFilter(r.id).then(() => {
		const { id, ...rest } = r;
		void id;
		toast(t('filter-removed'), { action: { text: t('undo'), run: () => void putFilter(rest).then(load) } });
	}));
	return (
		<>
			<Group title={t('filters-rules')} text={t('filters-text')}>
				{failed.value && <p class="problem" role="alert">{t('filter-refused', { why: failed.value })}</p>}
				{rules.map((r, i) => (
					<div key={r.id} class="set-row">
						<input class="toggle" type="checkbox" role="switch" aria-label={t('filter-on', { name: r.name })} checked={r.isEnabled} onChange={e => void act(rules.map(x => (x === r ? { ...r, isEnabled: e.currentTarget.checked } : x)), putFilter({ id: r.id, isEnabled: e.currentTarget.checked }))} />
						<button type="button" class="set-link" dir="auto" onClick={() => { editing.value = r; }}>{r.name}</button>
						<IconButton icon="up" size="s" label={t('move-up', { name: r.name })} disabled={i === 0} onClick={() => move(i, -1)} />
						<IconButton icon="down" size="s" label={t('move-down', { name: r.name })} disabled={i === rules.length - 1} onClick={() => move(i, 1)} />
						<IconButton icon="trash" size="s" label={t('filter-remove', { name: r.name })} onClick={() => drop(r)} />
					</div>
				))}
				{rules.length === 0 && <div class="set-row"><small>{t('filters-none')}</small></div>}
				<div class="set-row"><button type="button" class="btn pri" onClick={() => { editing.value = blank(); }}>{t('filter-new')}</button></div>
			</Group>
			{canSieve() && <Script />}
			{editing.value && (
				<RuleDialog
					rule={editing.value}
					onClose={() => {
						editing.value = null;
					}}
					onStore={async r => {
						try {
							const { id, position, ...rest } = r;
							await putFilter(id ? { id, ...rest } : { ...rest, ...(position > 0 ? { position } : {}) });
						} catch (e) {
							return t('filter-refused', { why: why(e) });
						}
						editing.value = null;
						toast(t('saved'));
						await load();
						return '';
					}}
				/>
			)}
		</>
	);
}

function Script() {
	const open = useSignal<Active | null>(null);
	return (
		<Group title={t('filter-script')} text={t('filter-own')}>
			<div class="set-row">
				<button type="button" class="btn sec" onClick={() => void loadScript().then(a => { open.value = a; }, (e: Error) => toast(refusedText(e), { bad: true }))}>{t('filter-edit-script')}</button>
			</div>
			{open.value && <ScriptDialog active={open.value} onClose={() => { open.value = null; }} />}
		</Group>
	);
}

function ScriptDialog({ active, onClose }: { active: Active; onClose: () => void }) {
	const value = useSignal(active.text);
	const bad = useSignal('');
	return (
		<Dialog title={t('filter-script')} class="wide" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					storeScript(active, value.peek()).then(() => {
						toast(t('saved'));
						onClose();
					}, (e: Error) => {
						bad.value = t('filter-refused', { why: why(e) });
					});
				}}
			>
				<label class="field"><span>{t('filter-sieve')}</span><textarea data-focus class="code" dir="ltr" spellcheck={false} rows={18} value={value.value} onInput={e => { value.value = e.currentTarget.value; }} /></label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('save')}</button>
				</div>
			</form>
		</Dialog>
	);
}
