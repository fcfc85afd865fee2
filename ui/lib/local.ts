/* Small values kept in this browser; a browser that refuses keeps nothing. */
export function readLocal<T>(key: string, fallback: T): T {
	try {
		const text = localStorage.getItem(`hayloft.${key}`);
		return text === null ? fallback : JSON.parse(text) as T;
	} catch {
		return fallback;
	}
}

export function writeLocal(key: string, value: unknown): void {
	try {
		localStorage.setItem(`hayloft.${key}`, JSON.stringify(value));
	} catch {
		/* full or refused: the value lasts as long as the page */
	}
}
