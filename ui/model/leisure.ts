/*
 * What nobody waits for yet (the composer, contacts, quota) is loaded after the
 * first list of messages stands there, so that it does not take that one's turn.
 */
const LONGEST_MS = 3_000;

let begin = (): void => {};
const stands = new Promise<void>(resolve => {
	begin = resolve;
});

/* The first messages are in their list. */
export function listStands(): void {
	begin();
}

/* On pages without a list, after a while. */
export function atLeisure(what: () => void): void {
	const idle = window.requestIdleCallback ?? ((f: () => void) => window.setTimeout(f, 300));
	void Promise.race([stands, new Promise(resolve => setTimeout(resolve, LONGEST_MS))]).then(() => idle(what));
}
