/*
 * Composers: docked windows at the foot of the page, full screen on the
 * phone. The text is plain; an editor for formatted text goes where Text is.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { shortTime } from '../lib/dates';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { phone } from '../lib/media';
import { ConfirmDialog } from '../lib/overlay';
import { attach, close, composers, discard, identities, identityOf, save, send, type Composer } from '../model/composing';
import { FileList } from './file-list';
import { RecipientField } from './recipients';
import { Text } from './text';

export function Composers({ full }: { full: boolean }) {
	const list = composers.value;
	return (
		<div class={`cmps${full ? ' page' : ''}`}>
			{list.map(c => <Window key={c.key} c={c} full={full && c === list[list.length - 1]} />)}
		</div>
	);
}

function savedText(saved: '' | 'saving' | 'failed' | Date): string {
	if (saved instanceof Date)
		return t('draft-saved', { time: shortTime(saved.toISOString(), saved, locale()) });
	return saved === 'saving' ? t('draft-saving') : saved === 'failed' ? t('draft-failed') : '';
}

function Window({ c, full }: { c: Composer; full: boolean }) {
	const root = useRef<HTMLElement>(null);
	const large = useSignal(full);
	const more = useSignal({ cc: c.content.peek().cc.length > 0, bcc: c.content.peek().bcc.length > 0 });
	const asking = useSignal(false);
	const over = useSignal(false);
	const title = useComputed(() => c.content.value.subject.trim() || t(`compose-${c.kind}`));
	const returnTo = useRef<Element | null>(null);

	useLayoutEffect(() => {
		returnTo.current = document.activeElement;
		return () => {
			const el = returnTo.current as HTMLElement | null;
			if (el?.isConnected && el !== document.body)
				el.focus({ preventScroll: true });
			else
				document.querySelector<HTMLElement>('.rows[tabindex]')?.focus({ preventScroll: true });
		};
	}, []);
	/* Start where something is missing. */
	useEffect(() => {
		if (c.minimised.peek())
			return;
		const d = c.content.peek();
		const where = d.to.length + d.cc.length + d.bcc.length === 0 ? 'input.rcpt' : c.kind === 'new' && !d.subject ? 'input.subject' : 'textarea';
		root.current?.querySelector<HTMLElement>(where)?.focus();
	}, [c.minimised.value]);
	/* Leaving the page saves what the timer has not saved yet. */
	useEffect(() => {
		const leave = (): void => {
			if (document.visibilityState === 'hidden')
				void save(c);
		};
		document.addEventListener('visibilitychange', leave);
		return () => document.removeEventListener('visibilitychange', leave);
	}, []);

	if (c.minimised.value) {
		return (
			<section class="cmp min" aria-label={t('compose-window')}>
				<button type="button" class="cmp-bar" onClick={() => { c.minimised.value = false; }}>
					<span dir="auto">{title}</span>
					<Icon name="up" size="s" />
				</button>
				<IconButton icon="x" label={t('close-draft')} onClick={() => close(c)} />
			</section>
		);
	}

	const d = c.content.value;
	const set = (change: Partial<typeof d>): void => {
		c.content.value = { ...c.content.peek(), ...change };
	};
	const me = identityOf(c);
	const nobody = d.to.length + d.cc.length + d.bcc.length === 0;
	const sending = c.sending.value;
	const trySend = (sure = false): void => {
		/* An address still being typed counts: leaving its field takes it. */
		(document.activeElement as HTMLElement | null)?.blur();
		const now = c.content.peek();
		if (now.to.length + now.cc.length + now.bcc.length === 0) {
			c.problem.value = t('send-failed-norecipients', { why: '' });
			root.current?.querySelector<HTMLElement>('input.rcpt')?.focus();
			return;
		}
		const typing = [...(root.current?.querySelectorAll<HTMLInputElement>('input.rcpt') ?? [])].find(i => i.value.trim() !== '');
		if (typing) {
			c.problem.value = t('send-failed-address', { text: typing.value.trim() });
			typing.focus();
			return;
		}
		if (!sure && now.subject.trim() === '') {
			asking.value = true;
			return;
		}
		void send(c);
	};
	const onKeyDown = (e: KeyboardEvent): void => {
		const ctrl = e.ctrlKey || e.metaKey;
		const low = e.key.toLowerCase();
		if (ctrl && e.key === 'Enter')
			trySend();
		else if (e.key === 'Escape')
			close(c);
		else if (ctrl && e.shiftKey && (low === 'c' || low === 'b'))
			more.value = { cc: more.value.cc || low === 'c', bcc: more.value.bcc || low === 'b' };
		else
			return;
		e.preventDefault();
		e.stopPropagation();
	};
	const Tag = 'section';
	return (
		<Tag
			ref={root}
			class={`cmp${large.value || full ? ' large' : ''}${over.value ? ' over' : ''}`}
			role="dialog"
			aria-label={title.value}
			onKeyDown={onKeyDown}
			onDragOver={e => {
				if (e.dataTransfer?.types.includes('Files')) {
					e.preventDefault();
					over.value = true;
				}
			}}
			onDragLeave={() => {
				over.value = false;
			}}
			onDrop={e => {
				over.value = false;
				if (e.dataTransfer?.files.length) {
					e.preventDefault();
					attach(c, e.dataTransfer.files);
				}
			}}
		>
			<div class="hdr">
				<h2 dir="auto">{title}</h2>
				<span class="sp" />
				<small role="status">{savedText(c.saved.value)}</small>
				{!phone.value && !full && <IconButton icon="down" label={t('minimise')} onClick={() => { c.minimised.value = true; }} />}
				{!phone.value && !full && <IconButton icon="ext" size="s" label={t(large.value ? 'smaller' : 'full-screen')} onClick={() => { large.value = !large.value; }} />}
				<IconButton icon="x" label={t('close-draft')} keys="Esc" onClick={() => close(c)} />
			</div>
			{c.problem.value && (
				<div class="problem" role="alert">
					<Icon name="warn" size="s" />
					<span>{c.problem.value}</span>
				</div>
			)}
			<fieldset class="fields" disabled={sending}>
				{identities.value.length > 1
					? (
						<label class="fl">
							<span class="l">{t('from')}</span>
							<select value={me?.id ?? ''} onChange={e => set({ identityId: e.currentTarget.value })}>
								{identities.value.map(i => <option key={i.id} value={i.id}>{i.name ? `${i.name} <${i.email}>` : i.email}</option>)}
							</select>
						</label>
					)
					: (
						<div class="fl">
							<span class="l">{t('from')}</span>
							<span class="me" dir="auto">{me?.name} <span>{me?.email}</span></span>
						</div>
					)}
				<RecipientField label={t('to')} value={d.to} others={[...d.cc, ...d.bcc]} onChange={to => set({ to })}>
					{!more.value.cc && <button type="button" class="btn gh sm" title="Ctrl Shift C" onClick={() => { more.value = { ...more.value, cc: true }; }}>{t('cc')}</button>}
					{!more.value.bcc && <button type="button" class="btn gh sm" title="Ctrl Shift B" onClick={() => { more.value = { ...more.value, bcc: true }; }}>{t('bcc')}</button>}
				</RecipientField>
				{more.value.cc && <RecipientField label={t('cc')} value={d.cc} others={[...d.to, ...d.bcc]} onChange={cc => set({ cc })} focus={d.cc.length === 0 && c.kind === 'new'} />}
				{more.value.bcc && <RecipientField label={t('bcc')} value={d.bcc} others={[...d.to, ...d.cc]} onChange={bcc => set({ bcc })} focus={d.bcc.length === 0 && c.kind === 'new'} />}
				<label class="fl">
					<span class="l">{t('subject')}</span>
					<input class="subject" dir="auto" value={d.subject} onInput={e => set({ subject: e.currentTarget.value })} />
				</label>
				<Text value={d.text} onInput={text => set({ text })} onFiles={files => attach(c, files)} />
			</fieldset>
			<FileList files={c.files.value} />
			<footer>
				<button type="button" class="btn pri" disabled={sending} title="Ctrl Enter" onClick={() => trySend()}>
					{sending ? t('sending') : t('send')}
				</button>
				<AttachButton c={c} />
				<span class="sp" />
				<span class="hint">{nobody ? '' : t('send-hint')}</span>
				<IconButton icon="trash" label={t('discard')} disabled={sending} onClick={() => discard(c)} />
			</footer>
			{asking.value && (
				<ConfirmDialog
					title={t('no-subject-title')}
					text={t('no-subject-text')}
					action={t('send-anyway')}
					onYes={() => trySend(true)}
					onClose={() => {
						asking.value = false;
					}}
				/>
			)}
		</Tag>
	);
}

function AttachButton({ c }: { c: Composer }) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<IconButton icon="clip" label={t('attach')} disabled={c.sending.value} onClick={() => input.current?.click()} />
			<input
				ref={input}
				class="sr"
				type="file"
				multiple
				tabIndex={-1}
				aria-label={t('attach')}
				onChange={e => {
					attach(c, Array.from(e.currentTarget.files ?? []));
					e.currentTarget.value = '';
				}}
			/>
		</>
	);
}
