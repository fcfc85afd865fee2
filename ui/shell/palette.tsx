/* Every command, folder and label by a few letters. Reads the same table as keys and menus. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { commands, keyLabel } from '../lib/keys';
import { Dialog } from '../lib/overlay';
import { go, LABEL } from '../lib/router';
import { paletteOpen } from '../mail/commands';
import { folderIcon, folderName } from '../mail/folder-name';
import { boxName, otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { settings } from '../model/settings';
import { settingsSections } from '../model/sections';

interface Entry {
	id: string;
	text: string;
	icon?: string;
	hue?: number;
	hint?: string;
	run: () => void;
}

const box = (name: string): (() => void) => () => go({ page: 'mail', box: name, thread: null, filter: 'all', q: '' });

function places(): Entry[] {
	const folders = [...roleMailboxes.value, ...otherMailboxes.value.map(r => r.mailbox)];
	return [
		...folders.map(m => ({ id: `box-${m.id}`, text: folderName(m), icon: folderIcon(m), run: box(boxName(m)) })),
		...settings.value.labels.map(l => ({ id: `label-${l.keyword}`, text: l.name, hue: l.hue, run: box(`${LABEL}${l.keyword}`) })),
		...settings.value.searches.map(s => ({ id: `search-${s.q}`, text: s.name, icon: 'search', run: () => go({ page: 'mail', box: 'search', thread: null, filter: 'all', q: s.q }) })),
	];
}

function all(): Entry[] {
	return [
		...commands.filter(c => c.id !== 'palette' && (c.enabled?.() ?? true)).map(c => ({ id: c.id, text: t(c.text), hint: keyLabel(c), run: c.run })),
		...places(),
		...settingsSections().map(s => ({ id: `settings-${s}`, text: `${t('settings')}: ${t(`settings-${s}`)}`, icon: 'sliders', run: () => go({ page: 'settings', section: s }) })),
	];
}

/* Letters in order, the closer together the better; -1 when one is missing. */
export function score(text: string, typed: string): number {
	const low = text.toLocaleLowerCase();
	const whole = low.indexOf(typed);
	if (whole >= 0)
		return whole === 0 ? 100 : /[\s:]/u.test(low[whole - 1]!) ? 80 : 60;
	let at = -1;
	let gaps = 0;
	for (const c of typed.replace(/\s/gu, '')) {
		const next = low.indexOf(c, at + 1);
		if (next < 0)
			return -1;
		gaps += at >= 0 ? next - at - 1 : 0;
		at = next;
	}
	return Math.max(1, 40 - gaps);
}

export function Palette() {
	const text = useSignal('');
	const at = useSignal(0);
	const list = useRef<HTMLUListElement>(null);
	const folders = paletteOpen.value === 'folders';
	const typed = text.value.trim().toLocaleLowerCase();
	const entries = (folders ? places() : all()).map(e => ({ e, s: typed ? score(e.text, typed) : 1 })).filter(x => x.s > 0)
		.sort((a, b) => b.s - a.s).slice(0, 50).map(x => x.e);
	const close = (): void => {
		paletteOpen.value = '';
	};
	const run = (e: Entry | undefined): void => {
		if (!e)
			return;
		close();
		/* After the dialog gave the focus back. */
		requestAnimationFrame(e.run);
	};
	useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at.value]);
	return (
		<Dialog title={t(folders ? 'palette-folders' : 'palette')} class="palette" onClose={close}>
			<div class="find">
				<Icon name="search" />
				<input
					data-focus
					type="text"
					role="combobox"
					aria-expanded="true"
					aria-controls="palette-list"
					aria-autocomplete="list"
					aria-label={t('palette-hint')}
					placeholder={t('palette-hint')}
					{...(entries[at.value] ? { 'aria-activedescendant': `palette-${at.value}` } : {})}
					value={text.value}
					onInput={e => {
						text.value = e.currentTarget.value;
						at.value = 0;
					}}
					onKeyDown={e => {
						if (e.key === 'ArrowDown' || e.key === 'ArrowUp')
							at.value = entries.length === 0 ? 0 : (at.value + (e.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length;
						else if (e.key === 'Enter')
							run(entries[at.value]);
						else
							return;
						e.preventDefault();
					}}
				/>
			</div>
			<ul id="palette-list" role="listbox" aria-label={t(folders ? 'palette-folders' : 'palette')} ref={list} class="palette-list">
				{entries.map((e, i) => (
					<li key={e.id} id={`palette-${i}`} role="option" aria-selected={i === at.value} onClick={() => run(e)} onMouseMove={() => { at.value = i; }}>
						{e.icon ? <Icon name={e.icon} /> : e.hue ? <span class={`dot d${e.hue}`} aria-hidden="true" /> : <Icon name="right" size="s" />}
						<span dir="auto">{e.text}</span>
						{e.hint && <kbd class="kbd">{e.hint}</kbd>}
					</li>
				))}
			</ul>
			{entries.length === 0 && <p class="dialog-text">{t('palette-nothing')}</p>}
		</Dialog>
	);
}
