import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

type Request = Readonly<Record<string, unknown>>;
type Answer = Record<string, unknown>;

/** Requests under way for each worker: enough that none waits, few enough that memory stays that of a handful of series. */
const aheadPerWorker = 4;

/**
 * Answers a stream of requests on several threads, in the order they came in. Requests are taken only as fast as answers are: memory does
 * not grow with their number. A worker that dies fails its requests with `worker-failed` and is replaced.
 *
 * @param requests anything that yields requests of the batch door (`adjust`, `forecast`, `stl`, …)
 * @param threads  workers, default one a core
 */
export async function* answerAll(
  requests: Iterable<Request> | AsyncIterable<Request>,
  threads: number = availableParallelism(),
): AsyncGenerator<Answer, void, undefined> {
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`threads must be a positive whole number, got ${threads}`);
  const pool = new Pool(threads);
  const waiting: Promise<Answer>[] = [];
  try {
    for await (const request of requests) {
      waiting.push(pool.ask(request));
      if (waiting.length >= threads * aheadPerWorker) yield await (waiting.shift() as Promise<Answer>);
    }
    for (const answer of waiting) yield await answer;
  } finally {
    await pool.close();
  }
}

/** Heap of a worker, in megabytes: far more than the longest series needs, so that garbage is collected instead of kept. */
const workerMegabytes = 192;

interface Member {
  readonly worker: Worker;
  readonly pending: Map<number, (answer: Answer) => void>;
}

class Pool {
  private readonly members: Member[];
  private next = 0;
  private isClosed = false;

  constructor(threads: number) {
    this.members = Array.from({ length: threads }, () => this.start());
  }

  /** Gives the request to the worker with least to do. */
  ask(request: Request): Promise<Answer> {
    const [first, ...rest] = this.members as [Member, ...Member[]];
    const member = rest.reduce((least, one) => (one.pending.size < least.pending.size ? one : least), first);
    const id = this.next;
    this.next += 1;
    return new Promise((resolve) => {
      member.pending.set(id, resolve);
      member.worker.postMessage({ id, request });
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }

  private start(): Member {
    const pending = new Map<number, (answer: Answer) => void>();
    const worker = new Worker(new URL('./pool-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: workerMegabytes },
    });
    const member: Member = { worker, pending };
    worker.on('message', ({ id, answer }: { readonly id: number; readonly answer: Answer }) => {
      pending.get(id)?.(answer);
      pending.delete(id);
    });
    worker.on('error', () => undefined);
    worker.on('exit', (status) => {
      for (const resolve of pending.values())
        resolve({ error: { code: 'worker-failed', message: `the worker ended with status ${status}` } });
      pending.clear();
      const place = this.members.indexOf(member);
      if (!this.isClosed && place >= 0) this.members[place] = this.start();
    });
    return member;
  }
}
