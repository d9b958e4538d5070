import { parentPort } from 'node:worker_threads';
import { answer } from './batch.ts';

const noFiles = (path: string): string => {
  throw new Error(`the pool reads no files, "${path}" was asked for`);
};

parentPort?.on('message', async ({ id, request }: { readonly id: number; readonly request: Readonly<Record<string, unknown>> }) => {
  try {
    parentPort?.postMessage({ id, answer: await answer(request, noFiles) });
  } catch (error) {
    parentPort?.postMessage({
      id,
      answer: { error: { code: 'engine-failed', message: error instanceof Error ? error.message : String(error) } },
    });
  }
});
