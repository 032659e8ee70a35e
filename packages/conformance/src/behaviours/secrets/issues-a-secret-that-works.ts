import assert from 'node:assert/strict';
import { Secret } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { shortestPassword } from '../../samples/passwords.ts';

export const issuesASecretThatWorks = behaviour({
  name: 'issues-a-secret-that-works',
  demand: 'a create returns a login and a secret that the carrier accepts, because most are never shown again',
  needs: ['authenticates'],
  async verify({ subUsers, create, traits, authenticates }) {
    const { origin, shown } = traits.credentials;
    if (origin === 'issued' && shown === 'never') inapplicable('the carrier never shows its secrets');
    const { credentials } = await create();
    assert.ok(credentials, 'there are no credentials');
    assert.ok(credentials.secret instanceof Secret, 'credentials.secret must be a Secret');
    assert.equal(await authenticates(credentials), true, 'the carrier refuses them');
    const other = { login: credentials.login, secret: new Secret(`${credentials.secret.reveal()}x`) };
    assert.equal(await authenticates(other), false, 'the harness lets anything in');
    const { subUser: second, credentials: theirs } = await create();
    await subUsers.delete(second.id);
    assert.equal(await authenticates(theirs), false, 'the credentials of a deleted sub-user work: they are another’s');
    assert.equal(await authenticates(credentials), true, 'a delete of another ended them');
    if (traits.password === null) return;
    const password = shortestPassword(traits.password);
    const chosen = await create({ password });
    assert.equal(chosen.credentials?.secret.reveal(), password, 'the password that was given is not the one returned');
    assert.equal(await authenticates(chosen.credentials), true, 'the carrier refuses the password that was given');
  },
});
