import type { SubUserId } from '@subuser/core';
import { alike } from './grant-table.ts';
import { contactFields } from '../inventory/contact-fields.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isWritable } from './writable.ts';

// A line feed in a name would end the comment around it; JSON escapes it.
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

/** Only what is certain is decided: within one carrier a grant stays the same. The rest is left as a question. */
function grantLines(source: Inventory, target: Inventory): string[] {
  const uses = grantsInUse(source);
  const isDecided = ({ grant }: Use): boolean =>
    source.carrier === target.carrier && alike(grant, target.grants).length === 1;
  const open = uses.filter((use) => !isDecided(use));
  const decided = uses.filter(isDecided);
  return [
    ...open.map(
      ({ grant, count }) => `    // ${quoted(grant)}: [], // used by ${count}; what may they do on the target?`,
    ),
    ...decided.map(({ grant, count }, index) => {
      const comma = index === decided.length - 1 ? '' : ',';
      const words = alike(grant, target.grants).map(quoted).join(', ');
      return `    ${quoted(grant)}: [${words}]${comma} // used by ${count}`;
    }),
  ];
}

function defaultsLine({ traits }: Inventory): string {
  const fields = contactFields.filter((field) => isWritable(traits, field));
  return fields.length === 0
    ? 'The target has none of email, phone and description.'
    : `The target has: ${fields.join(', ')}.`;
}

function exampleId({ subUsers }: Inventory): SubUserId {
  return subUsers[0]?.id ?? 'id-on-the-source';
}

/**
 * A first mapping for these two accounts: JSON with comments that explain each part. Without its comments it is a valid
 * mapping, and it drops no grant: those that a person must decide on are commented out, so that they block.
 */
export function starterMapping(source: Inventory, target: Inventory): string {
  const id = quoted(exampleId(source));
  const vocabulary = target.grants.length === 0 ? 'none' : target.grants.map(quoted).join(', ');
  const inheriting = source.subUsers.filter(({ grants = null }) => grants === null).length;
  const disabled = source.subUsers.filter(({ status }) => status === 'disabled').length;
  return `// How the sub-users of ${quoted(source.profile)} (${source.carrier}) become sub-users of ${quoted(target.profile)} (${target.carrier}).
// Nothing changes until you make a plan from it and apply that plan. This file must not contain a secret.
{
  "version": 1,

  // Which of the ${source.subUsers.length} sub-users move; empty: all of them. By status (active, disabled, blocked) or by id:
  // { "status": ["active"], "only": [${id}], "except": [${id}] }
  "filter": {},

  // Names on the target, by id on the source: { ${id}: "other-name" }. Every other name is derived
  // from the name on the source, the same on every run. A sub-user of the target that already has that name, and no
  // reference, is adopted.
  "names": {},

  // What each grant of the source becomes. A grant without an entry blocks its sub-users, since silently dropping a
  // grant would be a security change; an empty list drops it deliberately. "=name" includes the entry of that name.
  // Grants of the target: ${vocabulary}
  "grants": {
${grantLines(source, target).join('\n')}
  },

  // ${inheriting} of them inherit their parent's access. null: they inherit on the target as well, or are blocked where it
  // has no inheritance; a list: they get these grants.
  "inheritedGrants": null,

  // ${disabled} of them are disabled. "keep" creates them disabled (blocked where the target cannot), "activate" creates them
  // active, "skip" leaves them out.
  "disabled": "keep",

  // Values for fields of the target that are empty on the source. ${defaultsLine(target)}
  // "carrierOptions" are the target carrier's own options, sent unchanged with every create.
  "defaults": {}
}
`;
}
