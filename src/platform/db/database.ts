import type { AuditTables } from '../audit/tables.ts';

/** All tables of the program; each capability declares its own beside its SQL. */
export interface Database extends AuditTables {}
