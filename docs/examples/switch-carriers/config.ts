import type { CarrierProfile, SubUserConfiguration } from '@subuser/profiles';

/** The company's accounts. In production they come from its secret store; `main.ts` uses emulators. */
export interface Accounts {
  vobiz: CarrierProfile;
  voximplant: CarrierProfile;
}

export function configure(accounts: Accounts): SubUserConfiguration {
  return {
    profiles: {
      main: accounts.vobiz, // The one line: `accounts.voximplant` moves the application to the other carrier.
    },
  };
}
