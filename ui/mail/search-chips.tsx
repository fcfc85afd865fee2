/* What a search is made of, under its title. */
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { goMail, route } from '../lib/router';

/* Operators of a search, to be taken out one by one. */
export function SearchChips() {
	const r = route.value;
	if (r.page !== 'mail' || r.box !== 'search')
		return null;
	const found = [...r.q.matchAll(/-?[a-z_]+:(?:"[^"]*"|[^\s()]+)/giu)].map(m => m[0]);
	const scoped = found.some(x => /^in:/iu.test(x));
	return (
		<div class="chips" role="group" aria-label={t('search-chips')}>
			{found.map((x, i) => (
				<span key={x + i} class="chip h8 lb">
					<span dir="auto">{x}</span>
					<IconButton icon="x" size="xs" label={t('search-without', { what: x })} onClick={() => goMail({ q: r.q.replace(x, '').replace(/\s+/gu, ' ').trim(), thread: null })} />
				</span>
			))}
			{!scoped && <button type="button" class="pillb" onClick={() => goMail({ q: `${r.q} in:anywhere`.trim(), thread: null })}>{t('search-anywhere')}</button>}
			{!/has:/iu.test(r.q) && <button type="button" class="pillb" onClick={() => goMail({ q: `${r.q} has:attachment`.trim(), thread: null })}>{t('filter-files')}</button>}
			{!/newer_than:|after:/iu.test(r.q) && <button type="button" class="pillb" onClick={() => goMail({ q: `${r.q} newer_than:1m`.trim(), thread: null })}>{t('search-month')}</button>}
		</div>
	);
}
