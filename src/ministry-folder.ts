import { join } from 'node:path';

/** The shipped configurations lie here; `MINISTRY` names one, or a folder elsewhere. */
const shipped = join(import.meta.dirname, '..', 'ministries');

export const ministryFolder = (name = process.env.MINISTRY ?? 'miit'): string => (name.includes('/') ? name : join(shipped, name));
