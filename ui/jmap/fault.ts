/* Why something did not happen. Views choose words by kind, and by code (lib/why.ts). */
import type { SetError } from './types';

export type FaultKind = 'offline' | 'signed-out' | 'busy' | 'server' | 'method';

export class Fault extends Error {
	readonly kind: FaultKind;
	/* the JMAP error's type, or the HTTP status */
	readonly code: string;
	/* properties, recipients, a limit's name */
	readonly about: readonly string[];

	constructor(kind: FaultKind, code: string, detail = '', about: readonly string[] = []) {
		super(detail || code);
		this.kind = kind;
		this.code = code;
		this.about = about;
	}
}

/* One object of a /set that the server did not take (RFC 8620, 5.3). */
export function refusal(e: SetError | null | undefined): Fault {
	return new Fault('method', e?.type ?? 'serverFail', e?.description ?? '', e?.invalidRecipients ?? e?.emails ?? e?.properties ?? []);
}

export function isMethodFault(e: unknown, ...codes: string[]): e is Fault {
	return e instanceof Fault && e.kind === 'method' && codes.includes(e.code);
}

export function faultOf(status: number, detail: string): Fault {
	if (status === 401)
		return new Fault('signed-out', '401', detail);
	if (status === 429 || status === 503)
		return new Fault('busy', String(status), detail);
	return new Fault('server', String(status), detail);
}
