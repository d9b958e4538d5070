import type pg from 'pg';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Transaction } from '../db/index.ts';

/** What is done later, in the same database: a job is sent if and only if the step that causes it commits. */
export interface Jobs {
  /** Makes PDF and signature of a document. */
  readonly sendRendition: (trx: Transaction, documentId: string) => Promise<void>;
  /** Starts to do the work; without it jobs are only sent. */
  readonly work: (handlers: JobHandlers) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Handlers are called again when a process dies in the middle: each reads the state anew and may find nothing to do. */
export interface JobHandlers {
  readonly rendition: (documentId: string) => Promise<void>;
  /** Done every few seconds as long as the server runs. */
  readonly often: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

const RENDITION = 'rendition';
const OFTEN_MILLISECONDS = 2000;

export async function openJobs(pool: pg.Pool): Promise<Jobs> {
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values as unknown[]) } });
  boss.on('error', () => undefined); // a lost database is told by whoever asks it; the next poll goes on
  await boss.start();
  await boss.createQueue(RENDITION, { policy: 'exclusive', retryLimit: 20, retryBackoff: true });
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  return {
    sendRendition: async (trx, documentId) => {
      await boss.send(RENDITION, { document: documentId }, { singletonKey: documentId, db: fromKysely(trx) });
    },
    work: async (handlers) => {
      await boss.work<{ document: string }>(RENDITION, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
        for (const job of jobs) await handlers.rendition(job.data.document);
      });
      const loop = (): void => {
        running = handlers
          .often()
          .catch(handlers.failed)
          .finally(() => {
            if (!isStopped) timer = setTimeout(loop, OFTEN_MILLISECONDS);
          });
      };
      loop();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
      await boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}
