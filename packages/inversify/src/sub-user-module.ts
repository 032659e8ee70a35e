import { ContainerModule } from 'inversify';
import { checkConfiguration, createSubUsers, type SubUserConfiguration } from '@subuser/profiles';
import { subUsersToken } from './token.ts';

/**
 * Binds one `SubUsers` per profile to `subUsersToken(<name>)`: a singleton, created at first use and closed by
 * `await container.unbindAllAsync()` or `unloadAsync` (closing is asynchronous, so inversify refuses the synchronous
 * forms once it was created). A test replaces it with `container.rebind(subUsersToken(<name>))`.
 *
 * A wrong configuration fails here, at the start. Only a `provider` function is not called before first use.
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
