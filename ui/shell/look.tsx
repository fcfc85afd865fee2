/* What administrators say: above everything, on the sign-in page and in the help. */
import type { ComponentChildren } from 'preact';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { markup, type Mark } from '../lib/markup';
import { announcement, look, logoUrl, putAnnouncementAway } from '../model/look';

function nodes(marks: readonly Mark[]): ComponentChildren {
	return marks.map((m, i) => {
		if (typeof m === 'string')
			return m;
		const of = nodes(m.of);
		switch (m.tag) {
		case 'a':
			return m.href ? <a key={i} href={m.href} target="_blank" rel="noopener noreferrer">{of}</a> : <span key={i}>{of}</span>;
		case 'b':
			return <b key={i}>{of}</b>;
		case 'i':
			return <i key={i}>{of}</i>;
		case 'p':
			return <p key={i}>{of}</p>;
		case 'br':
			return <br key={i} />;
		case 'ul':
			return <ul key={i}>{of}</ul>;
		case 'ol':
			return <ol key={i}>{of}</ol>;
		case 'li':
			return <li key={i}>{of}</li>;
		}
	});
}

export function Words({ text }: { text: string }) {
	return <div class="words" dir="auto">{nodes(markup(text))}</div>;
}

/* AWAY: it can be put away, as on pages where people work. */
export function Announcement({ away }: { away: boolean }) {
	const told = away ? announcement.value : look.value.announcement;
	return told ? (
		<section class={`told ${told.type}`} aria-label={t('notices')}>
			<Icon name={told.type === 'info' ? 'info' : 'warn'} size="s" />
			<Words text={told.text} />
			{away && <IconButton icon="x" label={t('dismiss')} onClick={putAnnouncementAway} />}
		</section>
	) : null;
}

export function Logo() {
	return logoUrl.value ? <img class="logo-own" src={logoUrl.value} alt="" /> : <span class="logo big" aria-hidden="true"><Icon name="mail" size="l" /></span>;
}

/* Under the form of the sign-in page. */
export function SignInFoot() {
	const { links, help, footer, appsName } = look.value;
	return (
		<>
			{links && (
				<nav class="gate-links" aria-label={appsName ?? t('apps')}>
					{links.map(l => <a key={l.name} class="btn gh sm" href={l.url}>{l.name}</a>)}
				</nav>
			)}
			{help && <details class="gate-help"><summary>{t('look-help')}</summary><Words text={help} /></details>}
			{footer && <footer class="gate-foot"><Words text={footer} /></footer>}
		</>
	);
}
