/* The header by which programs tell each other keys (Autocrypt Level 1). Pure. */
import { sameAddress } from '../lib/address';

export interface Autocrypt {
	addr: string;
	mutual: boolean;
	/* base64 */
	keydata: string;
}

const LONGEST = 20_000;

/* Section 2.1: unknown attributes that are not marked by "_" make it void. */
function parse(value: string): Autocrypt | null {
	if (value.length > LONGEST)
		return null;
	const found = new Map<string, string>();
	for (const piece of value.replace(/\s+/gu, '').split(';').filter(Boolean)) {
		const at = piece.indexOf('=');
		const name = piece.slice(0, at).toLowerCase();
		if (at < 1 || found.has(name))
			return null;
		if (!['addr', 'prefer-encrypt', 'keydata'].includes(name) && !name.startsWith('_'))
			return null;
		found.set(name, piece.slice(at + 1));
	}
	const [addr, keydata] = [found.get('addr'), found.get('keydata')];
	return addr && keydata && /^[A-Za-z0-9+/]+=*$/u.test(keydata) ? { addr: addr.toLowerCase(), mutual: found.get('prefer-encrypt') === 'mutual', keydata } : null;
}

/* Section 2.3: exactly one that holds, of the address in From and no other. */
export function autocryptOf(values: readonly string[], from: readonly { email: string }[]): Autocrypt | null {
	if (from.length !== 1)
		return null;
	const good = values.map(parse).filter((a): a is Autocrypt => a !== null && sameAddress(a.addr, from[0]!.email));
	return good.length === 1 ? good[0]! : null;
}


export interface PeerState {
	mutual: boolean;
	/* when the key came by this header last; 0: it did not */
	keySeen: number;
	/* when mail came last, with or without */
	seen: number;
	mayEncrypt: boolean;
}

const STALE = 35 * 86_400_000;

/* Section 2.4, for one recipient; `null` where there is no key. */
export function recommendation(p: PeerState | null): 'disable' | 'discourage' | 'available' | 'encrypt' {
	if (!p?.mayEncrypt)
		return 'disable';
	if (p.keySeen > 0 && p.seen - p.keySeen > STALE)
		return 'discourage';
	return p.mutual ? 'encrypt' : 'available';
}
