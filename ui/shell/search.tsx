/*
 * The search field. While somebody types it offers people, folders, labels,
 * earlier searches and operators; operators of what was searched are chips.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Avatar } from '../lib/avatar';
import { displayName, type Address } from '../lib/address';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { readLocal, writeLocal } from '../lib/local';
import { go, goMail, route } from '../lib/router';
import { folderIcon, folderName } from '../mail/folder-name';
import { boxName, otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { askDirectory, suggest } from '../model/people';
import { settings } from '../model/settings';

interface Offer {
	key: string;
	text: string;
	/* what the last word becomes; the whole text when `whole` */
	value: string;
	icon?: string;
	hue?: number;
	who?: Address;
	whole?: boolean;
	/* something is still to be typed after it */
	open?: boolean;
}

const OPERATORS = ['from:', 'to:', 'subject:', 'has:attachment', 'is:unread', 'is:starred', 'in:', 'label:', 'before:', 'after:', 'older_than:', 'newer_than:', 'larger:', 'list:'] as const;
const RECENT = 8;

function quoted(s: string): string {
	return /[\s()"]/u.test(s) ? `"${s.replace(/"/gu, '')}"` : s;
}

function offers(text: string): Offer[] {
	const word = /\S*$/u.exec(text)![0];
	const low = word.toLocaleLowerCase();
	if (!text.trim())
		return readLocal<string[]>('recent', []).map(q => ({ key: `recent ${q}`, text: q, value: q, icon: 'clock', whole: true }));
	const m = /^(from|to|cc|bcc|in|label):(.*)$/u.exec(low);
	const person = (a: Address, op: string): Offer => ({ key: `${op} ${a.email}`, text: `${op}${displayName(a)}`, value: `${op}${a.email}`, who: a });
	const boxes = [...roleMailboxes.value, ...otherMailboxes.value.map(r => r.mailbox)];
	if (m) {
		const [, op, rest] = m as unknown as [string, string, string];
		if (op === 'in')
			return boxes.filter(b => folderName(b).toLocaleLowerCase().includes(rest)).slice(0, 6).map(b => ({ key: b.id, text: `in:${folderName(b)}`, value: `in:${quoted(b.role ? boxName(b) : b.name)}`, icon: folderIcon(b) }));
		if (op === 'label')
			return settings.value.labels.filter(l => l.name.toLocaleLowerCase().includes(rest)).slice(0, 6).map(l => ({ key: l.keyword, text: `label:${l.name}`, value: `label:${l.keyword}`, hue: l.hue }));
		return suggest(rest, [], 6).map(a => person(a, `${op}:`));
	}
	if (low.length < 1)
		return [];
	return [
		...suggest(low, [], 3).map(a => person(a, 'from:')),
		...boxes.filter(b => low.length > 1 && folderName(b).toLocaleLowerCase().startsWith(low)).slice(0, 2).map(b => ({ key: b.id, text: `in:${folderName(b)}`, value: `in:${quoted(b.role ? boxName(b) : b.name)}`, icon: folderIcon(b) })),
		...settings.value.labels.filter(l => low.length > 1 && l.name.toLocaleLowerCase().startsWith(low)).slice(0, 2).map(l => ({ key: l.keyword, text: `label:${l.name}`, value: `label:${l.keyword}`, hue: l.hue })),
		...OPERATORS.filter(o => o.startsWith(low)).slice(0, 4).map(o => ({ key: o, text: o, value: o, icon: 'filter', open: o.endsWith(':') })),
	];
}

export function SearchField() {
	const input = useRef<HTMLInputElement>(null);
	const text = useSignal('');
	const open = useSignal(false);
	const at = useSignal(-1);
	const r = route.value;
	const q = r.page === 'mail' && r.box === 'search' ? r.q : '';
	/* Before anybody types on: later it would wipe that away. */
	useLayoutEffect(() => {
		text.value = q;
	}, [q]);
	const search = (typed: string): void => {
		open.value = false;
		if (!typed)
			return;
		writeLocal('recent', [typed, ...readLocal<string[]>('recent', []).filter(x => x !== typed)].slice(0, RECENT));
		go({ page: 'mail', box: 'search', thread: null, filter: 'all', q: typed });
		input.current?.blur();
	};
	const list = open.value ? offers(text.value) : [];
	const take = (o: Offer): void => {
		text.value = o.whole ? o.value : text.value.replace(/\S*$/u, o.value) + (o.open ? '' : ' ');
		at.value = -1;
		if (o.whole)
			search(o.value);
		else
			input.current?.focus();
	};
	return (
		<form
			class="find"
			role="search"
			onSubmit={e => {
				e.preventDefault();
				search(text.value.trim());
			}}
			onFocusOut={e => {
				if (!e.currentTarget.contains(e.relatedTarget as Node | null))
					open.value = false;
			}}
		>
			<Icon name="search" />
			<input
				ref={input}
				type="search"
				dir="auto"
				enterKeyHint="search"
				autocomplete="off"
				aria-label={t('search-placeholder')}
				placeholder={t('search-placeholder')}
				aria-autocomplete="list"
				{...(list.length > 0 ? { 'aria-controls': 'search-offers' } : {})}
				{...(list[at.value] ? { 'aria-activedescendant': `search-offer-${at.value}` } : {})}
				value={text.value}
				onFocus={() => {
					at.value = -1;
				}}
				onClick={() => {
					open.value = true;
				}}
				onInput={e => {
					text.value = e.currentTarget.value;
					askDirectory(/\S*$/u.exec(text.value)![0].replace(/^\w+:/u, ''));
					open.value = true;
					at.value = -1;
				}}
				onKeyDown={e => {
					if (e.key === 'Escape') {
						e.stopPropagation();
						if (open.value && list.length > 0)
							open.value = false;
						else
							input.current?.blur();
					} else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
						e.preventDefault();
						open.value = true;
						const n = list.length;
						if (n > 0)
							at.value = e.key === 'ArrowDown' ? (at.value + 1) % n : (at.value <= 0 ? n : at.value) - 1;
					} else if ((e.key === 'Enter' || e.key === 'Tab') && list[at.value]) {
						e.preventDefault();
						take(list[at.value]!);
					}
				}}
			/>
			{(text.value || q) && (
				<IconButton
					icon="x"
					size="s"
					label={t('clear-search')}
					onClick={() => {
						text.value = '';
						if (q)
							goMail({ box: 'inbox', q: '', thread: null, filter: 'all' });
						input.current?.focus();
					}}
				/>
			)}
			{!text.value && !q && <kbd class="kbd" aria-hidden="true">Ctrl K</kbd>}
			{list.length > 0 && (
				<ul class="offers" id="search-offers" role="listbox" aria-label={t('suggestions')}>
					{list.map((o, i) => (
						<li
							key={o.key}
							id={`search-offer-${i}`}
							role="option"
							aria-selected={i === at.value}
							onMouseDown={e => {
								e.preventDefault();
								take(o);
							}}
						>
							{o.who ? <Avatar of={o.who} size="xs" /> : o.hue ? <span class={`dot d${o.hue}`} aria-hidden="true" /> : <Icon name={o.icon ?? 'search'} size="s" />}
							<span dir="auto">{o.text}</span>
							{o.who?.name && <small>{o.who.email}</small>}
						</li>
					))}
				</ul>
			)}
		</form>
	);
}
