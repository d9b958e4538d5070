import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { DataFileError } from '../../platform/yaml.ts';
import type { Services } from '../../services.ts';
import { administratorOf } from '../administrator.ts';
import { FOLDER, folderPage, type PendingView } from './folder-page.ts';
import { pendingDifference, takeOver } from './take-over.ts';

/** The ministry's folder against the plan in the tables: for the organisation administrator, who looks first and then confirms. */
export function registerTakeOverRoutes(app: App, services: Services): void {
  const { db, folder, organisation } = services;
  const pending = async (): Promise<PendingView> => {
    try {
      return { changes: await pendingDifference(db, folder), mistakes: [] };
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      return { changes: [], mistakes: error.findings };
    }
  };

  app.get(
    FOLDER,
    {
      config: { access: 'post' },
      schema: { querystring: Type.Object({ done: Type.Optional(Type.Literal('yes')) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      administratorOf(services, request);
      const view = await pending();
      return sendPage(reply, folderPage(app.pageContext(request, reply), { ...view, isDone: request.query.done === 'yes' }));
    },
  );

  app.post(
    FOLDER,
    { config: { access: 'post' }, schema: { body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }) } },
    async (request, reply) => {
      const { order } = administratorOf(services, request);
      const context = app.pageContext(request, reply);
      try {
        await db.transaction().execute((trx) => takeOver(trx, folder, order));
      } catch (error) {
        if (!(error instanceof DataFileError)) throw error;
        return sendPage(reply, folderPage(context, { changes: [], mistakes: error.findings, isDone: false }), 422);
      }
      await organisation.refresh(db);
      return seeOther(reply, context, `${FOLDER}?done=yes`);
    },
  );
}
