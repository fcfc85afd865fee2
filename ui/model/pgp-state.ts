/* The little of OpenPGP that is there before it is needed (model/pgp.ts): which messages ask for it. */
import type { FullEmail, PgpState } from '../jmap/types';

/* What mail from one's own addresses tells of their keys (Autocrypt), as the field's value. */
export const autocrypt = new Map<string, string>();

export type PgpKind = PgpState['kind'];

export function pgpKind(mail: FullEmail): PgpKind | null {
	if (mail.pgp)
		return mail.pgp.kind;
	const m = /^\s*multipart\/(encrypted|signed)\s*;[^]*protocol\s*=\s*"?application\/pgp-/iu.exec(mail['header:Content-Type:asRaw'] ?? '');
	if (m)
		return m[1]!.toLowerCase() as PgpKind;
	/* The whole text, and nothing beside it: what a stranger added never stands beside what was secret. */
	const part = mail.textBody[0];
	const text = mail.textBody.length === 1 && part?.partId && !mail.htmlBody.some(p => p.type === 'text/html') ? mail.bodyValues[part.partId]?.value ?? '' : '';
	return /^\s*-----BEGIN PGP (?:SIGNED )?MESSAGE-----[^]*-----END PGP (?:MESSAGE|SIGNATURE)-----\s*$/u.test(text) ? 'inline' : null;
}
