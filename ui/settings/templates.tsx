import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { change, settings, type Template } from '../model/settings';
import { Group } from './parts';
import { RichField } from './rich-field';

function put(x: Template, patch: Partial<Template>): void {
	change({ templates: settings.peek().templates.map(y => (y.id === x.id ? { ...y, ...patch } : y)) });
}

export function Templates() {
	const list = settings.value.templates;
	const remove = (x: Template): void => {
		change({ templates: list.filter(y => y.id !== x.id) });
		toast(t('template-removed'), { action: { text: t('undo'), run: () => change({ templates: [...settings.peek().templates, x] }) } });
	};
	return (
		<>
			<Group text={t('set-templates-text')}>
				<div class="set-row"><button type="button" class="btn sec" onClick={() => change({ templates: [...list, { id: crypto.randomUUID(), name: t('template-unnamed'), subject: '', html: '' }] })}>{t('template-new')}</button></div>
			</Group>
			{list.map(x => (
				<section key={x.id} class="set-group">
					<h3>
						<span dir="auto">{x.name}</span>
						<IconButton icon="trash" size="s" label={t('template-remove', { name: x.name })} onClick={() => remove(x)} />
					</h3>
					<div class="set-box form">
						<label class="field"><span>{t('set-name')}</span><input dir="auto" value={x.name} maxLength={100} onChange={e => put(x, { name: e.currentTarget.value.trim() || t('template-unnamed') })} /></label>
						<label class="field"><span>{t('subject')}</span><input dir="auto" value={x.subject} maxLength={300} onChange={e => put(x, { subject: e.currentTarget.value })} /></label>
						<RichField label={t('set-text')} html={x.html} onChange={html => put(x, { html })} />
					</div>
				</section>
			))}
		</>
	);
}
