/* Formats that mail travels in: mbox (RFC 4155, ">From " quoted) and zip read back. Pure but for inflating. */
type Bytes = Uint8Array<ArrayBuffer>;

const LF = 10;

function startsFrom(b: Bytes, at: number): boolean {
	return b[at] === 70 && b[at + 1] === 114 && b[at + 2] === 111 && b[at + 3] === 109 && b[at + 4] === 32;
}

export function fromMbox(bytes: Bytes): Bytes[] {
	const starts: number[] = [];
	for (let i = 0; i < bytes.length; i++)
		if ((i === 0 || bytes[i - 1] === LF) && startsFrom(bytes, i) && (i === 0 || bytes[i - 2] === LF || (bytes[i - 2] === 13 && bytes[i - 3] === LF)))
			starts.push(i);
	return starts.map((s, n) => {
		const end = starts[n + 1] ?? bytes.length;
		let at = bytes.indexOf(LF, s) + 1;
		const out: number[] = [];
		/* ">From " at a line's start loses one ">"; line ends become CRLF. */
		for (let lineStart = true; at < end; at++) {
			if (lineStart) {
				let q = at;
				while (bytes[q] === 62)
					q++;
				if (q > at && startsFrom(bytes, q))
					at++;
			}
			const c = bytes[at]!;
			if (c === LF && out[out.length - 1] !== 13)
				out.push(13);
			out.push(c);
			lineStart = c === LF;
		}
		return Uint8Array.from(out) as Bytes;
	}).filter(m => m.length > 2);
}

export function toMbox(messages: readonly { bytes: Bytes; from: string; at: string }[]): Blob {
	const out: BlobPart[] = [];
	for (const m of messages) {
		const when = new Date(m.at).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*$/u, '$1 $3 $2 $5 $4');
		const text = Array.from(m.bytes, b => String.fromCharCode(b)).join('').replace(/\r\n/gu, '\n').replace(/^(>*From )/gmu, '>$1');
		out.push(`From ${m.from.replace(/\s/gu, '')} ${when}\n`, Uint8Array.from(text, c => c.charCodeAt(0)), text.endsWith('\n') ? '\n' : '\n\n');
	}
	return new Blob(out, { type: 'application/mbox' });
}

const MOST = 512 << 20;

export async function unzip(bytes: Bytes): Promise<{ name: string; bytes: Bytes }[]> {
	const v = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let end = bytes.length - 22;
	while (end >= 0 && v.getUint32(end, true) !== 0x06054b50)
		end--;
	if (end < 0)
		throw new Error('no zip file');
	const out: { name: string; bytes: Bytes }[] = [];
	let at = v.getUint32(end + 16, true);
	let sum = 0;
	for (let n = v.getUint16(end + 10, true); n > 0; n--) {
		if (v.getUint32(at, true) !== 0x02014b50)
			throw new Error('the zip file is broken');
		const [method, packed, plain] = [v.getUint16(at + 10, true), v.getUint32(at + 20, true), v.getUint32(at + 24, true)];
		const [nameLen, extra, comment, local] = [v.getUint16(at + 28, true), v.getUint16(at + 30, true), v.getUint16(at + 32, true), v.getUint32(at + 42, true)];
		const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLen));
		const begin = local + 30 + v.getUint16(local + 26, true) + v.getUint16(local + 28, true);
		sum += plain;
		if (sum > MOST)
			throw new Error('the zip file is too large');
		const raw = bytes.slice(begin, begin + packed);
		if (!name.endsWith('/'))
			out.push({ name, bytes: method === 0 ? raw : new Uint8Array(await new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()) });
		at += 46 + nameLen + extra + comment;
	}
	return out;
}
