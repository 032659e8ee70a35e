export { foldsNamesAsItSays } from './folds-names-as-it-says.ts';
export { followsItsLengths } from './follows-its-lengths.ts';
export { followsItsNameRule } from './follows-its-name-rule.ts';
export { letsOneTakeAName } from './lets-one-take-a-name.ts';
export { sharesNamesAsItSays } from './shares-names-as-it-says.ts';
