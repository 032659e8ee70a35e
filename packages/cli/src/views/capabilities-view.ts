import type { Capabilities } from '@subuser/core';
import { printTable } from './table.ts';
import type { View } from './view.ts';

export interface ProfileCapabilities extends Capabilities {
  profile: string;
  carrier: string;
}

function yes(claim: boolean): string {
  return claim ? 'yes' : '–';
}

/** A column for each profile. */
export function capabilitiesView(profiles: readonly ProfileCapabilities[]): View {
  return {
    objects: profiles,
    async show(terminal) {
      const names = Object.keys(profiles[0]?.fields ?? {}) as (keyof Capabilities['fields'])[];
      const rows = [
        ['', ...profiles.map(({ profile, carrier }) => `${profile} (${carrier})`)],
        ['kind', ...profiles.map(({ kind }) => kind)],
        ...names.map((name) => [name, ...profiles.map(({ fields }) => fields[name].replace('absent', '–'))]),
        ['suspend, resume', ...profiles.map(({ suspension }) => yes(suspension))],
        ['change of password', ...profiles.map(({ passwordChange }) => yes(passwordChange))],
        ['verification', ...profiles.map(({ verification }) => yes(verification))],
        ['credentials', ...profiles.map(({ credentials }) => `${credentials.origin}, shown ${credentials.shown}`)],
      ];
      await printTable(terminal, rows);
    },
  };
}
