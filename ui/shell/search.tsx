/* The search field. Enter searches; what was typed stays in the address. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { go, goMail, route } from '../lib/router';

export function SearchField() {
	const input = useRef<HTMLInputElement>(null);
	const text = useSignal('');
	const r = route.value;
	const q = r.page === 'mail' && r.box === 'search' ? r.q : '';
	useEffect(() => {
		text.value = q;
	}, [q]);
	return (
		<form
			class="find"
			role="search"
			onSubmit={e => {
				e.preventDefault();
				const typed = text.value.trim();
				if (!typed)
					return;
				go({ page: 'mail', box: 'search', thread: null, filter: 'all', q: typed });
				input.current?.blur();
			}}
		>
			<Icon name="search" />
			<input
				ref={input}
				type="search"
				dir="auto"
				enterKeyHint="search"
				aria-label={t('search-placeholder')}
				placeholder={t('search-placeholder')}
				value={text.value}
				onInput={e => {
					text.value = e.currentTarget.value;
				}}
				onKeyDown={e => {
					if (e.key === 'Escape') {
						e.stopPropagation();
						input.current?.blur();
					}
				}}
			/>
			{(text.value || q) && (
				<IconButton
					icon="x"
					size="s"
					label={t('clear-search')}
					onClick={() => {
						text.value = '';
						if (q)
							goMail({ box: 'inbox', q: '', thread: null, filter: 'all' });
						input.current?.focus();
					}}
				/>
			)}
		</form>
	);
}
