/* Asks for a moment to come. */
import { useSignal } from '@preact/signals';
import { mediumTime } from './dates';
import { locale, t } from './i18n';
import { Dialog } from './overlay';

export function WhenDialog({ title, action, onClose, onPick, max }: { title: string; action: string; onClose: () => void; onPick: (d: Date) => void; max?: Date }) {
	const bad = useSignal('');
	const text = useSignal(local(new Date(Date.now() + 86_400_000)));
	return (
		<Dialog title={title} class="small" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const d = new Date(text.value);
					if (Number.isNaN(d.getTime()) || d.getTime() <= Date.now())
						bad.value = t('later-past');
					else if (max && d > max)
						bad.value = t('later-far', { date: mediumTime(max.toISOString(), new Date(), locale()) });
					else
						onPick(d);
				}}
			>
				<label class="field">
					<span>{t('later-when')}</span>
					<input type="datetime-local" data-focus value={text.value} min={local(new Date())} aria-invalid={bad.value !== ''} onInput={e => { text.value = e.currentTarget.value; }} />
				</label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{action}</button>
				</div>
			</form>
		</Dialog>
	);
}

function local(d: Date): string {
	return new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
