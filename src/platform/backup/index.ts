export { backUp } from './backup.ts';
export { BackupFault, type Manifest } from './manifest.ts';
export { restore } from './restore.ts';
