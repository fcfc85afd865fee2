/* The style sheet of a chunk that is loaded on demand, before it is drawn. */
const loading = new Map<string, Promise<void>>();

export function loadStyle(href: string): Promise<void> {
	let p = loading.get(href);
	if (!p) {
		p = new Promise((resolve, reject) => {
			const link = document.createElement('link');
			link.rel = 'stylesheet';
			link.href = href;
			link.onload = () => resolve();
			link.onerror = () => {
				loading.delete(href);
				link.remove();
				reject(new Error(href));
			};
			document.head.append(link);
		});
		loading.set(href, p);
	}
	return p;
}
