export { actsOnWhomItNames } from './acts-on-whom-it-names.ts';
export { emptiesWhatItCan } from './empties-what-it-can.ts';
export { refusesAChangeItCannotMake } from './refuses-a-change-it-cannot-make.ts';
export { suspendsOrRefuses } from './suspends-or-refuses.ts';
export { updatesOnlyWhatIsAsked } from './updates-only-what-is-asked.ts';
export { verifiesOrRefuses } from './verifies-or-refuses.ts';
