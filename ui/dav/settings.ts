/*
 * What has no protocol of its own (labels' colours, saved searches, how the
 * page looks) is one JSON text: a dead property (RFC 4918, section 4) of the
 * person's own address book home, which nobody else may read.
 */
import { dav, escapeXml, responses } from './request';

const NS = 'urn:hayloft:webmail';

const home = (address: string): string => `/dav/addressbooks/${encodeURIComponent(address)}/`;

export async function readSettings(address: string): Promise<Record<string, unknown> | null> {
	const doc = await dav('PROPFIND', home(address), `<propfind xmlns="DAV:"><prop><settings xmlns="${NS}"/></prop></propfind>`);
	const found = responses(doc)[0]?.props.find(p => p.namespaceURI === NS);
	if (!found?.textContent)
		return null;
	const value: unknown = JSON.parse(found.textContent);
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
}

export async function writeSettings(address: string, settings: object): Promise<void> {
	const doc = await dav('PROPPATCH', home(address),
		`<propertyupdate xmlns="DAV:"><set><prop><settings xmlns="${NS}">${escapeXml(JSON.stringify(settings))}</settings></prop></set></propertyupdate>`);
	if (!responses(doc)[0]?.props.some(p => p.namespaceURI === NS))
		throw new Error('the server did not keep the settings');
}
