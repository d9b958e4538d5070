import type { Services } from '../../services.ts';
import type { App } from '../http/app.ts';
import { registerAccountRoutes } from './account-routes.ts';
import { registerPasskeyRoutes } from './passkey-routes.ts';
import { registerProviderRoutes } from './provider-routes.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';

/** Where somebody is led who has shown the password and not yet the code. */
const BETWEEN = new Set(['/sign-in', '/sign-in/code', '/sign-out', '/sign-in/passkey', '/sign-in/passkey/options']);

/** Who somebody is: signing in and out, making an account, looking after it. */
export function registerAuthRoutes(app: App, services: Services): void {
  // Between password and code nobody is signed in yet: every other page sees a stranger.
  app.addHook('onRequest', async (request) => {
    if (request.viewer?.secondFactorDue === true && !BETWEEN.has(request.routeOptions.url ?? '')) request.viewer = undefined;
  });
  registerSignInRoutes(app, services);
  registerAccountRoutes(app, services);
  registerPasskeyRoutes(app, services);
  registerProviderRoutes(app, services);
}
