export { filtersByStatus } from './filters-by-status.ts';
export { listsAnEmptyAccount } from './lists-an-empty-account.ts';
export { listsEveryPageOnce } from './lists-every-page-once.ts';
export { listsNewestFirst } from './lists-newest-first.ts';
export { listsWhileOthersWrite } from './lists-while-others-write.ts';
export { pagesAsItSays } from './pages-as-it-says.ts';
