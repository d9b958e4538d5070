import { Worker } from 'node:worker_threads';
import { type CoverageRequest, type PolarLosses, radialCount, samplesPerRadial, sweepRadials } from './coverage.ts';
import { gridSource, type HeightGrid, layeredSource } from './height-grid.ts';

/** What a worker is given. */
export type SweepTask = {
  readonly request: CoverageRequest;
  readonly grids: readonly HeightGrid[];
  readonly losses: Float32Array;
  /** [radials done, cancelled, next block, terrain samples filled in] */
  readonly control: Int32Array;
};

export type SweepOptions = {
  readonly threads: number;
  /** Told of the share done, 0 to 1, about ten times a second. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
};

export type SweepResult = PolarLosses & { readonly filledSamples: number };

/** Radials in one piece of work: few enough that threads end together. */
const BLOCK = 32;
const PROGRESS_MS = 100;

/**
 * Sweeps all radials in worker threads over shared memory.
 *
 * @throws MissingTerrainError as an Error of the same message when terrain is missing under the policy `refuse`
 * @throws the signal's reason when it is aborted
 */
export async function sweepCoverage(request: CoverageRequest, grids: readonly HeightGrid[], options: SweepOptions): Promise<SweepResult> {
  const { threads, onProgress, signal } = options;
  signal?.throwIfAborted();
  const radials = radialCount(request);
  const samples = samplesPerRadial(request);
  const losses = new Float32Array(new SharedArrayBuffer(4 * radials * samples)).fill(Number.NaN);
  const control = new Int32Array(new SharedArrayBuffer(16));
  const shared = grids.map((grid) => ({ ...grid, heights: shareHeights(grid.heights) }));
  const cancel = (): void => void Atomics.store(control, 1, 1);
  signal?.addEventListener('abort', cancel, { once: true });
  const timer = onProgress === undefined ? undefined : setInterval(() => onProgress(Atomics.load(control, 0) / radials), PROGRESS_MS);
  try {
    const task: SweepTask = { request, grids: shared, losses, control };
    await Promise.all(Array.from({ length: Math.max(1, threads) }, () => runWorker(task, cancel)));
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', cancel);
  }
  signal?.throwIfAborted();
  onProgress?.(1);
  return { radials, samples, losses, filledSamples: control[3] as number };
}

function shareHeights(heights: HeightGrid['heights']): HeightGrid['heights'] {
  if (heights.buffer instanceof SharedArrayBuffer) return heights;
  const buffer = new SharedArrayBuffer(heights.byteLength);
  const copy = heights instanceof Int16Array ? new Int16Array(buffer) : new Float32Array(buffer);
  copy.set(heights);
  return copy;
}

/** Workers that have nothing to do: starting one and warming its code up takes as long as a third of a sweep. They keep no process alive. */
const idle: Worker[] = [];
const MOST_IDLE = 8;

function runWorker(task: SweepTask, cancel: () => void): Promise<void> {
  const worker = idle.pop() ?? new Worker(new URL('./sweep-worker.ts', import.meta.url));
  worker.ref();
  return new Promise((resolve, reject) => {
    const listen = (verb: 'on' | 'off'): void => {
      worker[verb]('error', died);
      worker[verb]('exit', ended);
      worker[verb]('message', done);
    };
    const died = (error: Error): void => {
      listen('off');
      cancel();
      reject(error);
    };
    const ended = (code: number): void => died(new Error(`a coverage worker ended with code ${code}`));
    const done = (failure: string | null): void => {
      listen('off');
      worker.unref();
      if (idle.length < MOST_IDLE) idle.push(worker);
      else void worker.terminate();
      if (failure === null) {
        resolve();
      } else {
        cancel();
        reject(new Error(failure));
      }
    };
    listen('on');
    worker.postMessage(task);
  });
}

/** Takes blocks of radials until none is left or the sweep is cancelled; runs in a worker, or in the caller's own thread. */
export function takeBlocks({ request, grids, losses, control }: SweepTask): void {
  const terrain = layeredSource(grids.map(gridSource));
  const radials = radialCount(request);
  for (;;) {
    const from = Atomics.add(control, 2, BLOCK);
    if (from >= radials || Atomics.load(control, 1) !== 0) return;
    const filled = sweepRadials(request, terrain, from, Math.min(from + BLOCK, radials), losses, () => {
      Atomics.add(control, 0, 1);
      return Atomics.load(control, 1) === 0;
    });
    Atomics.add(control, 3, filled);
  }
}
