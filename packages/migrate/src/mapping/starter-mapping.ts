import type { SubUserId } from '@subuser/core';
import { alike } from './grant-table.ts';
import { contactFields } from '../inventory/contact-fields.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isWritable } from './writable.ts';

// A line feed in a name would end the comment that it stands in; JSON has none.
const quoted = (text: string): string => JSON.stringify(text);

interface Use {
  grant: string;
  count: number;
}

function grantsInUse({ subUsers }: Inventory): Use[] {
  const counts = new Map<string, number>();
  for (const { grants } of subUsers) for (const grant of grants ?? []) counts.set(grant, (counts.get(grant) ?? 0) + 1);
  return [...counts].map(([grant, count]) => ({ grant, count })).toSorted((a, b) => (a.grant < b.grant ? -1 : 1));
}

/** Decided is only what cannot be misread: within one carrier a grant is itself. The rest stands as a question. */
function grantLines(source: Inventory, target: Inventory): string[] {
  const uses = grantsInUse(source);
  const isDecided = ({ grant }: Use): boolean =>
    source.carrier === target.carrier && alike(grant, target.grants).length === 1;
  const open = uses.filter((use) => !isDecided(use));
  const decided = uses.filter(isDecided);
  return [
    ...open.map(({ grant, count }) => `    // ${quoted(grant)}: [], // of ${count}; what may they do on the target?`),
    ...decided.map(({ grant, count }, index) => {
      const comma = index === decided.length - 1 ? '' : ',';
      const words = alike(grant, target.grants).map(quoted).join(', ');
      return `    ${quoted(grant)}: [${words}]${comma} // of ${count}`;
    }),
  ];
}

function defaultsLine({ traits }: Inventory): string {
  const fields = contactFields.filter((field) => isWritable(traits, field));
  return fields.length === 0 ? 'The target has none of email, phone and description.' : `Here: ${fields.join(', ')}.`;
}

function exampleId({ subUsers }: Inventory): SubUserId {
  return subUsers[0]?.id ?? 'id-on-the-source';
}

/**
 * A mapping to begin with, for these two accounts: JSON with comments that say what each part does. With the comments
 * taken out it is a valid mapping, and it drops no grant: those that a person must decide on are commented out, so that
 * they block.
 */
export function starterMapping(source: Inventory, target: Inventory): string {
  const id = quoted(exampleId(source));
  const vocabulary = target.grants.length === 0 ? 'none' : target.grants.map(quoted).join(', ');
  const inheriting = source.subUsers.filter(({ grants = null }) => grants === null).length;
  const disabled = source.subUsers.filter(({ status }) => status === 'disabled').length;
  return `// How the sub-users of ${quoted(source.profile)} (${source.carrier}) become sub-users of ${quoted(target.profile)} (${target.carrier}).
// Nothing happens before it is planned and the plan is applied. No secret may stand here.
{
  "version": 1,

  // Which of the ${source.subUsers.length} sub-users move; empty: all. By status (active, disabled, blocked), or by id:
  // { "status": ["active"], "only": [${id}], "except": [${id}] }
  "filter": {},

  // Names on the target, by id on the source: { ${id}: "other-name" }. All others are derived from their names, the
  // same on every run. One of that name without a reference, if it stands on the target already, is adopted.
  "names": {},

  // What each grant of the source becomes. A grant without an entry blocks its sub-users, since a right that is dropped
  // in silence is a security change; an empty list drops it, knowingly. "=name" includes the entry of that name.
  // The target has: ${vocabulary}
  "grants": {
${grantLines(source, target).join('\n')}
  },

  // ${inheriting} of them have the access of their parent. null: on the target, too, or blocked where it cannot say so;
  // a list: these grants.
  "inheritedGrants": null,

  // ${disabled} of them are disabled. "keep" creates them disabled (blocked where the target cannot), "activate" creates them
  // active, "skip" leaves them out.
  "disabled": "keep",

  // What a field of the target gets where the source has nothing. ${defaultsLine(target)}
  // "carrierOptions" are the target carrier's own, and go to every create as they are.
  "defaults": {}
}
`;
}
