/* The parts of RFC 8620 and RFC 8621 that we use. */
import type { Address } from '../lib/address';

export type Id = string;
export type Patch = Record<string, unknown>;

export interface Session {
	username: string;
	apiUrl: string;
	downloadUrl: string;
	uploadUrl: string;
	eventSourceUrl: string;
	state: string;
	capabilities: Record<string, { maxSizeUpload?: number; maxCallsInRequest?: number; maxConcurrentRequests?: number; maxObjectsInGet?: number }>;
	accounts: Record<Id, { name: string; isPersonal: boolean; isReadOnly: boolean; accountCapabilities: Record<string, unknown> }>;
	primaryAccounts: Record<string, Id>;
}

export interface Mailbox {
	id: Id;
	name: string;
	parentId: Id | null;
	role: string | null;
	sortOrder: number;
	totalEmails: number;
	unreadEmails: number;
	totalThreads: number;
	unreadThreads: number;
	myRights?: Record<string, boolean>;
	isSubscribed?: boolean;
	isShared?: boolean;
}

export interface BodyPart {
	partId: string | null;
	blobId: Id | null;
	size: number;
	name: string | null;
	type: string;
	charset: string | null;
	disposition: string | null;
	cid: string | null;
}

/* What the list needs to know of a message. */
export interface Email {
	id: Id;
	threadId: Id;
	mailboxIds: Record<Id, boolean>;
	keywords: Record<string, boolean>;
	from: Address[] | null;
	to: Address[] | null;
	subject: string | null;
	receivedAt: string;
	preview: string;
	hasAttachment: boolean;
	size: number;
}

export interface PgpState {
	kind: 'encrypted' | 'signed' | 'inline';
	isEncrypted: boolean;
	/* why it is not open */
	fault: 'noKey' | 'locked' | 'broken' | 'tooLarge' | 'noIntegrity' | null;
	/* other: of a key that is not the sender's */
	signed: { state: 'valid' | 'altered' | 'unknown' | 'other'; fingerprint: string | null; verified: boolean } | null;
	/* key ids that it was encrypted for */
	wants: string[];
}

/* What the reader needs beyond that. */
export interface FullEmail extends Email {
	blobId: Id;
	sentAt: string | null;
	cc: Address[] | null;
	bcc: Address[] | null;
	replyTo: Address[] | null;
	sender: Address[] | null;
	messageId: string[] | null;
	inReplyTo: string[] | null;
	references: string[] | null;
	textBody: BodyPart[];
	htmlBody: BodyPart[];
	attachments: BodyPart[];
	bodyValues: Record<string, { value: string; isEncodingProblem: boolean; isTruncated: boolean }>;
	smimeStatus?: string | null;
	smimeErrors?: string[] | null;
	/* of a message that hides what it says (docs/jmap-smime.md) */
	smimeContent?: { isEncrypted: boolean; isAuthenticated: boolean; fault: 'noKey' | 'broken' | 'tooLarge' | 'unsupported' | null; subject: string | null } | null;
	/* what OpenPGP made of it, here in the browser (model/pgp.ts) */
	pgp?: PgpState;
	'header:Content-Type:asRaw'?: string | null;
	'header:Autocrypt:asRaw:all'?: string[];
	'header:Authentication-Results:asRaw:all'?: string[];
	'header:Received:asRaw:all'?: string[];
	'header:List-Unsubscribe:asURLs'?: string[] | null;
	'header:List-Unsubscribe-Post:asText'?: string | null;
	'header:List-Post:asURLs'?: string[] | null;
	'header:List-Id:asText'?: string | null;
	'header:Disposition-Notification-To:asAddresses'?: Address[] | null;
}

export interface Thread {
	id: Id;
	emailIds: Id[];
}

export interface Identity {
	id: Id;
	name: string;
	email: string;
	replyTo: Address[] | null;
	bcc: Address[] | null;
	textSignature: string;
	htmlSignature: string;
	mayDelete: boolean;
}

export interface GetResult<T> {
	state: string;
	list: T[];
	notFound: Id[];
}

export interface ChangesResult {
	oldState: string;
	newState: string;
	hasMoreChanges: boolean;
	created: Id[];
	updated: Id[];
	destroyed: Id[];
	updatedProperties?: string[] | null;
}

export interface QueryResult {
	queryState: string;
	canCalculateChanges: boolean;
	position: number;
	ids: Id[];
	total?: number;
}

export interface QueryChangesResult {
	oldQueryState: string;
	newQueryState: string;
	total?: number;
	removed: Id[];
	added: { id: Id; index: number }[];
}

export interface SetError {
	type: string;
	description?: string | null;
	properties?: string[];
	invalidRecipients?: string[];
	emails?: string[];
}

export interface SetResult<T = { id: Id }> {
	oldState: string | null;
	newState: string;
	created?: Record<string, T> | null;
	updated?: Record<Id, unknown> | null;
	destroyed?: Id[] | null;
	notCreated?: Record<string, SetError> | null;
	notUpdated?: Record<Id, SetError> | null;
	notDestroyed?: Record<Id, SetError> | null;
}

export type TypeStates = Record<string, string>;
export interface StateChange {
	'@type'?: 'StateChange';
	changed: Record<Id, TypeStates>;
}
