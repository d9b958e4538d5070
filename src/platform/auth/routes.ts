import type { Services } from '../../services.ts';
import type { App } from '../http/app.ts';
import { registerAccountRoutes } from './account-routes.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';

/** Who somebody is: signing in and out, making an account, looking after it. */
export function registerAuthRoutes(app: App, services: Services): void {
  registerSignInRoutes(app, services);
  registerAccountRoutes(app, services);
}
