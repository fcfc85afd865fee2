/* Beside Send: when, how, and with which words. */
import { useSignal } from '@preact/signals';
import { mediumTime } from '../lib/dates';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { MenuButton } from '../lib/menu-button';
import { Menu } from '../lib/overlay';
import { WhenDialog } from '../lib/when-dialog';
import { displayName, firstName } from '../lib/address';
import type { EditorApi } from '../editor/api';
import { complete, identityOf, sendUp, type Composer } from '../model/composing';
import { textToHtml } from '../model/draft';
import { laterTimes } from '../model/later';
import { maxDelay } from '../model/server-extras';
import { ownKey } from '../model/pgp-ring';
import { change, settings } from '../model/settings';
import { hasKey } from '../model/smime';

export function SendLater({ disabled, onPick }: { disabled: boolean; onPick: (at: Date) => void }) {
	const at = useSignal<DOMRect | null>(null);
	const picking = useSignal(false);
	const most = maxDelay();
	if (most < 3600)
		return null;
	const now = new Date();
	const max = new Date(now.getTime() + most * 1000);
	return (
		<>
			<button type="button" class="btn pri arrow" disabled={disabled} aria-label={t('send-later')} title={t('send-later')} aria-haspopup="menu" aria-expanded={at.value !== null} onClick={e => { at.value = e.currentTarget.getBoundingClientRect(); }}>
				<Icon name="down" size="s" />
			</button>
			{at.value && (
				<Menu
					label={t('send-later')}
					at={at.value}
					onClose={() => {
						at.value = null;
					}}
					items={[
						...laterTimes(now).filter(x => x.at <= max).map(x => ({ text: t(`later-${x.name}`), hint: mediumTime(x.at.toISOString(), now, locale()), run: () => onPick(x.at) })),
						{
							text: t('later-pick'), icon: 'clock', run: () => {
								picking.value = true;
							},
						},
					]}
				/>
			)}
			{picking.value && (
				<WhenDialog
					title={t('send-later')}
					action={t('send-later')}
					max={max}
					onClose={() => {
						picking.value = false;
					}}
					onPick={d => {
						picking.value = false;
						onPick(d);
					}}
				/>
			)}
		</>
	);
}

/* "{name}" and the like in a template's words. */
export function fill(text: string, c: Composer): string {
	const d = c.content.peek();
	const who = d.to[0];
	const values: Record<string, string> = {
		name: who ? displayName(who) : '', first: who ? firstName(who) : '', email: who?.email ?? '', subject: d.subject,
		date: new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).format(new Date()),
	};
	return text.replace(/\{(\w+)\}/gu, (all, k: string) => (values[k] ?? all).replace(/[&<>]/gu, x => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[x]!));
}

/* A message goes one way or the other. */
const NO_PGP = { pgpSign: false, pgpEncrypt: false };

export function ComposeMenu({ c, editor }: { c: Composer; editor: () => EditorApi | null }) {
	const d = c.content.value;
	const set = (patch: Partial<typeof d>): void => {
		c.content.value = { ...c.content.peek(), ...patch };
		if (patch.pgpEncrypt === false)
			sendUp(c);
	};
	const me = identityOf(c)?.email ?? '';
	const secure = d.sign || d.encrypt || hasKey(me, 'maySign') || hasKey(me, 'mayEncrypt');
	const pgp = d.pgpSign || d.pgpEncrypt || ownKey(me) !== undefined;
	const insert = (html: string, subject: string): void => {
		if (subject && !c.content.peek().subject)
			set({ subject });
		const api = editor();
		if (api)
			api.insert(fill(html, c));
		else
			set({ text: `${fill(html, c).replace(/<br\s*\/?>|<\/div>/giu, '\n').replace(/<[^>]*>/gu, '')}${c.content.peek().text}` });
	};
	const save = (): void => {
		const now = complete(c);
		change({
			templates: [...settings.peek().templates, {
				id: crypto.randomUUID(), name: now.subject.trim() || t('template-unnamed'), subject: now.subject, html: now.html ?? textToHtml(now.text),
			}],
		});
	};
	const toPlain = (): void => {
		const now = complete(c);
		c.pull = null;
		set({ html: null, text: now.text });
	};
	return (
		<>
			<MenuButton
				icon="template"
				label={t('templates')}
				items={() => [
					...settings.value.templates.map(x => ({ text: x.name, icon: 'file', run: () => insert(x.html, x.subject) })),
					{ text: t('template-save'), icon: 'plus', run: save },
				]}
			/>
			<MenuButton
				icon="more"
				label={t('compose-more')}
				items={() => [
					...(['high', 'normal', 'low'] as const).map(p => ({ text: t(`priority-${p}`), checked: d.priority === p, run: () => set({ priority: p }) })),
					{ text: t('receipt-ask'), checked: d.receipt, many: true, run: () => set({ receipt: !d.receipt }) },
					...secure ? [
						{ text: t('smime-sign'), checked: d.sign, many: true, run: () => set({ sign: !d.sign, ...NO_PGP }) },
						{ text: t('smime-encrypt'), checked: d.encrypt, many: true, run: () => set({ encrypt: !d.encrypt, ...NO_PGP }) },
					] : [],
					...pgp ? [
						{ text: t('pgp-sign'), checked: d.pgpSign, many: true, run: () => set({ pgpSign: !d.pgpSign, sign: false, encrypt: false }) },
						{ text: t('pgp-encrypt'), checked: d.pgpEncrypt, many: true, run: () => set({ pgpEncrypt: !d.pgpEncrypt, pgpSign: d.pgpSign || !d.pgpEncrypt, sign: false, encrypt: false }) },
					] : [],
					d.html === null
						? { text: t('rich-text'), icon: 'bold', run: () => set({ html: textToHtml(d.text) }) }
						: { text: t('plain-text'), icon: 'file', run: toPlain },
				]}
			/>
		</>
	);
}
