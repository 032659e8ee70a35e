export { keepsTheTagWhole } from './keeps-the-tag-whole.ts';
export { settlesALostCreate } from './settles-a-lost-create.ts';
export { settlesBesideANamesake } from './settles-beside-a-namesake.ts';
export { settlesManyAtOnce } from './settles-many-at-once.ts';
export { showsBothOfOneMark } from './shows-both-of-one-mark.ts';
