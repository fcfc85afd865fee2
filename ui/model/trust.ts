/*
 * Whether a sender is who they say. The only witness is our own server: its
 * Authentication-Results (RFC 8601) carry the name that it wrote into the
 * topmost Received header, which nobody outside can put above it. Look-alikes
 * are domains that read like one that we know. Pure.
 */
import type { Address } from '../lib/address';
import type { FullEmail } from '../jmap/types';

export type Verdict = 'pass' | 'fail' | 'none';

function withoutComments(s: string): string {
	let out = s;
	for (let before = ''; before !== out;) {
		before = out;
		out = out.replace(/\([^()]*\)/gu, ' ');
	}
	return out;
}

/* The host that took the message in: "by" of the topmost Received. */
function ownName(received: readonly string[]): string | null {
	return /\sby\s+([^\s;()]+)/iu.exec(` ${received[0] ?? ''}`)?.[1]?.toLowerCase() ?? null;
}

export function verdictOf(mail: FullEmail): Verdict {
	const own = ownName(mail['header:Received:asRaw:all'] ?? []);
	/* The topmost with our name; what lies deeper may have travelled with the mail. */
	const line = (mail['header:Authentication-Results:asRaw:all'] ?? []).map(withoutComments)
		.find(l => own !== null && l.trim().split(/[\s;]/u)[0]!.toLowerCase() === own);
	if (!line)
		return 'none';
	const results = line.split(';').slice(1).map(r => r.trim());
	const domain = domainOf(mail.from?.[0]);
	for (const r of results) {
		const m = /^dmarc\s*=\s*(\w+)/iu.exec(r);
		if (!m)
			continue;
		const about = /header\.from\s*=\s*"?([^\s";]+)/iu.exec(r)?.[1]?.toLowerCase();
		if (about && domain && about.replace(/^.*@/u, '') !== domain)
			continue;
		const said = m[1]!.toLowerCase();
		if (said === 'pass')
			return 'pass';
		if (said === 'fail' || said === 'reject' || said === 'quarantine')
			return 'fail';
	}
	/* Without DMARC, a signature of the very domain says as much. */
	const signed = results.some(r => /^dkim\s*=\s*pass\b/iu.test(r)
		&& domain !== '' && /header\.[di]\s*=\s*"?@?([^\s";]+)/iu.exec(r)?.[1]?.toLowerCase().replace(/^.*@/u, '') === domain);
	return signed ? 'pass' : 'none';
}

export function domainOf(a: Address | undefined | null): string {
	return a?.email.slice(a.email.lastIndexOf('@') + 1).toLowerCase() ?? '';
}

const ALIKE: Record<string, string> = {
	'0': 'o', '1': 'l', i: 'l', '|': 'l', '3': 'e', '5': 's', '8': 'b', 'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'х': 'x', 'у': 'y',
	'і': 'l', 'ѕ': 's', 'ԁ': 'd', 'ɡ': 'g', 'ո': 'n', 'ν': 'v', 'ο': 'o', 'α': 'a', 'ρ': 'p', 'τ': 't', 'κ': 'k', 'ı': 'l', 'ł': 'l', 'ø': 'o',
};

/* What a hurried eye reads. */
export function skeleton(s: string): string {
	const bare = s.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
	return [...bare].map(c => ALIKE[c] ?? c).join('').replace(/rn/gu, 'm').replace(/vv/gu, 'w').replace(/cl/gu, 'd').replace(/-/gu, '');
}

function oneEdit(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1 || a === b)
		return false;
	let i = 0;
	while (i < Math.min(a.length, b.length) && a[i] === b[i])
		i++;
	const [x, y] = [a.slice(i), b.slice(i)];
	return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1)
		|| (x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
}

/* The domain that this one pretends to be, or null. */
export function looksLike(domain: string, known: Iterable<string>): string | null {
	const set = new Set([...known].map(k => k.toLowerCase()).filter(k => k.includes('.')));
	if (!domain || set.has(domain) || [...set].some(k => domain.endsWith(`.${k}`)))
		return null;
	const bones = skeleton(domain);
	for (const k of set) {
		if (skeleton(k) === bones)
			return k;
		/* Short names differ by one letter all the time. */
		const [a, b] = [domain.split('.')[0]!, k.split('.')[0]!];
		if (a.length >= 6 && domain.slice(a.length) === k.slice(b.length) && oneEdit(a, b))
			return k;
		/* bank.example.evil.net, bank-example.net */
		if (k.length >= 6 && (domain.startsWith(`${k}.`) || domain.startsWith(`${k.replace(/\./gu, '-')}.`)))
			return k;
	}
	return null;
}

/* A name that is itself an address, of another place. */
export function namesOtherAddress(a: Address | undefined | null): string | null {
	const m = /[^\s@<>"']+@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/u.exec(a?.name ?? '');
	return m && m[1]!.toLowerCase() !== domainOf(a) ? m[0] : null;
}
