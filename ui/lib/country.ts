/* Where an address is, in the reader's words. */
import { locale } from './i18n';

/* COUNTRY: two capitals of ISO 3166-1; without it the address alone. */
export function withCountry(address: string, country: string | undefined): string {
	if (!country)
		return address;
	try {
		return `${address} (${new Intl.DisplayNames(locale(), { type: 'region' }).of(country) ?? country})`;
	} catch {
		return `${address} (${country})`;
	}
}
