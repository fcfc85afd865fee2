import assert from 'node:assert/strict';
import test from 'node:test';
import type { FullEmail, Identity } from '../jmap/types';
import { emailCreation, emptyDraft, forwardOf, identityFor, replyTo } from '../model/draft';

const me: Identity = { id: 'i1', name: 'Alice', email: 'alice@example.org', replyTo: null, bcc: null, textSignature: 'A.', htmlSignature: '', mayDelete: false };
const other: Identity = { ...me, id: 'i2', email: 'sales@example.org', textSignature: '' };
const words = { wrote: () => 'X wrote:', forwarded: () => '--- forwarded' };
const a = (email: string) => ({ name: null, email });

function mail(change: Partial<FullEmail> = {}): FullEmail {
	return {
		id: 'e1', threadId: 't1', blobId: 'b1', mailboxIds: {}, keywords: {}, subject: 'Plan', receivedAt: '2026-11-19T10:00:00Z', sentAt: null, preview: '', hasAttachment: false, size: 1,
		from: [a('bob@example.org')], to: [a('alice@example.org'), a('carol@example.org')], cc: [a('dora@example.org')], bcc: null, replyTo: null, sender: null,
		messageId: ['m2'], inReplyTo: ['m1'], references: ['m1'], textBody: [], htmlBody: [], attachments: [], bodyValues: {}, ...change,
	};
}
const emails = (list: { email: string }[]): string[] => list.map(x => x.email);

test('reply goes to the sender, reply all to everyone but me', () => {
	const one = replyTo(mail(), { text: 'text', html: null }, 'one', [me], words);
	assert.deepEqual([emails(one.to), emails(one.cc)], [['bob@example.org'], []]);
	const all = replyTo(mail(), { text: 'text', html: null }, 'all', [me], words);
	assert.deepEqual([emails(all.to), emails(all.cc)], [['bob@example.org'], ['carol@example.org', 'dora@example.org']]);
	assert.equal(all.subject, 'Re: Plan');
	assert.deepEqual([all.inReplyTo, all.references], [['m2'], ['m1', 'm2']]);
	assert.equal(all.text, '\n\n-- \nA.\n\nX wrote:\n> text\n');
});

test('Reply-To wins; an answer to my own mail goes to whom I wrote', () => {
	assert.deepEqual(emails(replyTo(mail({ replyTo: [a('list@example.org')] }), { text: '', html: null }, 'one', [me], words).to), ['list@example.org']);
	const mine = mail({ from: [a('Alice@Example.org')], to: [a('bob@example.org')] });
	assert.deepEqual(emails(replyTo(mine, { text: '', html: null }, 'one', [me], words).to), ['bob@example.org']);
	const note = mail({ from: [a('alice@example.org')], to: [a('alice@example.org')], cc: null });
	assert.deepEqual(emails(replyTo(note, { text: '', html: null }, 'all', [me], words).to), ['alice@example.org']);
});

test('the identity that was written to answers', () => {
	assert.equal(identityFor(mail({ to: [a('SALES@example.org')] }), [me, other])!.id, 'i2');
	assert.equal(identityFor(mail({ to: [a('x@example.org')], cc: null }), [me, other])!.id, 'i1');
});

test('a forward carries the files and no recipients', () => {
	const f = forwardOf(mail({ attachments: [{ partId: '2', blobId: 'b2', size: 5, name: 'a.pdf', type: 'application/pdf', charset: null, disposition: 'attachment', cid: null }] }), { text: 'text', html: null }, [me], words);
	assert.deepEqual(f.to, []);
	assert.deepEqual(f.attachments, [{ blobId: 'b2', type: 'application/pdf', name: 'a.pdf', size: 5 }]);
	assert.equal(f.subject, 'Fwd: Plan');
	assert.deepEqual(f.origin, { id: 'e1', keyword: '$forwarded' });
});

test('formatted text: quoted, with its pictures, and only those that are still in it', () => {
	const html = { text: 'x', html: '<p>x<img src="cid:p1"></p>' };
	const pictured = mail({ attachments: [{ partId: '2', blobId: 'b2', size: 5, name: 'p.png', type: 'image/png', charset: null, disposition: 'inline', cid: '<p1>' }] });
	const r = replyTo(pictured, html, 'one', [{ ...me, htmlSignature: '<b>A</b>' }], { ...words, wrote: () => 'A <b> wrote' });
	assert.equal(r.html, '<div><br></div><div data-signature="1"><b>A</b></div><div><br></div><div dir="auto">A &lt;b&gt; wrote</div><blockquote type="cite"><p>x<img src="cid:p1"></p></blockquote>');
	const sent = emailCreation(r, me, 'm3', {}, 'x@y');
	assert.deepEqual(sent['attachments'], [{ blobId: 'b2', type: 'image/png', name: 'p.png', disposition: 'inline', cid: 'p1' }]);
	assert.equal(emailCreation({ ...r, html: '<p>gone</p>' }, me, 'm3', {}, 'x@y')['attachments'], undefined);
	assert.deepEqual(emails(replyTo(mail({ 'header:List-Post:asURLs': ['mailto:list@example.org'] }), html, 'list', [me], words).to), ['list@example.org']);
});

test('what Email/set gets', () => {
	const e = emailCreation({ ...emptyDraft(), to: [a('b@example.org')], subject: 'S', text: 'T' }, me, 'm3', { $draft: true }, 'x@y');
	assert.deepEqual(e, {
		mailboxIds: { m3: true }, keywords: { $draft: true }, messageId: ['x@y'], subject: 'S', from: [{ name: 'Alice', email: 'alice@example.org' }], to: [a('b@example.org')],
		bodyValues: { text: { value: 'T' } }, textBody: [{ partId: 'text', type: 'text/plain' }],
	});
});
