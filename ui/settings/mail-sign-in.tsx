/* A sign-in at a mail provider in place of a password, where that is offered: shared by accounts elsewhere and by what is fetched. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { refusedText } from '../model/refused';
import { beginMailSignIn, mailProviders, providerOf, type MailProvider, type Then } from '../rest/mail-sign-in';
import type { Fields } from '../rest/objects';

/* The provider of what was typed, while its person did not choose a password. */
export function useOffer(): { offer: MailProvider | null; look: (form: HTMLFormElement, host: string) => void; password: () => void } {
	const list = useSignal<MailProvider[]>([]);
	/* As it stands in the form: the list may come after it was typed. */
	const typed = useSignal({ address: '', host: '' });
	const declined = useSignal(false);
	useEffect(() => void mailProviders().then(m => { list.value = m.providers; }, () => {}), []);
	const text = (form: HTMLFormElement, name: string): string => (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '';
	return {
		offer: declined.value ? null : providerOf(list.value, typed.value.address, typed.value.host),
		look: (form, host) => {
			typed.value = { address: text(form, 'address') || text(form, 'user1'), host: text(form, host) };
		},
		password: () => {
			declined.value = true;
		},
	};
}

export function Offer({ of, onPassword }: { of: MailProvider; onPassword: () => void }) {
	return (
		<div class="set-row">
			<small>{t('mail-sign-in-text', { name: of.name })}</small>
			<button type="button" class="btn sec sm" onClick={onPassword}>{t('mail-sign-in-password')}</button>
		</div>
	);
}

/* Away to the provider of an object whose sign-in is over. */
export function SignInAgain({ of, login, category }: { of: Fields; login: string; category: Then['category'] }) {
	const busy = useSignal(false);
	const name = String(of['provider'] ?? '');
	const again = async (): Promise<void> => {
		const grant = String(of['grant'] ?? '');
		const { providers } = await mailProviders();
		/* Its provider was registered anew: another sign-in, in place of what it had. */
		const provider = String(of['provider_id'] ?? '') || providerOf(providers, login, String(of['imap_host'] ?? of['host1'] ?? ''))?.id;
		if (!provider)
			throw new Error(t('mail-sign-in-none'));
		await beginMailSignIn({ provider, login, ...(grant ? { grant } : {}) }, grant ? null : { category, key: String(of['id']), fields: {} });
	};
	return (
		<button
			type="button"
			class="btn pri sm"
			disabled={busy.value}
			onClick={() => {
				busy.value = true;
				again().catch((e: Error) => {
					busy.value = false;
					toast(refusedText(e), { bad: true });
				});
			}}
		>
			{name ? t('mail-sign-in', { name }) : t('mail-sign-in-again')}
		</button>
	);
}
