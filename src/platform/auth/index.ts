export { createAccount, createSignInLink, findAccount, type NewAccount, setPassword } from './accounts.ts';
export { providerFrom } from './identity-provider.ts';
export { registerAuthRoutes } from './routes.ts';
export { openSession, type Viewer } from './sessions.ts';
