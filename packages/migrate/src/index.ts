export { MigrationError, type MigrationErrorCode } from './migration-error.ts';

export type { Inventory, InventoryRow } from './inventory/inventory.ts';
export { type InventoryOptions, takeInventory } from './inventory/take-inventory.ts';

export { type Mapping, mappingSchema } from './mapping/mapping.ts';
export { mappingJsonSchema, parseMapping } from './mapping/parse-mapping.ts';
export { starterMapping } from './mapping/starter-mapping.ts';

export type { Plan, PlanAction, PlannedChange, PlannedInput, PlanSide, PlanStep, Reason } from './plan/plan.ts';
export { parsePlan, parsePlanPieces, planPieces, serialisePlan } from './plan/plan-file.ts';
export { makePlan } from './planning/make-plan.ts';
export { checkBasis } from './plan/check-basis.ts';
export { lockPlan } from './plan/lock-plan.ts';

export type { Journal } from './journal/journal.ts';
export type { JournalEntry } from './journal/journal-entry.ts';
export { type FileJournalOptions, openFileJournal, readJournal } from './journal/file-journal.ts';
export type { CredentialSink } from './credentials/credential-sink.ts';
export type { SealedCredentials, SealedLine } from './credentials/sealed-line.ts';
export { type FileSinkOptions, openFileSink } from './credentials/file-sink.ts';
export { generateSealKeys, type OpenedCredentials, type OpenOptions, openSealed } from './credentials/open-sealed.ts';
export { type DurableLines, type LineFormat, type LineSurroundings, openDurableLines } from './files/durable-lines.ts';
export type { FileLock, LockOwner } from './files/file-lock.ts';
export {
  createFileSystem,
  type FileSystem,
  type GrowingFile,
  openReadable,
  type ReadableFile,
} from './files/file-system.ts';
export type { TornEnd } from './files/torn-end.ts';
export { type Content, createWhole, realPathOf, replaceWhole } from './files/written-file.ts';

export { type ApplyOptions, applyPlan, type ApplyProgress, type ApplyResult } from './apply/apply-plan.ts';
export type { StepFailure } from './apply/step-failure.ts';
export { type DoubledReference, doubledReferences } from './apply/doubled-references.ts';
export { targetsTouched } from './apply/targets-touched.ts';

export {
  type UndoOptions,
  undoPlan,
  type UndoProgress,
  type UndoResult,
  type UndoTarget,
  undoTargets,
} from './undo/undo-plan.ts';

export {
  type Sigil,
  type Uncompared,
  type Verification,
  type VerificationLine,
  verificationRows,
  type VerificationRow,
} from './verify/verification.ts';
export { verifyPlan } from './verify/verify-plan.ts';

export {
  type PlanStatus,
  planStatus,
  type StatusPoint,
  type StepState,
  type StepStatus,
} from './report/plan-status.ts';
export { reportHtml, type ReportParts } from './report/report-html.ts';
