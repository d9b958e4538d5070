import type { App } from '../../platform/http/app.ts';
import type { Services } from '../../services.ts';
import { registerAuthorityOrderRoutes } from '../desk/order-routes.ts';
import type texts from '../locales/zh-CN.json';
import { registerRuleRoutes } from '../rules/routes.ts';
import { registerApplicantApi } from './api-routes.ts';
import { registerCaseRoutes } from './case-routes.ts';
import { registerDraftRoutes } from './draft-routes.ts';
import { registerFileRoutes } from './file-routes.ts';
import { registerGuideRoutes } from './guide-routes.ts';
import { registerOrderRoutes } from './order-routes.ts';
import { registerTaskRoutes } from './task-routes.ts';
import { registerVerificationRoutes } from './verification-routes.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    procedures: typeof texts;
  }
}

/** Everything that parties meet: guides, forms, their cases, the steps they take in others' cases, verification by SMS. */
export function registerApplicantRoutes(app: App, services: Services): void {
  registerGuideRoutes(app, services);
  registerDraftRoutes(app, services);
  registerCaseRoutes(app, services);
  registerOrderRoutes(app, services);
  registerAuthorityOrderRoutes(app, services);
  registerRuleRoutes(app, services);
  registerTaskRoutes(app, services);
  registerVerificationRoutes(app, services);
  registerFileRoutes(app, services);
  registerApplicantApi(app, services);
}
