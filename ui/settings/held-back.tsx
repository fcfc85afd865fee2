/* One's own quarantine: what was refused and is kept for a while, and how often a mail tells of it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import type { FullEmail } from '../jmap/types';
import { parseMail, wordsOf } from '../model/parsed-mail';
import { refusedText } from '../model/refused';
import { changeObject, listObjects, readObject, removeObject, type Fields } from '../rest/objects';
import { Choice, Group, useAsked } from './parts';

const HOW_OFTEN = ['never', 'hourly', 'daily', 'weekly'] as const;
const KINDS = ['reject', 'add_header', 'all'] as const;

export function HeldBack({ own }: { own: string }) {
	const { it: list, instead } = useAsked(() => listObjects('qitem', own).then(l => l.sort((a, b) => Number(b['created']) - Number(a['created']))));
	const looking = useSignal<Fields | null>(null);
	if (!list.value)
		return <Group title={t('held')}>{instead}</Group>;
	const all = list.value;
	/* Gone at once, and there again where the server refused. */
	const act = (x: Fields, work: Promise<unknown>, done: string): void => {
		list.value = all.filter(y => y !== x);
		looking.value = null;
		work.then(() => void toast(done), e => {
			list.value = all;
			toast(refusedText(e), { bad: true });
		});
	};
	const release = (x: Fields): void => act(x, changeObject('qitem', String(x['id']), { action: 'release' }), t('held-released'));
	const remove = (x: Fields): void => act(x, removeObject('qitem', String(x['id'])), t('held-removed'));
	return (
		<>
			<Group title={t('held')} text={t('held-text')}>
				{all.map(x => {
					const subject = String(x['subject']) || t('no-subject');
					return (
						<div key={String(x['id'])} class="set-row">
							<div>
								<button type="button" class="set-link" dir="auto" onClick={() => { looking.value = x; }}>{subject}</button>
								<small dir="auto">{sender(x)}</small>
								<small>{facts(x)}</small>
							</div>
							<span class="set-acts">
								<IconButton icon="inbox" size="s" label={t('held-release', { subject })} onClick={() => release(x)} />
								<IconButton icon="trash" size="s" label={t('held-remove', { subject })} onClick={() => remove(x)} />
							</span>
						</div>
					);
				})}
				{all.length === 0 && <div class="set-row"><small>{t('held-none')}</small></div>}
			</Group>
			<Digest own={own} />
			{looking.value && <Look x={looking.value} onClose={() => { looking.value = null; }} release={release} remove={remove} />}
		</>
	);
}

const sender = (x: Fields): string => String(x['from_header'] || x['sender']);

function facts(x: Fields): string {
	const when = longTime(new Date(Number(x['created']) * 1000).toISOString(), locale());
	return t(x['virus_flag'] === 1 ? 'held-virus' : 'held-score', { when, score: Number(x['score']).toLocaleString(locale()) });
}

/* Its words alone: nothing of it is drawn, linked or fetched. */
function Look({ x, onClose, release, remove }: { x: Fields; onClose: () => void; release: (x: Fields) => void; remove: (x: Fields) => void }) {
	const mail = useSignal<FullEmail | null>(null);
	const bad = useSignal(false);
	useEffect(() => void parseMail(`q${String(x['id'])}`, ['from', 'subject']).then(m => {
		mail.value = m;
		bad.value = m === null;
	}, () => {
		bad.value = true;
	}), []);
	return (
		<Dialog title={String(x['subject']) || t('no-subject')} class="wide" onClose={onClose}>
			<div class="held">
				<p dir="auto">{sender(x)}</p>
				<small>{facts(x)}</small>
				{bad.value ? <p class="problem" role="alert">{t('preview-failed')}</p>
					: mail.value ? <pre tabIndex={0} dir="auto">{wordsOf(mail.value)}</pre>
					: <p class="late" role="status">{t('loading')}</p>}
			</div>
			<div class="foot">
				<button type="button" class="btn sec" onClick={() => remove(x)}>{t('held-remove-short')}</button>
				<button type="button" class="btn pri" onClick={() => release(x)}>{t('held-release-short')}</button>
			</div>
		</Dialog>
	);
}

function Digest({ own }: { own: string }) {
	const { it: chosen, instead } = useAsked(() => readObject('mailbox', own).then(f => f['attributes'] as Record<string, string>));
	const c = chosen.value;
	if (!c)
		return <Group>{instead}</Group>;
	const set = (what: string) => (value: string): void => {
		chosen.value = { ...c, [what]: value };
		changeObject(what, own, { [what]: value }).then(() => void toast(t('saved')), e => {
			chosen.value = c;
			toast(refusedText(e), { bad: true });
		});
	};
	return (
		<Group>
			<Choice label={t('held-often')} value={c['quarantine_notification'] ?? 'never'} of={HOW_OFTEN.map(k => [k, t(`held-often-${k}`)] as const)} set={set('quarantine_notification')} />
			<Choice label={t('held-kind')} value={c['quarantine_category'] ?? 'reject'} of={KINDS.map(k => [k, t(`held-kind-${k.replace('_', '-')}`)] as const)} set={set('quarantine_category')} />
		</Group>
	);
}
