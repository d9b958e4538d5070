import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type pg from 'pg';
import type { RegisterDefinition } from '../definition.ts';
import { BatchRefused, type Merged, MOST_FAULTS, merge, prepare, stage } from './batch.ts';
import type { Fault } from './lines.ts';
import { compileRecordSchema } from './record-schema.ts';
import { type FileFormat, type Read, readRecords } from './records.ts';
import { RowMaker, type Turned } from './rows.ts';

export interface BulkImport {
  readonly definition: RegisterDefinition;
  readonly path: string;
  readonly format: FileFormat;
  /** Who gave the file: it is named with every entry that it wrote. */
  readonly source: string;
  /** From which day records hold that do not say so themselves. */
  readonly validFrom: Temporal.PlainDate;
  readonly actor: string;
  readonly because?: object | undefined;
  readonly now: () => Temporal.Instant;
  /** Records that are written together or not at all. */
  readonly batchSize?: number;
  /** After a refused batch the rest goes on. */
  readonly goOn?: boolean;
  /** Entries are not found by words until their tokens are made. */
  readonly withSearch?: boolean;
  readonly isExample?: boolean;
  readonly progress?: (done: Progress) => void;
}

export interface Progress {
  readonly records: number;
  readonly line: number;
  /** How much of the file has been read, 0 … 1. */
  readonly share: number;
}

export interface ImportReport extends Merged {
  readonly importId: string;
  readonly records: number;
  readonly batches: number;
  /** Batches that an earlier run of the same file had written. */
  readonly resumed: number;
  readonly refusedBatches: number;
  /** The first faults, by line; `faultCount` says how many there were. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
}

export class ImportRunning extends Error {
  constructor(register: string) {
    super(`a file is being brought into the register "${register}" already`);
  }
}

export const BATCH_SIZE = 50_000;
const MOST_TOLD = 1000;

/**
 * Brings a file into a register, batch by batch: each is written whole, with its place in the file, or not at all. The same file again
 * changes nothing; after a fall it goes on with the batches that were not written.
 *
 * @throws ImportRunning when another file is being brought in at the moment
 */
export async function importFile(pool: pg.Pool, task: BulkImport): Promise<ImportReport> {
  const hash = await hashOf(task.path);
  const lock = await pool.connect();
  try {
    const { rows } = await lock.query<{ held: boolean }>("select pg_try_advisory_lock(hashtext('bulk_import'), hashtext($1)) as held", [
      task.definition.code,
    ]);
    if (rows[0]?.held !== true) throw new ImportRunning(task.definition.code);
    const importId = await open(lock, task, hash);
    const lanes = await Promise.all([pool.connect(), pool.connect()]);
    try {
      return await new Run(task, importId, lock, lanes).all();
    } finally {
      // Settings of these connections are for imports: they are not given back.
      for (const lane of lanes) lane.release(true);
    }
  } finally {
    lock.release(true);
  }
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest();
}

async function open(client: pg.PoolClient, task: BulkImport, hash: Buffer): Promise<string> {
  const known = [task.definition.code, task.source, hash, task.validFrom.toString(), task.batchSize ?? BATCH_SIZE];
  await client.query(
    `insert into bulk_import (register, source, file_hash, valid_from, batch_size, id, file_name, actor, because, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      ...known,
      randomUUIDv7(),
      basename(task.path).slice(0, 200),
      task.actor,
      task.because === undefined ? null : JSON.stringify(task.because),
      task.now().toString(),
    ],
  );
  const { rows } = await client.query<{ id: string }>(
    'select id from bulk_import where register = $1 and source = $2 and file_hash = $3 and valid_from = $4 and batch_size = $5',
    known,
  );
  return rows[0]?.id ?? '';
}

/** One run over a file: while one connection merges a batch, the other is given the next. */
class Run {
  readonly #task: BulkImport;
  readonly #importId: string;
  readonly #lock: pg.PoolClient;
  readonly #lanes: readonly pg.PoolClient[];
  readonly #maker: RowMaker;
  readonly #faults: Fault[] = [];
  readonly #sums = { added: 0, changed: 0, unchanged: 0, records: 0, batches: 0, resumed: 0, refusedBatches: 0, faultCount: 0 };
  #merging: Promise<void> = Promise.resolve();
  #isStopped = false;
  #bytes = 0;
  readonly #size: number;

  constructor(task: BulkImport, importId: string, lock: pg.PoolClient, lanes: readonly pg.PoolClient[]) {
    this.#task = task;
    this.#size = statSync(task.path).size;
    this.#importId = importId;
    this.#lock = lock;
    this.#lanes = lanes;
    this.#maker = new RowMaker(task.definition, compileRecordSchema(task.definition), {
      validFrom: task.validFrom.toString(),
      withSearch: task.withSearch ?? true,
    });
  }

  async all(): Promise<ImportReport> {
    const { path, format, definition, batchSize = BATCH_SIZE } = this.#task;
    for (const lane of this.#lanes) await prepare(lane);
    const done = await this.#batchesDone();
    let reads: Read[] = [];
    let number = 0;
    for await (const portion of readRecords(path, format, definition, (bytes) => {
      this.#bytes += bytes;
    })) {
      for (const read of portion) {
        reads.push(read);
        if (reads.length < batchSize) continue;
        await this.#batch(++number, reads, done);
        reads = [];
      }
      if (this.#isStopped) break;
    }
    if (reads.length > 0 && !this.#isStopped) await this.#batch(++number, reads, done);
    await this.#merging;
    if (this.#sums.refusedBatches === 0)
      await this.#lock.query('update bulk_import set finished_at = coalesce(finished_at, $2) where id = $1', [
        this.#importId,
        this.#task.now().toString(),
      ]);
    return { importId: this.#importId, ...this.#sums, faults: this.#faults };
  }

  async #batchesDone(): Promise<ReadonlyMap<number, Merged>> {
    const { rows } = await this.#lock.query<Merged & { batch: number }>(
      'select batch, added, changed, unchanged from bulk_import_batch where import = $1',
      [this.#importId],
    );
    return new Map(rows.map((row) => [row.batch, row]));
  }

  async #batch(number: number, reads: readonly Read[], done: ReadonlyMap<number, Merged>): Promise<void> {
    if (this.#isStopped) return;
    const sums = this.#sums;
    sums.batches++;
    sums.records += reads.length;
    if (done.has(number)) {
      sums.resumed++;
      sums.unchanged += reads.length;
      return;
    }
    const turned = this.#maker.turn(number, reads);
    if (turned.faults.length > 0) {
      await this.#merging;
      if (!this.#isStopped) this.#refuse(turned.faults);
      return;
    }
    const lane = this.#lanes[number % this.#lanes.length] as pg.PoolClient;
    await stage(lane, turned.batch, this.#task.withSearch ?? true);
    await this.#merging;
    if (this.#isStopped) {
      await lane.query('rollback');
      return;
    }
    this.#merging = this.#finish(lane, turned);
    // It is waited for before the next batch is merged; a failure is heard there.
    this.#merging.catch(() => undefined);
  }

  async #finish(lane: pg.PoolClient, { batch }: Turned): Promise<void> {
    const { definition, actor, because, now, isExample = false, withSearch = true, progress } = this.#task;
    const at = now();
    try {
      const merged = await merge(lane, batch, { definition, importId: this.#importId, actor, because, at, isExample, withSearch });
      await lane.query(
        'insert into bulk_import_batch (import, batch, first_line, last_line, added, changed, unchanged, done_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [this.#importId, batch.number, batch.firstLine, batch.lastLine, merged.added, merged.changed, merged.unchanged, at.toString()],
      );
      const payload = {
        import: this.#importId,
        source: this.#task.source,
        batch: batch.number,
        lines: [batch.firstLine, batch.lastLine],
        ...merged,
      };
      await lane.query('select append_event($1, $2, $3, $4, $5, $6)', [
        `register/${definition.code}/import/${this.#importId}`,
        'batch-imported',
        at.toString(),
        actor,
        randomBytes(16),
        JSON.stringify(payload),
      ]);
      await lane.query('commit');
      this.#sums.added += merged.added;
      this.#sums.changed += merged.changed;
      this.#sums.unchanged += merged.unchanged;
      progress?.({
        records: this.#sums.records,
        line: batch.lastLine,
        share: this.#size === 0 ? 1 : Math.min(1, this.#bytes / this.#size),
      });
    } catch (error) {
      await lane.query('rollback').catch(() => undefined);
      if (!(error instanceof BatchRefused)) throw error;
      this.#refuse(error.faults);
    }
  }

  #refuse(faults: readonly Fault[]): void {
    this.#sums.refusedBatches++;
    this.#sums.faultCount += faults.length;
    this.#faults.push(...[...faults].sort((a, b) => a.line - b.line).slice(0, Math.min(MOST_FAULTS, MOST_TOLD - this.#faults.length)));
    if (this.#task.goOn !== true) this.#isStopped = true;
  }
}
