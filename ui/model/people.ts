/* People that the mail we hold names, for suggestions. The more often, the earlier. */
import type { Address } from '../lib/address';
import { emails } from './mail-data';

export function suggest(typed: string, taken: readonly Address[], limit = 6): Address[] {
	const words = typed.toLowerCase().split(/\s+/u).filter(w => w !== '');
	if (words.length === 0)
		return [];
	const found = new Map<string, { address: Address; count: number }>();
	for (const e of emails.all())
		for (const a of [...(e.from ?? []), ...(e.to ?? [])]) {
			if (!a.email)
				continue;
			const key = a.email.toLowerCase();
			const seen = found.get(key);
			if (!seen) {
				found.set(key, { address: a, count: 1 });
			} else {
				seen.count++;
				if (!seen.address.name && a.name)
					seen.address = a;
			}
		}
	const out = [...found.values()].filter(({ address }) => {
		const text = `${address.name ?? ''} ${address.email}`.toLowerCase();
		const parts = text.split(/[\s@."'(<]+/u);
		return !taken.some(x => x.email.toLowerCase() === address.email.toLowerCase())
			&& words.every(w => parts.some(p => p.startsWith(w)) || address.email.toLowerCase().startsWith(w));
	});
	return out.sort((a, b) => b.count - a.count).slice(0, limit).map(f => f.address);
}
