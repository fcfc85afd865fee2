/* The invitation that a mail carries, at a glance. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { download } from '../jmap/blob';
import type { BodyPart } from '../jmap/types';
import { contentLines, eventOf, type Event } from './event';
import { fileUrl } from './files';

export function Invitation({ part }: { part: BodyPart }) {
	const event = useSignal<Event | null>(null);
	const method = useSignal('');
	useEffect(() => {
		let over = false;
		if (part.size < 300_000)
			void download(fileUrl(part)).then(b => b.text()).then(text => {
				const lines = contentLines(text);
				if (!over) {
					method.value = lines.find(l => l.name === 'METHOD')?.value.toUpperCase() ?? '';
					event.value = eventOf(lines)[0] ?? null;
				}
			}, () => {});
		return () => {
			over = true;
		};
	}, [part.blobId]);
	const e = event.value;
	if (!e)
		return null;
	return (
		<section class="invite" aria-label={t('invitation')}>
			<span class="invite-mark" aria-hidden="true">{e.start ? <Leaf day={e.start} /> : <Icon name="calendar" size="l" />}</span>
			<div>
				<b dir="auto">{e.title || t('event-untitled')}</b>
				{method.value === 'CANCEL' && <span class="chip h5">{t('event-cancelled')}</span>}
				<p><Icon name="clock" size="s" />{e.when}</p>
				{e.where && <p><Icon name="globe" size="s" /><span dir="auto">{e.where}</span></p>}
				{e.organizer && <p><Icon name="users" size="s" />{t('event-by', { name: e.organizer, n: e.guests.length })}</p>}
			</div>
		</section>
	);
}

/* As a calendar on the wall has it; the whole date stands beside it. */
function Leaf({ day }: { day: Date }) {
	const part = (of: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale(), of).format(day);
	return <span><small>{part({ weekday: 'short' })}</small><b>{part({ day: 'numeric' })}</b><small>{part({ month: 'short' })}</small></span>;
}
