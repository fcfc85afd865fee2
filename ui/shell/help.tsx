/* Every key of the command table. */
import { Dialog } from '../lib/overlay';
import { commands, labelOf, singleKeys, type Scope } from '../lib/keys';
import { t } from '../lib/i18n';
import { writeLocal } from '../lib/local';
import { look } from '../model/look';
import { helpOpen } from './commands';
import { Words } from './look';

const SCOPES: readonly Scope[] = ['everywhere', 'list', 'conversation', 'composer'];

/* The composer reads its own keys; here they are only shown. */
const COMPOSER: readonly (readonly [string, string])[] = [
	['key-send', 'Ctrl+Enter'], ['key-cc', 'Ctrl+Shift+C'], ['key-bcc', 'Ctrl+Shift+B'], ['key-close-draft', 'Escape'],
];

export function Help() {
	const rows = (scope: Scope): readonly (readonly [string, readonly string[]])[] => (scope === 'composer'
		? COMPOSER.map(([text, keys]) => [text, [keys]] as const)
		: commands.filter(c => c.scope === scope).map(c => [c.text, c.keys] as const));
	return (
		<Dialog title={t('cmd-help')} class="help" onClose={() => { helpOpen.value = false; }}>
			{look.value.help && <Words text={look.value.help} />}
			<div class="help-body" tabIndex={0} role="region" aria-label={t('cmd-help')} data-focus>
				{SCOPES.map(scope => (
					<section key={scope}>
						<h3>{t(`scope-${scope}`)}</h3>
						<dl>
							{rows(scope).map(([text, keys]) => (
								<div key={text}>
									<dt>{t(text)}</dt>
									<dd>{keys.map((k, i) => <span key={k}>{i > 0 && ` ${t('or')} `}{labelOf(k).split(' ').map((p, j) => <kbd key={j} class="kbd">{p}</kbd>)}</span>)}</dd>
								</div>
							))}
						</dl>
					</section>
				))}
			</div>
			<label class="switch">
				<input
					type="checkbox"
					checked={singleKeys.value}
					onChange={e => {
						singleKeys.value = e.currentTarget.checked;
						writeLocal('keys', singleKeys.value);
					}}
				/>
				{t('single-keys')}
			</label>
			{look.value.footer && <footer class="gate-foot"><Words text={look.value.footer} /></footer>}
		</Dialog>
	);
}
