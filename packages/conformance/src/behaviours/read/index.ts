export { datesByOurClock } from './dates-by-our-clock.ts';
export { findsByNameAndReference } from './finds-by-name-and-reference.ts';
export { keepsTheReference } from './keeps-the-reference.ts';
export { presentsEverySubUserWhole } from './presents-every-sub-user-whole.ts';
export { saysNotFound } from './says-not-found.ts';
export { sendsNoOddId } from './sends-no-odd-id.ts';
