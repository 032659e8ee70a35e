export { newSubUserSchema, type SubUserDraft } from '../model/new-sub-user.ts';
export { readTag, type ReferenceTag } from '../model/reference-tag.ts';
export { subUserChangeSchema, type SubUserRevision } from '../model/sub-user-change.ts';
export { randomString, systemRandomInt } from '../ports/random-int.ts';
export { SignalHub } from '../ports/signal-hub.ts';
export { capabilitiesOf } from '../sub-users/capabilities.ts';
export { brokenRules, parseOptions } from './parse-options.ts';
export type { Page, PageRequest, Passwords, SubUserProvider, Suspension, Verifications } from './provider.ts';
export { codeOfError, safeCause } from './safe-cause.ts';
