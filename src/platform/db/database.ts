import type { DocumentTables } from '../../documents/tables.ts';
import type { OrganisationTables } from '../../organisation/tables.ts';
import type { PartyTables } from '../../parties/tables.ts';
import type { ProcedureTables } from '../../procedures/tables.ts';
import type { RegisterTables } from '../../registers/tables.ts';
import type { AuditTables } from '../audit/tables.ts';
import type { AuthTables } from '../auth/tables.ts';
import type { FileTables } from '../files/tables.ts';
import type { NotifyTables } from '../notify/tables.ts';

/** All tables of the program; each capability declares its own beside its SQL. */
export interface Database
  extends AuditTables,
    AuthTables,
    NotifyTables,
    FileTables,
    PartyTables,
    ProcedureTables,
    RegisterTables,
    DocumentTables,
    OrganisationTables {}
