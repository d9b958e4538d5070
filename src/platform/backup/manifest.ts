import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import Value from 'typebox/value';

const closed = { additionalProperties: false };
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const FORMAT = 'mandate-backup-1';

/** What a backup consists of, so that a missing, shortened or altered part is found before anything is restored. */
export const Manifest = Type.Object(
  {
    format: Type.Literal(FORMAT),
    takenAt: Type.String({ format: 'date-time' }),
    migrations: Type.Array(Type.Object({ name: Type.String(), hash: Hash }, closed)),
    tables: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[a-z][a-z0-9_]*$' }),
          columns: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]*$' })),
          rows: Type.Integer({ minimum: 0 }),
          /** SHA-256 of the table's file as it lies in the folder. */
          sha256: Hash,
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Manifest = Static<typeof Manifest>;

/** What is wrong with a backup, in words for whoever restores it. */
export class BackupFault extends Error {
  override readonly name = 'UsageError';
}

export const tableFile = (folder: string, table: string): string => join(folder, `${table}.copy.gz`);

/** @throws BackupFault when the folder is not a whole backup of this format */
export function readManifest(folder: string): Manifest {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch (error) {
    throw new BackupFault(`${folder} is not a backup: manifest.json ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'}`);
  }
  if (!Value.Check(Manifest, read)) {
    const [first] = Value.Errors(Manifest, read);
    throw new BackupFault(`${folder}/manifest.json${first?.instancePath ?? ''}: ${first?.message ?? 'not a manifest'}`);
  }
  return read;
}
