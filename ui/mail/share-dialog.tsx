/* Who else has a folder, and what each of them may do there; everything is kept at once. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import type { Mailbox } from '../jmap/types';
import { refusedText, why } from '../model/refused';
import { giveRights, LEVELS, levelOf, RIGHTS, rightsOf, sharesOf, whoIs, type Principal, type Rights, type Share } from '../model/share-folder';
import { folderName } from './folder-name';

const nameOf = (p: Principal): string => (p.type === 'other' ? t('share-everybody', { domain: p.name }) : p.name);

function Row({ s, set }: { s: Share; set: (rights: Rights | null) => void }) {
	const who = nameOf(s.who);
	const level = levelOf(s.rights);
	return (
		<li class="share-row">
			<Icon name={s.who.type === 'individual' ? 'user' : 'users'} />
			<span class="who"><span dir="auto">{who}</span>{s.who.email && s.who.email !== who && <small dir="ltr">{s.who.email}</small>}</span>
			<select aria-label={t('mail-shared-right', { who })} value={level} onChange={e => set(rightsOf(LEVELS[e.currentTarget.value] ?? RIGHTS.filter(r => s.rights[r])))}>
				{Object.keys(LEVELS).map(l => <option key={l} value={l}>{t(`share-${l}`)}</option>)}
				{level === 'own' && <option value="own">{t('share-own')}</option>}
			</select>
			<IconButton icon="trash" size="s" label={t('mail-shared-remove', { who })} onClick={() => set(null)} />
			<details>
				<summary>{t('share-details', { who })}</summary>
				{RIGHTS.map(r => (
					<label key={r} class="inline">
						<input type="checkbox" checked={s.rights[r] ?? false} onChange={e => set(rightsOf(RIGHTS.filter(x => (x === r ? e.currentTarget.checked : s.rights[x]))))} />
						{t(`share-${r.toLowerCase()}`)}
					</label>
				))}
			</details>
		</li>
	);
}

export function ShareDialog({ m, onClose }: { m: Mailbox; onClose: () => void }) {
	const list = useSignal<readonly Share[] | null>(null);
	const everybody = useSignal<Principal | null>(null);
	const found = useSignal<readonly Principal[]>([]);
	const bad = useSignal('');
	const load = (): Promise<void> => sharesOf(m.id).then(l => {
		list.value = l;
	}, (e: unknown) => {
		bad.value = why(e);
	});
	useEffect(() => {
		void load();
		void whoIs({ type: 'other' }).then(all => {
			everybody.value = all[0] ?? null;
		}, () => undefined);
	}, []);
	/* Shown at once, and as the server has it afterwards. */
	const give = (who: Principal, rights: Rights | null): Promise<void> => {
		const others = (list.peek() ?? []).filter(s => s.who.id !== who.id);
		const at = (list.peek() ?? []).findIndex(s => s.who.id === who.id);
		if (rights)
			others.splice(at < 0 ? others.length : at, 0, { who, rights });
		list.value = others;
		bad.value = '';
		return giveRights(m, who.id, rights).then(load, async (e: unknown) => {
			await load();
			bad.value = refusedText(e);
		});
	};
	const suggest = (text: string): void => {
		if (text.trim().length >= 2)
			void whoIs({ text: text.trim() }).then(all => {
				found.value = all;
			}, () => undefined);
	};
	const add = async (form: HTMLFormElement): Promise<void> => {
		const typed = String(new FormData(form).get('who')).trim();
		const low = typed.toLowerCase();
		const all = await whoIs({ text: typed });
		const who = all.find(p => p.email?.toLowerCase() === low) ?? (all.filter(p => p.name.toLowerCase() === low).length === 1 ? all.find(p => p.name.toLowerCase() === low) : undefined);
		if (!who) {
			bad.value = t('share-nobody');
			return;
		}
		form.reset();
		await give(who, rightsOf(LEVELS['read']!));
	};
	return (
		<Dialog title={t('folder-share-title', { name: folderName(m) })} onClose={onClose}>
			<div class="form share">
				<p class="dialog-text">{t('folder-share-text')}</p>
				{list.value?.length === 0 && <p class="dialog-text">{t('mail-shared-none')}</p>}
				<ul aria-label={t('mail-shared')}>{list.value?.map(s => <Row key={s.who.id} s={s} set={rights => void give(s.who, rights)} />)}</ul>
				<form
					class="share-add"
					onSubmit={e => {
						e.preventDefault();
						add(e.currentTarget).catch((x: unknown) => {
							bad.value = why(x);
						});
					}}
				>
					<label class="field">
						<span>{t('mail-shared-who')}</span>
						<input data-focus name="who" dir="auto" required autocomplete="off" list="share-who" aria-invalid={bad.value !== ''} onInput={e => suggest(e.currentTarget.value)} />
					</label>
					<datalist id="share-who">{found.value.filter(p => p.email).map(p => <option key={p.id} value={p.email!}>{p.name}</option>)}</datalist>
					<button type="submit" class="btn pri">{t('mail-shared-add')}</button>
				</form>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					{everybody.value && !list.value?.some(s => s.who.id === everybody.value?.id) && (
						<button type="button" class="btn sec" onClick={() => void give(everybody.value!, rightsOf(LEVELS['read']!))}>{nameOf(everybody.value)}</button>
					)}
					<button type="button" class="btn sec" onClick={onClose}>{t('close')}</button>
				</div>
			</div>
		</Dialog>
	);
}
