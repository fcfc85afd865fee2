/* One conversation in the list: sender(s) and count, subject, preview, time, marks. */
import { memo } from './memo';
import { Avatar } from '../lib/avatar';
import { displayName, firstName, sameAddress, type Address } from '../lib/address';
import { shortTime } from '../lib/dates';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { runCommand } from '../lib/keys';
import { phone } from '../lib/media';
import type { Email } from '../jmap/types';
import { person } from '../model/connection';
import { emails, members, refused } from '../model/mail-data';
import { byRole } from '../model/mailboxes';
import { identities } from '../model/composing';
import { cursorId, mailbox, openId, selected, selectTo, setCursor, toggleSelected } from './state';
import { openOrContinue, rowMenu } from './commands';
import { now } from './now';
import { dragged } from './drag';
import { labelsOf } from './labels';
import { swipe } from './swipe';

function own(a: Address): boolean {
	return identities.value.some(i => sameAddress(i.email, a.email)) || sameAddress(person.value?.address ?? '', a.email);
}

/* "Ana Souza, you, Tim"; in Sent and Drafts the people written to. */
function people(list: readonly Email[], head: Email): { first: Address | undefined; text: string } {
	const role = mailbox.value?.role;
	if (role === 'sent' || role === 'drafts') {
		const to = head.to ?? [];
		return { first: to[0] ?? head.from?.[0], text: to.length > 0 ? t('to-people', { names: to.map(displayName).join(', ') }) : t('no-recipient') };
	}
	const seen: Address[] = [];
	for (const e of list)
		for (const a of e.from ?? [])
			if (!seen.some(s => sameAddress(s.email, a.email)))
				seen.push(a);
	const others = seen.filter(a => !own(a));
	const first = others[others.length - 1] ?? seen[0];
	if (seen.length <= 1)
		return { first, text: seen[0] ? (own(seen[0]) && others.length === 0 && list.length > 1 ? t('you-start') : displayName(seen[0])) : t('unknown-sender') };
	const names = seen.map((a, i) => (own(a) ? (i === 0 ? t('you-start') : t('you')) : i === 0 ? displayName(a) : firstName(a)));
	return { first, text: names.length > 4 ? [names[0], '…', ...names.slice(-2)].join(', ') : names.join(', ') };
}

export const Row = memo(function Row({ id, index, y }: { id: string; index: number; y: number }) {
	const head = emails.get(id);
	if (!head)
		return <SkeletonRow y={y} index={index} />;
	const all = members(head.threadId);
	const box = mailbox.value;
	const aside = ['trash', 'junk'].map(role => byRole(role)?.id).filter(x => x && x !== box?.id) as string[];
	const list = (all.length > 0 ? all : [head]).filter(e => !aside.some(a => e.mailboxIds[a]));
	const unread = list.some(e => !e.keywords['$seen']);
	const starred = list.some(e => e.keywords['$flagged']);
	const files = list.some(e => e.hasAttachment);
	const answered = head.keywords['$answered'];
	const drafts = box?.role !== 'drafts' && list.some(e => e.keywords['$draft']);
	const { first, text } = people(list.filter(e => !e.keywords['$draft']).length > 0 ? list.filter(e => !e.keywords['$draft']) : list, head);
	const time = shortTime(head.receivedAt, now.value, locale());
	const subject = head.subject?.trim() || t('no-subject');
	const isOpen = openId.value === head.threadId;
	const ticked = selected.value.has(id);
	const labels = labelsOf(list);
	const muted = list.some(e => e.keywords['$muted']);
	const failure = list.map(e => refused.value.get(e.id)).find(Boolean);
	const name = [
		unread ? t('row-unread') : '', text, list.length > 1 ? t('row-count', { n: list.length }) : '', subject, time,
		starred ? t('row-starred') : '', files ? t('row-files') : '', answered ? t('row-answered') : '', muted ? t('row-muted') : '', ...labels.map(l => l.name), failure ? t('row-failed', { why: failure }) : '',
	].filter(Boolean).join(', ');
	return (
		<div
			id={`row-${id}`}
			class={`row${unread ? ' un' : ''}${isOpen ? ' cur' : ''}${ticked ? ' sel' : ''}${cursorId.value === id ? ' at' : ''}`}
			role="row"
			aria-rowindex={index + 1}
			aria-selected={ticked || (isOpen && selected.value.size === 0)}
			aria-label={name}
			style={{ transform: `translate(var(--swipe, 0px), ${y}px)` }}
			{...(phone.value ? swipe(id) : {})}
			draggable={!phone.value}
			onDragStart={e => dragged(e, id)}
			onClick={e => {
				if (e.shiftKey) {
					selectTo(index);
					getSelection()?.removeAllRanges();
				} else if (e.ctrlKey || e.metaKey || (selected.value.size > 0 && phone.value)) {
					toggleSelected(id);
				} else {
					openOrContinue(id);
				}
			}}
			onContextMenu={e => {
				e.preventDefault();
				if (!selected.peek().has(id))
					selected.value = new Set();
				setCursor(index);
				rowMenu.value = { x: e.clientX, y: e.clientY };
			}}
		>
			<span
				class="pick"
				role="gridcell"
				onClick={e => {
					e.stopPropagation();
					if (e.shiftKey)
						selectTo(index);
					else
						toggleSelected(id);
				}}
			>
				<Avatar of={first} />
				<span class="tick" aria-hidden="true"><Icon name="check" size="s" /></span>
			</span>
			<div class="l" role="gridcell">
				<span class="f" dir="auto">
					{text}
					{list.length > 1 && <span class="k">{list.length}</span>}
					{drafts && <span class="dr">{t('draft-mark')}</span>}
				</span>
				<time dateTime={head.receivedAt}>{time}</time>
			</div>
			<div class="l" role="gridcell">
				<span class="s" dir="auto">{subject}</span>
				{failure && <span class="fail" title={failure}><Icon name="warn" size="xs" /></span>}
				{muted && <Icon name="mute" size="xs" />}
				{answered && <Icon name="reply" size="xs" />}
				{files && <Icon name="clip" size="xs" />}
				{starred && <span class="st"><Icon name="star" size="xs" /></span>}
			</div>
			<div class="l" role="gridcell">
				<span class="p" dir="auto">{head.preview}</span>
				{labels.slice(0, 2).map(l => <span key={l.keyword} class={`chip lb h${l.hue}`} dir="auto">{l.name}</span>)}
				{labels.length > 2 && <span class="more">+{labels.length - 2}</span>}
			</div>
			{!phone.value && <QuickActions id={id} index={index} unread={unread} />}
		</div>
	);
});

/* For the pointer; keys and the context menu do the same. */
function QuickActions({ id, index, unread }: { id: string; index: number; unread: boolean }) {
	const run = (command: string) => (e: MouseEvent): void => {
		e.stopPropagation();
		const before = selected.peek();
		const open = openId.peek();
		selected.value = new Set([id]);
		if (!open)
			setCursor(index);
		runCommand(command);
		selected.value = new Set([...before].filter(x => x !== id));
	};
	const archived = mailbox.value?.role === 'archive';
	const buttons: [string, string][] = [...(archived ? [] : [['archive', 'archive'] as [string, string]]), ['delete', 'trash'], unread ? ['read', 'mail'] : ['unread', 'unread'], ['star', 'star']];
	return (
		<span class="qa" role="gridcell">
			{buttons.map(([command, icon]) => (
				<button key={command} type="button" class="ib" tabIndex={-1} aria-label={t(`cmd-${command}`)} title={t(`cmd-${command}`)} onClick={run(command)}>
					<Icon name={icon} />
				</button>
			))}
		</span>
	);
}

export function SkeletonRow({ y, index }: { y: number | null; index?: number }) {
	return (
		<div
			class={`row skeleton${y === null ? ' still' : ''}`}
			{...(index === undefined ? {} : { role: 'row', 'aria-rowindex': index + 1, 'aria-label': t('loading') })}
			style={y === null ? {} : { transform: `translateY(${y}px)` }}
		>
			<span class="pick" {...(index === undefined ? {} : { role: 'gridcell' })}><span class="av" /></span>
			<div class="l"><i class="bar w40" /></div>
			<div class="l"><i class="bar w80" /></div>
			<div class="l"><i class="bar w60" /></div>
		</div>
	);
}
