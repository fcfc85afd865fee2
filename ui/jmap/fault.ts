/* Why something did not happen. Views choose words by kind. */
export type FaultKind = 'offline' | 'signed-out' | 'busy' | 'server' | 'method';

export class Fault extends Error {
	readonly kind: FaultKind;
	/* the JMAP error's type, or the HTTP status */
	readonly code: string;

	constructor(kind: FaultKind, code: string, detail = '') {
		super(detail || code);
		this.kind = kind;
		this.code = code;
	}
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
