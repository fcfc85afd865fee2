/* Toasts, and the region that screen readers listen to. */
import { announcement } from '../lib/announce';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { dismiss, hold, toasts } from '../lib/toast';

export function Live() {
	return (
		<>
			<div class="sr" role="status" aria-live="polite" aria-atomic="true">{announcement}</div>
			<section
				class="toasts"
				aria-label={t('notices')}
				onMouseEnter={() => hold(true)}
				onMouseLeave={() => hold(false)}
				onFocusIn={() => hold(true)}
				onFocusOut={() => hold(false)}
			>
				{toasts.value.map(x => (
					<div key={x.id} class={`toast${x.bad ? ' bad' : ''}`}>
						<span dir="auto">{x.text}</span>
						{x.action && (
							<button
								type="button"
								onClick={() => {
									dismiss(x.id);
									hold(false);
									x.action!.run();
								}}
							>
								{x.action.text}
							</button>
						)}
						<IconButton icon="x" size="s" label={t('dismiss')} onClick={() => { dismiss(x.id); hold(false); }} />
					</div>
				))}
			</section>
		</>
	);
}
