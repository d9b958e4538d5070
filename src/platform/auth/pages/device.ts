const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/MicroMessenger\/(\d+)/, 'WeChat'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:Headless)?Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** "Firefox 128, Windows": enough for the owner to know the device again. Undefined when the browser says nothing that we know. */
export function deviceOf(userAgent: string): string | undefined {
  const browser = BROWSERS.map(([mark, name]) => ({ name, version: mark.exec(userAgent)?.[1] })).find((each) => each.version !== undefined);
  const system = SYSTEMS.find(([mark]) => mark.test(userAgent));
  const parts = [browser && `${browser.name} ${browser.version}`, system?.[1]].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
