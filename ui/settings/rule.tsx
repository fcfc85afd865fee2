/* One rule: when, then, and what it would have caught. */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import type { Email, GetResult, QueryResult } from '../jmap/types';
import { client } from '../model/connection';
import { problemOf, type Action, type Condition, type Field, type MailFilter, type Op } from '../model/filters';
import { otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { refusedText } from '../model/refused';
import { settings } from '../model/settings';

const FIELDS: readonly Field[] = ['from', 'recipient', 'subject', 'body', 'list', 'header', 'size', 'attachment'];
const OPS = ['contains', 'not-contains', 'is', 'not-is', 'startsWith', 'endsWith'] as const;
const ACTIONS = ['move', 'copy', 'label', 'flag', 'markRead', 'forward', 'redirect', 'reject', 'delete', 'discard', 'stop'] as const;

export function RuleDialog({ rule, onClose, onStore }: { rule: MailFilter; onClose: () => void; onStore: (r: MailFilter) => Promise<string> }) {
	const r = useSignal(rule);
	const bad = useSignal('');
	const caught = useSignal('');
	const set = (patch: Partial<MailFilter>): void => {
		r.value = { ...r.peek(), ...patch };
		bad.value = '';
	};
	const v = r.value;
	const without = <T,>(list: readonly T[], i: number): T[] => list.filter((_, n) => n !== i);
	const withOne = <T,>(list: readonly T[], i: number, x: T): T[] => list.map((y, n) => (n === i ? x : y));
	return (
		<Dialog title={t(rule.id ? 'filter-edit' : 'filter-new')} class="wide" onClose={onClose}>
			<form
				class="form rule"
				onSubmit={e => {
					e.preventDefault();
					bad.value = problemOf(v);
					if (!bad.value)
						void onStore(v).then(why => {
							bad.value = why;
						});
				}}
			>
				<label class="field"><span>{t('set-name')}</span><input data-focus dir="auto" value={v.name} maxLength={100} onInput={e => set({ name: e.currentTarget.value })} /></label>
				<fieldset>
					<legend>
						<select aria-label={t('filter-when')} value={v.match} onChange={e => set({ match: e.currentTarget.value as 'all' | 'any' })}>
							<option value="all">{t('filter-when-all')}</option>
							<option value="any">{t('filter-when-any')}</option>
						</select>
					</legend>
					{v.conditions.map((x, i) => <ConditionRow key={i} x={x} set={y => set({ conditions: withOne(v.conditions, i, y) })} remove={v.conditions.length > 1 ? () => set({ conditions: without(v.conditions, i) }) : null} />)}
					<button type="button" class="btn gh sm" onClick={() => set({ conditions: [...v.conditions, { field: 'subject', op: 'contains', value: '' }] })}>{t('filter-add-test')}</button>
				</fieldset>
				<fieldset>
					<legend>{t('filter-then')}</legend>
					{v.actions.map((x, i) => <ActionRow key={i} x={x} set={y => set({ actions: withOne(v.actions, i, y) })} remove={v.actions.length > 1 ? () => set({ actions: without(v.actions, i) }) : null} />)}
					<button type="button" class="btn gh sm" onClick={() => set({ actions: [...v.actions, { type: 'flag' }] })}>{t('filter-add-action')}</button>
				</fieldset>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				{caught.value && <p class="dialog-text" role="status">{caught.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={() => void dryRun(v).then(text => { caught.value = text; })}>{t('filter-try')}</button>
					<span class="sp" />
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('save')}</button>
				</div>
			</form>
		</Dialog>
	);
}

function ConditionRow({ x, set, remove }: { x: Condition; set: (x: Condition) => void; remove: (() => void) | null }) {
	const size = x.field === 'size';
	const change = (field: Field): void => {
		if (field === 'attachment')
			set({ field });
		else if (field === 'size')
			set({ field, op: 'over', value: 1_000_000 });
		else
			set({ field, op: size || !x.op ? 'contains' : x.op, value: size ? '' : x.value ?? '', ...(field === 'header' ? { header: x.header ?? '' } : {}), ...(x.negate ? { negate: true } : {}) });
	};
	const op = `${x.negate ? 'not-' : ''}${x.op ?? 'contains'}`;
	return (
		<div class="rule-row">
			<select aria-label={t('filter-field')} value={x.field} onChange={e => change(e.currentTarget.value as Field)}>
				{FIELDS.map(f => <option key={f} value={f}>{t(`filter-field-${f}`)}</option>)}
			</select>
			{x.field === 'header' && <input dir="ltr" aria-label={t('filter-header')} placeholder="X-Mailer" value={x.header ?? ''} onInput={e => set({ ...x, header: e.currentTarget.value })} />}
			{x.field !== 'attachment' && (
				<select aria-label={t('filter-match')} value={op} onChange={e => {
					const { negate, ...rest } = x;
					void negate;
					const chosen = e.currentTarget.value;
					set({ ...rest, op: chosen.replace(/^not-/u, '') as Op, ...(chosen.startsWith('not-') ? { negate: true } : {}) });
				}}>
					{(size ? ['over', 'under'] as const : OPS).map(m => <option key={m} value={m}>{t(`filter-match-${m.toLowerCase()}`)}</option>)}
				</select>
			)}
			{x.field !== 'attachment' && (
				<input
					dir="auto"
					aria-label={t('filter-value')}
					inputMode={size ? 'numeric' : 'text'}
					value={size ? String(Math.round(Number(x.value) / 1000)) : String(x.value ?? '')}
					onInput={e => set({ ...x, value: size ? Math.max(0, Math.round(Number(e.currentTarget.value) || 0)) * 1000 : e.currentTarget.value })}
				/>
			)}
			{size && <span>kB</span>}
			{remove && <IconButton icon="x" size="s" label={t('filter-remove-test')} onClick={remove} />}
		</div>
	);
}

function ActionRow({ x, set, remove }: { x: Action; set: (x: Action) => void; remove: (() => void) | null }) {
	const boxes = [...roleMailboxes.value.filter(m => m.role !== 'drafts' && m.role !== 'scheduled' && m.role !== 'snoozed'), ...otherMailboxes.value.map(r => r.mailbox)];
	const change = (type: Action['type']): void => {
		if (type === 'move' || type === 'copy')
			set({ type, mailboxId: '' });
		else if (type === 'label')
			set({ type, keyword: settings.peek().labels[0]?.keyword ?? '' });
		else if (type === 'forward' || type === 'redirect')
			set({ type, address: '' });
		else if (type === 'reject')
			set({ type, text: '' });
		else
			set({ type });
	};
	return (
		<div class="rule-row">
			<select aria-label={t('filter-action')} value={x.type} onChange={e => change(e.currentTarget.value as Action['type'])}>
				{ACTIONS.map(a => <option key={a} value={a}>{t(`filter-do-${a.toLowerCase()}`)}</option>)}
			</select>
			{(x.type === 'move' || x.type === 'copy') && (
				<select aria-label={t('set-folder')} value={x.mailboxId} onChange={e => set({ ...x, mailboxId: e.currentTarget.value })}>
					<option value="">{t('filter-choose')}</option>
					{boxes.map(m => <option key={m.id} value={m.id}>{m.role ? t(`folder-${m.role}`) : m.name}</option>)}
				</select>
			)}
			{x.type === 'label' && (
				<select aria-label={t('labels')} value={x.keyword} onChange={e => set({ ...x, keyword: e.currentTarget.value })}>
					{settings.value.labels.map(l => <option key={l.keyword} value={l.keyword}>{l.name}</option>)}
				</select>
			)}
			{(x.type === 'forward' || x.type === 'redirect') && <input dir="ltr" type="email" aria-label={t('filter-address')} value={x.address} onInput={e => set({ ...x, address: e.currentTarget.value.trim() })} />}
			{x.type === 'reject' && <input dir="auto" aria-label={t('filter-reject-text')} value={x.text} onInput={e => set({ ...x, text: e.currentTarget.value })} />}
			{remove && <IconButton icon="x" size="s" label={t('filter-remove-action')} onClick={remove} />}
		</div>
	);
}

/* Of the mail that is there: the same question as a search. */
async function dryRun(r: MailFilter): Promise<string> {
	const one = (x: Condition): object => {
		switch (x.field) {
		case 'size': return { [x.op === 'under' ? 'maxSize' : 'minSize']: Number(x.value) };
		case 'attachment': return { hasAttachment: true };
		case 'header': return { header: [x.header ?? '', String(x.value)] };
		case 'list': return { header: ['List-Id', String(x.value)] };
		case 'recipient': return { operator: 'OR', conditions: [{ to: String(x.value) }, { cc: String(x.value) }] };
		default: return { [x.field]: String(x.value) };
		}
	};
	const part = (x: Condition): object => (x.negate ? { operator: 'NOT', conditions: [one(x)] } : one(x));
	try {
		const c = client();
		const q = c.call<QueryResult>('Email/query', { filter: { operator: r.match === 'all' ? 'AND' : 'OR', conditions: r.conditions.map(part) }, sort: [{ property: 'receivedAt', isAscending: false }], limit: 3, calculateTotal: true });
		const g = c.call<GetResult<Email>>('Email/get', { ids: q.ref('/ids'), properties: ['subject'] });
		const [found, got] = await Promise.all([q.result, g.result]);
		return t('filter-caught', { n: found.total ?? found.ids.length, subjects: got.list.map(e => `“${e.subject ?? ''}”`).join(', ') });
	} catch (e) {
		return refusedText(e);
	}
}
