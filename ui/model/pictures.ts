/* Pictures inside a text being written, as addresses that the editor may show. */
import { download, downloadUrl } from '../jmap/blob';
import type { Composer } from './composing';
import { session } from './connection';
import { writer } from './desk';

const RASTER = /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/iu;

export async function pictureOf(c: Composer, cid: string): Promise<string | null> {
	let name = cid;
	try {
		name = decodeURIComponent(cid);
	} catch {
		/* an odd % stays */
	}
	const known = c.pictures.get(name);
	if (known)
		return known;
	const f = c.files.peek().find(x => x.cid === name && RASTER.test(x.type));
	const blobId = f?.blobId.peek();
	if (!f || !blobId)
		return null;
	const bytes = await download(downloadUrl(session(), writer().accountId, { blobId, name: f.name, type: f.type })).catch(() => null);
	if (!bytes)
		return null;
	const url = URL.createObjectURL(new Blob([bytes], { type: f.type }));
	c.pictures.set(name, url);
	return url;
}
