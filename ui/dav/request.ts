/*
 * WebDAV for the browser. Answers are parsed by XMLHttpRequest: it makes a
 * document without a string that could become a page.
 */
class DavFault extends Error {
	readonly status: number;

	constructor(status: number) {
		super(`WebDAV: ${status || 'no connection'}`);
		this.status = status;
	}
}

export const DAV = 'DAV:';

export function dav(method: string, path: string, body: string, depth: '0' | '1' | 'infinity' = '0'): Promise<Document> {
	return new Promise((resolve, reject) => {
		const xhr = new XMLHttpRequest();
		xhr.open(method, path);
		xhr.setRequestHeader('Content-Type', 'application/xml; charset=utf-8');
		xhr.setRequestHeader('Depth', depth);
		xhr.responseType = 'document';
		xhr.overrideMimeType('application/xml');
		xhr.onerror = () => reject(new DavFault(0));
		xhr.onload = () => {
			if (xhr.status >= 200 && xhr.status < 300 && xhr.responseXML)
				resolve(xhr.responseXML);
			else
				reject(new DavFault(xhr.status));
		};
		xhr.send(`<?xml version="1.0" encoding="utf-8"?>${body}`);
	});
}

export function escapeXml(s: string): string {
	return s.replace(/[&<>"]/gu, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '');
}

/* The responses of a multistatus: address, and the properties found (status 200). */
export function responses(doc: Document): { href: string; props: Element[] }[] {
	return [...doc.getElementsByTagNameNS(DAV, 'response')].map(r => ({
		href: r.getElementsByTagNameNS(DAV, 'href')[0]?.textContent?.trim() ?? '',
		props: [...r.getElementsByTagNameNS(DAV, 'propstat')]
			.filter(p => / 200 /u.test(` ${p.getElementsByTagNameNS(DAV, 'status')[0]?.textContent ?? ''} `))
			.flatMap(p => [...p.getElementsByTagNameNS(DAV, 'prop')[0]?.children ?? []]),
	}));
}
