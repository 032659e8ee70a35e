import type { Plan, PlanStep, Reason } from '../plan/plan.ts';
import type { PlanStatus, StepState, StepStatus } from './plan-status.ts';
import { html, type Markup } from './html.ts';
import { callsBlockedWhy } from './calls-blocked.ts';
import { loneAmong } from './reasons.ts';
import { table } from './table.ts';

const words: Readonly<Record<StepState, string>> = {
  left: 'will move',
  done: 'moved',
  failed: 'failed',
  open: 'in progress',
  undoing: 'being undone',
  undone: 'undone',
  nothing: 'already correct',
  blocked: 'blocked',
};

// The row shows both names already.
const isRename = ({ field }: { field: string }): boolean => field === 'name';

function notesOf(
  { blocks, losses }: PlanStep,
  { failure, callsBlocked }: StepStatus,
  isLone: (loss: Reason) => boolean,
): string {
  const told = losses.filter((loss) => !isRename(loss));
  const [own, common] = [told.filter(isLone), told.filter((loss) => !isLone(loss))];
  const lost = new Set(common.map(({ field }) => field));
  return [
    ...blocks.map(({ field, why }) => `${field}: ${why}`),
    ...(failure ? [`${failure.code}: ${failure.message}`] : []),
    ...(callsBlocked ? [`status: ${callsBlockedWhy}`] : []),
    ...own.map(({ field, why }) => `${field}: ${why}`),
    ...(lost.size > 0 ? [`${blocks.length > 0 ? 'would lose' : 'loses'} ${[...lost].join(', ')}`] : []),
  ].join(' · ');
}

/** Every sub-user with its state, and a search. */
export function stepsTable({ steps }: Plan, status: PlanStatus): Markup {
  const pairs = steps.flatMap((step, index) => {
    const state = status.steps[index];
    return state ? [{ step, state }] : [];
  });
  const isLone = loneAmong(steps.flatMap(({ action, losses }) => (action === 'blocked' ? [] : losses)));
  const rows = pairs.map(({ step, state }) => [
    words[state.state],
    step.name,
    step.id,
    step.input?.name ?? step.change?.name ?? step.target?.name ?? '',
    state.target ?? '',
    notesOf(step, state, isLone),
  ]);
  return html`<h2>Every sub-user</h2>
    <p class="search">
      <label for="search">Search</label>
      <input id="search" type="search" autocomplete="off" placeholder="name, id, state, reason …" />
      <output id="count" for="search" class="quiet">${rows.length} of ${rows.length}</output>
    </p>
    ${table({
      title: 'Every sub-user',
      id: 'steps',
      heads: ['State', 'Name', 'Id', 'Target name', 'Target id', 'Notes'],
      rows,
      states: pairs.map(({ state }) => state.state),
    })}`;
}
