import { resolve } from 'node:path';
import { makePlan, parseMapping, planPieces } from '@subuser/migrate';
import { inFile, readJson } from '../../files/json-document.ts';
import { replaceText } from '../../files/write-text.ts';
import { say } from '../../terminal/terminal.ts';
import { planView } from '../../views/plan-view.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { withAccounts } from './accounts.ts';
import { begunPlanError, isBegunPlan } from './plan-journal.ts';

export interface PlanFlags {
  from: string;
  to: string;
  map: string;
  out: string;
}

/** Never overwrites a plan that is being applied: nobody could continue or undo it. */
export async function writePlan(context: Context, flags: PlanFlags): Promise<void> {
  const { terminal, exit, show } = context;
  const isBegun = await isBegunPlan(flags.out, terminal);
  await withAccounts(context, flags, async ({ inventories }) => {
    const document = await readJson(resolve(terminal.directory, flags.map), flags.map);
    try {
      const mapping = parseMapping(document.value);
      const plan = makePlan({ ...(await inventories()), mapping });
      const isNeeded = plan.applicable || !plan.complete;
      if (isBegun && isNeeded) throw await begunPlanError(flags.out, terminal);
      if (isBegun) say(terminal, `There is nothing to do. ${flags.out} is already being applied and was not changed.`);
      else await replaceText(terminal, flags.out, 'a plan', planPieces(plan));
      await show(planView(plan, flags.out));
      if (isNeeded) exit.code = exitCode.differs;
    } catch (error) {
      throw inFile(document, error);
    }
  });
}
