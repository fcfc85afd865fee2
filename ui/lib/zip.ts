/*
 * Files as one zip, stored as they are: mail attachments are mostly packed
 * already. Names are UTF-8 and made unique. Under 4 GB, which mail is.
 */
import { straight } from './bidi';

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
	let c = n;
	for (let k = 0; k < 8; k++)
		c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
	return c >>> 0;
});

export function crc32(bytes: Uint8Array): number {
	let c = 0xffffffff;
	for (const b of bytes)
		c = TABLE[(c ^ b) & 0xff]! ^ (c >>> 8);
	return (c ^ 0xffffffff) >>> 0;
}

/* No path of ours, none of theirs: what a zip may call a file. */
export function plainName(name: string): string {
	return straight(name).replace(/[\u0000-\u001f\u007f]/gu, '').replace(/[/\\:*?"<>|]/gu, '_').replace(/^\.+/u, '_').trim().slice(0, 150) || 'file';
}

export function uniqueNames(names: readonly string[]): string[] {
	const taken = new Set<string>();
	return names.map(raw => {
		const name = plainName(raw);
		const dot = name.lastIndexOf('.');
		const [stem, ext] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
		let out = name;
		for (let n = 2; taken.has(out.toLowerCase()); n++)
			out = `${stem} (${n})${ext}`;
		taken.add(out.toLowerCase());
		return out;
	});
}

export function zip(files: readonly { name: string; bytes: Uint8Array<ArrayBuffer> }[], when = new Date()): Blob {
	const out: BlobPart[] = [];
	const directory: BlobPart[] = [];
	const names = uniqueNames(files.map(f => f.name));
	const time = (when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1);
	const date = ((when.getFullYear() - 1980) << 9) | ((when.getMonth() + 1) << 5) | when.getDate();
	let at = 0;
	let size = 0;
	for (const [i, f] of files.entries()) {
		const name = new TextEncoder().encode(names[i]);
		const crc = crc32(f.bytes);
		const local = new DataView(new ArrayBuffer(30));
		const central = new DataView(new ArrayBuffer(46));
		local.setUint32(0, 0x04034b50, true);
		central.setUint32(0, 0x02014b50, true);
		central.setUint16(4, 20, true);
		/* Both headers share these fields, two bytes apart. */
		for (const [v, o] of [[local, 4], [central, 6]] as const) {
			v.setUint16(o, 20, true);
			v.setUint16(o + 2, 0x0800, true);
			v.setUint16(o + 6, time, true);
			v.setUint16(o + 8, date, true);
			v.setUint32(o + 10, crc, true);
			v.setUint32(o + 14, f.bytes.length, true);
			v.setUint32(o + 18, f.bytes.length, true);
			v.setUint16(o + 22, name.length, true);
		}
		central.setUint32(42, at, true);
		out.push(local.buffer, name, f.bytes);
		directory.push(central.buffer, name);
		at += 30 + name.length + f.bytes.length;
		size += 46 + name.length;
	}
	const end = new DataView(new ArrayBuffer(22));
	end.setUint32(0, 0x06054b50, true);
	end.setUint16(8, files.length, true);
	end.setUint16(10, files.length, true);
	end.setUint32(12, size, true);
	end.setUint32(16, at, true);
	return new Blob([...out, ...directory, end.buffer], { type: 'application/zip' });
}
