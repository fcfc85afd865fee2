/* What test_jmap_jam.py asks of jmap-jam: a mailbox, a draft, its sending, blobs; a line of JSON with what came. */
import JamClient from '../../ui/node_modules/jmap-jam/dist/index.js';

const [sessionUrl, bearerToken, to] = process.argv.slice(2);
const jam = new JamClient({ sessionUrl, bearerToken });
const accountId = await jam.getPrimaryAccount();
const told = {};

const [boxes] = await jam.api.Mailbox.get({ accountId, ids: null });
const role = name => boxes.list.find(m => m.role === name).id;
const [made] = await jam.api.Mailbox.set({ accountId, create: { c: { name: 'Jam', parentId: null } } });
told.mailbox = made.created.c.id;

const [identities] = await jam.api.Identity.get({ accountId, ids: null });
const email = identities.list[0].email;
const blob = await jam.uploadBlob(accountId, 'a file');
const [drafted] = await jam.api.Email.set({ accountId, create: { d: {
	mailboxIds: { [role('drafts')]: true }, keywords: { $draft: true }, from: [{ email }], to: [{ email: to }], subject: 'Jam', textBody: [{ partId: 't', type: 'text/plain' }],
	bodyValues: { t: { value: 'spread thickly' } }, attachments: [{ blobId: blob.blobId, type: 'text/plain', name: 'file.txt' }],
} } });
const id = drafted.created.d.id;
const [sent] = await jam.api.EmailSubmission.set({
	accountId, create: { s: { emailId: id, identityId: identities.list[0].id } },
	onSuccessUpdateEmail: { '#s': { [`mailboxIds/${role('sent')}`]: true, [`mailboxIds/${role('drafts')}`]: null, 'keywords/$draft': null } },
});
told.submission = sent.created.s.id;

/* Two calls, the second of which refers to the first. */
const [{ emails }] = await jam.requestMany(t => {
	const found = t.Email.query({ accountId, filter: { inMailbox: role('sent') }, sort: [{ property: 'receivedAt', isAscending: false }] });
	return { found, emails: t.Email.get({ accountId, ids: found.$ref('/ids'), properties: ['subject', 'preview', 'hasAttachment', 'attachments'] }) };
});
told.emails = emails.list.map(e => [e.subject, e.preview.trim(), e.hasAttachment]);
const part = emails.list[0].attachments[0];
told.file = await (await jam.downloadBlob({ accountId, blobId: part.blobId, mimeType: 'text/plain', fileName: 'file.txt' })).text();
const refused = await jam.api.Mailbox.get({ accountId: 'nobody', ids: null }).then(() => null, e => e.type);
told.error = refused;
console.log(JSON.stringify(told));
process.exit(0);
