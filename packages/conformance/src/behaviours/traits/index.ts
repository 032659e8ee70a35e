export { statesItsTraits } from './states-its-traits.ts';
