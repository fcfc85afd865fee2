/* The person's own menu: who is signed in, the theme, and the way out. */
import { useSignal } from '@preact/signals';
import { initials } from '../lib/address';
import { Avatar } from '../lib/avatar';
import { t } from '../lib/i18n';
import { Menu } from '../lib/overlay';
import { go } from '../lib/router';
import { setTheme, theme, type Theme } from '../lib/theme';
import { toast } from '../lib/toast';
import { signOut } from '../rest/session';
import { person } from '../model/connection';
import { composers, save } from '../model/composing';
import { look } from '../model/look';
import { forgetAll, keepFor } from '../model/offline';
import { unsaved } from '../model/sending';
import { helpOpen } from './commands';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

async function leave(everywhere: boolean): Promise<void> {
	/* What is typed is a draft first. */
	await Promise.all(composers.peek().map(save));
	if (unsaved()) {
		toast(t('draft-failed'), { bad: true });
		return;
	}
	if (await signOut(everywhere)) {
		/* Answers still on their way are not kept after all. */
		keepFor('');
		await forgetAll();
		location.assign('/');
	} else
		toast(t('sign-out-failed'), { bad: true });
}

/* Another place on the web in a page of its own; this host, mail and phones as the browser does. */
function follow(url: string): void {
	if (/^https?:/iu.test(url))
		window.open(url, '_blank', 'noopener');
	else
		location.assign(url);
}

export function AccountButton({ size }: { size: 's' }) {
	const at = useSignal<DOMRect | null>(null);
	const who = person.value;
	if (!who)
		return null;
	const me = { name: who.name || null, email: who.address };
	const label = t('account-of', { initials: initials(me), name: who.name || who.address });
	return (
		<>
			<button
				type="button"
				class="me-button"
				aria-label={label}
				title={who.address}
				aria-haspopup="menu"
				aria-expanded={at.value !== null}
				onClick={e => {
					at.value = e.currentTarget.getBoundingClientRect();
				}}
			>
				<Avatar of={me} size={size} />
			</button>
			{at.value && (
				<Menu
					label={label}
					at={at.value}
					onClose={() => {
						at.value = null;
					}}
					items={[
						{ text: who.address, icon: 'user', disabled: true, run: () => {} },
						...THEMES.map(x => ({ text: t(`theme-${x}`), checked: theme.value === x, run: () => setTheme(x) })),
						{ text: t('settings'), icon: 'sliders', run: () => go({ page: 'settings', section: '' }) },
						{ text: t('cmd-help'), icon: 'help', hint: '?', run: () => {
							helpOpen.value = true;
						} },
						...(look.value.links ?? []).map(l => ({ text: l.name, icon: 'ext', run: () => follow(l.url) })),
						{ text: t('sign-out'), icon: 'out', run: () => void leave(false) },
						{ text: t('sign-out-everywhere'), icon: 'shield', run: () => void leave(true) },
					]}
				/>
			)}
		</>
	);
}
