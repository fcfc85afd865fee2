/* The little of IndexedDB that we use: stores of objects with a `key`. */
const NAME = 'hayloft';
const STORES = ['outbox', 'drafts', 'lists', 'threads'] as const;
export type Store = typeof STORES[number];

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
	opening ??= new Promise((resolve, reject) => {
		const r = indexedDB.open(NAME, 2);
		r.onupgradeneeded = () => {
			for (const s of STORES)
				if (!r.result.objectStoreNames.contains(s))
					r.result.createObjectStore(s, { keyPath: 'key' });
		};
		r.onsuccess = () => {
			/* A newer page in another tab has more stores: it does not wait for this one. */
			r.result.onversionchange = () => {
				r.result.close();
				opening = null;
			};
			resolve(r.result);
		};
		r.onerror = () => {
			opening = null;
			reject(r.error ?? new Error('IndexedDB'));
		};
	});
	return opening;
}

async function run<T>(store: Store, mode: IDBTransactionMode, work: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
	const db = await open();
	return new Promise((resolve, reject) => {
		const tx = db.transaction(store, mode);
		const r = work(tx.objectStore(store));
		tx.oncomplete = () => resolve(r.result);
		tx.onerror = () => reject(tx.error ?? new Error('IndexedDB'));
		tx.onabort = () => reject(tx.error ?? new Error('IndexedDB'));
	});
}

export const get = <T>(store: Store, key: string): Promise<T | undefined> => run<T | undefined>(store, 'readonly', s => s.get(key) as IDBRequest<T | undefined>);
export const all = <T>(store: Store): Promise<T[]> => run<T[]>(store, 'readonly', s => s.getAll() as IDBRequest<T[]>);
export const keys = (store: Store): Promise<string[]> => run(store, 'readonly', s => s.getAllKeys() as IDBRequest<string[]>);
export const put = async <T extends { key: string }>(store: Store, value: T): Promise<void> => {
	await run(store, 'readwrite', s => s.put(value));
};
export const remove = async (store: Store, key: string): Promise<void> => {
	await run(store, 'readwrite', s => s.delete(key) as IDBRequest<undefined>);
};
export const clear = async (): Promise<void> => {
	for (const s of STORES)
		await run(s, 'readwrite', x => x.clear() as IDBRequest<undefined>);
};
