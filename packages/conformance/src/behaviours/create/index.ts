export { createsAndReadsBack } from './creates-and-reads-back.ts';
export { createsAtOnce } from './creates-at-once.ts';
export { createsDisabled } from './creates-disabled.ts';
export { createsWithANameAlone } from './creates-with-a-name-alone.ts';
export { keepsTextWhole } from './keeps-text-whole.ts';
export { namesEveryBrokenRule } from './names-every-broken-rule.ts';
export { refusesWhatItCannotHold } from './refuses-what-it-cannot-hold.ts';
