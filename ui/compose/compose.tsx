/* Composers: docked windows at the foot of the page, full screen on the phone. */
import { signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { shortTime } from '../lib/dates';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { phone } from '../lib/media';
import { ConfirmDialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { attach, close, complete, composers, discard, identities, identityOf, save, sendUp, type Composer } from '../model/composing';
import { signatureHtml } from '../model/draft';
import { ownKey } from '../model/pgp-ring';
import { send } from '../model/sending';
import { settings } from '../model/settings';
import { doubts, ownWords, type Doubt } from './checks';
import { EditorView, type EditorHandle } from './editor-view';
import { FileList } from './file-list';
import { ComposeMenu, SendLater } from './menus';
import { RecipientField } from './recipients';
import type { PgpBar } from './pgp-bar';
import { Secure } from './secure';
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

/* Where the focus was, when the window goes. */
function useReturnedFocus(): void {
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
}

function Window({ c, full }: { c: Composer; full: boolean }) {
	useReturnedFocus();
	/* Leaving the page saves what the timer has not saved yet. */
	useEffect(() => {
		const leave = (): void => {
			if (document.visibilityState === 'hidden')
				void save(c);
		};
		document.addEventListener('visibilitychange', leave);
		return () => document.removeEventListener('visibilitychange', leave);
	}, []);
	const title = useComputed(() => c.content.value.subject.trim() || t(`compose-${c.kind}`));
	if (!c.minimised.value)
		return <Open c={c} full={full} title={title.value} />;
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

const pgpBar = signal<typeof PgpBar | null>(null);

function usePgpBar(needed: boolean): typeof PgpBar | null {
	useEffect(() => {
		if (needed && !pgpBar.peek())
			import('./pgp-bar').then(async m => {
				await m.ready;
				pgpBar.value = m.PgpBar;
			}, () => toast(t('chunk-failed'), { bad: true }));
	}, [needed]);
	return needed ? pgpBar.value : null;
}

function Open({ c, full, title }: { c: Composer; full: boolean; title: string }) {
	const root = useRef<HTMLElement>(null);
	const editor = useRef<EditorHandle | null>(null);
	const more = useSignal({ cc: c.content.peek().cc.length > 0, bcc: c.content.peek().bcc.length > 0 });
	const asking = useSignal<{ doubt: Doubt; rest: Doubt[]; at: Date | null } | null>(null);
	const over = useSignal(false);
	const d = c.content.value;
	const rich = d.html !== null;
	/* Start where something is missing; an answer begins in its text. */
	const first = useRef(d.to.length + d.cc.length + d.bcc.length === 0 ? 'input.rcpt' : c.kind === 'new' && !d.subject ? 'input.subject' : 'text');
	useEffect(() => {
		root.current?.querySelector<HTMLElement>(first.current === 'text' ? 'textarea' : first.current)?.focus();
	}, []);
	const set = (change: Partial<typeof d>): void => {
		c.content.value = { ...c.content.peek(), ...change };
	};
	const me = identityOf(c);
	const Bar = usePgpBar(d.pgpSign || d.pgpEncrypt || ownKey(me?.email ?? '') !== undefined);
	/* Encrypted no more: files that stayed here go up. */
	const secured = (change: Partial<typeof d>): void => {
		set(change);
		if (change.pgpEncrypt === false)
			sendUp(c);
	};
	const sending = c.sending.value;

	const trySend = (at: Date | null = null): void => {
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
		if (rich && !editor.current)
			return;
		ask(doubts(complete(c), editor.current ? editor.current.api.words() : ownWords(now.text)), at);
	};
	const ask = ([doubt, ...rest]: Doubt[], at: Date | null): void => {
		if (doubt)
			asking.value = { doubt, rest, at };
		else
			void send(c, at);
	};
	const key = (e: KeyboardEvent): boolean => {
		const ctrl = e.ctrlKey || e.metaKey;
		const low = e.key.toLowerCase();
		if (ctrl && e.key === 'Enter')
			trySend();
		else if (e.key === 'Escape')
			close(c);
		else if (ctrl && e.shiftKey && (low === 'c' || low === 'b'))
			more.value = { cc: more.value.cc || low === 'c', bcc: more.value.bcc || low === 'b' };
		else if (ctrl && !e.shiftKey && low === 'k' && rich)
			root.current?.querySelector<HTMLElement>('[data-link]')?.click();
		else if (ctrl && e.key === '\\' && rich)
			editor.current?.api.format('clear');
		else
			return false;
		return true;
	};
	const changeIdentity = (id: string): void => {
		set({ identityId: id });
		const next = identities.peek().find(i => i.id === id);
		editor.current?.api.signature(signatureHtml(next));
	};
	const drop = (files: Iterable<File>): void => attach(c, files, editor.current ? (cid, url, name) => editor.current!.api.image(url, cid, name) : undefined);
	return (
		<section
			ref={root}
			class={`cmp${c.large.value || full ? ' large' : ''}${over.value ? ' over' : ''}`}
			role="dialog"
			aria-label={title}
			onKeyDown={e => {
				if (key(e)) {
					e.preventDefault();
					e.stopPropagation();
				}
			}}
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
					drop(Array.from(e.dataTransfer.files));
				}
			}}
		>
			<Header c={c} full={full} title={title} />
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
							<select value={me?.id ?? ''} onChange={e => changeIdentity(e.currentTarget.value)}>
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
					{d.priority !== 'normal' && <span class={`chip ${d.priority === 'high' ? 'h5' : 'h8'}`}>{t(`priority-${d.priority}`)}</span>}
					{d.receipt && <span class="chip h6">{t('receipt-on')}</span>}
				</label>
				{(d.sign || d.encrypt) && <Secure d={d} from={me?.email ?? ''} set={set} />}
				{Bar && <Bar d={d} from={me?.email ?? ''} set={secured} />}
				{rich
					? <EditorView c={c} onKey={key} focus={first.current === 'text'} onReady={h => { editor.current = h; }} />
					: <Text value={d.text} onInput={text => set({ text })} onFiles={files => attach(c, files)} />}
			</fieldset>
			<FileList files={c.files.value.filter(f => !f.cid || f.failed.value)} />
			<div class="foot">
				<span class="split">
					<button type="button" class="btn pri" disabled={sending} title="Ctrl Enter" onClick={() => trySend()}>
						{sending ? t('sending') : t('send')}
					</button>
					<SendLater disabled={sending} onPick={at => trySend(at)} />
				</span>
				<AttachButton c={c} onFiles={files => attach(c, files)} />
				<ComposeMenu c={c} editor={() => editor.current?.api ?? null} />
				<span class="sp" />
				<span class="hint">{settings.value.undoSeconds > 0 ? t('undo-hint', { n: settings.value.undoSeconds }) : t('send-hint')}</span>
				<IconButton icon="trash" label={t('discard')} disabled={sending} onClick={() => discard(c)} />
			</div>
			{asking.value && (
				<ConfirmDialog
					key={asking.value.doubt}
					title={t(`doubt-${asking.value.doubt}-title`)}
					text={t(`doubt-${asking.value.doubt}-text`)}
					action={t('send-anyway')}
					onYes={() => ask(asking.peek()?.rest ?? [], asking.peek()?.at ?? null)}
					onClose={() => {
						const was = asking.peek();
						queueMicrotask(() => {
							if (asking.peek() === was)
								asking.value = null;
						});
					}}
				/>
			)}
		</section>
	);
}

function Header({ c, full, title }: { c: Composer; full: boolean; title: string }) {
	return (
		<div class="hdr">
			<h2 dir="auto">{title}</h2>
			<span class="sp" />
			<small role="status">{savedText(c.saved.value)}</small>
			{!phone.value && !full && <IconButton icon="down" label={t('minimise')} onClick={() => { c.minimised.value = true; }} />}
			{!phone.value && !full && <IconButton icon="ext" size="s" label={t(c.large.value ? 'smaller' : 'full-screen')} onClick={() => { c.large.value = !c.large.value; }} />}
			<IconButton icon="x" label={t('close-draft')} keys="Esc" onClick={() => close(c)} />
		</div>
	);
}

function AttachButton({ c, onFiles }: { c: Composer; onFiles: (files: File[]) => void }) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<IconButton icon="clip" label={t('attach')} disabled={c.sending.value} onClick={() => input.current?.click()} />
			<input
				ref={input}
				class="sr attach"
				type="file"
				multiple
				tabIndex={-1}
				aria-label={t('attach')}
				onChange={e => {
					onFiles(Array.from(e.currentTarget.files ?? []));
					e.currentTarget.value = '';
				}}
			/>
		</>
	);
}
