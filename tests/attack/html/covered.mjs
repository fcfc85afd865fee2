/* Of what stands around a mail, at any width: what something else lies on. */
export const covered = page => page.evaluate(() => {
	const around = '.side, .top, .rail, .lp, .tb';
	const parts = [...document.querySelectorAll(around)].filter(e => e.checkVisibility({ checkVisibilityCSS: true }) && e.clientWidth > 0);
	const isFree = e => {
		const r = e.getBoundingClientRect();
		return [0.1, 0.5, 0.9].every(at => document.elementFromPoint(r.left + r.width * at, r.top + r.height / 2)?.closest(around));
	};
	return parts.length < 2 ? ['there is nothing around it'] : parts.filter(e => !isFree(e)).map(e => e.className);
});
