/* Filter rules (model/rules.ts), what they would have caught, and the whole script as text. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { route } from '../lib/router';
import { toast } from '../lib/toast';
import { isEmail } from '../lib/address';
import type { GetResult, Email, QueryResult } from '../jmap/types';
import { client } from '../model/connection';
import { mailboxes, otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { ownPart, rulesOf, scriptOf, type Action, type Field, type Match, type Rule, type Test } from '../model/rules';
import { loadScript, storeScript, type Active } from '../model/sieve';
import { settings } from '../model/settings';
import { Group } from './parts';

const FIELDS: readonly Field[] = ['from', 'to', 'subject', 'body', 'header', 'size'];
const MATCHES: readonly Match[] = ['contains', 'not-contains', 'is', 'not-is', 'starts', 'ends'];
const ACTIONS = ['move', 'copy', 'label', 'star', 'read', 'redirect', 'reject', 'discard', 'stop'] as const;

/* The name by which IMAP and Sieve know a folder. */
function path(id: string): string {
	const parts: string[] = [];
	for (let m = mailboxes.peek().get(id); m; m = m.parentId ? mailboxes.peek().get(m.parentId) : undefined)
		parts.unshift(m.role === 'inbox' ? 'INBOX' : m.name);
	return parts.join('/');
}

export function Filters() {
	const active = useSignal<Active | null>(null);
	const failed = useSignal('');
	const editing = useSignal<Rule | null>(null);
	const raw = useSignal(false);
	useEffect(() => {
		loadScript().then(a => {
			active.value = a;
			const r = route.peek();
			const from = r.page === 'settings' ? new URLSearchParams(r.section.split('?')[1] ?? '').get('from') : null;
			if (from)
				editing.value = { ...blank(), name: from, tests: [{ field: 'from', match: 'contains', value: from }] };
		}, (e: Error) => {
			failed.value = e.message;
		});
	}, []);
	const a = active.value;
	if (!a)
		return failed.value ? <p class="problem" role="alert">{t('failed-change', { why: failed.value })}</p> : <p class="late" role="status">{t('loading')}</p>;
	const rules = rulesOf(a.text);
	const own = ownPart(a.text);
	const store = async (text: string): Promise<boolean> => {
		failed.value = '';
		try {
			active.value = await storeScript(a, text);
			toast(t('saved'));
			return true;
		} catch (e) {
			failed.value = (e as Error).message;
			return false;
		}
	};
	const put = (next: readonly Rule[]): Promise<boolean> => store(scriptOf(own, next));
	const move = (i: number, by: number): void => {
		const next = [...rules];
		const [r] = next.splice(i, 1);
		next.splice(i + by, 0, r!);
		void put(next);
	};
	return (
		<>
			<Group title={t('settings-filters')} text={t('filters-text')}>
				{failed.value && <p class="problem" role="alert">{t('filter-refused', { why: failed.value })}</p>}
				{rules.map((r, i) => (
					<div key={r.id} class="set-row">
						<input class="toggle" type="checkbox" role="switch" aria-label={t('filter-on', { name: r.name })} checked={r.on} onChange={e => void put(rules.map(x => (x === r ? { ...r, on: e.currentTarget.checked } : x)))} />
						<button type="button" class="set-link" onClick={() => { editing.value = r; }} dir="auto">{r.name}</button>
						<IconButton icon="up" size="s" label={t('move-up', { name: r.name })} disabled={i === 0} onClick={() => move(i, -1)} />
						<IconButton icon="down" size="s" label={t('move-down', { name: r.name })} disabled={i === rules.length - 1} onClick={() => move(i, 1)} />
						<IconButton icon="trash" size="s" label={t('filter-remove', { name: r.name })} onClick={() => void put(rules.filter(x => x !== r)).then(done => done && toast(t('filter-removed'), { action: { text: t('undo'), run: () => void put(rules) } }))} />
					</div>
				))}
				{rules.length === 0 && <div class="set-row"><small>{t('filters-none')}</small></div>}
				<div class="set-row">
					<button type="button" class="btn pri" onClick={() => { editing.value = blank(); }}>{t('filter-new')}</button>
					<button type="button" class="btn sec" onClick={() => { raw.value = true; }}>{t('filter-script')}</button>
				</div>
				{own && <div class="set-row"><small>{t('filter-own')}</small></div>}
			</Group>
			{editing.value && (
				<RuleDialog
					rule={editing.value}
					onClose={() => {
						editing.value = null;
					}}
					onStore={async r => {
						const at = rules.findIndex(x => x.id === r.id);
						if (await put(at < 0 ? [...rules, r] : rules.map(x => (x.id === r.id ? r : x))))
							editing.value = null;
						return failed.peek();
					}}
				/>
			)}
			{raw.value && <ScriptDialog text={a.text} store={store} why={() => failed.peek()} onClose={() => { raw.value = false; }} />}
		</>
	);
}

function blank(): Rule {
	return { id: crypto.randomUUID(), name: '', on: true, all: true, tests: [{ field: 'from', match: 'contains', value: '' }], actions: [{ do: 'move', mailbox: '' }] };
}

function ScriptDialog({ text, store, why, onClose }: { text: string; store: (s: string) => Promise<boolean>; why: () => string; onClose: () => void }) {
	const value = useSignal(text);
	const bad = useSignal('');
	return (
		<Dialog title={t('filter-script')} class="wide" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					void store(value.peek()).then(done => {
						if (done)
							onClose();
						else
							bad.value = why();
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

function problem(r: Rule): string {
	if (!r.name.trim())
		return t('filter-need-name');
	if (r.tests.some(x => !x.value.trim() || (x.field === 'header' && !x.header?.trim())))
		return t('filter-need-test');
	if (r.actions.length === 0)
		return t('filter-need-action');
	for (const a of r.actions) {
		if ((a.do === 'move' || a.do === 'copy') && !a.mailbox)
			return t('filter-need-folder');
		if (a.do === 'redirect' && !isEmail(a.address))
			return t('send-failed-address', { text: a.address });
		if (a.do === 'label' && !a.keyword)
			return t('filter-need-label');
	}
	return '';
}

function RuleDialog({ rule, onClose, onStore }: { rule: Rule; onClose: () => void; onStore: (r: Rule) => Promise<string> }) {
	const r = useSignal(rule);
	const bad = useSignal('');
	const caught = useSignal<string | null>(null);
	const set = (patch: Partial<Rule>): void => {
		r.value = { ...r.peek(), ...patch };
		bad.value = '';
	};
	const v = r.value;
	return (
		<Dialog title={t(rule.name ? 'filter-edit' : 'filter-new')} class="wide" onClose={onClose}>
			<form
				class="form rule"
				onSubmit={e => {
					e.preventDefault();
					bad.value = problem(v);
					if (!bad.value)
						void onStore(v).then(why => {
							bad.value = why;
						});
				}}
			>
				<label class="field"><span>{t('set-name')}</span><input data-focus dir="auto" value={v.name} maxLength={100} onInput={e => set({ name: e.currentTarget.value })} /></label>
				<fieldset>
					<legend>
						<select aria-label={t('filter-when')} value={v.all ? 'all' : 'any'} onChange={e => set({ all: e.currentTarget.value === 'all' })}>
							<option value="all">{t('filter-when-all')}</option>
							<option value="any">{t('filter-when-any')}</option>
						</select>
					</legend>
					{v.tests.map((x, i) => <TestRow key={i} x={x} set={y => set({ tests: v.tests.map((z, n) => (n === i ? y : z)) })} remove={v.tests.length > 1 ? () => set({ tests: v.tests.filter((_, n) => n !== i) }) : null} />)}
					<button type="button" class="btn gh sm" onClick={() => set({ tests: [...v.tests, { field: 'subject', match: 'contains', value: '' }] })}>{t('filter-add-test')}</button>
				</fieldset>
				<fieldset>
					<legend>{t('filter-then')}</legend>
					{v.actions.map((x, i) => <ActionRow key={i} x={x} set={y => set({ actions: v.actions.map((z, n) => (n === i ? y : z)) })} remove={v.actions.length > 1 ? () => set({ actions: v.actions.filter((_, n) => n !== i) }) : null} />)}
					<button type="button" class="btn gh sm" onClick={() => set({ actions: [...v.actions, { do: 'star' }] })}>{t('filter-add-action')}</button>
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

function TestRow({ x, set, remove }: { x: Test; set: (x: Test) => void; remove: (() => void) | null }) {
	const size = x.field === 'size';
	return (
		<div class="rule-row">
			<select aria-label={t('filter-field')} value={x.field} onChange={e => {
				const field = e.currentTarget.value as Field;
				set({ ...x, field, match: field === 'size' ? 'over' : size ? 'contains' : x.match });
			}}>
				{FIELDS.map(f => <option key={f} value={f}>{t(`filter-field-${f}`)}</option>)}
			</select>
			{x.field === 'header' && <input dir="ltr" aria-label={t('filter-header')} placeholder="List-Id" value={x.header ?? ''} onInput={e => set({ ...x, header: e.currentTarget.value })} />}
			<select aria-label={t('filter-match')} value={x.match} onChange={e => set({ ...x, match: e.currentTarget.value as Match })}>
				{(size ? ['over', 'under'] as const : MATCHES).map(m => <option key={m} value={m}>{t(`filter-match-${m}`)}</option>)}
			</select>
			<input dir="auto" aria-label={t('filter-value')} inputMode={size ? 'numeric' : 'text'} value={x.value} onInput={e => set({ ...x, value: e.currentTarget.value })} />
			{size && <span>kB</span>}
			{remove && <IconButton icon="x" size="s" label={t('filter-remove-test')} onClick={remove} />}
		</div>
	);
}

function ActionRow({ x, set, remove }: { x: Action; set: (x: Action) => void; remove: (() => void) | null }) {
	const boxes = [...roleMailboxes.value.filter(m => m.role !== 'drafts' && m.role !== 'scheduled' && m.role !== 'snoozed'), ...otherMailboxes.value.map(r => r.mailbox)];
	return (
		<div class="rule-row">
			<select aria-label={t('filter-action')} value={x.do} onChange={e => {
				const to = e.currentTarget.value as Action['do'];
				set(to === 'move' || to === 'copy' ? { do: to, mailbox: '' } : to === 'label' ? { do: to, keyword: settings.peek().labels[0]?.keyword ?? '' }
					: to === 'redirect' ? { do: to, address: '', copy: true } : to === 'reject' ? { do: to, text: '' } : { do: to });
			}}>
				{ACTIONS.map(a => <option key={a} value={a}>{t(`filter-do-${a}`)}</option>)}
			</select>
			{(x.do === 'move' || x.do === 'copy') && (
				<select aria-label={t('set-folder')} value={x.mailbox} onChange={e => set({ ...x, mailbox: e.currentTarget.value })}>
					<option value="">{t('filter-choose')}</option>
					{boxes.map(m => <option key={m.id} value={path(m.id)}>{m.role ? t(`folder-${m.role}`) : path(m.id)}</option>)}
				</select>
			)}
			{x.do === 'label' && (
				<select aria-label={t('labels')} value={x.keyword} onChange={e => set({ ...x, keyword: e.currentTarget.value })}>
					{settings.value.labels.map(l => <option key={l.keyword} value={l.keyword}>{l.name}</option>)}
				</select>
			)}
			{x.do === 'redirect' && (
				<>
					<input dir="ltr" type="email" aria-label={t('filter-address')} value={x.address} onInput={e => set({ ...x, address: e.currentTarget.value.trim() })} />
					<label class="inline"><input type="checkbox" checked={x.copy} onChange={e => set({ ...x, copy: e.currentTarget.checked })} />{t('filter-keep-copy')}</label>
				</>
			)}
			{x.do === 'reject' && <input dir="auto" aria-label={t('filter-reject-text')} value={x.text} onInput={e => set({ ...x, text: e.currentTarget.value })} />}
			{remove && <IconButton icon="x" size="s" label={t('filter-remove-action')} onClick={remove} />}
		</div>
	);
}

/* What the rule would have caught of the mail that is there: the same question as a search. */
async function dryRun(r: Rule): Promise<string> {
	const part = (x: Test): object => {
		const one = x.field === 'size' ? { [x.match === 'under' ? 'maxSize' : 'minSize']: (Number(x.value) || 0) * 1024 }
			: x.field === 'header' ? { header: [x.header ?? '', x.value] } : { [x.field]: x.value };
		return x.match.startsWith('not-') ? { operator: 'NOT', conditions: [one] } : one;
	};
	try {
		const c = client();
		const q = c.call<QueryResult>('Email/query', { filter: { operator: r.all ? 'AND' : 'OR', conditions: r.tests.map(part) }, sort: [{ property: 'receivedAt', isAscending: false }], limit: 3, calculateTotal: true });
		const g = c.call<GetResult<Email>>('Email/get', { ids: q.ref('/ids'), properties: ['subject'] });
		const [found, got] = await Promise.all([q.result, g.result]);
		return t('filter-caught', { n: found.total ?? found.ids.length, subjects: got.list.map(e => `“${e.subject ?? ''}”`).join(', ') });
	} catch (e) {
		return t('failed-change', { why: (e as Error).message });
	}
}
