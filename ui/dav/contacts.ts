/* People of the address books, for suggestions: names and addresses only (RFC 6352). */
import type { Address } from '../lib/address';
import { dav, DAV, escapeXml, responses } from './request';

const CARD = 'urn:ietf:params:xml:ns:carddav';

async function books(address: string): Promise<string[]> {
	const doc = await dav('PROPFIND', `/dav/addressbooks/${encodeURIComponent(address)}/`, '<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>', '1');
	return responses(doc).filter(r => r.props.some(p => p.getElementsByTagNameNS(CARD, 'addressbook').length > 0)).map(r => r.href);
}

/* FN and EMAIL of a vCard that was asked for just these. */
function namesOf(card: string): Address[] {
	let name: string | null = null;
	const mails: string[] = [];
	for (const line of card.replace(/\r?\n[ \t]/gu, '').split(/\r?\n/u)) {
		const m = /^(?:[\w-]+\.)?(FN|EMAIL)(?:;[^:]*)?:(.*)$/iu.exec(line);
		if (!m)
			continue;
		const value = m[2]!.replace(/\\n/giu, ' ').replace(/\\(.)/gu, '$1').trim();
		if (m[1]!.toUpperCase() === 'FN')
			name = value || null;
		else if (value)
			mails.push(value.replace(/^mailto:/iu, ''));
	}
	return mails.map(email => ({ name, email }));
}

export async function contacts(address: string): Promise<Address[]> {
	const query = `<C:addressbook-query xmlns="DAV:" xmlns:C="${CARD}"><prop><C:address-data><C:prop name="FN"/><C:prop name="EMAIL"/></C:address-data></prop><C:filter><C:prop-filter name="EMAIL"/></C:filter></C:addressbook-query>`;
	const all = await Promise.all((await books(address)).map(href => dav('REPORT', href, query, '1').then(responses, () => [])));
	return all.flat().flatMap(r => r.props.filter(p => p.localName === 'address-data').flatMap(p => namesOf(p.textContent ?? '')));
}

/* Keeps a vCard that came with a mail; the name in the book is the server's to refuse. */
export async function saveCard(address: string, card: string): Promise<void> {
	const [book] = await books(address);
	if (!book)
		throw new Error('there is no address book');
	const uid = /^UID(?:;[^:]*)?:(.*)$/imu.exec(card)?.[1]?.trim() || crypto.randomUUID();
	const name = uid.replace(/[^\w.-]/gu, '_').slice(0, 80);
	const body = /^UID[:;]/imu.test(card) ? card : card.replace(/^(BEGIN:VCARD\r?\n(?:VERSION:[^\r\n]*\r?\n)?)/imu, `$1UID:${uid}\r\n`);
	const response = await fetch(`${book}${encodeURIComponent(name)}.vcf`, {
		method: 'PUT', headers: { 'Content-Type': 'text/vcard; charset=utf-8' }, body, credentials: 'same-origin',
	});
	if (!response.ok)
		throw new Error(String(response.status));
}

/* People of the directory (RFC 3744, section 9.4). */
export async function directory(text: string): Promise<Address[]> {
	const doc = await dav('REPORT', '/dav/principals/', `<principal-property-search xmlns="DAV:" test="anyof"><property-search><prop><displayname/></prop><match>${escapeXml(text)}</match></property-search><prop><displayname/><C:calendar-user-address-set xmlns:C="urn:ietf:params:xml:ns:caldav"/></prop></principal-property-search>`);
	return responses(doc).flatMap(r => {
		const name = r.props.find(p => p.localName === 'displayname')?.textContent?.trim() || null;
		const mail = r.props.filter(p => p.localName === 'calendar-user-address-set').flatMap(p => [...p.getElementsByTagNameNS(DAV, 'href')])
			.map(h => h.textContent?.trim() ?? '').find(h => /^mailto:/iu.test(h));
		return mail ? [{ name, email: decodeURIComponent(mail.slice(7)) }] : [];
	});
}
