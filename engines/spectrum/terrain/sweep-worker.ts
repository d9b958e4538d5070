import { workerData } from 'node:worker_threads';
import { type SweepTask, takeBlocks } from './sweep.ts';

takeBlocks(workerData as SweepTask);
