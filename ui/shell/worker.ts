/* The service worker, which keeps the shell and its assets for a start without a connection. */
export function startWorker(): void {
	if (!('serviceWorker' in navigator))
		return;
	type Policies = { createPolicy: (name: string, rules: { createScriptURL: (s: string) => string }) => { createScriptURL: (s: string) => string } };
	const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;
	/* The one script address that is made from a string. */
	const policy = policies?.createPolicy('app', {
		createScriptURL: s => {
			if (s !== '/sw.js')
				throw new TypeError('no script of ours');
			return s;
		},
	});
	const register = (): void => {
		void navigator.serviceWorker.register(policy?.createScriptURL('/sw.js') ?? '/sw.js', { scope: '/' }).catch(() => {});
	};
	/* After what the page itself asks for. */
	if (document.readyState === 'complete')
		register();
	else
		addEventListener('load', register);
}
