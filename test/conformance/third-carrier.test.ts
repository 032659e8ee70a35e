import { describeProvider } from '@subuser/conformance';
import { createTincan } from '../../docs/examples/third-carrier/create-tincan.ts';
import { faultyDispatcher } from '../../docs/examples/third-carrier/faulty-dispatcher.ts';
import { startTincan } from '../../docs/examples/third-carrier/tincan-server.ts';

const methods = { create: 'POST', get: 'GET', list: 'GET', update: 'PUT', delete: 'DELETE' };

describeProvider('tincan', async () => {
  const { origin: baseUrl, apiKey, letsIn, close } = await startTincan();
  const { dispatcher, ...faults } = faultyDispatcher(
    (operation, method, path) => method === methods[operation] && (operation !== 'get' || /\d$/u.test(path)),
  );
  return {
    provider: createTincan({ baseUrl, apiKey, dispatcher, retries: { baseMs: 1 } }),
    ...faults,
    authenticates: letsIn,
    async close() {
      await dispatcher.destroy();
      await close();
    },
  };
});
