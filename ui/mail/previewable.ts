/* How a file may be looked at here: never HTML, SVG or XML as documents of ours. */
import type { BodyPart } from '../jmap/types';

export type Look = 'image' | 'pdf' | 'audio' | 'video' | 'text' | 'mail' | 'event' | 'card';

const TEXT = /^(?:text\/(?:plain|csv|markdown|html|xml|css|x-.*|tab-separated-values)|application\/(?:json|xml|x-yaml|javascript)|image\/svg\+xml)$/iu;
const TEXT_NAME = /\.(?:txt|md|log|csv|tsv|json|ya?ml|ini|conf|xml|html?|svg|css|js|ts|py|c|h|sh|sql|diff|patch)$/iu;

export function lookOf(f: Pick<BodyPart, 'type' | 'name' | 'size'>): Look | null {
	const type = f.type.toLowerCase();
	const name = f.name ?? '';
	if (/^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/u.test(type))
		return 'image';
	if (type === 'application/pdf')
		return navigator.pdfViewerEnabled === false ? null : 'pdf';
	if (/^audio\/(?:mpeg|mp4|ogg|wav|x-wav|webm|aac|flac|x-m4a)$/u.test(type))
		return 'audio';
	if (/^video\/(?:mp4|webm|ogg|quicktime)$/u.test(type))
		return 'video';
	if (type === 'message/rfc822')
		return 'mail';
	if (type === 'text/calendar' || /\.ics$/iu.test(name))
		return 'event';
	if (/^text\/(?:x-)?vcard$/u.test(type) || /\.vcf$/iu.test(name))
		return 'card';
	return (TEXT.test(type) || TEXT_NAME.test(name)) && f.size < 2_000_000 ? 'text' : null;
}

export function canPreview(f: BodyPart): boolean {
	return f.blobId !== null && lookOf(f) !== null;
}
