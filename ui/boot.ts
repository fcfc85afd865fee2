/* Before the first paint: the theme. Loaded as a classic script, so it stays tiny. */
(() => {
	let theme: string | null = null;
	try {
		theme = localStorage.getItem('hayloft.theme');
	} catch {
		/* the system's theme it is */
	}
	const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
	document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
})();
