import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { errorBody, errorReply } from './error-reply.ts';

const taken = new Refusal(436, 'new_subuser_name');
const body = { code: 436, msg: 'Sub user login is not unique.' };

describe('an error', () => {
  test('is normally HTTP 200 with a code and a sentence', () => {
    expect(errorReply(taken, 'error')).toEqual({ status: 200, body: { error: body }, applied: false });
  });

  test('may come in a list, with the field where there is one', () => {
    expect(errorReply(taken, 'errors')).toEqual({
      status: 200,
      body: { errors: [{ ...body, field_name: 'new_subuser_name' }] },
      applied: false,
    });
    expect(errorBody(new Refusal(103), 'errors')).toEqual({ errors: [{ code: 103, msg: 'Unknown command.' }] });
  });

  test('may name the field', () => {
    expect(errorReply(taken, 'field-name')).toEqual({
      status: 200,
      body: { error: { ...body, field_name: 'new_subuser_name' } },
      applied: false,
    });
    expect(errorBody(new Refusal(103), 'field-name')).toEqual({ error: { code: 103, msg: 'Unknown command.' } });
  });

  test.each([
    [436, 409],
    [456, 401],
    [340, 429],
    [2, 500],
    [452, 400],
  ])('%i may come under HTTP %i', (code, status) => {
    const reply = errorReply(new Refusal(code), 'http-status');
    expect(reply).toMatchObject({ status, body: { error: { code } } });
  });

  test('has a sentence even for a code without a text of its own', () => {
    expect(errorBody(new Refusal(584), 'error')).toEqual({ error: { code: 584, msg: 'Error 584.' } });
  });
});
