import type { App } from '../platform/http/app.ts';
import type { Services } from '../services.ts';

export function registerOrganisationRoutes(_app: App, _services: Services): void {}
