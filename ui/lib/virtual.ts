/*
 * Which rows of a long list are in view. Browsers lose pixels beyond some
 * tens of millions, so above MAX the scroll position is scaled: the thumb
 * still covers the whole list, and rows move by whole pixels near it.
 */
export const MAX = 8_000_000;

export interface View {
	/* height of the scrolled area */
	height: number;
	/* rows to draw, end not included */
	first: number;
	end: number;
	/* y of the first drawn row in the scrolled area */
	offset: number;
}

export function rowsInView(total: number, rowHeight: number, viewport: number, scrollTop: number, overscan = 6): View {
	const full = total * rowHeight;
	const height = Math.min(full, MAX);
	const scrollable = Math.max(1, height - viewport);
	const top = Math.max(0, Math.min(scrollTop, height - viewport));
	const virtual = full > MAX ? (top / scrollable) * (full - viewport) : top;
	const first = Math.max(0, Math.floor(virtual / rowHeight) - overscan);
	const end = Math.min(total, Math.ceil((virtual + viewport) / rowHeight) + overscan);
	return { height, first, end, offset: Math.round(first * rowHeight - virtual + top) };
}

/* Where to scroll so that a row is in view; null when it is. */
export function scrollToShow(index: number, total: number, rowHeight: number, viewport: number, scrollTop: number): number | null {
	const full = total * rowHeight;
	const height = Math.min(full, MAX);
	const ratio = full > MAX ? (full - viewport) / Math.max(1, height - viewport) : 1;
	const virtual = scrollTop * ratio;
	const y = index * rowHeight;
	if (y < virtual)
		return y / ratio;
	if (y + rowHeight > virtual + viewport)
		return (y + rowHeight - viewport) / ratio;
	return null;
}
