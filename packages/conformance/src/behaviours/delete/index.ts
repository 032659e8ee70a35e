export { deletesExactlyOne } from './deletes-exactly-one.ts';
export { deletesOnce } from './deletes-once.ts';
