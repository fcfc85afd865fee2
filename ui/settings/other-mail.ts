/* What is about mail at other providers: a chunk of its own (later.tsx). */
export { MailProviders } from './mail-providers';
export { OutsideAccounts } from './outside';
export { SyncJobs } from './sync-jobs';
