import { actsOnWhomItNames } from './behaviours/acts-on-whom-it-names.ts';
import { cancelsBeforeSending } from './behaviours/cancels-before-sending.ts';
import { cancelsInFlight } from './behaviours/cancels-in-flight.ts';
import { changesPasswordsOrRefuses } from './behaviours/changes-passwords-or-refuses.ts';
import { closes } from './behaviours/closes.ts';
import { createsAndReadsBack } from './behaviours/creates-and-reads-back.ts';
import { createsAtOnce } from './behaviours/creates-at-once.ts';
import { createsDisabled } from './behaviours/creates-disabled.ts';
import { createsWithANameAlone } from './behaviours/creates-with-a-name-alone.ts';
import { datesByOurClock } from './behaviours/dates-by-our-clock.ts';
import { deletesExactlyOne } from './behaviours/deletes-exactly-one.ts';
import { deletesOnce } from './behaviours/deletes-once.ts';
import { doubtsAServerError } from './behaviours/doubts-a-server-error.ts';
import { emptiesWhatItCan } from './behaviours/empties-what-it-can.ts';
import { filtersByStatus } from './behaviours/filters-by-status.ts';
import { findsByNameAndReference } from './behaviours/finds-by-name-and-reference.ts';
import { foldsNamesAsItSays } from './behaviours/folds-names-as-it-says.ts';
import { followsItsLengths } from './behaviours/follows-its-lengths.ts';
import { followsItsNameRule } from './behaviours/follows-its-name-rule.ts';
import { followsItsPasswordRule } from './behaviours/follows-its-password-rule.ts';
import { issuesASecretThatWorks } from './behaviours/issues-a-secret-that-works.ts';
import { keepsSecretsOutOfErrors } from './behaviours/keeps-secrets-out-of-errors.ts';
import { keepsSecretsOutOfResults } from './behaviours/keeps-secrets-out-of-results.ts';
import { keepsTextWhole } from './behaviours/keeps-text-whole.ts';
import { keepsTheReference } from './behaviours/keeps-the-reference.ts';
import { letsOneTakeAName } from './behaviours/lets-one-take-a-name.ts';
import { listsAnEmptyAccount } from './behaviours/lists-an-empty-account.ts';
import { listsEveryPageOnce } from './behaviours/lists-every-page-once.ts';
import { listsItsGrants } from './behaviours/lists-its-grants.ts';
import { listsNewestFirst } from './behaviours/lists-newest-first.ts';
import { listsWhileOthersWrite } from './behaviours/lists-while-others-write.ts';
import { namesEveryBrokenRule } from './behaviours/names-every-broken-rule.ts';
import { pagesAsItSays } from './behaviours/pages-as-it-says.ts';
import { presentsEverySubUserWhole } from './behaviours/presents-every-sub-user-whole.ts';
import { readsAgainOrSaysUnavailable } from './behaviours/reads-again-or-says-unavailable.ts';
import { refusesAChangeItCannotMake } from './behaviours/refuses-a-change-it-cannot-make.ts';
import { refusesAnUnknownGrant } from './behaviours/refuses-an-unknown-grant.ts';
import { refusesWhatItCannotHold } from './behaviours/refuses-what-it-cannot-hold.ts';
import { rejectsWithItsOwnError } from './behaviours/rejects-with-its-own-error.ts';
import { replacesGrantsAsAWhole } from './behaviours/replaces-grants-as-a-whole.ts';
import { saysNotFound } from './behaviours/says-not-found.ts';
import { saysRateLimited } from './behaviours/says-rate-limited.ts';
import { saysUnavailableBeforeSending } from './behaviours/says-unavailable-before-sending.ts';
import { sendsALostCreateOnce } from './behaviours/sends-a-lost-create-once.ts';
import { sendsALostDeleteOnce } from './behaviours/sends-a-lost-delete-once.ts';
import { sendsALostUpdateOnce } from './behaviours/sends-a-lost-update-once.ts';
import { sendsNoOddId } from './behaviours/sends-no-odd-id.ts';
import { settlesALostCreate } from './behaviours/settles-a-lost-create.ts';
import { settlesBesideANamesake } from './behaviours/settles-beside-a-namesake.ts';
import { settlesManyAtOnce } from './behaviours/settles-many-at-once.ts';
import { sharesNamesAsItSays } from './behaviours/shares-names-as-it-says.ts';
import { statesItsTraits } from './behaviours/states-its-traits.ts';
import { suspendsOrRefuses } from './behaviours/suspends-or-refuses.ts';
import { takesNoGarbageForAnAnswer } from './behaviours/takes-no-garbage-for-an-answer.ts';
import { updatesOnlyWhatIsAsked } from './behaviours/updates-only-what-is-asked.ts';
import { verifiesOrRefuses } from './behaviours/verifies-or-refuses.ts';

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
