declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    readonly $attrs: Readonly<Record<string, unknown>>;
    readonly $descriptor: { readonly properties: readonly { readonly name: string; readonly type: string }[] };
    readonly $parent?: ModdleElement;
    readonly $instanceOf: (type: string) => boolean;
    get(name: string): unknown;
    set(name: string, value: unknown): void;
  }
  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  }
  export interface ModdleResult {
    readonly rootElement: ModdleElement;
    readonly references: readonly { readonly element: ModdleElement; readonly property: string; readonly id: string }[];
    readonly elementsById: Readonly<Record<string, ModdleElement>>;
    readonly warnings: readonly ModdleWarning[];
  }
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<ModdleResult>;
  }
}
