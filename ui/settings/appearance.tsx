import { locale, t } from '../lib/i18n';
import { setTheme, theme, type Theme } from '../lib/theme';
import { change, settings, type Density } from '../model/settings';
import { Choice, Group, Toggle } from './parts';

function languageName(tag: string): string {
	const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
	return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

export function Appearance() {
	const s = settings.value;
	const zones = Intl.supportedValuesOf('timeZone');
	const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
	return (
		<>
			<Group title={t('set-look')}>
				<Choice<Theme> label={t('theme')} value={theme.value} of={(['system', 'light', 'dark'] as const).map(x => [x, t(`theme-${x}`)] as const)} set={setTheme} />
				<Choice<Density> label={t('set-density')} value={s.density} of={(['comfortable', 'cosy', 'compact'] as const).map(x => [x, t(`density-${x}`)] as const)} set={density => change({ density })} />
				<Toggle label={t('set-darken')} hint={t('set-darken-hint')} value={s.darkenMail} set={darkenMail => change({ darkenMail })} />
			</Group>
			<Group title={t('set-region')}>
				<Choice label={t('set-language')} value={s.language} of={[['', t('set-language-auto')], ...LANGUAGES.map(l => [l, languageName(l)] as const)]} set={language => change({ language })} />
				<Choice label={t('set-zone')} hint={new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'short', ...(s.timeZone ? { timeZone: s.timeZone } : {}) }).format(new Date())} value={s.timeZone} of={[['', t('set-zone-auto', { zone: here })], ...zones.map(z => [z, z.replace(/_/gu, ' ')] as const)]} set={timeZone => change({ timeZone })} />
			</Group>
		</>
	);
}
