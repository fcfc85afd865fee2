/* Folders with a role and one of its usual names are named in the reader's language; another name is somebody's own. */
import { t } from '../lib/i18n';
import { LABEL, type Route } from '../lib/router';
import type { Mailbox } from '../jmap/types';
import { ROLES_TO_GIVE } from '../model/mailboxes';
import { isOthers } from '../model/mailboxes';
import { labelOf } from '../model/settings';

const NAMED = ['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash', 'snoozed', 'scheduled'];
const USUAL = /^(?:sent(?: items| messages)?|drafts|archive|junk(?: e-?mail)?|spam|trash|deleted (?:items|messages))$/iu;

export function folderName(m: Mailbox): string {
	const own = ROLES_TO_GIVE.some(r => r === m.role) && !USUAL.test(m.name);
	return m.role && NAMED.includes(m.role) && !own ? t(`folder-${m.role}`) : m.name;
}

export function folderIcon(m: Mailbox): string {
	const icons: Record<string, string> = { inbox: 'inbox', sent: 'send', drafts: 'file', archive: 'archive', junk: 'junk', trash: 'trash', snoozed: 'clock', scheduled: 'clock' };
	return icons[m.role ?? ''] ?? (!m.parentId && isOthers(m) ? 'users' : 'folder');
}

export function folderTitle(r: Extract<Route, { page: 'mail' }> | null, m: Mailbox | undefined): string {
	if (r?.box === 'search')
		return t('search-title');
	if (r?.box === 'starred')
		return t('folder-starred');
	if (r?.box.startsWith(LABEL))
		return labelOf(r.box.slice(LABEL.length))?.name ?? r.box.slice(LABEL.length);
	return m ? folderName(m) : '';
}
