import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';

// Those who use an adapter test their own code with nock; it must see our requests, and our evidence must hold under it.
beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.restore();
  nock.activate();
});

test('sees requests, headers and bodies, and answers them', async () => {
  nock('https://carrier.invalid')
    .post('/prefix/create', { name: 'Acme', password: 'SECRET-BODY' })
    .matchHeader('x-auth-token', 'SECRET-HEADER')
    .reply(201, 'made');
  expect(await connect('https://carrier.invalid/prefix').http.send(write)).toBe('made');
  expect(nock.isDone()).toBe(true);
});

test('many at a time', async () => {
  nock('https://carrier.invalid').get('/list').query({ page: '1' }).times(20).reply(200, 'page');
  const { http } = connect('https://carrier.invalid');
  const all = await Promise.all(Array.from({ length: 20 }, () => http.send(read)));
  expect(all).toStrictEqual(Array.from({ length: 20 }, () => 'page'));
  expect(nock.isDone()).toBe(true);
});

test('plays a lost answer: a write is of unknown outcome and is sent once', async () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  nock('https://carrier.invalid').post('/create').times(2).replyWithError(reset);
  expect((await failureOf(connect('https://carrier.invalid').http.send(write))).code).toBe('outcome-unknown');
  expect(nock.pendingMocks()).toHaveLength(1);
});

test('plays an outage: a read is tried again', async () => {
  nock('https://carrier.invalid').get('/list').query({ page: '1' }).times(2).reply(503);
  nock('https://carrier.invalid').get('/list').query({ page: '1' }).reply(200, 'page');
  expect(await connect('https://carrier.invalid').http.send(read)).toBe('page');
});
