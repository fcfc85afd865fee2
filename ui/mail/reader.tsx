/* The open conversation: oldest first, read messages folded to a line. */
import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from '../lib/avatar';
import { CommandButton, IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { runCommand } from '../lib/keys';
import { phone } from '../lib/media';
import { MenuButton } from '../lib/menu-button';
import { commandItem } from '../lib/overlay';
import type { Email } from '../jmap/types';
import { markRead } from '../model/actions';
import { person } from '../model/connection';
import { body, loadThread, threadFaults } from '../model/conversation';
import { canSnooze } from '../model/server-extras';
import { current } from '../model/list';
import { settings } from '../model/settings';
import { emails, members, threads } from '../model/mail-data';
import { why } from '../model/refused';
import { allShown, unfolded } from './folding';
import { LabelChips } from './labels';
import { FoldedMessage, Message } from './message';
import { closeThread, mailbox, moveCursor, openId, rowOfThread } from './state';

export function Reader() {
	const id = openId.value;
	if (!id) {
		return (
			<section class="rp none" aria-label={t('conversation')}>
				<div class="empty"><Icon name="mail" size="l" /><p>{t('nothing-open')}</p></div>
			</section>
		);
	}
	return <Conversation key={id} id={id} />;
}

function Conversation({ id }: { id: string }) {
	const list = members(id);
	const thread = threads.get(id);
	const fault = threadFaults.value.get(id);
	const ready = list.length > 0 && list.every(e => body(e.id) !== undefined);
	const shown = list.filter(e => e.mailboxIds[mailbox.value?.id ?? ''] || !isGone(e));
	const heading = useRef<HTMLHeadingElement>(null);
	const subject = list[0]?.subject?.trim() || t('no-subject');

	/* Read as soon as it is in front of somebody; "unread" pressed later stays. */
	const marked = useRef(new Set<string>());
	useEffect(() => {
		if (!ready)
			return;
		const fresh = list.filter(e => !e.keywords['$seen'] && !marked.current.has(e.id));
		for (const e of list)
			marked.current.add(e.id);
		prefetchNext(id);
		const delay = settings.peek().readDelay;
		if (fresh.length === 0 || delay < 0)
			return;
		if (delay === 0) {
			markRead([id], true);
			return;
		}
		const timer = setTimeout(() => markRead([id], true), delay * 1000);
		return () => clearTimeout(timer);
	}, [ready, list.length]);

	/* On the phone the page changed, so reading starts at its heading. */
	useEffect(() => {
		if (phone.peek())
			heading.current?.focus();
	}, []);

	return (
		<section class="rp" aria-label={t('conversation')}>
			<Toolbar id={id} />
			<div class="conv" tabIndex={-1}>
				{(list.length > 0 || thread) && <h1 ref={heading} tabIndex={-1}><span dir="auto">{subject}</span> <LabelChips of={list} removable /></h1>}
				{fault && !ready && (
					<div class="empty" role="alert">
						<Icon name="warn" size="l" />
						<p>{t(fault.kind === 'offline' ? 'conversation-offline' : 'conversation-failed', { why: why(fault) })}</p>
						<button type="button" class="btn sec" onClick={() => void loadThread(id, true)}>{t('retry')}</button>
					</div>
				)}
				{!fault && ready && list.length === 0 && <div class="empty"><p>{t('conversation-gone')}</p></div>}
				{!ready && !fault && <div class="msg late" role="status" aria-label={t('loading')}><div class="mh skeleton"><span class="av l" /><div><i class="bar w40" /><i class="bar w60" /></div></div><div class="mb skeleton"><i class="bar w80" /><i class="bar w60" /><i class="bar w80" /></div></div>}
				{ready && <Messages list={shown} />}
				{ready && <ReplyBar last={list[list.length - 1]} />}
			</div>
		</section>
	);
}

function isGone(e: Email): boolean {
	return Object.keys(e.mailboxIds).length === 0;
}

/* Long runs of folded messages become "6 earlier messages". */
function Messages({ list }: { list: readonly Email[] }) {
	const open = unfolded.value;
	const firstOpen = list.findIndex(e => open.has(e.id));
	const run = firstOpen < 0 ? list.length : firstOpen;
	const hidden = !allShown.value && run > 4 ? run - 2 : 0;
	const out = [];
	for (const [i, e] of list.entries()) {
		if (hidden > 0 && i >= 1 && i < 1 + hidden) {
			if (i === 1)
				out.push(
					<button key="more" type="button" class="earlier" onClick={() => { allShown.value = true; }}>
						{t('earlier-messages', { n: hidden })}
					</button>,
				);
			continue;
		}
		out.push(open.has(e.id) ? <Message key={e.id} id={e.id} /> : <FoldedMessage key={e.id} id={e.id} />);
	}
	return <>{out}</>;
}

function Toolbar({ id }: { id: string }) {
	const list = current.value;
	list?.version.value;
	const at = list ? rowOfThread(list, id) : -1;
	const total = list?.windows.known ? list.windows.length : 0;
	const archived = mailbox.value?.role === 'archive';
	const inJunk = mailbox.value?.role === 'junk';
	return (
		<div class="tb" role="toolbar" aria-label={t('conversation-actions')}>
			{phone.value && <IconButton icon="back" label={t('cmd-back')} keys="U" onClick={closeThread} />}
			{phone.value && <span class="sp" />}
			{!archived && <CommandButton id="archive" icon="archive" />}
			{!phone.value && <CommandButton id="junk" icon={inJunk ? 'shieldok' : 'junk'} {...(inJunk ? { label: t('not-junk') } : {})} />}
			<CommandButton id="delete" icon="trash" />
			<span class="sep" />
			<CommandButton id="unread" icon="unread" />
			{canSnooze() && <CommandButton id="snooze" icon="clock" data-command="snooze" />}
			<CommandButton id="move" icon="move" data-command="move" />
			{!phone.value && <CommandButton id="label" icon="tag" data-command="label" />}
			{!phone.value && <span class="sep" />}
			{!phone.value && <CommandButton id="star" icon="star" />}
			{!phone.value && <CommandButton id="print" icon="print" class="opt" />}
			<MenuButton
				icon="more"
				label={t('more')}
				items={() => [
					commandItem('reply', 'reply'), commandItem('reply-all', 'replyall'), commandItem('forward', 'fwd'),
					commandItem('star', 'star'), commandItem('label', 'tag'), commandItem('mute', 'mute'), commandItem('junk', 'junk'), commandItem('unread-from', 'unread'),
					commandItem('unfold', 'down'), commandItem('fold', 'up'), commandItem('print', 'print'),
				]}
			/>
			{!phone.value && (
				<>
					<span class="sp" />
					{at >= 0 && <span class="pos opt">{t('position', { n: at + 1, total })}</span>}
					<IconButton icon="up" label={t('newer')} keys="K" disabled={at <= 0} onClick={() => moveCursor(-1)} />
					<IconButton icon="down" label={t('older')} keys="J" disabled={at < 0 || at >= total - 1} onClick={() => moveCursor(1)} />
				</>
			)}
		</div>
	);
}

function ReplyBar({ last }: { last: Email | undefined }) {
	const many = last ? (last.to?.length ?? 0) + (body(last.id)?.cc?.length ?? 0) > 1 : false;
	const who = person.value;
	return (
		<div class="qr">
			{who && <Avatar of={{ name: who.name, email: who.address }} size="s" />}
			<button type="button" class="qr-text" onClick={() => runCommand(many ? 'reply-all' : 'reply')}>{t(many ? 'reply-everyone' : 'reply-hint')}</button>
			<button type="button" class="btn sec sm" onClick={() => runCommand('reply')}><Icon name="reply" size="s" />{t('cmd-reply')}</button>
			{many && <button type="button" class="btn sec sm" onClick={() => runCommand('reply-all')}><Icon name="replyall" size="s" />{t('cmd-reply-all')}</button>}
			<button type="button" class="btn sec sm" onClick={() => runCommand('forward')}><Icon name="fwd" size="s" />{t('cmd-forward')}</button>
		</div>
	);
}

/* The next one down is what most people open next. */
function prefetchNext(id: string): void {
	const list = current.peek();
	const next = list?.windows.at(rowOfThread(list, id) + 1);
	const e = next ? emails.peek(next) : undefined;
	if (e)
		setTimeout(() => void loadThread(e.threadId), 150);
}
