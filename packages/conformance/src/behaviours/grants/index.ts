export { listsItsGrants } from './lists-its-grants.ts';
export { refusesAnUnknownGrant } from './refuses-an-unknown-grant.ts';
export { replacesGrantsAsAWhole } from './replaces-grants-as-a-whole.ts';
