import type { WorkingCalendar } from '@mandate/calendar';
import type { SigningKeys } from './documents/index.ts';
import type { Organisation, PartyCode } from './organisation/index.ts';
import type { Db } from './platform/db/index.ts';
import type { Jobs } from './platform/jobs/index.ts';
import type { Brand } from './platform/static.ts';
import type { Now } from './platform/time.ts';
import type { Ministry } from './platform/views/context.ts';
import type { ProcedureLibrary } from './procedures/index.ts';
import type { RegisterLibrary } from './registers/index.ts';

/** What a running ministry is made of; every capability is given it and imports no state of its own. */
export interface Services {
  readonly db: Db;
  readonly now: Now;
  readonly timeZone: string;
  /** Address under which people reach this server, without a slash at its end. */
  readonly baseUrl: string;
  readonly ministry: Ministry & {
    readonly brand?: Brand;
    readonly documentNumber?: string | undefined;
    readonly partyCodes?: readonly PartyCode[] | undefined;
  };
  /** The folder of the ministry's data. */
  readonly folder: string;
  readonly calendar: WorkingCalendar;
  readonly organisation: Organisation;
  readonly procedures: ProcedureLibrary;
  readonly registers: RegisterLibrary;
  readonly keys: SigningKeys;
  readonly jobs: Jobs;
  /** Example parties and cases are loaded: their messages may be read on a page. */
  readonly hasExamples: boolean;
}
