import type { PageContext } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { clockProgress } from '../clock-strip.ts';
import { reviveClock } from './case-view.ts';
import type { DeskItem } from './pages/desk-page.ts';
import type { QueueRow } from './queue.ts';

/** A row of the queue in the words of the very procedure version that its case runs under. */
export async function deskItem(services: Services, row: QueueRow, context: PageContext): Promise<DeskItem> {
  const procedure = await services.procedures.ofCase({ procedure: row.procedure, content_hash: row.contentHash });
  const { language } = context;
  const clock =
    row.clock === null || row.clock.unit === 'hour'
      ? undefined
      : clockProgress(services, context.today, reviveClock({ ...row.clock, due_at: null, ended_at: null }));
  return {
    row,
    procedure: procedure.title[language],
    task: procedure.tasks[row.element]?.title[language] ?? row.element,
    clock,
  };
}
