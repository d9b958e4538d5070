export { createAccount, createSignInLink, findAccount, type NewAccount, setPassword } from './accounts.ts';
export { registerAuthRoutes } from './routes.ts';
export { openSession, type Viewer } from './sessions.ts';
