import { actsOnWhomItNames } from './behaviours/update/acts-on-whom-it-names.ts';
import { cancelsBeforeSending } from './behaviours/outcomes/cancels-before-sending.ts';
import { cancelsInFlight } from './behaviours/outcomes/cancels-in-flight.ts';
import { changesPasswordsOrRefuses } from './behaviours/secrets/changes-passwords-or-refuses.ts';
import { closes } from './behaviours/outcomes/closes.ts';
import { createsAndReadsBack } from './behaviours/create/creates-and-reads-back.ts';
import { createsAtOnce } from './behaviours/create/creates-at-once.ts';
import { createsDisabled } from './behaviours/create/creates-disabled.ts';
import { createsWithANameAlone } from './behaviours/create/creates-with-a-name-alone.ts';
import { datesByOurClock } from './behaviours/read/dates-by-our-clock.ts';
import { deletesExactlyOne } from './behaviours/delete/deletes-exactly-one.ts';
import { deletesOnce } from './behaviours/delete/deletes-once.ts';
import { doubtsAServerError } from './behaviours/outcomes/doubts-a-server-error.ts';
import { emptiesWhatItCan } from './behaviours/update/empties-what-it-can.ts';
import { filtersByStatus } from './behaviours/list/filters-by-status.ts';
import { findsByNameAndReference } from './behaviours/read/finds-by-name-and-reference.ts';
import { foldsNamesAsItSays } from './behaviours/names/folds-names-as-it-says.ts';
import { followsItsLengths } from './behaviours/names/follows-its-lengths.ts';
import { followsItsNameRule } from './behaviours/names/follows-its-name-rule.ts';
import { followsItsPasswordRule } from './behaviours/secrets/follows-its-password-rule.ts';
import { issuesASecretThatWorks } from './behaviours/secrets/issues-a-secret-that-works.ts';
import { keepsSecretsOutOfErrors } from './behaviours/secrets/keeps-secrets-out-of-errors.ts';
import { keepsSecretsOutOfResults } from './behaviours/secrets/keeps-secrets-out-of-results.ts';
import { keepsTextWhole } from './behaviours/create/keeps-text-whole.ts';
import { keepsTheReference } from './behaviours/read/keeps-the-reference.ts';
import { letsOneTakeAName } from './behaviours/names/lets-one-take-a-name.ts';
import { listsAnEmptyAccount } from './behaviours/list/lists-an-empty-account.ts';
import { listsEveryPageOnce } from './behaviours/list/lists-every-page-once.ts';
import { listsItsGrants } from './behaviours/grants/lists-its-grants.ts';
import { listsNewestFirst } from './behaviours/list/lists-newest-first.ts';
import { listsWhileOthersWrite } from './behaviours/list/lists-while-others-write.ts';
import { namesEveryBrokenRule } from './behaviours/create/names-every-broken-rule.ts';
import { pagesAsItSays } from './behaviours/list/pages-as-it-says.ts';
import { presentsEverySubUserWhole } from './behaviours/read/presents-every-sub-user-whole.ts';
import { readsAgainOrSaysUnavailable } from './behaviours/outcomes/reads-again-or-says-unavailable.ts';
import { refusesAChangeItCannotMake } from './behaviours/update/refuses-a-change-it-cannot-make.ts';
import { refusesAnUnknownGrant } from './behaviours/grants/refuses-an-unknown-grant.ts';
import { refusesWhatItCannotHold } from './behaviours/create/refuses-what-it-cannot-hold.ts';
import { rejectsWithItsOwnError } from './behaviours/outcomes/rejects-with-its-own-error.ts';
import { replacesGrantsAsAWhole } from './behaviours/grants/replaces-grants-as-a-whole.ts';
import { saysNotFound } from './behaviours/read/says-not-found.ts';
import { saysRateLimited } from './behaviours/outcomes/says-rate-limited.ts';
import { saysUnavailableBeforeSending } from './behaviours/outcomes/says-unavailable-before-sending.ts';
import { sendsALostCreateOnce } from './behaviours/outcomes/sends-a-lost-create-once.ts';
import { sendsALostDeleteOnce } from './behaviours/outcomes/sends-a-lost-delete-once.ts';
import { sendsALostUpdateOnce } from './behaviours/outcomes/sends-a-lost-update-once.ts';
import { sendsNoOddId } from './behaviours/read/sends-no-odd-id.ts';
import { settlesALostCreate } from './behaviours/settling/settles-a-lost-create.ts';
import { settlesBesideANamesake } from './behaviours/settling/settles-beside-a-namesake.ts';
import { settlesManyAtOnce } from './behaviours/settling/settles-many-at-once.ts';
import { sharesNamesAsItSays } from './behaviours/names/shares-names-as-it-says.ts';
import { statesItsTraits } from './behaviours/traits/states-its-traits.ts';
import { suspendsOrRefuses } from './behaviours/update/suspends-or-refuses.ts';
import { takesNoGarbageForAnAnswer } from './behaviours/outcomes/takes-no-garbage-for-an-answer.ts';
import { updatesOnlyWhatIsAsked } from './behaviours/update/updates-only-what-is-asked.ts';
import { verifiesOrRefuses } from './behaviours/update/verifies-or-refuses.ts';

/** What it means to be a provider, in the order in which it is judged. */
export const behaviours = [
  statesItsTraits,
  rejectsWithItsOwnError,
  presentsEverySubUserWhole,
  pagesAsItSays,
  createsWithANameAlone,
  createsAndReadsBack,
  createsDisabled,
  keepsTextWhole,
  followsItsLengths,
  datesByOurClock,
  createsAtOnce,
  followsItsNameRule,
  foldsNamesAsItSays,
  sharesNamesAsItSays,
  letsOneTakeAName,
  issuesASecretThatWorks,
  keepsSecretsOutOfResults,
  keepsSecretsOutOfErrors,
  followsItsPasswordRule,
  refusesWhatItCannotHold,
  refusesAChangeItCannotMake,
  namesEveryBrokenRule,
  sendsNoOddId,
  listsItsGrants,
  refusesAnUnknownGrant,
  replacesGrantsAsAWhole,
  saysNotFound,
  deletesExactlyOne,
  deletesOnce,
  actsOnWhomItNames,
  updatesOnlyWhatIsAsked,
  emptiesWhatItCan,
  keepsTheReference,
  findsByNameAndReference,
  listsAnEmptyAccount,
  listsEveryPageOnce,
  listsWhileOthersWrite,
  listsNewestFirst,
  filtersByStatus,
  suspendsOrRefuses,
  changesPasswordsOrRefuses,
  verifiesOrRefuses,
  cancelsBeforeSending,
  cancelsInFlight,
  readsAgainOrSaysUnavailable,
  sendsALostCreateOnce,
  sendsALostUpdateOnce,
  sendsALostDeleteOnce,
  doubtsAServerError,
  saysUnavailableBeforeSending,
  saysRateLimited,
  takesNoGarbageForAnAnswer,
  settlesALostCreate,
  settlesManyAtOnce,
  settlesBesideANamesake,
  closes,
] as const;

export type BehaviourName = (typeof behaviours)[number]['name'];
