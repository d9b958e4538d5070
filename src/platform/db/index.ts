export type { Database } from './database.ts';
export { type EmbeddedServer, startEmbedded } from './embedded.ts';
export { listMigrations, migrate } from './migrate.ts';
export { type Db, openDatabase, openPool, type Transaction } from './pool.ts';
