import { ContainerModule } from 'inversify';
import { checkConfiguration, createSubUsers, type SubUserConfiguration } from '@subuser/profiles';
import { subUsersToken } from './token.ts';

/**
 * Binds one `SubUsers` per profile to `subUsersToken(<name>)`: a singleton, made when it is first asked for and closed
 * by `await container.unbindAllAsync()` or `unloadAsync` (closing takes time, so inversify refuses the synchronous
 * forms once it was made). A test replaces it by `container.rebind(subUsersToken(<name>))`.
 *
 * A wrong configuration fails here, at the start. Only what a `provider` function checks is left to first use.
 *
 * @throws SubUserError `invalid-argument` with every misfit in `detail.fields` as `profiles.<name>.<field>`
 */
export function subUserModule(configuration: SubUserConfiguration): ContainerModule {
  checkConfiguration(configuration);
  return new ContainerModule(({ bind }) => {
    for (const [name, profile] of Object.entries(configuration.profiles))
      bind(subUsersToken(name))
        .toDynamicValue(() => createSubUsers(profile))
        .inSingletonScope()
        .onDeactivation((subUsers) => subUsers.close());
  });
}
