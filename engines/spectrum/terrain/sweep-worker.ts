import { parentPort } from 'node:worker_threads';
import { type SweepTask, takeBlocks } from './sweep.ts';

/** Sweeps one task after another; answers each with null, or with the message of what went wrong. */
parentPort?.on('message', (task: SweepTask) => {
  let failure: string | null = null;
  try {
    takeBlocks(task);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  parentPort?.postMessage(failure);
});
